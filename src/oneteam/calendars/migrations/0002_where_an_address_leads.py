from typing import Any

from django.db import migrations, models
from django.db.migrations.state import StateApps


def alike(apps: StateApps, editor: Any) -> None:
    """A name that leads inside is told like one that leads nowhere, in rows of before, too."""
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT set_config('oneteam.system', 'on', true)")
        apps.get_model("calendars", "BusySource").objects.filter(failure="private").update(failure="address")
        cursor.execute("SELECT set_config('oneteam.system', '', true)")


class Migration(migrations.Migration):
    dependencies = [("calendars", "0001_initial")]

    operations = [
        migrations.RunPython(alike, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="busysource",
            name="failure",
            field=models.CharField(
                blank=True,
                choices=[
                    (
                        "address",
                        "There is no such host, it did not answer, or it lies in a private network. Check the address.",
                    ),
                    (
                        "secure",
                        "The address leads to a page that is not encrypted. It has to begin with https://.",
                    ),
                    ("certificate", "The host could not prove that it is the one named in the address."),
                    ("denied", "The host refused to give the calendar. Make a new secret address there."),
                    ("server", "The host answered with an error of its own."),
                    ("slow", "The host took longer than ten seconds."),
                    ("large", "The calendar is larger than 5 MB. Share a smaller one."),
                    ("content", "What the host sent is not a calendar. Check the address."),
                    (
                        "key",
                        "The address cannot be read here any more. Take the calendar away and give its address again.",
                    ),
                ],
                max_length=12,
            ),
        ),
    ]
