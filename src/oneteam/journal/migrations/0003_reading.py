"""Noting who read what, in one statement: it happens with every look at something confidential.

The reader need not be inside the circle of the note, so the function opens the house for its one row.
"""

from django.db import migrations

NOTE_READING = """
CREATE FUNCTION journal_note_reading(who bigint, what_was text, of_thread text, in_circle bigint, moment timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    before text := coalesce(current_setting('oneteam.system', true), '');
BEGIN
    PERFORM set_config('oneteam.system', 'on', true);
    INSERT INTO journal_reading (person_id, what, thread, circle_id, at)
        VALUES (who, what_was, of_thread, in_circle, moment);
    PERFORM set_config('oneteam.system', before, true);
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_walls")]

    operations = [
        migrations.RunSQL(
            NOTE_READING, "DROP FUNCTION journal_note_reading(bigint, text, text, bigint, timestamptz)"
        )
    ]
