"""The address of an archive: signed, and of use to its owner alone until the archive is erased."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer

from ihanoi.kernel import clock
from ihanoi.kernel.denials import NotFound
from ihanoi.privacy.models import Copy, Request
from ihanoi.privacy.words import Why

_signer = Signer(salt="ihanoi.privacy.copy", sep="~")


def copy_token(copy: Copy) -> str:
    """For the address; a copy that was made anew has another one."""
    return _signer.sign(f"{copy.request_id}~{int(copy.made_at.timestamp())}")


def copy_of_token(token: str) -> int:
    """The request whose archive the token opens. A wrong and an expired one look the same: NotFound."""
    try:
        request_id, made_at = _signer.unsign(token).split("~")
    except (BadSignature, ValueError):
        raise NotFound(Why.GONE) from None
    copy = Copy.objects.filter(request=int(request_id), expires_at__gt=clock.now()).exclude(path="").first()
    if copy is None or int(copy.made_at.timestamp()) != int(made_at):
        raise NotFound(Why.GONE)
    return copy.request_id


def ready_copy(request: Request) -> Copy | None:
    """The archive of a request, if it is made and not yet erased."""
    copy: Copy | None = getattr(request, "copy", None)
    return copy if copy and copy.path and copy.expires_at > clock.now() else None
