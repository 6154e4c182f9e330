"""Which consent platforms a project uses, and where that is seen first."""

import os
from collections.abc import Callable, Iterable

from consentlint.packs.values import Cmp, Packs, Presence
from consentlint.prefilter import Prefilter
from consentlint.subject import names_platform, subject_of
from consentlint.text import Source, decode

Reader = Callable[[str], tuple[bytes, str]]
MANIFESTS = ("package.json", "composer.json")
# Shorter beginnings and names stand in too many files that have nothing to do with the platform.
SHORTEST = 4


def platforms_in(paths: Iterable[str], reader: Reader, packs: Packs) -> dict[str, str]:
    """Id of each platform -> the first file with a mark of it. Conventions that are nobody's in particular are none."""
    named = {cmp.id: cmp for cmp in packs.cmps.values() if cmp.present.urls or cmp.present.packages}
    matcher = Prefilter(sorted({word for cmp in named.values() for word in _words(cmp)}))
    found: dict[str, str] = {}
    for path in paths:
        data, reason = reader(path)
        if reason or not matcher.hit(data):
            continue
        source = Source(path, *decode(data))
        for name in _present(source, list(named.values())):
            found.setdefault(name, path)
    return found


def _present(source: Source, cmps: list[Cmp]) -> list[str]:
    if os.path.basename(source.path) in MANIFESTS:
        return [cmp.id for cmp in cmps if names_platform(cmp._replace(present=_only_packages(cmp)), source.text)]
    return sorted(subject_of(source).present(cmps))


def _only_packages(cmp: Cmp) -> Presence:
    return cmp.present._replace(globals=())


def _words(cmp: Cmp) -> list[str]:
    beginnings = [url.partition("*")[0] for url in cmp.present.urls]
    words = [*beginnings, *cmp.present.packages, *cmp.present.globals]
    return [word.lower() for word in words if len(word) >= SHORTEST]
