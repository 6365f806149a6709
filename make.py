"""Everything one types in a checkout: python3 make.py COMMAND. Standard library only.

setup       make .venv and install what requirements.lock pins
demo        set up, start everything with the sample alliance, print the address
demo-reset  forget the demo's data; the next demo begins anew
demo-check  start the demo on a free port and walk the whole way over HTTP
test        set up and run the tests (further arguments go to pytest)
check       format, lint, types, import contracts, translations, migrations
shots       take a picture of every page type into shots/
messages    gather translatable texts and compile the translations
lock        resolve requirements.lock anew
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / ".installed"
PACKAGES = {"chromium": "chromium", "fonts": "fonts-noto-cjk"}


def main() -> int:
    command, rest = (sys.argv[1] if len(sys.argv) > 1 else ""), sys.argv[2:]
    if command not in COMMANDS:
        print(__doc__)
        return 0 if command in ("", "help", "-h", "--help") else 2
    if sys.version_info < (3, 11):  # noqa: UP036 - said before anything is installed
        return say("OneTeam needs Python 3.11 or later.", 2)
    os.chdir(ROOT)
    # Where no bytecode is kept each of the many processes compiles every module anew: half of what its start costs.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        return COMMANDS[command](rest)
    except subprocess.CalledProcessError as failed:
        return say(
            f"make.py {command}: “{' '.join(map(str, failed.cmd[:6]))} …” failed.", failed.returncode or 1
        )
    except KeyboardInterrupt:
        return 130


# --- set-up --------------------------------------------------------------------------------------


def setup(_: list[str]) -> int:
    """Quick when nothing changed: the stamp holds what was installed, and for which Python."""
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text() == wanted and (BIN / "oneteam").exists():
        return 0
    if not PYTHON.exists():
        print("Making .venv …", flush=True)
        # Debian keeps ensurepip in a package of its own; without it the system's pip serves.
        venv.create(VENV, with_pip=find_spec("ensurepip") is not None, symlinks=True)
    print("Installing what requirements.lock pins …", flush=True)
    install = installer()
    run(*install, "--require-hashes", "-r", LOCK)
    run(*install, "--no-deps", "--no-build-isolation", "-e", ROOT)
    STAMP.write_text(wanted)
    return 0


def fingerprint() -> str:
    parts = [
        LOCK.read_bytes(),
        (ROOT / "pyproject.toml").read_bytes(),
        str(ROOT).encode(),
        sys.version.encode(),
    ]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def installer() -> list[str]:
    """uv when it can be had (three times as quick), else pip."""
    uv = BIN / "uv"
    if not uv.exists() and not shutil.which("uv"):
        subprocess.run([*pip(), "install", "-q", "uv"], check=False)
    if uv.exists():
        return [str(uv), "pip", "install", "-q", "--python", str(PYTHON)]
    if found := shutil.which("uv"):
        return [found, "pip", "install", "-q", "--python", str(PYTHON)]
    return [*pip(), "install", "-q"]


def pip() -> list[str]:
    """The pip of .venv, or the system's own for .venv."""
    if has_pip(PYTHON):
        return [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
    if has_pip(sys.executable):
        return [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(PYTHON)]
    raise SystemExit("OneTeam needs pip to set itself up. On Debian: apt-get install python3-pip")


def has_pip(python: object) -> bool:
    done = subprocess.run([str(python), "-c", "import pip"], check=False, stderr=subprocess.DEVNULL)
    return done.returncode == 0


def lock(_: list[str]) -> int:
    setup([])
    run(
        BIN / "uv", "pip", "compile", "-q", "pyproject.toml", "--group", "dev", "--universal",
        "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-annotate",
        "--custom-compile-command", "python make.py lock", "-o", LOCK,
    )  # fmt: skip
    return 0


# --- the demo ------------------------------------------------------------------------------------


def demo(rest: list[str]) -> int:
    setup([])
    return hand_over(BIN / "oneteam", "demo", *rest)


def demo_reset(rest: list[str]) -> int:
    setup([])
    return hand_over(BIN / "oneteam", "demo", "--reset", *rest)


def demo_check(rest: list[str]) -> int:
    setup([])
    return hand_over(BIN / "oneteam", "demo", "--check", *rest)


def hand_over(*command: object) -> int:
    """Become the program, so that Ctrl-C reaches it and nobody in between."""
    os.execv(str(command[0]), [str(part) for part in command])


# --- tests and checks ----------------------------------------------------------------------------


def test(rest: list[str]) -> int:
    setup([])
    browser()
    arguments = rest or ["-q", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    status = subprocess.run([BIN / "pytest", *arguments], check=False).returncode
    if "DATABASE_URL" not in os.environ:
        subprocess.run([PYTHON, "-m", "oneteam.config.postgres", "stop", data_dir() / "pg"], check=False)
    return status


def data_dir() -> Path:
    return Path(os.environ.get("ONETEAM_DATA_DIR", ROOT / "var"))


def browser() -> None:
    """Journeys need Chromium and a Korean font; without them they are skipped, and fail under CI=true."""
    missing = []
    if not any(shutil.which(name) for name in ("chromium", "chromium-browser")):
        missing.append(PACKAGES["chromium"])
    if not has_korean_font():
        missing.append(PACKAGES["fonts"])
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        say(f"Not installed: {', '.join(missing)}. THE BROWSER TESTS WILL BE SKIPPED without chromium.", 0)
        return
    print(f"Installing {', '.join(missing)} …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *missing]):
        subprocess.run(["apt-get", *command], check=False, env=quiet, stdout=subprocess.DEVNULL)


def has_korean_font() -> bool:
    if not (program := shutil.which("fc-list")):
        return False
    return bool(subprocess.run([program, ":lang=ko"], capture_output=True, check=False).stdout.strip())


def check(_: list[str]) -> int:
    """All of them run, so that one look shows everything that is wrong."""
    setup([])
    sources = ["src", "tests", "benchmarks", "make.py"]
    templates = [str(place) for place in sorted(ROOT.glob("src/oneteam/*/templates/**/*.html"))]
    steps = {
        "format": [BIN / "ruff", "format", "--check", "-q", *sources],
        "lint": [BIN / "ruff", "check", "-q", *sources],
        "types": [BIN / "mypy"],
        "imports": [BIN / "lint-imports", "--no-cache"],
        "messages": [PYTHON, "-m", "oneteam.config.messages", "--check"],
        "migrations": [BIN / "oneteam", "makemigrations", "--check", "--dry-run"],
        "templates": [BIN / "djlint", "--lint", "--quiet", *templates],
    }
    failed = [name for name, command in steps.items() if not passes(name, command)]
    return say(f"FAILED: {', '.join(failed)}", 1) if failed else say("All checks passed.", 0)


def passes(name: str, command: list[object]) -> bool:
    print(f"== {name}", flush=True)
    return subprocess.run([str(part) for part in command], check=False).returncode == 0


def shots(rest: list[str]) -> int:
    setup([])
    browser()
    return subprocess.run([PYTHON, "-m", "tests.shots", *rest], check=False).returncode


def messages(rest: list[str]) -> int:
    setup([])
    return subprocess.run([PYTHON, "-m", "oneteam.config.messages", *rest], check=False).returncode


# --- small things --------------------------------------------------------------------------------


def run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True)


def say(sentence: str, status: int) -> int:
    print(sentence, file=sys.stderr if status else sys.stdout, flush=True)
    return status


COMMANDS = {
    "setup": setup,
    "demo": demo,
    "demo-reset": demo_reset,
    "demo-check": demo_check,
    "test": test,
    "check": check,
    "shots": shots,
    "messages": messages,
    "lock": lock,
}

if __name__ == "__main__":
    sys.exit(main())
