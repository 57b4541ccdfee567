"""Addresses and numbers of accounts are sealed; what stood in the clear goes."""

from typing import Any

from django.db import migrations, models

from ihanoi.vault.fields import DigestField, SealedField

BATCH = 2000


def seal(apps: Any, schema_editor: Any) -> None:
    """Batch after batch, so that a large table fits into memory."""
    account = apps.get_model("people", "Account")
    last = 0
    while batch := list(account.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for row in batch:
            row.email, row.phone = row.plain_email, row.plain_phone
            row.email_digest = account._meta.get_field("email_digest").pre_save(row, False)
            row.phone_digest = account._meta.get_field("phone_digest").pre_save(row, False)
            row.is_shared = row.plain_email.endswith("@demo.ihanoi.example")
        account.objects.bulk_update(batch, ["email", "email_digest", "phone", "phone_digest", "is_shared"])
        last = batch[-1].pk


def unseal(apps: Any, schema_editor: Any) -> None:
    """The way back, with the keys at hand."""
    account = apps.get_model("people", "Account")
    for row in account.objects.iterator(chunk_size=BATCH):
        account.objects.filter(pk=row.pk).update(plain_email=row.email, plain_phone=row.phone)


class Migration(migrations.Migration):
    dependencies = [("people", "0005_undated_calendar_goes")]

    operations = [
        migrations.RemoveConstraint("account", "people_phone_once"),
        migrations.RenameField("account", "email", "plain_email"),
        migrations.RenameField("account", "phone", "plain_phone"),
        migrations.AlterField("account", "plain_email", models.TextField(default="")),
        migrations.AlterField("account", "plain_phone", models.TextField(default="")),
        migrations.AddField("account", "email", SealedField(digest="email_digest", default="")),
        migrations.AddField("account", "email_digest", DigestField(of="email", null=True)),
        migrations.AddField("account", "phone", SealedField(digest="phone_digest", default="")),
        migrations.AddField("account", "phone_digest", DigestField(of="phone", null=True)),
        migrations.AddField("account", "is_shared", models.BooleanField(default=False)),
        migrations.RunPython(seal, unseal),
        migrations.RemoveField("account", "plain_email"),
        migrations.RemoveField("account", "plain_phone"),
        migrations.AlterField("account", "email_digest", DigestField(of="email", unique=True)),
        migrations.AlterField("account", "phone_digest", DigestField(of="phone", unique=True)),
    ]
