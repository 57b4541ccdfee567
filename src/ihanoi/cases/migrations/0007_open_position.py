from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_fewer_indexes")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True), ("listed", True)),
                fields=["lat", "lon"],
                name="cases_open_position",
            ),
        ),
    ]
