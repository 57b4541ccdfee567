"""The nightly eraser asks by age. Made beside a running city: nobody waits for an index."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("notifications", "0002_what_people_write_is_sealed_in_part")]

    operations = [
        AddIndexConcurrently("notice", models.Index(fields=["at"], name="notifications_notice_at")),
    ]
