"""Kinds, sizes and formats of files, and the sentence for each reason to refuse one."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    PICTURE = "picture"
    DOCUMENT = "document"


class Size(StrEnum):
    """What can be asked of a picture; a document has only `FULL`."""

    FULL = "full"
    VIEW = "view"
    THUMB = "thumb"


class Refusal(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TYPE = "type"
    ANIMATED = "animated"
    PICTURE_SIZE = "picture_size"
    DOCUMENT_SIZE = "document_size"
    PIXELS = "pixels"
    BROKEN_PICTURE = "broken_picture"
    BROKEN_DOCUMENT = "broken_document"
    MACRO = "macro"
    INFECTED = "infected"
    TOO_MANY_WAITING = "too_many_waiting"
    DISK_FULL = "disk_full"


WHY: Final[dict[Refusal, Promise]] = {
    Refusal.EMPTY: _("Tệp này trống. Hãy chọn một tệp khác."),
    Refusal.TYPE: _("Không nhận loại tệp này. Hãy gửi ảnh JPEG, PNG, WebP, HEIC hoặc văn bản PDF, DOCX."),
    Refusal.ANIMATED: _("Không nhận ảnh động. Hãy gửi ảnh tĩnh JPEG, PNG, WebP hoặc HEIC."),
    Refusal.PICTURE_SIZE: _("Ảnh lớn hơn 10 MB. Hãy chụp hoặc lưu lại ở cỡ nhỏ hơn rồi gửi."),
    Refusal.DOCUMENT_SIZE: _("Văn bản lớn hơn 20 MB. Hãy chia nhỏ hoặc nén lại rồi gửi."),
    Refusal.PIXELS: _("Ảnh có hơn 50 triệu điểm ảnh. Hãy lưu lại ở cỡ nhỏ hơn rồi gửi."),
    Refusal.BROKEN_PICTURE: _("Ảnh bị hỏng hoặc chưa tải lên hết nên không mở được. Hãy gửi lại ảnh này."),
    Refusal.BROKEN_DOCUMENT: _("Văn bản bị hỏng hoặc chưa tải lên hết. Hãy gửi lại tệp này."),
    Refusal.MACRO: _("Không nhận văn bản có macro. Hãy lưu lại thành PDF hoặc DOCX không có macro rồi gửi."),
    Refusal.INFECTED: _("Tệp này có mã độc nên không được nhận."),
    Refusal.TOO_MANY_WAITING: _(
        "Bạn đang có quá nhiều tệp chưa gửi kèm phản ánh nào. Hãy gửi phản ánh trước đã."
    ),
    Refusal.DISK_FULL: _("Hệ thống tạm hết chỗ lưu tệp. Tệp này chưa được lưu, hãy thử lại sau ít phút."),
}
