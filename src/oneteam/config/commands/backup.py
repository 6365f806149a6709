import argparse
from pathlib import Path


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--force", action="store_true", help="write over an archive of that name")


def run(options: argparse.Namespace) -> int:
    from oneteam.config import archive

    if options.file.exists() and not options.force:
        raise SystemExit(f"oneteam: {options.file} exists; choose another name or add --force.")
    manifest = archive.write(options.file.resolve())
    files = len(manifest["sha256"]) - 1
    print(f"{options.file} holds the database and {files} files, {options.file.stat().st_size / 1e6:.1f} MB.")
    return 0
