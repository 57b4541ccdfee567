"""How often each address may be used, by account, device and network address. More is answered 429 with the wait.

Account and device bound one person; the bound by network address is wide, for behind one may stand a whole office or
a mobile network. Wrong passwords and codes have their own, narrower counts in `identity`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from ihanoi.operation.limits import Bound, Bounds, By, Limit, bounds

MINUTES: Final = timedelta(minutes=10)
HOUR: Final = timedelta(hours=1)

SIGN_IN: Final = Bound("sign-in", {By.DEVICE: Limit(30, MINUTES), By.ADDRESS: Limit(200, MINUTES)})
CODES: Final = Bound(
    "codes", {By.ACCOUNT: Limit(10, HOUR), By.DEVICE: Limit(10, HOUR), By.ADDRESS: Limit(100, HOUR)}
)
VNEID: Final = Bound(  # each asks a server elsewhere, and waits for it
    "vneid", {By.DEVICE: Limit(20, MINUTES), By.ADDRESS: Limit(100, MINUTES)}, reads=True
)
SIGN_UP: Final = Bound("sign-up", {By.DEVICE: Limit(15, HOUR), By.ADDRESS: Limit(100, HOUR)})
PROOFS: Final = Bound("proofs", {By.ACCOUNT: Limit(30, MINUTES), By.ADDRESS: Limit(200, MINUTES)})
REPORTS: Final = Bound(
    "reports", {By.ACCOUNT: Limit(60, HOUR), By.DEVICE: Limit(60, HOUR), By.ADDRESS: Limit(1000, HOUR)}
)
DRAFTS: Final = Bound("drafts", {By.DEVICE: Limit(200, MINUTES), By.ADDRESS: Limit(2000, MINUTES)})
WORDS: Final = Bound("words", {By.ACCOUNT: Limit(100, HOUR), By.ADDRESS: Limit(2000, HOUR)})
UPLOADS: Final = Bound("uploads", {By.ACCOUNT: Limit(200, HOUR), By.ADDRESS: Limit(3000, HOUR)})
HINTS: Final = Bound("hints", {By.DEVICE: Limit(600, MINUTES), By.ADDRESS: Limit(5000, MINUTES)}, reads=True)
PAGES: Final = Bound("pages", {By.ADDRESS: Limit(3000, MINUTES)}, reads=True)
MAP: Final = Bound("map", {By.ADDRESS: Limit(10_000, MINUTES)}, reads=True)
OPEN_DATA: Final = Bound("open-data", {By.ADDRESS: Limit(300, MINUTES)}, reads=True)
SEARCH: Final = Bound("search", {By.ACCOUNT: Limit(600, MINUTES)}, reads=True)
EXPORTS: Final = Bound("exports", {By.ACCOUNT: Limit(60, HOUR)}, reads=True)
COUNTER: Final = Bound("counter", {By.ACCOUNT: Limit(30, HOUR)})  # it might tell who has an account
OWN_DATA: Final = Bound("own-data", {By.ACCOUNT: Limit(30, HOUR)})

LIMITS: Final[Bounds] = {
    **bounds(
        SIGN_IN, "identity:sign_in identity:passkey identity:passkey_options identity:second identity:enrol"
    ),
    **bounds(SIGN_IN, "identity:code identity:renew identity:vneid_new"),
    **bounds(VNEID, "identity:vneid_there identity:vneid_back"),
    **bounds(CODES, "identity:send_code identity:send_again identity:lost_phone"),
    **bounds(CODES, "identity:change_phone identity:change_email"),
    **bounds(SIGN_UP, "identity:sign_up identity:invitation"),
    **bounds(
        PROOFS,
        "identity:prove identity:confirm_contact identity:password people:identity people:organisations",
    ),
    **bounds(REPORTS, "portal:preview portal:preview_addressed desk:entry"),
    **bounds(DRAFTS, "portal:report portal:describe portal:write"),
    **bounds(WORDS, "portal:add portal:rate portal:withdraw portal:follow desk:note"),
    **bounds(UPLOADS, "media:upload portal:organisation"),
    **bounds(HINTS, "portal:hints portal:suggestions portal:agency_names portal:unit"),
    **bounds(PAGES, "portal:map portal:case portal:look_up insight:transparency"),
    **bounds(MAP, "portal:points portal:shapes"),
    **bounds(OPEN_DATA, "portal:feed portal:geojson insight:workbook"),
    **bounds(SEARCH, "desk:search"),
    **bounds(EXPORTS, "desk:export-cases desk:export-obstacles desk:reads-csv desk:incident-persons"),
    **bounds(EXPORTS, "desk:privacy-print desk:simulation-csv privacy:fetch_copy"),
    **bounds(COUNTER, "desk:vouch"),
    **bounds(OWN_DATA, "privacy:ask desk:privacy-enter"),
}
