"""The tax code of a household is the citizen number of its head: sealed; what stood in the clear goes."""

from typing import Any

from django.db import migrations, models

from ihanoi.vault.fields import DigestField, SealedField

BATCH = 2000


def seal(apps: Any, schema_editor: Any) -> None:
    """Batch after batch, so that a large table fits into memory."""
    organisation = apps.get_model("people", "Organisation")
    last = 0
    while batch := list(organisation.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for row in batch:
            row.tax_code = row.plain_tax_code
            row.tax_code_digest = organisation._meta.get_field("tax_code_digest").pre_save(row, False)
        organisation.objects.bulk_update(batch, ["tax_code", "tax_code_digest"])
        last = batch[-1].pk


def unseal(apps: Any, schema_editor: Any) -> None:
    """The way back, with the keys at hand. Whoever was emptied since then is told apart by the id."""
    organisation = apps.get_model("people", "Organisation")
    for row in organisation.objects.iterator(chunk_size=BATCH):
        organisation.objects.filter(pk=row.pk).update(plain_tax_code=row.tax_code or f"-{row.pk}")


class Migration(migrations.Migration):
    dependencies = [("people", "0011_consents_say_what_was_shown")]

    operations = [
        migrations.RenameField("organisation", "tax_code", "plain_tax_code"),
        migrations.AlterField("organisation", "plain_tax_code", models.TextField(null=True)),
        migrations.AddField("organisation", "tax_code", SealedField(digest="tax_code_digest", default="")),
        migrations.AddField("organisation", "tax_code_digest", DigestField(of="tax_code", null=True)),
        migrations.RunPython(seal, unseal),
        migrations.RemoveField("organisation", "plain_tax_code"),
        migrations.AlterField(
            "organisation",
            "tax_code_digest",
            DigestField(of="tax_code", max_length=32, null=True, unique=True),
        ),
    ]
