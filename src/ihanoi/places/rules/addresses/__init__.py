"""Reading Vietnamese addresses: text → parts, units of any time, confidence. Pure: names come in, readings go out.

tokens → mentions (names of units, by `spelling` and `markers`) → parts (number, alley, street) → reading.
"""
