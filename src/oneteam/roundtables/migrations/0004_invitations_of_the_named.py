from django.db import migrations

# An invitation stands in its guest's own circle. Where the thread itself is hidden from them, by a seat that
# ended or a rivalry that began, the invitation is hidden with it.
HIDE = """
CREATE POLICY thread ON roundtables_tableinvitation AS RESTRICTIVE USING (
    current_setting('oneteam.system', true) = 'on'
    OR (SELECT true FROM alliance_disclosure d WHERE d.thread = roundtables_tableinvitation.thread))
"""


class Migration(migrations.Migration):
    dependencies = [("roundtables", "0003_cancelled"), ("alliance", "0002_walls")]

    operations = [migrations.RunSQL(HIDE, "DROP POLICY thread ON roundtables_tableinvitation")]
