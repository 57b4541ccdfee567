"""The timetable. One minutely tick reads it; turns missed while nothing ran are caught up once, not as often as missed."""

from ihanoi.operation.timetable import Every, Turn

TIMETABLE: tuple[Turn, ...] = (
    Turn("seal-history", Every(minutes=5), "ihanoi.journal.jobs.seal"),
    Turn("free-stalled-jobs", Every(minutes=1), "ihanoi.operation.jobs.free_stalled"),
)
