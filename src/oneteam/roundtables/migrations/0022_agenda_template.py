import django.db.models.deletion
from django.db import migrations, models

from oneteam.walls.operations import Wall


class Migration(migrations.Migration):
    dependencies = [("roundtables", "0021_match_beside"), ("walls", "0002_walls")]

    operations = [
        migrations.CreateModel(
            name="AgendaTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("items", models.JSONField(default=list)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "circle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="walls.circle"
                    ),
                ),
            ],
        ),
        Wall("roundtables_agendatemplate"),
    ]
