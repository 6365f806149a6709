"""The keys of a start-up's people: a period entered by mistake makes them no members."""

from django.db import migrations

from oneteam.alliance import keys


class Migration(migrations.Migration):
    dependencies = [("alliance", "0006_logo")]

    operations = [migrations.RunSQL(keys.SQL, migrations.RunSQL.noop)]
