import argparse
from pathlib import Path


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--force", action="store_true", help="replace what is there, for good")


def run(options: argparse.Namespace) -> int:
    from oneteam.config import archive, guard
    from oneteam.config.migrating import migrate

    guard.require()
    manifest = archive.restore(options.file.resolve(), force=options.force)
    newer = migrate()
    print(f"Restored as of {manifest['made_at']}: the database and {len(manifest['sha256']) - 1} files.")
    if newer:
        print("The archive was older than this program; its database was brought up to date.")
    return 0
