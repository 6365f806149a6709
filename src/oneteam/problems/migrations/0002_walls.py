from django.db import migrations

from oneteam.walls.operations import Wall


class Migration(migrations.Migration):
    dependencies = [("problems", "0001_initial"), ("walls", "0002_walls")]

    operations = [
        Wall("problems_problem"),
        Wall("problems_brief"),
        Wall("problems_dataitem"),
        Wall("problems_scoping"),
        Wall("problems_scopingnote"),
    ]
