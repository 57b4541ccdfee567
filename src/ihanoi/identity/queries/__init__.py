"""Reads of how people prove who they are."""

from .steps import next_step

__all__ = ["next_step"]
