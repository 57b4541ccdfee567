"""The citizen's pages: parse, one query or one action, render."""
