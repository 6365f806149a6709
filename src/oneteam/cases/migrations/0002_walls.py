from django.db import migrations

from oneteam.walls.operations import Wall


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("walls", "0002_walls")]

    operations = [
        Wall("cases_ledgerentry"),
        Wall("cases_casetext"),
        Wall("cases_casetextversion"),
    ]
