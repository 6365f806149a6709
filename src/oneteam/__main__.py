from oneteam.config.cli import main

main()
