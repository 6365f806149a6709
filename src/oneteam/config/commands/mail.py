import argparse


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "act", choices=["failed", "again"], help="list mail that nobody took; put all of it into the outbox again"
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    return again() if options.act == "again" else failed()


def failed() -> int:
    from oneteam import walls
    from oneteam.journal import queries

    with walls.system("the operator looks at mail that failed"):
        for mail in queries.failed_mails():
            print(f"{mail.created_at:%Y-%m-%d %H:%M}  {mail.sent_to}  {mail.kind}  {mail.problem}")
        print(f"{queries.failed_mails().count()} mails failed. Send them again with: oneteam mail again")
    return 0


def again() -> int:
    from oneteam.journal import outbox

    print(f"{outbox.send_failed_again()} mails wait for the worker now.")
    return 0
