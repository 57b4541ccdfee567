"""Calendars of agencies hold from the agency's first day on."""

from typing import Any

from django.db import migrations


def date_calendars(apps: Any, _schema: Any) -> None:
    Agency = apps.get_model("people", "Agency")
    AgencyCalendar = apps.get_model("people", "AgencyCalendar")
    AgencyCalendar.objects.bulk_create(
        AgencyCalendar(agency_id=agency_id, calendar_id=calendar_id, valid_from=first)
        for agency_id, calendar_id, first in Agency.objects.exclude(calendar=None).values_list(
            "pk", "calendar_id", "valid_from"
        )
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0003_agency_calendar")]

    operations = [migrations.RunPython(date_calendars, migrations.RunPython.noop)]
