from django.db import migrations, models

import oneteam.alliance.models
from oneteam.walls.operations import FillCodes


class Migration(migrations.Migration):
    """Codes in addresses instead of numbers, which would tell how many there are."""

    dependencies = [("alliance", "0004_versions"), ("walls", "0002_walls")]

    operations = [
        migrations.AddField(
            "seat", "code", models.CharField(default="", max_length=16), preserve_default=False
        ),
        FillCodes("alliance_seat", "ST"),
        migrations.AlterField(
            "seat",
            "code",
            models.CharField(default=oneteam.alliance.models.seat_code, max_length=16, unique=True),
        ),
        migrations.AddField(
            "rivalry", "code", models.CharField(default="", max_length=16), preserve_default=False
        ),
        FillCodes("alliance_rivalry", "RV"),
        migrations.AlterField(
            "rivalry",
            "code",
            models.CharField(default=oneteam.alliance.models.rivalry_code, max_length=16, unique=True),
        ),
        migrations.AddField(
            "erasurerequest", "code", models.CharField(default="", max_length=16), preserve_default=False
        ),
        FillCodes("alliance_erasurerequest", "ER"),
        migrations.AlterField(
            "erasurerequest",
            "code",
            models.CharField(default=oneteam.alliance.models.erasure_code, max_length=16, unique=True),
        ),
    ]
