"""A log says what happened, and nothing about whom."""

from __future__ import annotations

import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.operation.logs import Lines, Plain


def record(message: str, *args: object, **extra: object) -> logging.LogRecord:
    """As a logger makes it."""
    made = logging.LogRecord("ihanoi.cases", logging.WARNING, "x.py", 1, message, args, None)
    made.__dict__.update(extra)
    return made


def test_a_line_is_json_with_time_level_and_place() -> None:
    said = json.loads(Lines().format(record("Đã gửi %s thư", 3)))
    assert (said["message"], said["level"], said["logger"]) == ("Đã gửi 3 thư", "WARNING", "ihanoi.cases")
    assert said["at"].endswith("+00:00")


@pytest.mark.parametrize("formatter", [Lines(), Plain()])
@pytest.mark.parametrize("secret", ["0912 345 678", "lan.nguyen@example.org", "001085012345"])
def test_nobody_is_named_by_number(formatter: logging.Formatter, secret: str) -> None:
    assert secret not in formatter.format(record(f"Không gửi được cho {secret} lúc 8 giờ"))
    assert secret not in formatter.format(record("Không gửi được cho %s", secret, given=f"thư của {secret}"))


def test_an_error_carries_its_way_and_no_number() -> None:
    try:
        raise ValueError("lan.nguyen@example.org")
    except ValueError as error:
        made = record("hỏng")
        made.exc_info = (type(error), error, error.__traceback__)
    said = json.loads(Lines().format(made))
    assert "ValueError" in said["exc_info"]
    assert "lan.nguyen" not in said["exc_info"]


def test_the_request_is_left_out() -> None:
    assert "request" not in json.loads(Lines().format(record("hỏng", request=object(), status_code=500)))


@given(st.text())
def test_whatever_is_said_is_one_line(text: str) -> None:
    line = Lines().format(record("%s", text))
    assert "\n" not in line
    json.loads(line)
