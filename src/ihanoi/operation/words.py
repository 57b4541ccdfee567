"""What operators and overseers are told about the quarter's review of seats."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

REVIEW_TITLE: Final = _("Còn %(seats)d vai trò chưa được rà soát trong quý này")
REVIEW_BODY: Final = _(
    "Hạn rà soát là ngày %(due)s. Hãy xem từng vai trò ở các cơ quan bạn quản trị rồi chọn giữ hoặc thu hồi."
)
REVIEW_LATE_TITLE: Final = _("%(agencies)d cơ quan quá hạn rà soát vai trò")
REVIEW_LATE_BODY: Final = _(
    "Hạn rà soát quý này là ngày %(due)s. Trang rà soát cho biết cơ quan nào còn bao nhiêu vai trò chưa xem."
)
