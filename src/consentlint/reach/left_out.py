"""Files of the project that were not read because there were too many: may they change what the others do?

Found by text. A file that touches nothing of the page, and names nothing that was read, computes for itself: what it
gives back is not known, and that is all.
"""

import re

from consentlint.lazy_regex import lazy_regex
from consentlint.reach.named import named_in
from consentlint.reach.project import Project

# What reaches beyond a module: storage, names of the page, events, other windows.
REACHES_OUT = lazy_regex(
    r"\b(?:window|globalThis|self|top|parent|document|localStorage|sessionStorage|cookies?|dispatchEvent|postMessage|"
    r"BroadcastChannel|eval|Function)\b",
    re.IGNORECASE,
)
# More than these are not looked through: then they may.
MOST_LOOKED_AT = 1_000


def may_matter(project: Project) -> bool:
    """May what was left out change what was read?"""
    seen, pending = set(project.left_out), sorted(project.left_out)
    read = project.parsed()
    while pending:
        path = pending.pop()
        source = project.read(path)
        if source is None:
            continue
        named = named_in(path, source.text, project) - {path}
        if len(seen) > MOST_LOOKED_AT or named & read or REACHES_OUT.search(source.text):
            return True
        pending += sorted(named - seen)
        seen |= named
    return False
