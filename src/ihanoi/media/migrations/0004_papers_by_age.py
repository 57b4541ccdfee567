"""The nightly eraser asks for papers by age. Made beside a running city: nobody waits for an index."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("media", "0003_sealed")]

    operations = [
        AddIndexConcurrently(
            "file",
            models.Index(fields=["created_at"], condition=models.Q(sealed=True), name="media_file_papers"),
        ),
    ]
