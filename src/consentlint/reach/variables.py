"""Files of variables (`.env`, `.env.production`): what each stage of a project makes of a name."""

import posixpath
import re
from collections.abc import Callable, Iterable, Sequence

from consentlint.datafiles import variables
from consentlint.model import Place, Span
from consentlint.reach.values import Str
from consentlint.text import Source

STAGE = "<stage>"
# What stands in the place of a stage in names of files that hold for every stage.
NO_STAGES = ("local",)


def by_stage(
    folder: str, name: str, order: Sequence[str], known: Iterable[str], read: Callable[[str], Source | None]
) -> list[Str | None]:
    """The value of a variable in each stage for which a folder has a file, and where it stands for all of them.

    order  names of files, weakest first; known: every file of variables in the project
    """
    here = [posixpath.basename(path) for path in known if posixpath.dirname(path) == folder]
    stages = {match[1] for file in here for pattern in order if (match := _stage(pattern, file))}
    found = [_value(folder, name, order, here, stage, read) for stage in sorted(stages)]
    common = _value(folder, name, order, here, "", read)
    return found if common is None else [*found, common]


def _stage(pattern: str, file: str) -> re.Match[str] | None:
    match = re.fullmatch(re.escape(pattern).replace(STAGE, r"([\w-]+)"), file) if STAGE in pattern else None
    return match if match is not None and match[1] not in NO_STAGES else None


def _value(
    folder: str, name: str, order: Sequence[str], here: Sequence[str], stage: str, read: Callable[[str], Source | None]
) -> Str | None:
    files = [file for pattern in order if (file := pattern.replace(STAGE, stage)) in here]
    for file in reversed(files):
        source = read(posixpath.join(folder, file))
        held = variables(source.text).get(name) if source is not None else None
        if source is not None and held is not None:
            text, at = held
            return Str((text,), None, Place(source.path, Span(at, at + len(text))))
    return None
