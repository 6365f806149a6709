from django.db import migrations

from oneteam.walls.operations import Wall


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial"), ("walls", "0002_walls")]

    operations = [
        Wall("projects_project"),
        Wall("projects_partner"),
        Wall("projects_member"),
        Wall("projects_milestone"),
        Wall("projects_trlrecord"),
        Wall("projects_application"),
        Wall("projects_effect"),
        Wall("projects_measurement"),
    ]
