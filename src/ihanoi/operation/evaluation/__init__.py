"""`ihanoi eval`: how often the platform is right, on files of known answers. One module per kind of file.

Each has `evaluate(rows) -> Figures` and knows nothing of the others; `sets` reads the files and calls them.
"""
