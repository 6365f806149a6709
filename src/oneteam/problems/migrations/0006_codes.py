from django.db import migrations, models

import oneteam.problems.models
from oneteam.walls.operations import FillCodes


class Migration(migrations.Migration):
    """Codes in addresses instead of numbers, which would tell how many there are."""

    dependencies = [("problems", "0005_one_version"), ("walls", "0002_walls")]

    operations = [
        migrations.AddField(
            "levelrequest", "code", models.CharField(default="", max_length=16), preserve_default=False
        ),
        FillCodes("problems_levelrequest", "LR"),
        migrations.AlterField(
            "levelrequest",
            "code",
            models.CharField(default=oneteam.problems.models.request_code, max_length=16, unique=True),
        ),
    ]
