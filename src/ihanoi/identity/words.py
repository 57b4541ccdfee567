"""Ways to prove who one is, and what people are told while they do."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

SUBJECT: Final = "account"  # history tells of the account, as in the room people

SIGN_IN: Final = "sign_in"  # of what history tells about entering accounts; its number is the account's


class Entry(TextChoices):
    """What became of a try to sign in."""

    ENTERED = "entered", _("Đăng nhập")
    REFUSED = "refused", _("Đăng nhập không được")
    LOCKED = "locked", _("Bị khóa vì thử sai nhiều lần")
    NETWORK_LOCKED = "network_locked", _("Mạng bị khóa vì thử nhiều tài khoản")


class Method(TextChoices):
    """By what a session began. Password and code prove one thing; a passkey proves two; VNeID what it says."""

    PASSWORD = "password", _("Mật khẩu")
    CODE = "code", _("Mã một lần")
    PASSKEY = "passkey", _("Khóa truy cập")
    OIDC = "oidc", _("VNeID")


class Channel(TextChoices):
    """Where a one-time code goes."""

    PHONE = "phone", _("Tin nhắn")
    EMAIL = "email", _("Thư điện tử")


class Errand(TextChoices):
    """What a one-time code is for: one that was sent for one thing opens no other."""

    ENTER = "enter", _("Đăng nhập hoặc tạo tài khoản")
    VERIFY = "verify", _("Xác nhận số điện thoại, thư điện tử")
    RECOVER = "recover", _("Lấy lại tài khoản")
    PROVE = "prove", _("Xác nhận lại chính là bạn")


class Step(TextChoices):
    """What is still missing before a session begins."""

    NONE = "none", _("Không cần gì thêm")
    SECOND = "second", _("Xác nhận bước hai")
    ENROL = "enrol", _("Cài đặt bước hai")  # officials must have one
    RENEW = "renew", _("Đặt mật khẩu mới")  # somebody else chose the present one


class Use(TextChoices):
    """What a passkey is asked for: an answer to one opens no other."""

    ENTER = "enter", _("Đăng nhập")
    SECOND = "second", _("Xác nhận bước hai")
    PROVE = "prove", _("Xác nhận lại")
    ADD = "add", _("Thêm khóa truy cập")
    ENROL = "enrol", _("Cài đặt bước hai")


class Change(TextChoices):
    """What happens to somebody's proofs: verbs of history, and what its owner is told (TOLD)."""

    PASSWORD = "change_password", _("Đã đổi mật khẩu")
    ELSEWHERE = "end_other_sessions", _("Đã đăng xuất ở các máy khác")
    PASSKEY_ADDED = "add_passkey", _("Đã thêm một khóa truy cập")
    PASSKEY_REMOVED = "remove_passkey", _("Đã gỡ một khóa truy cập")
    PASSKEY_TWIN = "refuse_passkey", _("Đã từ chối một khóa truy cập có dấu hiệu bị sao chép")
    APP_ADDED = "add_authenticator", _("Đã cài ứng dụng xác thực")
    APP_REMOVED = "remove_authenticator", _("Đã gỡ ứng dụng xác thực")
    CODES_MADE = "make_recovery_codes", _("Đã tạo bộ mã dự phòng mới")
    CODE_USED = "use_recovery_code", _("Đã dùng một mã dự phòng để đăng nhập")
    SECOND_LOCKED = "lock_second_proof", _("Bước hai tạm khóa vì nhập sai nhiều lần")
    SECOND_RESET = "reset_second_proof", _("Quản trị viên đã bỏ bước hai của tài khoản")
    LINKED = "link", _("Đã nối VNeID với tài khoản")
    UNLINKED = "unlink", _("Đã gỡ VNeID khỏi tài khoản")
    UNLOCKED = "unlock_sign_in", _("Quản trị viên đã mở khóa đăng nhập")


TOLD: Final = _("Nếu không phải bạn làm, hãy mở trang bảo mật, đổi mật khẩu và đăng xuất khỏi mọi máy khác.")


class Why:
    """Sentences for a person who cannot go on."""

    STALE: Final = _("Để đổi cách đăng nhập, hãy xác nhận lại chính là bạn trước đã.")
    TOO_LATE: Final = _("Đã để quá lâu nên phải làm lại từ đầu. Hãy đăng nhập lại.")
    SHARED: Final = _(
        "Đây là tài khoản dùng thử chung của bản trình diễn, nên không đổi cách đăng nhập được."
    )
    SECOND_WRONG: Final = _("Mã chưa đúng hoặc đã dùng rồi. Hãy chờ ứng dụng hiện mã mới rồi nhập lại.")
    APP_WRONG: Final = _(
        "Mã chưa đúng. Hãy xem lại mã đang hiện trong ứng dụng; giờ trên máy phải chính xác."
    )
    RECOVERY_WRONG: Final = _("Mã dự phòng này không đúng hoặc đã dùng rồi. Mỗi mã chỉ dùng được một lần.")
    LOCKED: Final = _(
        "Nhập sai %(tries)d lần nên tạm khóa. Hãy thử lại sau %(minutes)d phút, hoặc dùng khóa truy cập nếu có."
    )
    NETWORK_LOCKED: Final = _(
        "Từ mạng này vừa có nhiều lần thử mật khẩu của nhiều người, nên ở đây tạm không nhận mật khẩu."
        " Hãy vào bằng mã gửi đến điện thoại hay thư, bằng khóa truy cập, hoặc thử lại sau %(minutes)d phút."
    )
    PASSKEY_WRONG: Final = _("Không xác nhận được khóa truy cập này. Hãy thử lại, hoặc dùng cách khác.")
    PASSKEY_LATE: Final = _("Đã để quá lâu. Hãy bấm nút và làm lại.")
    PASSKEY_UNKNOWN: Final = _("Khóa truy cập này không còn dùng được ở đây. Hãy đăng nhập bằng cách khác.")
    PASSKEY_TWIN: Final = _(
        "Khóa truy cập này có dấu hiệu bị sao chép nên không dùng được. Hãy dùng cách khác, rồi gỡ khóa này."
    )
    PASSKEY_TAKEN: Final = _("Máy này đã có khóa truy cập của một tài khoản rồi.")
    PASSKEY_MANY: Final = _("Tài khoản đã có 10 khóa truy cập. Hãy gỡ bớt một khóa trước.")
    UNNAMED: Final = _("Khóa truy cập")
    NO_DOMAIN: Final = _("Khóa truy cập chỉ dùng được khi mở ứng dụng bằng tên miền.")
    NO_PASSKEY: Final = _("Không tìm thấy khóa truy cập này.")
    NO_APP: Final = _("Tài khoản chưa có ứng dụng xác thực.")
    LAST_SECOND: Final = _("Cán bộ phải có ít nhất một bước hai. Hãy thêm cách khác trước khi gỡ cách này.")
    NO_SECOND: Final = _(
        "Hãy thêm khóa truy cập hoặc ứng dụng xác thực trước; mã dự phòng dùng thay cho chúng."
    )
    SHORT: Final = _("Mật khẩu cần ít nhất 8 ký tự.")
    PLAIN: Final = _(
        "Khi chưa có bước hai, mật khẩu cần ít nhất 14 ký tự, có chữ thường, chữ hoa, chữ số và dấu."
        " Thêm bước hai thì chỉ cần 8 ký tự."
    )
    USED_BEFORE: Final = _("Mật khẩu này đã dùng trước đây. Hãy chọn mật khẩu khác.")
    WRONG_PASSWORD: Final = _("Mật khẩu đang dùng không đúng.")
    NEW_PASSWORD: Final = _("Hãy nhập mật khẩu mới.")
    PASSWORD: Final = _("Hãy nhập mật khẩu đang dùng.")
    APP_CODE: Final = _("Hãy nhập 6 chữ số đang hiện trong ứng dụng.")
    RECOVERY_CODE: Final = _("Hãy nhập một mã dự phòng.")
    NOT_OPERATOR: Final = _(
        "Việc này chỉ quản trị viên của mọi cơ quan nơi người này giữ vai trò, hoặc của thành phố, làm được."
    )
    OWN_ACCOUNT: Final = _("Không tự mở khóa cho chính mình được; hãy nhờ quản trị viên khác.")
    REASON: Final = _("Hãy ghi lý do, ít nhất 10 ký tự; lý do được lưu và báo cho chủ tài khoản.")


class Elsewhere:
    """Sentences for a person who comes by way of a provider such as VNeID: there is always another way in."""

    NOT_THERE: Final = _(
        "VNeID hiện chưa trả lời. Hãy thử lại sau ít phút, hoặc đăng nhập bằng cách khác ở dưới."
    )
    UNTRUE: Final = _(
        "Không xác nhận được câu trả lời từ VNeID nên chưa cho đăng nhập. Hãy làm lại từ đầu, hoặc dùng cách khác."
    )
    DECLINED: Final = _("Bạn đã không đồng ý trên VNeID. Hãy đăng nhập bằng cách khác ở dưới.")
    TOO_LATE: Final = _("Lần đăng nhập VNeID này đã dùng rồi hoặc đã để quá lâu. Hãy bấm lại nút VNeID.")
    NO_PROVIDER: Final = _("Chưa đăng nhập bằng VNeID được ở đây. Hãy dùng cách khác.")
    NO_NUMBER: Final = _("VNeID không cho biết số căn cước hợp lệ nên chưa tạo tài khoản bằng VNeID được.")
    CONTRADICTION: Final = _(
        "Ngày sinh hoặc giới tính mà VNeID cho biết không khớp với số căn cước, nên chưa dùng VNeID ở đây được. Hãy "
        "xem lại trên VNeID, hoặc mang thẻ đến bộ phận một cửa phường, xã."
    )
    CLOSED: Final = _("Tài khoản nối với VNeID này đã đóng. Hãy hỏi bộ phận một cửa phường, xã.")
    LINKED: Final = _("VNeID này đã nối với một tài khoản khác. Hãy gỡ ở tài khoản đó trước.")
    OTHER_LINK: Final = _("Tài khoản này đã nối với một VNeID khác. Hãy gỡ VNeID đó trước.")
    OTHER_PERSON: Final = _(
        "Số căn cước trên VNeID khác với số của tài khoản này. Hãy dùng VNeID của chính chủ tài khoản."
    )
    PROVEN_ELSEWHERE: Final = _(
        "Số căn cước này đã được xác nhận ở một tài khoản khác. Hãy đăng nhập vào tài khoản đó,"
        " hoặc mang thẻ đến bộ phận một cửa phường, xã."
    )
    SHARED: Final = _("Đây là tài khoản dùng thử chung của bản trình diễn, nên không nối VNeID được.")
    LAST_WAY: Final = _(
        "VNeID là cách đăng nhập duy nhất còn lại. Hãy đặt mật khẩu hoặc xác nhận số điện thoại trước."
    )
    NOT_LINKED: Final = _("Tài khoản này chưa nối với VNeID.")


class CodeWhy:
    """Why a one-time code was not sent or not taken."""

    CONTACT: Final = _(
        "Hãy nhập số di động 10 chữ số, ví dụ 0912 345 678, hoặc địa chỉ thư điện tử, ví dụ binh@example.vn."
    )
    PHONE: Final = _("Hãy nhập số di động 10 chữ số, ví dụ 0912 345 678.")
    EMAIL: Final = _("Hãy nhập địa chỉ thư điện tử, ví dụ binh.nguyen@example.vn.")
    WAIT: Final = _("Vừa gửi một mã đến đây rồi. Hãy chờ %(seconds)d giây nữa mới xin được mã khác.")
    MANY: Final = _(
        "Hôm nay đã gửi quá nhiều mã đến đây. Hãy thử lại sau %(hours)d giờ, hoặc đăng nhập bằng cách khác."
    )
    SHAPE: Final = _("Mã gồm 6 chữ số, như trong tin nhắn hoặc thư vừa nhận.")
    WRONG: Final = _("Mã chưa đúng. Hãy xem lại tin mới nhất; còn %(left)d lần thử.")
    TRIES: Final = _("Đã nhập sai %(tries)d lần nên mã này không dùng được nữa. Hãy xin mã mới.")
    EXPIRED: Final = _("Mã đã hết hạn, mỗi mã chỉ dùng được trong 5 phút. Hãy xin mã mới.")
    GONE: Final = _("Mã này đã dùng rồi hoặc không còn. Hãy xin mã mới.")
    CLOSED: Final = _(
        "Tài khoản này đã đóng. Nếu có nhầm lẫn, hãy mang giấy tờ tùy thân đến bộ phận một cửa của phường, xã."
    )
    NOBODY: Final = _(
        "Chưa có tài khoản nào xác nhận số hoặc địa chỉ này, nên không lấy lại được qua đây. Hãy thử số, địa chỉ khác."
    )
    SENT_AGAIN: Final = _("Đã gửi mã mới; mã cũ không dùng được nữa.")


class Letter:
    """What is sent: a text message fits into one part (70 characters); the first line of a letter is its subject."""

    SMS: Final = {
        Errand.ENTER: _("iHanoi: %(code)s là mã đăng nhập, dùng trong 5 phút. Đừng đưa cho ai."),
        Errand.VERIFY: _("iHanoi: %(code)s là mã xác nhận số, dùng trong 5 phút. Đừng đưa ai."),
        Errand.RECOVER: _("iHanoi: %(code)s là mã lấy lại tài khoản, dùng trong 5 phút."),
        Errand.PROVE: _("iHanoi: %(code)s là mã để đổi cách đăng nhập. Đừng đưa cho ai."),
    }
    MAIL: Final = {
        Errand.ENTER: _(
            "iHanoi: mã đăng nhập\n\nMã đăng nhập của bạn: %(code)s\n\n"
            "Mã dùng được một lần, trong 5 phút. Đừng đưa mã này cho ai, kể cả người tự xưng là cán bộ.\n\n"
            "Nếu bạn không xin mã, hãy bỏ qua thư này."
        ),
        Errand.VERIFY: _(
            "iHanoi: mã xác nhận địa chỉ thư\n\nMã xác nhận địa chỉ này: %(code)s\n\n"
            "Mã dùng được một lần, trong 5 phút. Đừng đưa mã này cho ai, kể cả người tự xưng là cán bộ.\n\n"
            "Nếu bạn không xin mã, hãy bỏ qua thư này."
        ),
        Errand.RECOVER: _(
            "iHanoi: mã lấy lại tài khoản\n\nMã lấy lại tài khoản: %(code)s\n\n"
            "Mã dùng được một lần, trong 5 phút. Đừng đưa mã này cho ai, kể cả người tự xưng là cán bộ.\n\n"
            "Nếu bạn không xin mã, hãy bỏ qua thư này."
        ),
        Errand.PROVE: _(
            "iHanoi: mã để đổi cách đăng nhập\n\nMã xác nhận chính là bạn: %(code)s\n\n"
            "Mã dùng được một lần, trong 5 phút. Đừng đưa mã này cho ai, kể cả người tự xưng là cán bộ.\n\n"
            "Nếu bạn không xin mã, có người đang mở tài khoản của bạn: hãy đăng nhập và đăng xuất các máy khác."
        ),
    }
    CHANGED_SMS: Final = {
        Channel.PHONE: _("iHanoi: số này vừa được gỡ khỏi tài khoản. Không phải bạn? Vào iHanoi."),
        Channel.EMAIL: _("iHanoi: tài khoản vừa đổi thư điện tử. Không phải bạn? Vào iHanoi."),
    }
    CHANGED_MAIL: Final = {
        Channel.PHONE: _(
            "iHanoi: tài khoản của bạn đã đổi số điện thoại\n\n"
            "Tài khoản iHanoi của bạn vừa đổi sang số điện thoại khác.\n\n"
            "Nếu không phải bạn làm, hãy đăng nhập ngay bằng địa chỉ thư này và đổi lại số,"
            " hoặc báo bộ phận một cửa của phường, xã."
        ),
        Channel.EMAIL: _(
            "iHanoi: địa chỉ này đã được gỡ khỏi tài khoản\n\n"
            "Tài khoản iHanoi của bạn vừa đổi sang địa chỉ thư khác.\n\n"
            "Nếu không phải bạn làm, hãy đăng nhập ngay bằng số điện thoại và đổi lại địa chỉ,"
            " hoặc báo bộ phận một cửa của phường, xã."
        ),
    }


class SessionWhy:
    """Sentences about sessions."""

    NOT_HERE: Final = _("Phiên đăng nhập này đã kết thúc rồi.")


INVITATION: Final = _(
    "Lời mời làm việc trên Công dân Thủ đô số\n\nKính gửi %(name)s,\n\n"
    "%(by)s mời bạn làm việc tại %(agency)s, với vai trò: %(roles)s.\n\n"
    "Để nhận lời, hãy mở liên kết này trước hết ngày %(until)s và đặt mật khẩu của riêng bạn:\n%(address)s\n\n"
    "Liên kết chỉ dùng được một lần. Đừng chuyển thư này cho ai. Nếu bạn không làm việc ở cơ quan này, hãy bỏ qua thư."
)
"""The letter to somebody who is asked into an agency; its first line is the subject."""
