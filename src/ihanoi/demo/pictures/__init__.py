"""Pictures for the invented reports: drawn, never photographed, so that nobody takes them for evidence."""

from ihanoi.demo.pictures.album import SCENES, draw, jpeg_with_traces

__all__ = ["SCENES", "draw", "jpeg_with_traces"]
