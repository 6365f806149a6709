from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("roundtables", "0022_agenda_template")]

    operations = [
        migrations.AddField(model_name="decision", name="review_told_on", field=models.DateField(null=True))
    ]
