"""Random codes for addresses, which tell neither order nor number, and secret ones that are kept nowhere."""

import hashlib
import json
import secrets
from typing import Any

from django.utils.crypto import salted_hmac

# Without 0 O 1 I L U, which people confuse when they read a code aloud.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def random_code(prefix: str, length: int = 6) -> str:
    """``random_code("P")`` gives for instance ``P-7KQ2XM``: 29 bits, unique by a constraint where it is stored."""
    return f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(length))


def secret(purpose: str, bound: str) -> str:
    """What a link opens with. Made from what it is bound to and the installation's key, so it can be made again."""
    return salted_hmac(purpose, bound, algorithm="sha256").hexdigest()


def hash_of(token: str) -> str:
    """What a table holds of a secret: it finds whoever brings it, and gives it to nobody."""
    return hashlib.sha256(token.encode()).hexdigest()


def digest_of(facts: Any) -> str:
    """SHA-256 of what JSON can hold: keys in order, no spaces, UTF-8."""
    return hash_of(json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
