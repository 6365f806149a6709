from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.lookups import IsNull


class Circle(models.Model):
    """Who is in the know, as three arrays of keys.

    A row in a circle is visible when ``admitted`` meets the viewer's keys, or when ``readers`` meets them
    and ``barred`` does not.
    """

    readers = ArrayField(models.TextField(), default=list)
    barred = ArrayField(models.TextField(), default=list)
    admitted = ArrayField(models.TextField(), default=list)

    class Meta:
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return f"circle {self.pk}"


class Walled(models.Model):
    """A row that only its circle sees. Its table needs the operation ``walls.operations.Wall``."""

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def inside(circle: str) -> IsNull:
    """Whether who acts now is inside the circle that ``circle`` leads to: to annotate or to filter rows by.

    Not ``Exists``: PostgreSQL would read every circle first, also where a page shows 25 rows.
    """
    return IsNull(Subquery(Circle.objects.filter(pk=OuterRef(circle)).values("pk")[:1]), False)
