from django.db import migrations

import ihanoi.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0013_claims_keep_what_they_say"),
    ]

    operations = [
        migrations.AlterField(
            model_name="account",
            name="job_title",
            field=ihanoi.vault.fields.SpokenField(blank=True, max_length=120),
        ),
        migrations.AlterField(
            model_name="invitation",
            name="job_title",
            field=ihanoi.vault.fields.SpokenField(blank=True, max_length=120),
        ),
    ]
