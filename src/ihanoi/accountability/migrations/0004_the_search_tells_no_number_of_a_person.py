"""What people wrote into the subject or issuer of a directive stood in its words for the search as it was."""

from typing import Any

from django.db import migrations

from ihanoi.vault import spoken


def hide(apps: Any, _schema_editor: Any) -> None:
    for directive in apps.get_model("accountability", "Directive").objects.only("folded").iterator():
        if (told := spoken.hidden(directive.folded)) != directive.folded:
            directive.folded = told
            directive.save(update_fields=["folded"])


class Migration(migrations.Migration):
    dependencies = [
        ("accountability", "0003_more_that_people_write_is_sealed_in_part"),
    ]

    operations = [migrations.RunPython(hide, migrations.RunPython.noop)]
