"""One look is noted once: a page that is filled anew while it stands open is still the same reading."""

from django.db import migrations

NOTE_READING = """
CREATE OR REPLACE FUNCTION journal_note_reading(
    who bigint, what_was text, of_thread text, in_circle bigint, moment timestamptz
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    before text := coalesce(current_setting('oneteam.system', true), '');
BEGIN
    PERFORM set_config('oneteam.system', 'on', true);
    INSERT INTO journal_reading (person_id, what, thread, circle_id, at)
        SELECT who, what_was, of_thread, in_circle, moment
        WHERE NOT EXISTS (
            SELECT 1 FROM journal_reading r WHERE r.thread = of_thread AND r.person_id = who
               AND r.what = what_was AND r.at > moment - interval '1 hour' AND r.at <= moment);
    PERFORM set_config('oneteam.system', before, true);
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0004_audit_head")]

    operations = [migrations.RunSQL(NOTE_READING, migrations.RunSQL.noop)]
