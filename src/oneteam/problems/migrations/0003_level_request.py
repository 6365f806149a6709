import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from oneteam.walls.operations import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("problems", "0002_walls"),
        ("walls", "0002_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LevelRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("public", "public"),
                            ("alliance", "alliance"),
                            ("named", "named people only"),
                            ("sealed", "sealed"),
                        ],
                        max_length=10,
                        verbose_name="confidentiality",
                    ),
                ),
                (
                    "side",
                    models.CharField(choices=[("owner", "owner"), ("office", "secretariat")], max_length=6),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("agreed", models.BooleanField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "circle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="walls.circle"
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="level_requests",
                        to="problems.problem",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=("problem",),
                        name="one_open_level_request",
                    )
                ],
            },
        ),
        Wall("problems_levelrequest"),
    ]
