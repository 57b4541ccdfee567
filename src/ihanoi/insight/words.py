"""How figures are named and read out."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

RANKED_FROM: Final = 30  # below that many cases a rate says little and nobody is ranked
SMALL: Final = 5  # below that many a median says nothing
FEW: Final = 0.05  # below that a rate is said with two decimals: 0,02 % and 1,75 % are not the same (T2)
BAD: Final = 0.8  # a rate below it stands out
FIELDS_SHOWN: Final = 6
CLASSES: Final = (
    (0.95, "t-jade", _("từ 95 %")),
    (0.90, "t-jademid", _("90 – 95 %")),
    (BAD, "t-goldsoft", _("80 – 90 %")),
    (0.0, "t-lacquersoft", _("dưới 80 %")),
)
"""Of a rate on the map: from which on, its colour, its words. Highest first."""

HOW: Final = (
    (_("Tiếp nhận trong tháng"), _("Phản ánh được gửi trong tháng mà cơ quan này đang chịu trách nhiệm.")),
    (_("Đã xử lý"), _("Kết quả được duyệt trong tháng. Từ chối, rút và gộp không tính là đã xử lý.")),
    (
        _("Đúng hạn"),
        _(
            "Số xong trong hạn, chia cho số đã xử lý cộng số đang mở đã quá hạn. Để mãi không đóng làm tỷ lệ xấu đi."
        ),
    ),
    (
        _("Xử lý quá hạn"),
        _("Xong sau hạn xử lý, chia cho số đã xử lý; việc chưa xong thì chưa thể xong trễ."),
    ),
    (_("Đang mở"), _("Chưa có kết quả, chưa từ chối, chưa rút và chưa gộp tại thời điểm tính.")),
    (_("Đang mở, quá hạn"), _("Số đang mở tại thời điểm tính mà đồng hồ đã hết, trên tổng số đang mở.")),
    (_("Từ chối"), _("Đứng riêng, không cộng vào đã xử lý và không nằm trong đang mở.")),
    (_("Phải mở lại"), _("Số vụ bị mở lại ít nhất một lần, trên số đã xử lý cộng số mở lại còn đang mở.")),
    (
        _("Hài lòng"),
        _("Ba mức do người gửi chọn; tính trên số lượt đã đánh giá, không phải trên số đã xử lý."),
    ),
    (
        _("Trễ theo đồng hồ"),
        _(
            "Đồng hồ bắt đầu trong tháng tại cơ quan mà dừng sau hạn hoặc còn chạy quá hạn. "
            "Một việc là trễ khi đồng hồ tiếp nhận hoặc xử lý của nó trễ."
        ),
    ),
    (
        _("Thời gian"),
        _(
            "Giờ làm việc từ lúc gửi tới lúc có kết quả: một nửa nhanh hơn trung vị, chín phần mười nhanh hơn mức 90 %."
        ),
    ),
    (
        _("Xếp hạng"),
        _("Chỉ cơ quan có từ 30 việc tính hạn; cơ quan ít việc hơn vẫn có số nhưng không có hạng."),
    ),
)

AFTERWARDS: Final = (
    (
        _("Đã có kết luận"),
        _("Trong số lượt chấm chưa hài lòng của tháng, bao nhiêu lượt đến nay đã được xem xét."),
    ),
    (
        _("Có cơ sở"),
        _(
            "Trong số kết luận của tháng, bao nhiêu cho rằng người gửi đúng. Lượt chưa ai xem xét không nằm trong "
            "mẫu số. Giám sát kết luận lại thì chỉ tính kết luận sau."
        ),
    ),
    (
        _("Phúc tra"),
        _(
            "Kết quả đã duyệt được rút ngẫu nhiên theo tỷ lệ đang đặt; đạt thì tới người gửi, chưa đạt thì làm lại."
        ),
    ),
)
"""How what came after the answers is reckoned."""
