"""Công dân Thủ đô số.

A citizen's report, from the phone to a published and rated answer. Start with ARCHITECTURE.md.
"""
