from django.db import migrations

from oneteam.walls.operations import Wall


class Migration(migrations.Migration):
    dependencies = [("roundtables", "0001_initial"), ("walls", "0002_walls")]

    operations = [
        Wall("roundtables_matchrun"),
        Wall("roundtables_candidate"),
        Wall("roundtables_candidatenote"),
        Wall("roundtables_roundtable"),
        Wall("roundtables_agendaitem"),
        Wall("roundtables_attendance"),
        Wall("roundtables_tableinvitation"),
        Wall("roundtables_minutes"),
        Wall("roundtables_minutesagreement"),
        Wall("roundtables_decision"),
        Wall("roundtables_actionitem"),
    ]
