"""Calls that start a vendor (`gtag('config', ...)`): an embed only where nothing in the project loads that vendor.

What calls and what loads are often two files that do not know each other, so this is asked once all files are through.
"""

from collections.abc import Callable, Iterable, Sequence

from consentlint.config import Config
from consentlint.examine import Examiner, Outcome, packs_for
from consentlint.model import Embed
from consentlint.packs.index import marks
from consentlint.prefilter import Prefilter

Reader = Callable[[str], tuple[bytes, str]]
START_CALL = "start-call"
LOADS_NOTHING = (START_CALL, "connection-hint")
# So many other files are read for the loader of what a named file starts.
MOST_FILES = 20


def without_stubs(outcomes: Sequence[Outcome], hits: Iterable[str], reader: Reader, config: Config) -> list[Outcome]:
    """The outcomes without starts of vendors that something else loads.

    hits  files of the project that may hold an embed, examined or not
    """
    started = {embed.vendor for outcome in outcomes for embed in outcome.embeds if embed.form == START_CALL}
    if not started:
        return list(outcomes)
    loaded = _loaded(outcomes) & started
    if started - loaded:
        seen = {outcome.path for outcome in outcomes}
        loaded |= _elsewhere(started - loaded, [path for path in hits if path not in seen], reader, config)
    return [_without(outcome, loaded) for outcome in outcomes]


def _loaded(outcomes: Iterable[Outcome]) -> set[str]:
    return {embed.vendor for outcome in outcomes for embed in outcome.embeds if embed.form not in LOADS_NOTHING}


def _elsewhere(vendors: set[str], paths: list[str], reader: Reader, config: Config) -> set[str]:
    """Those of the vendors that one of these files loads."""
    known = packs_for(config).vendors
    prefilter = Prefilter(sorted({mark for vendor in vendors for mark in marks(known[vendor])}))
    worth = [path for path in paths if prefilter.hit(reader(path)[0])][:MOST_FILES]
    examiner = Examiner(config)
    return _loaded(examiner.outcome(path, reader) for path in worth) & vendors


def _without(outcome: Outcome, loaded: set[str]) -> Outcome:
    def stays(embed: Embed | None) -> bool:
        return embed is None or embed.form != START_CALL or embed.vendor not in loaded

    return outcome._replace(
        embeds=tuple(embed for embed in outcome.embeds if stays(embed)),
        findings=tuple(finding for finding in outcome.findings if stays(finding.embed)),
    )
