"""Changes of the catalogue and of the rules of competence; what became of the router's proposals."""

from ihanoi.routing.words import RuleInput

from .decisions import Moved, Proposed, Settled, keep_decisions
from .fields import install_fields
from .reading import (
    Trained,
    adopt,
    ask_training,
    forget_lessons,
    install_reader,
    learn,
    ship_reader,
    train_reader,
    use_reader,
)
from .replays import begin_replay, run_replay
from .rules import begin_draft, drop_draft, drop_rule, save_rule, set_threshold, switch_on

__all__ = [
    "Moved", "Proposed", "RuleInput", "Settled", "Trained", "adopt", "ask_training", "begin_draft", "begin_replay",
    "drop_draft", "drop_rule", "forget_lessons", "install_fields", "install_reader", "keep_decisions", "learn",
    "run_replay", "save_rule", "set_threshold", "ship_reader", "switch_on", "train_reader", "use_reader",
]  # fmt: skip
