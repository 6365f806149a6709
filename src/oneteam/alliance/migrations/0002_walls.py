from django.db import migrations

from oneteam.alliance import keys
from oneteam.walls.operations import Wall


class Migration(migrations.Migration):
    dependencies = [("alliance", "0001_initial"), ("walls", "0002_walls")]

    operations = [
        migrations.RunSQL(keys.SQL, keys.DROP),
        Wall("alliance_rivalry"),
        Wall("alliance_agreement"),
        Wall("alliance_named"),
        Wall("alliance_invitation"),
        Wall("alliance_importdraft"),
        Wall("alliance_erasurerequest"),
        Wall("alliance_disclosure", "teaser_id"),
    ]
