import django.db.models.deletion
from django.db import migrations, models

from oneteam import walls
from oneteam.journal.audit import seal
from oneteam.walls.operations import Wall


def of_the_chain_that_is_there(apps, schema_editor):
    with walls.system("the head of a chain that is there already"):
        lines = apps.get_model("journal", "AuditLine").objects.order_by("pk")
        last, count = lines.last(), lines.count()
        if last is not None:
            apps.get_model("journal", "AuditHead").objects.create(
                count=count, digest=last.digest, seal=seal(count, last.digest), circle_id=last.circle_id
            )


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0003_reading"),
        ("walls", "0002_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("count", models.PositiveBigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("seal", models.CharField(max_length=64)),
                (
                    "circle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="walls.circle"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        Wall("journal_audithead"),
        migrations.RunPython(of_the_chain_that_is_there, migrations.RunPython.noop, elidable=True),
    ]
