"""What a text is about and whose it is; the catalogue of fields; the rules and what became of decisions."""

from ihanoi.routing.card import describe_reader

from .deciding import Past, Trial, route
from .fields import field, field_by_code, field_words, fields, forget
from .quality import Quality, fate, quality
from .readers import (
    ReaderCard,
    TrainingRow,
    VersionRow,
    corrections,
    is_training,
    reader_card,
    reader_versions,
    trainings,
)
from .reading import is_worth_training, read, reader_in_use, warm
from .rules import (
    FieldRow,
    ReplayRow,
    RuleRow,
    SetRow,
    flaws,
    in_force,
    last_replay,
    may_edit,
    rule_input,
    rule_set,
    rule_sets,
    rules_by_field,
)

__all__ = [
    "FieldRow", "Past", "Quality", "ReaderCard", "ReplayRow", "RuleRow", "SetRow", "TrainingRow", "Trial",
    "VersionRow", "corrections", "describe_reader", "fate", "field", "field_by_code", "field_words", "fields", "flaws",
    "forget", "in_force", "is_training", "is_worth_training", "last_replay", "may_edit", "quality", "read",
    "reader_card", "reader_in_use", "reader_versions", "route", "rule_input", "rule_set", "rule_sets", "rules_by_field",
    "trainings", "warm",
]  # fmt: skip
