"""Numbers and addresses are sealed inside what people write; dates, prices and codes of reports stay to be read."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import CharField, TextField
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.vault import spoken
from ihanoi.vault.fields import SpokenField
from ihanoi.vault.rules import KeyRing, Unsealable

OLD, NEW = ("a", bytes([1]) * 32), ("b", bytes([2]) * 32)
INDEX = bytes([9]) * 32
RING = KeyRing(dict([OLD]), INDEX)
BOTH = KeyRing(dict([NEW, OLD]), INDEX)
PLACE = "cases_message.text"


@pytest.mark.parametrize(
    "number",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "0912-345-678",
        "0912,345,678",
        "0912 . 345 . 678",
        "0 912 345 678",
        "+84912345678",
        "+84 912 345 678",
        "(+84) 912.345.678",
        "(024) 3825 3536",
        "001099000111",
        "001.099.000.111",
        "0010 9900 0111",
        "001\u00a0099\u00a0000\u200b111",
        "012345678",
        "toi.viet+1@example.org",
        "AI.DO@Công-ty.vn",
    ],
)
def test_a_number_or_address_is_sealed_however_it_is_written(number: str) -> None:
    text = f"Gọi {number} nhé, vỉa hè bong."
    stored = spoken.seal(text, RING, PLACE)
    assert stored.startswith("Gọi ") and stored.endswith(" nhé, vỉa hè bong.")
    sealed = stored.index(spoken.OPENING), stored.index(spoken.CLOSING)
    assert not any(sign.isdigit() or sign == "@" for sign in stored[: sealed[0]] + stored[sealed[1] :])
    assert spoken.unseal(stored, RING, PLACE) == text
    assert spoken.is_current(stored, RING)


@pytest.mark.parametrize(
    "text",
    ["Hẹn 17/11/2026, số 29 ngõ 12", "giá 12.500.000 đ", "HN-2611-000123", "tổng đài 1022", "8.30-9.00"],
)
def test_what_is_no_number_of_anybody_stays(text: str) -> None:
    assert spoken.seal(text, RING, PLACE) == text
    assert spoken.hidden(text) == text
    assert spoken.is_current(text, RING)


@given(st.text(st.characters(codec="utf-8", exclude_characters=[spoken.OPENING, spoken.CLOSING])))
def test_whatever_was_written_is_read_again(text: str) -> None:
    stored = spoken.seal(text, RING, PLACE)
    assert spoken.unseal(stored, RING, PLACE) == text
    assert spoken.is_current(stored, RING)
    assert len(spoken.hidden(text)) == len(text)


def test_nobody_types_a_sealed_part() -> None:
    typed = f"{spoken.OPENING}AQFh{spoken.CLOSING} rồi"
    assert spoken.unseal(spoken.seal(typed, RING, PLACE), RING, PLACE) == "AQFh rồi"


def test_a_part_moved_to_another_column_does_not_open() -> None:
    with pytest.raises(Unsealable):
        spoken.unseal(spoken.seal("0912345678", RING, PLACE), RING, "cases_case.text")


def test_what_an_older_key_sealed_or_none_is_not_current() -> None:
    assert not spoken.is_current("Gọi 0912345678", BOTH)
    stored = spoken.seal("Gọi 0912345678", RING, PLACE)
    assert not spoken.is_current(stored, BOTH)
    assert spoken.unseal(stored, BOTH, PLACE) == "Gọi 0912345678"


WORD = "a value of the words, a key or a code of ours: nobody types it"
NAME = "a name that people are found and greeted by: clean_name refuses numbers and addresses in it"
PUBLIC = "of the city, told to everybody"
NUMBER = "the number of a document or case, whose form is checked and holds no nine digits"
DERIVED = "made by the platform of what it knows"
SECRET = "a digest or hash, or what only a key of ours opens"

PLAIN: dict[str, str] = {
    "accountability_directive.folded": "for the search: what people wrote is hidden in it as in a public text",
    "accountability_directive.number": NUMBER,
    "accountability_export.format": WORD,
    "accountability_export.what": WORD,
    "accountability_inquiry.code": NUMBER,
    "accountability_letter.number": NUMBER,
    "accountability_namedcase.clock": WORD,
    "accountability_namedcase.code": NUMBER,
    "accountability_namedcase.place": "the name of a unit",
    "accountability_proof.code": NUMBER,
    "accountability_proposal.number": NUMBER,
    "accountability_proposal.occasion": DERIVED,
    "cases_case.edition": WORD,
    "cases_case.folded": "for the search: numbers are hidden in it",
    "cases_case.publication": WORD,
    "cases_case.refusal": WORD,
    "cases_case.review": WORD,
    "cases_case.turn_role": WORD,
    "cases_caseclock.unit": WORD,
    "cases_clocklimit.clock": WORD,
    "cases_clocklimit.kind": WORD,
    "cases_clocklimit.priority": WORD,
    "cases_clocklimit.unit": WORD,
    "cases_contact.consent_digest": SECRET,
    "cases_mapcell.group": WORD,
    "cases_mappoint.group": WORD,
    "cases_reason.advice": PUBLIC,
    "cases_reason.code": WORD,
    "cases_reason.label": PUBLIC,
    "cases_reason.list_name": WORD,
    "cases_review.cause": WORD,
    "cases_review.role": WORD,
    "cases_samplerate.kind": WORD,
    "cases_savedfilter.shelf": WORD,
    "demo_stage.name": WORD,
    "identity_code.channel": WORD,
    "identity_code.errand": WORD,
    "identity_link.issuer": "the address of a provider, from the settings",
    "identity_message.channel": WORD,
    "identity_oldpassword.password": SECRET,
    "identity_signin.browser": DERIVED,
    "identity_signin.method": WORD,
    "identity_signin.rights": SECRET,
    "identity_signin.session_key": "a random key, and the row is worth nothing without the session",
    "journal_entry.actor_name": NAME,
    "journal_entry.role": WORD,
    "journal_entry.subject": WORD,
    "journal_entry.verb": WORD,
    "journal_event.name": WORD,
    "journal_read.reason": "chained as it stands: numbers are hidden in it before it is written",
    "journal_read.role": WORD,
    "journal_read.subject": WORD,
    "journal_read.way": WORD,
    "journal_said.subject": WORD,
    "journal_sent.error": "of the connection to the city's own collector",
    "media_area.kind": WORD,
    "media_file.folder": DERIVED,
    "media_file.kind": WORD,
    "media_file.mime": WORD,
    "media_look.networks": WORD,
    "notifications_notice.key": DERIVED,
    "notifications_notice.url": DERIVED,
    "notifications_notice.verb": WORD,
    "operation_run.name": WORD,
    "people_account.closed_as": WORD,
    "people_account.full_name": NAME,
    "people_account.password": SECRET,
    "people_account.proven_by": WORD,
    "people_account.title": WORD,
    "people_agency.code": WORD,
    "people_agency.kind": WORD,
    "people_agency.name": PUBLIC,
    "people_consent.digest": SECRET,
    "people_consent.language": WORD,
    "people_consent.purpose": WORD,
    "people_invitation.full_name": NAME,
    "people_membership.role": WORD,
    "people_representative.standing": WORD,
    "people_seatcheck.role": WORD,
    "places_calendar.code": WORD,
    "places_calendar.name": PUBLIC,
    "places_confirmedyear.confirmed_by_name": NAME,
    "places_daychange.by_name": NAME,
    "places_daychange.kind": WORD,
    "places_dayoverride.name": PUBLIC,
    "places_revision.subject": WORD,
    "places_unit.code": PUBLIC,
    "places_unit.folded": PUBLIC,
    "places_unit.kind": WORD,
    "places_unit.level": WORD,
    "places_unit.name": PUBLIC,
    "places_unit.short_name": PUBLIC,
    "privacy_copy.path": DERIVED,
    "privacy_copy.sha256": SECRET,
    "privacy_erasure.data": WORD,
    "privacy_period.unit": WORD,
    "routing_competence.kind": WORD,
    "routing_decision.reader": DERIVED,
    "routing_decision.way": WORD,
    "routing_field.code": WORD,
    "routing_field.icon": WORD,
    "routing_field.name": PUBLIC,
    "routing_field.name_en": PUBLIC,
    "routing_readerversion.version": DERIVED,
    "routing_training.refusal": WORD,
}


def _plain() -> set[str]:
    """Columns of texts that show whatever is put into them; of a list of choices nobody types anything else."""
    rooms = [model for model in apps.get_models() if model.__module__.startswith("ihanoi.")]
    texts = [
        field
        for model in rooms
        for field in model._meta.local_concrete_fields
        if isinstance(field, (CharField, TextField))
    ]
    plain = [field for field in texts if not isinstance(field, SpokenField) and not field.choices]
    return {f"{field.model._meta.db_table}.{field.column}" for field in plain}


def test_no_text_is_kept_in_a_column_that_seals_nothing_without_a_reason() -> None:
    """Whoever adds a column into which people type makes it a SpokenField, or says here why not."""
    assert _plain() == set(PLAIN)


def test_documents_are_hidden_text_by_text() -> None:
    given = {"text": "gọi 0912 345 678", "files": 2, "to": ("a@b.vn", ["029 3825 3536"]), "none": None}
    assert spoken.masked(given) == {
        "text": "gọi •••• ••• •••",
        "files": 2,
        "to": ("•@•.••", ["••• •••• ••••"]),
        "none": None,
    }
