from django.db import migrations

from oneteam.walls.operations import Wall


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial"), ("walls", "0002_walls")]

    operations = [
        Wall("journal_entry"),
        Wall("journal_reading"),
        Wall("journal_auditline"),
        Wall("journal_mail"),
    ]
