"""Codes went after two days and tries within a day, whatever the numbers said: now the numbers say what is done."""

from datetime import date
from typing import Any

from django.db import migrations

SINCE = date(2026, 1, 1)
NUMBERS = {"keep_codes": (30, 2), "keep_tries": (365, 1)}


def say_what_is_done(apps: Any, schema_editor: Any) -> None:
    """Rows as they were put in at the beginning; what the city has set since stays."""
    period = apps.get_model("privacy", "Period")
    for name, (before, now) in NUMBERS.items():
        period.objects.filter(name=name, valid_from=SINCE, amount=before).update(amount=now)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_first")]

    operations = [migrations.RunPython(say_what_is_done, migrations.RunPython.noop)]
