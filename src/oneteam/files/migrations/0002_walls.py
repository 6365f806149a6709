from django.db import migrations

from oneteam.walls.operations import Wall


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial"), ("walls", "0002_walls")]

    operations = [
        Wall("files_attachment"),
    ]
