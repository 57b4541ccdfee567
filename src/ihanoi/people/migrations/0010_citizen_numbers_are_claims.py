"""A citizen number is told by anybody and proven once: unique among the proven alone (ADR 30)."""

import ihanoi.vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("people", "0009_what_people_write_is_sealed_in_part")]

    operations = [
        migrations.AddIndex("account", models.Index(fields=["citizen_id_digest"], name="people_citizen_id")),
        migrations.AddConstraint(
            "account",
            models.UniqueConstraint(
                fields=["citizen_id_digest"],
                condition=models.Q(proven_at__isnull=False),
                name="people_citizen_id_proven_once",
            ),
        ),
        migrations.AlterField(
            "account",
            "citizen_id_digest",
            ihanoi.vault.fields.DigestField(max_length=32, null=True, of="citizen_id"),
        ),
    ]
