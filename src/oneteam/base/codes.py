"""Random codes for addresses: they tell neither order nor number."""

import secrets

# Without 0 O 1 I L U, which people confuse when they read a code aloud.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def random_code(prefix: str, length: int = 6) -> str:
    """``random_code("P")`` gives for instance ``P-7KQ2XM``: 29 bits, unique by a constraint where it is stored."""
    return f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(length))
