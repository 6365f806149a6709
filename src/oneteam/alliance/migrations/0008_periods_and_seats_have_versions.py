from django.db import migrations, models

import oneteam.alliance.models
from oneteam.walls.operations import FillCodes


class Migration(migrations.Migration):
    """Two windows that change one seat, or one period, know of each other."""

    dependencies = [("alliance", "0007_startups_are_no_members")]

    operations = [
        migrations.AddField("seat", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField("membershipperiod", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField(
            "membershipperiod", "code", models.CharField(default="", max_length=16), preserve_default=False
        ),
        FillCodes("alliance_membershipperiod", "MP"),
        migrations.AlterField(
            "membershipperiod",
            "code",
            models.CharField(default=oneteam.alliance.models.period_code, max_length=16, unique=True),
        ),
    ]
