from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0004_date_calendars")]

    operations = [migrations.RemoveField(model_name="agency", name="calendar")]
