"""What a name opens rests on a seat: existing names get the seats of today, and all circles are drawn anew."""

from typing import Any

import django.contrib.postgres.fields
from django.db import migrations, models

from oneteam.alliance import keys
from oneteam.alliance.circles import compose
from oneteam.alliance.disclosure import facts_of

REST = """
UPDATE alliance_named SET rests_on = coalesce((
    SELECT array_agg(split_part(key, ':', 2)::bigint) FROM unnest(alliance_keys(person_id)) key
    WHERE key LIKE 'at:%'), '{}') WHERE person_id IS NOT NULL
"""


def redraw(apps: Any, schema_editor: Any) -> None:
    disclosures, circles = apps.get_model("alliance", "Disclosure"), apps.get_model("walls", "Circle")
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT set_config('oneteam.system', 'on', true)")
        cursor.execute(REST)
        for disclosure in disclosures.objects.prefetch_related("named"):
            for part, held in compose(facts_of(disclosure, disclosure.named.all())).items():
                circles.objects.filter(pk=getattr(disclosure, f"{part.value}_id")).update(
                    readers=sorted(held.readers), barred=sorted(held.barred), admitted=sorted(held.admitted)
                )
        cursor.execute("SELECT set_config('oneteam.system', '', true)")


class Migration(migrations.Migration):
    dependencies = [("alliance", "0002_walls")]

    operations = [
        migrations.AddField(
            "named",
            "rests_on",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, size=None
            ),
        ),
        migrations.RunSQL(keys.SQL, migrations.RunSQL.noop),
        migrations.RunPython(redraw, migrations.RunPython.noop),
    ]
