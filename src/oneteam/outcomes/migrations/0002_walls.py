from django.db import migrations

from oneteam.walls.operations import Wall


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0001_initial"), ("walls", "0002_walls")]

    operations = [Wall("outcomes_outcome")]
