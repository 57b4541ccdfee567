"""The words that say what the next name is: phường, P., quận, phố, ngõ, thôn, chung cư …"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from ihanoi.places.rules.addresses.tokens import Token

# Folded phrases of at most three words, and the kind of unit that they announce. "f" is an old hand's "phường".
COMMUNES: Final = {
    "phuong": "phường", "phg": "phường", "ph": "phường", "p": "phường", "f": "phường", "xa": "xã", "x": "xã",
    "thi tran": "thị trấn", "tt": "thị trấn", "ttr": "thị trấn", "th tran": "thị trấn",
}  # fmt: skip
DISTRICTS: Final = {
    "quan": "quận", "q": "quận", "huyen": "huyện", "h": "huyện", "thi xa": "thị xã", "tx": "thị xã",
    "tp": "thành phố", "thanh pho": "thành phố",
}  # fmt: skip
CITY: Final = frozenset({"ha noi", "hn", "tphn", "hanoi", "thu do ha noi", "thu do"})

# The proper spellings: a text that uses accents means "xã" only where it says so ("xa" is far, "xả" is to dump).
_SPELT: Final = {
    "phuong": {"phường"}, "xa": {"xã"}, "thi tran": {"thị trấn"}, "quan": {"quận"}, "huyen": {"huyện"},
    "thi xa": {"thị xã"}, "thanh pho": {"thành phố"}, "pho": {"phố"}, "duong": {"đường"}, "ngo": {"ngõ"},
    "ngach": {"ngách"}, "hem": {"hẻm"}, "kiet": {"kiệt"}, "dai lo": {"đại lộ"}, "quoc lo": {"quốc lộ"},
    "tinh lo": {"tỉnh lộ"}, "so": {"số"}, "so nha": {"số nhà"}, "nha so": {"nhà số"}, "thon": {"thôn"},
    "xom": {"xóm"}, "to": {"tổ"}, "to dan pho": {"tổ dân phố"}, "khu": {"khu"}, "ap": {"ấp"}, "doi": {"đội"},
    "cum": {"cụm"}, "cho": {"chợ"}, "cau": {"cầu"}, "ho": {"hồ"}, "lang": {"làng"}, "ga": {"ga"},
    "dinh": {"đình"}, "chua": {"chùa"}, "den": {"đền"}, "toa": {"tòa", "toà"}, "toa nha": {"tòa nhà", "toà nhà"},
    "duong vanh dai": {"đường vành đai"}, "de": {"đê"}, "doc": {"dốc"}, "tap the": {"tập thể"},
    "khu tap the": {"khu tập thể"}, "khu do thi": {"khu đô thị"}, "chung cu": {"chung cư"}, "ben xe": {"bến xe"},
    "cong vien": {"công viên"}, "benh vien": {"bệnh viện"}, "truong": {"trường"}, "cau vuot": {"cầu vượt"},
    "nga tu": {"ngã tư"}, "nga ba": {"ngã ba"}, "khu cong nghiep": {"khu công nghiệp"}, "dai hoc": {"đại học"},
    "nha van hoa": {"nhà văn hóa", "nhà văn hoá"}, "khu pho": {"khu phố"}, "khu dan cu": {"khu dân cư"},
    "cum dan cu": {"cụm dân cư"}, "duong pho": {"đường phố"}, "tuyen pho": {"tuyến phố"}, "d": {"đ"},
    "kdt": {"kđt", "kdt"}, "kdtm": {"kđtm", "kdtm"}, "dh": {"đh"},
    "tuyen duong": {"tuyến đường"}, "dia chi so": {"địa chỉ số"}, "san van dong": {"sân vận động"},
    "nghia trang": {"nghĩa trang"}, "dong": {"đồng"}, "ham": {"hầm"}, "bai": {"bãi"}, "tru so": {"trụ sở"},
    "tram y te": {"trạm y tế"}, "sieu thi": {"siêu thị"}, "vuon hoa": {"vườn hoa"}, "can ho": {"căn hộ"},
    "quang truong": {"quảng trường"}, "nha thi dau": {"nhà thi đấu"}, "truong tieu hoc": {"trường tiểu học"},
    "truong mam non": {"trường mầm non"}, "truong thcs": {"trường thcs"}, "truong thpt": {"trường thpt"},
}  # fmt: skip

ALLEYS: Final = {"ngo": "ngõ", "ngach": "ngách", "hem": "hẻm", "kiet": "kiệt", "ng": "ngõ"}
STREETS: Final = frozenset(
    {"pho", "duong", "d", "dai lo", "quoc lo", "ql", "tinh lo", "tl", "duong pho", "tuyen pho", "tuyen duong"}
)
NUMBERS: Final = frozenset({"so", "so nha", "sn", "nha so", "dia chi so"})
HAMLETS: Final = frozenset(
    {
        "thon",
        "xom",
        "to",
        "to dan pho",
        "tdp",
        "khu pho",
        "khu dan cu",
        "kdc",
        "cum",
        "cum dan cu",
        "ap",
        "doi",
        "khu",
    }
)
PLACES: Final = frozenset(
    {"kdt", "khu do thi", "ktt", "khu tap the", "tap the", "cc", "chung cu", "toa", "toa nha", "lang", "cho", "ben xe",
     "cong vien", "benh vien", "bv", "truong", "ho", "cau", "cau vuot", "ga", "chua", "dinh", "den", "nga tu", "nga ba",
     "kcn", "khu cong nghiep", "san van dong", "dai hoc", "dh", "ubnd", "nha van hoa", "nghia trang", "dong", "de",
     "doc", "ham", "bai", "kdtm", "tru so", "truong tieu hoc", "truong thcs", "truong thpt", "truong mam non",
     "thcs", "thpt", "tram y te", "sieu thi", "vuon hoa", "quang truong", "nha thi dau", "can ho"}
)  # fmt: skip
# Without accents these are everyday words: "cho" is also "for", "dong" also "crowded", "to" also "big".
_EVERYDAY: Final = frozenset(
    {"cho", "dong", "den", "de", "ho", "ga", "lang", "dinh", "doc", "bai", "ham", "toa", "doi", "truong"}
)
SINGLE: Final = frozenset({*COMMUNES, *DISTRICTS, *ALLEYS, *STREETS, *HAMLETS, *PLACES})


def before(words: Sequence[Token], i: int, phrases: Collection[str], accented: bool | None) -> str:
    """The longest phrase of those that ends right before the word, or blank. `accented` None: however it is spelt."""
    if i and words[i].breaks and words[i].gap.strip() not in {":", "."}:
        return ""
    for size in (3, 2, 1):
        said = _said(words[i - size : i]) if i >= size else ""
        if said in phrases and (accented is None or is_meant(said, words[i - size : i], accented)):
            return said
    return ""


def at(words: Sequence[Token], i: int, phrases: Collection[str], accented: bool | None) -> str:
    """The longest phrase of those that begins with the word, or blank. `accented` None: however it is spelt."""
    for size in (3, 2, 1):
        part = words[i : i + size]
        said = _said(part) if len(part) == size else ""
        if said in phrases and (accented is None or is_meant(said, part, accented)):
            return said
    return ""


def _said(part: Sequence[Token]) -> str:
    return "" if any(word.breaks for word in part[1:]) else " ".join(word.folded for word in part)


def is_meant(said: str, words: Sequence[Token], accented: bool) -> bool:
    """Whether the words are the marker and not another word with the same letters."""
    written = " ".join(word.text.lower() for word in words)
    if written != said:
        return written in _SPELT.get(said, ())
    return said not in _EVERYDAY and (not accented or said in _SPELT.get(said, {said}))
