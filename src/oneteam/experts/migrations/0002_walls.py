from django.db import migrations

from oneteam.walls.operations import Wall


class Migration(migrations.Migration):
    dependencies = [("experts", "0001_initial"), ("walls", "0002_walls")]

    operations = [
        Wall("experts_expertprofile"),
        Wall("experts_work"),
        Wall("experts_engagement"),
    ]
