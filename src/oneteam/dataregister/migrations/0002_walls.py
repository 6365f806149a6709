from django.db import migrations

from oneteam.walls.operations import Wall


class Migration(migrations.Migration):
    dependencies = [("dataregister", "0001_initial"), ("walls", "0002_walls")]

    operations = [
        Wall("dataregister_item"),
        Wall("dataregister_premises"),
        Wall("dataregister_opinion"),
        Wall("dataregister_certificate"),
        Wall("dataregister_output"),
    ]
