"""A key for each person of an organisation with a waiver, and the circles of the threads that name them anew."""

from typing import Any

from django.db import migrations
from django.db.migrations.state import StateApps

from oneteam.alliance import keys


def redraw(apps: StateApps, editor: Any) -> None:
    """What is opened to a partner's people by name: the same three circles for each of them."""
    circles = apps.get_model("walls", "Circle").objects
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT set_config('oneteam.system', 'on', true)")
        for row in apps.get_model("alliance", "Named").objects.filter(role="partner", person__isnull=False):
            shown = row.disclosure
            opened = [f"waived:{shown.thread}:o{place}:p{row.person_id}" for place in row.rests_on]
            for circle in circles.filter(pk__in=[shown.teaser_id, shown.field_id, shown.effect_id]):
                circle.admitted = sorted({*circle.admitted, *opened})
                circle.save(update_fields=["admitted"])
        cursor.execute("SELECT set_config('oneteam.system', '', true)")


class Migration(migrations.Migration):
    dependencies = [("alliance", "0008_periods_and_seats_have_versions")]

    operations = [
        migrations.RunSQL(keys.SQL, migrations.RunSQL.noop),
        migrations.RunPython(redraw, migrations.RunPython.noop),
    ]
