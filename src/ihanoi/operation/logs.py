"""One line of JSON for each record, without personal data: what a log says is read by more people than a case is."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from ihanoi.kernel.redaction import redact


class Lines(JsonFormatter):
    """Time in UTC, level, logger, message and, of an error, its way here; telephone numbers and the like masked."""

    def __init__(self) -> None:
        super().__init__("%(message)s", json_ensure_ascii=False)

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        super().add_fields(log_data, record, message_dict)
        log_data.pop("request", None)  # Django hangs it on: address, headers, session
        log_data |= {name: redact(text).text for name, text in log_data.items() if isinstance(text, str)}
        at = datetime.fromtimestamp(record.created, UTC)
        log_data |= {"at": at.isoformat(), "level": record.levelname, "logger": record.name}


class Plain(logging.Formatter):
    """The same for people who look on: level, logger, message."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Masked as well."""
        return redact(super().format(record)).text
