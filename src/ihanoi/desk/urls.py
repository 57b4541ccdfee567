"""The officer's pages under /ban-xu-ly/. Every move has its own address: GET shows its form, POST makes it."""

from __future__ import annotations

from django.urls import path, register_converter

from ihanoi.desk import views
from ihanoi.desk.views import (
    absences,
    account,
    accounts,
    afterwards,
    directives,
    incidents,
    inquiries,
    inspection,
    letters,
    month,
    numbers,
    obstacles,
    privacy,
    proposals,
    reads,
    recounts,
    recurring,
    representatives,
    seat_reviews,
    simulations,
    vouching,
)
from ihanoi.desk.words import MOVES, SHELVES


class CodeConverter:
    """HN-2611-004612."""

    regex = r"[A-Za-z]{1,8}-\d{4}-\d{6,12}"

    def to_python(self, value: str) -> str:
        return value.upper()

    def to_url(self, value: str) -> str:
        return value


register_converter(CodeConverter, "code")

app_name = "desk"
AT = "ban-xu-ly/"
urlpatterns = [
    *(
        path(AT + words.slug, views.shelf, {"shelf": shelf}, name=f"shelf-{shelf}")
        for shelf, words in SHELVES.items()
    ),
    path(AT + "menu", views.menu, name="menu"),
    path(AT + "tim", views.search, name="search"),
    path(AT + "co-quan", views.seat, name="seat"),
    path(AT + "nhap-ho", views.entry, name="entry"),
    path(AT + "xac-nhan-danh-tinh", vouching.vouch, name="vouch"),
    path(AT + "so-lieu", views.figures, name="figures"),
    path(AT + "nhieu", views.bulk, name="bulk"),
    path(AT + "bo-loc", views.keep, name="keep"),
    path(AT + "bo-loc/<int:filter_id>/bo", views.drop, name="drop"),
    path(AT + "tham-quyen", views.rule_sets, name="rules"),
    path(AT + "tham-quyen/thu", views.bench, name="bench"),
    path(AT + "tham-quyen/<int:set_id>", views.rule_set, name="rule-set"),
    path(AT + "tham-quyen/<int:set_id>/quy-tac", views.rule, name="new-rule"),
    path(AT + "tham-quyen/<int:set_id>/quy-tac/<int:rule_id>", views.rule, name="rule"),
    path(AT + "tham-quyen/<int:set_id>/nguong", views.threshold, name="threshold"),
    path(AT + "tham-quyen/<int:set_id>/chay-thu", views.replay, name="replay"),
    path(AT + "tham-quyen/<int:set_id>/bat", views.switch_on, name="switch-on"),
    path(AT + "tham-quyen/<int:set_id>/bo", views.drop_draft, name="drop-draft"),
    path(AT + "may-doc", views.readers, name="readers"),
    path(AT + "may-doc/huan-luyen", views.train, name="train"),
    path(AT + "may-doc/<int:number>/dung", views.use_reader, name="use-reader"),
    path(AT + "do-chinh-xac", views.quality, name="quality"),
    path(AT + "tinh-han", views.calculator, name="calculator"),
    path(AT + "lich", views.calendars, name="calendars"),
    path(AT + "lich/co-quan", views.assign_calendar, name="assign-calendar"),
    path(AT + "lich/nam/<int:year>/thong-bao", views.notice, name="year-notice"),
    path(AT + "lich/nam/<int:year>/tep", views.notice_file, name="year-file"),
    path(AT + "lich/nam/<int:year>/xac-nhan", views.confirm_year, name="confirm-year"),
    path(AT + "lich/bo/<slug:code>", views.calendar, name="calendar"),
    path(AT + "lich/bo/<slug:code>/ten", views.rename_calendar, name="rename-calendar"),
    path(AT + "lich/bo/<slug:code>/bo-gio", views.drop_hours, name="drop-hours"),
    path(AT + "lich/<slug:code>/<int:year>", views.calendar_year, name="calendar-year"),
    path(AT + "lich/<slug:code>/<int:year>/hoan-tac", views.undo_days, name="undo-days"),
    path(AT + "lich/<slug:code>/<int:year>/<str:day>", views.calendar_day, name="calendar-day"),
    path(AT + "cong-van", letters.letters, name="letters"),
    path(AT + "cong-van/qua-han", letters.overdue, name="overdue"),
    path(AT + "cong-van/<int:letter_id>", letters.letter, name="letter"),
    path(AT + "cong-van/<int:letter_id>/cap-nhat", letters.refresh_letter, name="refresh-letter"),
    path(AT + "cong-van/<int:letter_id>/bo", letters.drop_letter, name="drop-letter"),
    path(AT + "cong-van/<int:letter_id>/gui", letters.send_letter, name="send-letter"),
    path(
        AT + "cong-van/<int:letter_id>/tra-loi/<int:agency_id>", letters.answer_letter, name="answer-letter"
    ),
    path(AT + "cong-van/<int:letter_id>.docx", letters.letter_docx, name="letter-docx"),
    path(AT + "giai-trinh", inquiries.inquiries, name="inquiries"),
    path(AT + "giai-trinh/moi", inquiries.ask, name="ask-account"),
    path(AT + "giai-trinh/<int:inquiry_id>", inquiries.inquiry, name="inquiry"),
    path(AT + "giai-trinh/<int:inquiry_id>/tra-loi", inquiries.give_account, name="give-account"),
    path(AT + "giai-trinh/<int:inquiry_id>/ket-luan", inquiries.close_inquiry, name="close-inquiry"),
    path(AT + "de-xuat", proposals.proposals, name="proposals"),
    path(AT + "de-xuat/nguong", proposals.thresholds, name="thresholds"),
    path(AT + "de-xuat/<int:proposal_id>", proposals.proposal, name="proposal"),
    *(
        path(f"{AT}de-xuat/<int:proposal_id>/{slug}", proposals.step, {"verb": verb}, name=f"proposal-{verb}")
        for verb, slug in proposals.SLUGS.items()
    ),
    path(AT + "chi-dao", directives.directives, name="directives"),
    path(AT + "chi-dao/moi", directives.enter_directive, name="enter-directive"),
    path(AT + "chi-dao/<int:directive_id>", directives.directive, name="directive"),
    path(
        AT + "chi-dao/<int:directive_id>/bo/<int:link_id>",
        directives.unlink_directive,
        name="unlink-directive",
    ),
    path(AT + "vuong-mac", obstacles.obstacles, name="obstacles"),
    path(AT + "vuong-mac/moi", obstacles.record_obstacle, name="record-obstacle"),
    path(AT + "vuong-mac.<str:form>", obstacles.export_obstacles, name="export-obstacles"),
    path(AT + "vuong-mac/<int:obstacle_id>", obstacles.obstacle, name="obstacle"),
    path(AT + "vuong-mac/<int:obstacle_id>/sua", obstacles.amend_obstacle, name="amend-obstacle"),
    path(AT + "vuong-mac/<int:obstacle_id>/nghien-cuu", obstacles.study_obstacle, name="study-obstacle"),
    path(AT + "vuong-mac/<int:obstacle_id>/tra-loi", obstacles.answer_obstacle, name="answer-obstacle"),
    path(AT + "kiem-tra", inspection.inspection, name="inspection"),
    path(AT + "kiem-tra.<str:form>", inspection.export_cases, name="export-cases"),
    path(AT + "kiem-tra/mau", inspection.samples, name="samples"),
    path(AT + "kiem-tra/mau/<int:sample_id>", inspection.sample, name="sample"),
    path(AT + "kiem-tra/mau/<int:sample_id>/<int:order>", inspection.note_check, name="note-check"),
    path(AT + "bao-cao-thang", month.month_report, name="month-report"),
    path(AT + "bao-cao-thang.docx", month.month_docx, name="month-docx"),
    path(AT + "sau-tra-loi", afterwards.afterwards, name="afterwards"),
    path(AT + "lap-lai", recurring.recurring, name="recurring"),
    path(AT + "han-va-ly-do", numbers.numbers, name="numbers"),
    path(AT + "han-va-ly-do/han/<slug:kind>/<slug:name>", numbers.set_limit, name="set-limit"),
    path(AT + "han-va-ly-do/han/<slug:kind>/<slug:name>/bo", numbers.drop_limit, name="drop-limit"),
    path(
        AT + "han-va-ly-do/han/<slug:kind>/<slug:name>/muc/<slug:priority>",
        numbers.set_limit,
        name="set-limit",
    ),
    path(
        AT + "han-va-ly-do/han/<slug:kind>/<slug:name>/muc/<slug:priority>/bo",
        numbers.drop_limit,
        name="drop-limit",
    ),
    path(AT + "han-va-ly-do/ly-do/<slug:list_name>", numbers.reason, name="new-reason"),
    path(AT + "han-va-ly-do/ly-do/<slug:list_name>/<slug:code>", numbers.reason, name="reason"),
    path(
        AT + "han-va-ly-do/ly-do/<slug:list_name>/<slug:code>/thoi",
        numbers.retire_reason,
        name="retire-reason",
    ),
    path(AT + "han-va-ly-do/ly-do/<slug:list_name>/<slug:code>/giu", numbers.keep_reason, name="keep-reason"),
    path(AT + "han-va-ly-do/nhac", numbers.set_warning, name="set-warning"),
    path(AT + "han-va-ly-do/nhac/<int:percent>", numbers.end_warning, name="end-warning"),
    path(AT + "han-va-ly-do/phuc-tra", numbers.set_rate, name="set-rate"),
    path(AT + "tinh-lai-han", recounts.recount, name="recount"),
    path(AT + "tinh-lai-han/cac-lenh", recounts.recount_progress, name="recount-progress"),
    path(AT + "tinh-lai-han/<int:order_id>/tra-ve", recounts.undo_recount, name="undo-recount"),
    path(AT + "du-lieu-ca-nhan", privacy.requests, name="privacy"),
    path(AT + "du-lieu-ca-nhan/thoi-han", privacy.periods, name="privacy-periods"),
    path(AT + "du-lieu-ca-nhan/luu-giu", privacy.retention, name="retention"),
    path(AT + "du-lieu-ca-nhan/nhap", privacy.enter, name="privacy-enter"),
    path(AT + "du-lieu-ca-nhan/<int:request_id>", privacy.one, name="privacy-request"),
    path(AT + "du-lieu-ca-nhan/<int:request_id>/ban-in", privacy.printed, name="privacy-print"),
    path(AT + "du-lieu-ca-nhan/<int:request_id>/lam-lai", privacy.make_again, name="privacy-make-again"),
    *(
        path(
            f"{AT}du-lieu-ca-nhan/<int:request_id>/{slug}",
            privacy.step,
            {"verb": verb},
            name=f"privacy-{verb}",
        )
        for verb, slug in privacy.SLUGS.items()
    ),
    path(AT + "su-co-du-lieu", incidents.incidents, name="incidents"),
    path(AT + "su-co-du-lieu/moi", incidents.record, name="record-incident"),
    path(AT + "su-co-du-lieu/<int:incident_id>", incidents.incident, name="incident"),
    path(AT + "su-co-du-lieu/<int:incident_id>/nguoi.csv", incidents.persons, name="incident-persons"),
    path(AT + "su-co-du-lieu/<int:incident_id>/thong-bao.docx", incidents.notice, name="incident-notice"),
    *(
        path(
            f"{AT}su-co-du-lieu/<int:incident_id>/them/{way}",
            incidents.add,
            {"way": way},
            name=f"incident-{way}",
        )
        for way in incidents.LISTS
    ),
    *(
        path(
            f"{AT}su-co-du-lieu/<int:incident_id>/{slug}",
            incidents.step,
            {"verb": verb},
            name=f"incident-{verb}",
        )
        for verb, slug in incidents.SLUGS.items()
    ),
    path(AT + "nhat-ky-xem", reads.reads, name="reads"),
    path(AT + "nhat-ky-xem.csv", reads.reads_csv, name="reads-csv"),
    path(AT + "nghi-va-thay", absences.absences, name="absences"),
    path(AT + "nghi-va-thay/<int:delegation_id>/ket-thuc", absences.end_absence, name="end-absence"),
    path(AT + "nguoi-dai-dien", representatives.representatives, name="representatives"),
    path(
        AT + "nguoi-dai-dien/<int:representative_id>", representatives.representative, name="representative"
    ),
    path(
        AT + "nguoi-dai-dien/<int:representative_id>/cham-dut",
        representatives.end_representative,
        name="end-representative",
    ),
    path(AT + "quan-tri/tai-khoan", accounts.accounts, name="accounts"),
    path(AT + "quan-tri/tai-khoan/moi", accounts.invite, name="invite"),
    path(AT + "quan-tri/thu-moi/<int:invitation_id>/gui-lai", accounts.invite_again, name="invite-again"),
    path(
        AT + "quan-tri/thu-moi/<int:invitation_id>/thu-hoi",
        accounts.take_back_invitation,
        name="take-back-invitation",
    ),
    path(AT + "quan-tri/tai-khoan/<int:account_id>", account.account, name="account"),
    path(AT + "quan-tri/tai-khoan/<int:account_id>/cap", account.grant, name="grant-seat"),
    path(AT + "quan-tri/tai-khoan/<int:account_id>/thu-hoi", account.revoke, name="revoke-seat"),
    path(AT + "quan-tri/tai-khoan/<int:account_id>/nghi", account.away, name="away"),
    path(AT + "quan-tri/tai-khoan/<int:account_id>/thoi-viec", account.leave, name="leave-office"),
    path(AT + "quan-tri/tai-khoan/<int:account_id>/mo-lai", account.reopen, name="reopen-account"),
    path(
        AT + "quan-tri/tai-khoan/<int:account_id>/buoc-hai", account.reset_second_proof, name="reset-second"
    ),
    path(AT + "quan-tri/tai-khoan/<int:account_id>/mo-khoa", account.unlock, name="unlock-account"),
    path(AT + "quan-tri/ra-soat", seat_reviews.seat_reviews, name="seat-reviews"),
    path(AT + "quan-tri/ra-soat/<int:agency_id>", seat_reviews.seat_review, name="seat-review"),
    path(AT + "loi-hua", views.promises, name="promises"),
    path(AT + "mo-phong", simulations.simulations, name="simulations"),
    path(AT + "mo-phong/<int:simulation_id>", simulations.simulation, name="simulation"),
    path(AT + "mo-phong/<int:simulation_id>.csv", simulations.simulation_csv, name="simulation-csv"),
    path(AT + "<code:code>", views.case, name="case"),
    path(AT + "<code:code>/phieu", views.sheet, name="sheet"),
    path(AT + "<code:code>/moi", views.newer, name="newer"),
    path(AT + "<code:code>/cac-buoc", views.moves, name="moves"),
    path(AT + "<code:code>/trinh-ket-qua/kiem-tra", views.check_answer, name="check-answer"),
    path(AT + "<code:code>/ghi-chu", views.note, name="note"),
    path(AT + "<code:code>/anh/<int:case_file_id>/che", views.hide, name="hide"),
    *(
        path(f"{AT}<code:code>/{words.slug}", views.move, {"verb": verb}, name=verb)
        for verb, words in MOVES.items()
    ),
]
