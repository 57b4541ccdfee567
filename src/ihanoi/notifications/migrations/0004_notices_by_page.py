"""Whoever is forgotten takes along what others were told of their pages. Made beside a running city."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("notifications", "0003_notices_by_age")]

    operations = [
        AddIndexConcurrently("notice", models.Index(fields=["url"], name="notifications_notice_url")),
    ]
