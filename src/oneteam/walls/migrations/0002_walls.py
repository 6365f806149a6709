from django.db import migrations

from oneteam.walls.operations import Keys, WallCircles


class Migration(migrations.Migration):
    dependencies = [("walls", "0001_initial")]

    operations = [Keys(), WallCircles()]
