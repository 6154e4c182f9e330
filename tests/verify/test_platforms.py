"""Pages with real consent platforms: what `verify` sees is what the source says."""

from collections.abc import Iterator

import pytest
from browser.needed import missing
from browser.platforms import PlatformMissing, owner, present, real, script
from cases import Case, read_all
from verdicts import packs

from consentlint.verify.compare import AGREES, SETTLED
from consentlint.worlds import MAYBE, WORLD_NAMES


def pages() -> Iterator[Case]:
    """Of every platform that runs from npm: the first page that is right, the first that is wrong."""
    cmps, cases = packs().cmps, read_all().cases
    for ident in sorted(cmps):
        known = real(ident)
        if known is None or not known.script:
            continue
        fit = [case for case in cases if case.path == f"rules/cmps/{ident}.md" and _plain(case)]
        fit = [case for case in fit if cmps[ident] in present(case.code, cmps.values())]
        for reported in (False, True):
            yield from [case for case in fit if bool(case.checks) is reported][:1]


def _plain(case: Case) -> bool:
    """A page by itself with one embed and an answer for each world."""
    return (
        case.language == "html" and not (case.todo or case.skip or case.file) and case.embeds == 1
        and case.load is not None and MAYBE not in case.load and "integrity" not in case.code
    )  # fmt: skip


PAGES = list(pages())


def test_there_are_ten() -> None:
    assert len(PAGES) >= 10


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.id)
def test_the_real_platform_does_what_the_source_says(verify, case: Case) -> None:
    def answers(url: str, kind: str) -> tuple[str, str] | None:
        cmp = owner(url, packs().cmps.values()) if kind in ("script", "stylesheet") else None
        return script(cmp, url, case.code) if cmp else None

    try:
        outcome = verify({"index.html": case.code}, answers, accept=case.accept, refuse=case.refuse, click=case.click)
    except PlatformMissing as reason:
        missing(reason)
    assert not outcome.trouble
    told = "\n".join([*outcome.notes, *(f"{row.verdict} {row.url} {row.differs}" for row in outcome.rows)])
    assert {row.verdict for row in outcome.rows} <= {AGREES, SETTLED}, told
    (row,) = [row for row in outcome.rows if row.vendor == case.vendor]
    assert row.seen.load == case.load, told
    assert bool(outcome.faults) is not case.load.gated
    chosen = outcome.visits[0].seen
    assert [bool(chosen[world].chosen) for world in WORLD_NAMES] == [False, True, True]
