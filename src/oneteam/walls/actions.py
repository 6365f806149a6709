from collections.abc import Iterable

from . import system
from .models import Circle


def draw(*, readers: Iterable[str] = (), barred: Iterable[str] = (), admitted: Iterable[str] = ()) -> Circle:
    """A new circle. Whoever draws it need not be inside it."""
    with system("draw a circle"):
        return Circle.objects.create(
            readers=sorted(readers), barred=sorted(barred), admitted=sorted(admitted)
        )


def person_circle(person_id: int) -> Circle:
    """A circle of one person: what is written for them alone."""
    key = [f"person:{person_id}"]
    with system("a person's own circle"):
        found = Circle.objects.filter(admitted=key, readers=[], barred=[]).first()
        return found or Circle.objects.create(admitted=key)


def shared_circle(*readers: str) -> Circle:
    """The one circle of everybody who holds one of ``readers``, for things that belong to no thread."""
    keys = sorted(readers)
    with system("a shared circle"):
        found = Circle.objects.filter(readers=keys, barred=[], admitted=[]).first()
        return found or Circle.objects.create(readers=keys)
