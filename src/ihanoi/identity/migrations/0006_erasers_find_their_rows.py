"""The nightly eraser asks by age. Made beside a running city: nobody waits for an index."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("identity", "0005_what_people_write_is_sealed_in_part")]

    operations = [
        AddIndexConcurrently("code", models.Index(fields=["created_at"], name="identity_codes_at")),
        AddIndexConcurrently("message", models.Index(fields=["created_at"], name="identity_messages_at")),
        AddIndexConcurrently("signin", models.Index(fields=["seen_at"], name="identity_sign_ins_seen")),
        RemoveIndexConcurrently("signin", "identity_sign_ins_of"),
    ]
