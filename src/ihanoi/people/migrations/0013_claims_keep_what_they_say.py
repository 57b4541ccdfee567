"""Whoever claims an organisation says what it is called; the organisation itself is called so once papers show it."""

import django.db.models.deletion
from django.db import migrations, models

from ihanoi.vault.fields import SpokenField


class Migration(migrations.Migration):
    dependencies = [("people", "0012_tax_codes_are_sealed")]

    operations = [
        migrations.AlterField("organisation", "name", SpokenField(blank=True, max_length=200)),
        migrations.AlterField("organisation", "address", SpokenField(blank=True, max_length=200)),
        migrations.AlterField("representative", "position", SpokenField(blank=True, max_length=120)),
        migrations.AddField("representative", "name", SpokenField(blank=True, db_default="", default="", max_length=200)),
        migrations.AddField("representative", "address", SpokenField(blank=True, db_default="", default="", max_length=200)),
        migrations.AddField(
            "representative",
            "unit",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="places.unit"
            ),
        ),
    ]
