"""Kinds, sizes and formats of files, and the sentence for each reason to refuse one."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FILES_MOST: Final = 8  # with one report or one addition
PROOFS_MOST: Final = 12  # with one result


class Kind(StrEnum):
    PICTURE = "picture"
    DOCUMENT = "document"
    VIDEO = "video"


class Size(StrEnum):
    """What can be asked of a picture. A document has only `FULL`; a video's `VIEW` and `THUMB` are its poster."""

    FULL = "full"
    VIEW = "view"
    THUMB = "thumb"
    PUBLIC = "public"  # the copy for everybody: `VIEW` with its hidden areas made unreadable
    PUBLIC_THUMB = "public_thumb"


class Hidden(StrEnum):
    """What an area of a picture shows that the public copy must not."""

    FACE = "face"
    PLATE = "plate"
    DRAWN = "drawn"  # by an officer


class Refusal(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TYPE = "type"
    ANIMATED = "animated"
    PICTURE_SIZE = "picture_size"
    DOCUMENT_SIZE = "document_size"
    VIDEO_SIZE = "video_size"
    VIDEO_LENGTH = "video_length"
    BROKEN_VIDEO = "broken_video"
    VIDEO_OF_PAPERS = "video_of_papers"
    NOBODY = "nobody"
    PIXELS = "pixels"
    BROKEN_PICTURE = "broken_picture"
    BROKEN_DOCUMENT = "broken_document"
    MACRO = "macro"
    INFECTED = "infected"
    TOO_MANY_WAITING = "too_many_waiting"
    DISK_FULL = "disk_full"


WHY: Final[dict[Refusal, Promise]] = {
    Refusal.EMPTY: _("Tệp này trống. Hãy chọn một tệp khác."),
    Refusal.TYPE: _(
        "Không nhận loại tệp này. Hãy gửi ảnh JPEG, PNG, WebP, HEIC, video MP4, MOV hoặc tệp PDF, DOCX."
    ),
    Refusal.ANIMATED: _("Không nhận ảnh động. Hãy gửi ảnh tĩnh JPEG, PNG, WebP hoặc HEIC."),
    Refusal.PICTURE_SIZE: _("Ảnh lớn hơn 10 MB. Hãy chụp hoặc lưu lại ở cỡ nhỏ hơn rồi gửi."),
    Refusal.DOCUMENT_SIZE: _("Văn bản lớn hơn 20 MB. Hãy chia nhỏ hoặc nén lại rồi gửi."),
    Refusal.VIDEO_SIZE: _("Video lớn hơn 100 MB. Hãy cắt ngắn hoặc quay lại ở cỡ nhỏ hơn rồi gửi."),
    Refusal.VIDEO_LENGTH: _("Video dài hơn 3 phút. Hãy cắt lấy đoạn cần thiết rồi gửi."),
    Refusal.BROKEN_VIDEO: _("Video bị hỏng hoặc chưa tải lên hết nên không mở được. Hãy gửi lại video này."),
    Refusal.VIDEO_OF_PAPERS: _("Giấy tờ chỉ nhận ảnh hoặc tệp PDF, DOCX. Hãy chụp ảnh giấy tờ rồi gửi."),
    Refusal.NOBODY: _("Hãy đăng nhập rồi gửi tệp."),
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
