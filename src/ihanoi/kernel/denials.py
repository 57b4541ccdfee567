"""Why something was not done, as one sentence for the person who asked. A denied act has changed nothing."""

from __future__ import annotations

from collections.abc import Mapping


class Denied(Exception):
    """The act is not allowed now, to this actor. `reason` is a whole sentence in the user's language. HTTP 409."""

    status = 409

    def __init__(self, reason: object) -> None:
        super().__init__(reason)
        self.reason = reason


class NotFound(Denied):
    """The thing does not exist or the actor may not know that it does: the two look the same. HTTP 404."""

    status = 404


class Invalid(Denied):
    """What was given is incomplete or wrong: `errors` maps the name of the field to a sentence. HTTP 422."""

    status = 422

    def __init__(self, errors: Mapping[str, object]) -> None:
        super().__init__(next(iter(errors.values())))
        self.errors = dict(errors)
