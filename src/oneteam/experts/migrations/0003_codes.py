from django.db import migrations, models

import oneteam.experts.models
from oneteam.walls.operations import FillCodes


class Migration(migrations.Migration):
    """Codes in addresses instead of numbers, which would tell how many there are."""

    dependencies = [("experts", "0002_walls"), ("walls", "0002_walls")]

    operations = [
        migrations.AddField(
            "work", "code", models.CharField(default="", max_length=16), preserve_default=False
        ),
        FillCodes("experts_work", "W"),
        migrations.AlterField(
            "work",
            "code",
            models.CharField(default=oneteam.experts.models.work_code, max_length=16, unique=True),
        ),
        migrations.AddField(
            "engagement", "code", models.CharField(default="", max_length=16), preserve_default=False
        ),
        FillCodes("experts_engagement", "EN"),
        migrations.AlterField(
            "engagement",
            "code",
            models.CharField(default=oneteam.experts.models.engagement_code, max_length=16, unique=True),
        ),
    ]
