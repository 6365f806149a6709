import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("roundtables", "0020_day_timetables")]

    operations = [
        migrations.AddField(
            model_name="matchrun",
            name="beside",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="roundtables.matchrun",
            ),
        ),
    ]
