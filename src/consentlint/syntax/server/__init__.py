"""Code that runs on the server and prints the page: read into the same values as scripts (`syntax/ir.py`).

What such code prints is a call of one of the names below, which no language can spell.
"""

HTML = "#html"  # (start, end): the markup between islands of code, by its place in the file
PRINT = "#print"  # (value, ...): what `echo` is given
PUSH = "#push"  # (list, item): `$list[] = item`
ENTRIES = "#entries"  # (array): its keys and values, in pairs
INCLUDE = "#include"  # (path): another file of code runs here
FILTERED = "#filtered"  # (value): the value, or what others made of it
