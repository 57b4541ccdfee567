from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_open_position")]

    operations = [
        migrations.RemoveIndex(model_name="case", name="cases_lead_newest"),
        migrations.RemoveIndex(model_name="case", name="cases_late_open"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["lead", "-submitted_at", "-id", "state", "field", "holder", "priority", "unit"],
                name="cases_lead_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)),
                fields=["due_at", "id", "state", "field", "priority", "lead", "unit"],
                include=("half_at",),
                name="cases_late_open",
            ),
        ),
    ]
