"""How somebody without an account can be reached is sealed; what stood in the clear goes."""

from typing import Any

from django.db import migrations, models

from ihanoi.vault.fields import SealedField


def seal(apps: Any, schema_editor: Any) -> None:
    """Few reports are entered for others: one after the other."""
    contact = apps.get_model("cases", "Contact")
    for row in contact.objects.iterator(chunk_size=2000):
        row.phone, row.email = row.plain_phone, row.plain_email
        row.save(update_fields=["phone", "email"])


def unseal(apps: Any, schema_editor: Any) -> None:
    """The way back, with the keys at hand."""
    contact = apps.get_model("cases", "Contact")
    for row in contact.objects.iterator(chunk_size=2000):
        row.plain_phone, row.plain_email = row.phone, row.email
        row.save(update_fields=["plain_phone", "plain_email"])


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_outcome_in_the_index")]

    operations = [
        migrations.RenameField("contact", "phone", "plain_phone"),
        migrations.RenameField("contact", "email", "plain_email"),
        migrations.AlterField("contact", "plain_phone", models.TextField(default="")),
        migrations.AlterField("contact", "plain_email", models.TextField(default="")),
        migrations.AddField("contact", "phone", SealedField(default="")),
        migrations.AddField("contact", "email", SealedField(default="")),
        migrations.RunPython(seal, unseal),
        migrations.RemoveField("contact", "plain_phone"),
        migrations.RemoveField("contact", "plain_email"),
    ]
