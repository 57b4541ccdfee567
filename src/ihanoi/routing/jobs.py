"""Training as a job: nightly where officers have corrected enough since the last one. Safe to run twice."""

from __future__ import annotations

from procrastinate.contrib.django import app

from ihanoi.kernel.actor import SYSTEM
from ihanoi.routing import actions, queries


def retrain() -> None:
    """The night's look at the corrections."""
    if queries.is_worth_training():
        train.defer()


@app.task(name="routing.train", queue="training")
def train(training_id: int | None = None) -> None:
    """A new version of the reader; used at once unless it is worse."""
    actions.train_reader(actor=SYSTEM, training_id=training_id)
