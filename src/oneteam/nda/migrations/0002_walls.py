from django.db import migrations

from oneteam.walls.operations import Wall


class Migration(migrations.Migration):
    dependencies = [("nda", "0001_initial"), ("walls", "0002_walls")]

    operations = [
        Wall("nda_signing"),
        Wall("nda_signedcopy"),
        Wall("nda_endtold"),
    ]
