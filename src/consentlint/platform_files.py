"""Files of consent platforms that a project keeps among its own (`klaro.js`): known, and none of the site's code.

They are as if they lay on the platform's host: nobody examines or follows them, the packs say what they do.
"""

import re
from collections.abc import Callable, Iterable

from consentlint.packs.compiled import PlainFile

Reader = Callable[[str], tuple[bytes, str]]
PLATFORMS = "files of consent platforms"


def platform_files(paths: Iterable[str], reader: Reader, marks: Iterable[PlainFile]) -> frozenset[str]:
    """Those of the paths that are a platform's own, by `OwnFile`."""
    known = [(re.compile(path), holds, lacks) for path, holds, lacks in marks]
    named = re.compile("|".join(f"(?:{path.pattern})" for path, _, _ in known) or "(?!)")
    addresses = {path: "/" + path.lstrip("/").lower() for path in paths}
    return frozenset(
        path
        for path, address in addresses.items()
        if named.match(address)
        and any(_is(path, reader, holds, lacks) for name, holds, lacks in known if name.match(address))
    )


def _is(path: str, reader: Reader, holds: tuple[str, ...], lacks: tuple[str, ...]) -> bool:
    """A file that cannot be read is nobody's in particular."""
    if not holds:
        return True
    data, reason = reader(path)
    text = data.decode("latin-1")
    found = all(re.search(one, text) for one in holds) and not any(re.search(one, text) for one in lacks)
    return not reason and found
