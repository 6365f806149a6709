"""The key that signs sessions and links: made once and kept beside the data, unless it is set."""

import os
import secrets
from pathlib import Path

from oneteam.config.env import WrongSetting


def read_or_create(folder: Path) -> str:
    place = folder / "secret_key"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            # Created whole under another name and linked, so that two processes starting at once agree.
            made = folder / f".secret_key.{os.getpid()}"
            with open(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(60))
            if not place.exists():
                os.link(made, place)
        except FileExistsError:
            pass
        finally:
            made.unlink(missing_ok=True)
        return place.read_text().strip()
    except OSError:
        raise WrongSetting(
            f"oneteam: the secret key cannot be kept in {folder}; set ONETEAM_SECRET_KEY."
        ) from None
