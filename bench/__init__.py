"""Measurements: `python -m bench [row …]`. Each figure stands beside its target and the limit it is compared with."""
