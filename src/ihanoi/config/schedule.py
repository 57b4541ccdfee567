"""The timetable. One minutely tick reads it; what was missed while nothing ran is caught up once."""

from datetime import time

from ihanoi.operation.timetable import Daily, Every, Turn

TIMETABLE: tuple[Turn, ...] = (
    Turn("follow-ladder", Daily(at=time(0, 1)), "ihanoi.cases.jobs.follow_ladder"),
    Turn("warn-clocks", Every(minutes=1), "ihanoi.cases.jobs.warn"),
    Turn("succeed-closed-agencies", Every(minutes=10), "ihanoi.cases.jobs.succeed"),
    Turn("close-left-accounts", Daily(at=time(0, 5)), "ihanoi.people.jobs.close_left"),
    Turn("close-idle-accounts", Daily(at=time(6, 0)), "ihanoi.people.jobs.close_idle"),
    Turn("take-back-left-work", Every(minutes=10), "ihanoi.cases.jobs.take_back"),
    Turn("send-audit", Every(minutes=1), "ihanoi.journal.jobs.send_audit"),
    Turn("seal-history", Every(minutes=5), "ihanoi.journal.jobs.seal"),
    Turn("send-mail", Every(minutes=1), "ihanoi.notifications.jobs.send_mail"),
    Turn("send-codes", Every(minutes=1), "ihanoi.identity.jobs.send_left"),
    Turn("erase-unused-files", Every(minutes=60), "ihanoi.media.jobs.erase_unused"),
    Turn("find-proposals", Daily(at=time(5, 0)), "ihanoi.accountability.jobs.find_proposals"),
    Turn("erase-lapsed", Daily(at=time(3, 30)), "ihanoi.privacy.jobs.erase_lapsed"),
    Turn("warn-of-privacy", Every(minutes=10), "ihanoi.privacy.jobs.warn"),
    Turn("look-ahead", Daily(at=time(7)), "ihanoi.operation.jobs.look_ahead"),
    Turn("remind-of-reviews", Daily(at=time(7, 5)), "ihanoi.operation.jobs.remind_of_reviews"),
    Turn("keep-promises", Daily(at=time(6, 30)), "ihanoi.cases.jobs.keep_promises"),
    Turn("train-reader", Daily(at=time(2, 30)), "ihanoi.routing.jobs.retrain"),
    Turn("forget-counts", Every(minutes=60), "ihanoi.operation.jobs.forget_counts"),
    Turn("free-stalled-jobs", Every(minutes=1), "ihanoi.operation.jobs.free_stalled"),
)
