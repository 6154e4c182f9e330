"""Calls that start a vendor (`gtag('config', ...)`): an embed only where nothing in the project loads that vendor.

So with settings of which a theme may make something (`google_analytics: G-...`): where the theme is at hand, its
template is the embed. What calls and what loads are often two files that do not know each other, so this is asked once
all files are through.
"""

from collections.abc import Callable, Iterable, Sequence

from consentlint.config import Config
from consentlint.examine import Examiner, Outcome, packs_for
from consentlint.model import CONNECTION_HINT, Embed
from consentlint.packs.index import marks
from consentlint.prefilter import Prefilter

Reader = Callable[[str], tuple[bytes, str]]
START_CALL = "start-call"
SITE_SERVICE = "site-service"
# So many other files are read for the loader of what a named file starts.
MOST_FILES = 20


def is_stub(embed: Embed) -> bool:
    """Is it one that counts only where nothing else brings its vendor in?"""
    asked = any(guard.kind == "unknown-caller" for guard in embed.trace)
    return embed.form == START_CALL or (embed.form == SITE_SERVICE and asked)


def without_stubs(outcomes: Sequence[Outcome], hits: Iterable[str], reader: Reader, config: Config) -> list[Outcome]:
    """The outcomes without starts of vendors that something else loads.

    hits  files of the project that may hold an embed, examined or not
    """
    started = {embed.vendor for outcome in outcomes for embed in outcome.embeds if is_stub(embed)}
    if not started:
        return list(outcomes)
    loaded = _loaded(outcomes) & started
    if started - loaded:
        seen = {outcome.path for outcome in outcomes}
        loaded |= _elsewhere(started - loaded, [path for path in hits if path not in seen], reader, config)
    return [_without(outcome, loaded) for outcome in outcomes]


def _loaded(outcomes: Iterable[Outcome]) -> set[str]:
    every = (embed for outcome in outcomes for embed in outcome.embeds)
    return {embed.vendor for embed in every if embed.form != CONNECTION_HINT and not is_stub(embed)}


def _elsewhere(vendors: set[str], paths: list[str], reader: Reader, config: Config) -> set[str]:
    """Those of the vendors that one of these files loads."""
    known = packs_for(config).vendors
    prefilter = Prefilter(sorted({mark for vendor in vendors for mark in marks(known[vendor])}))
    worth = [path for path in paths if prefilter.hit(reader(path)[0])][:MOST_FILES]
    examiner = Examiner(config)
    return _loaded(examiner.outcome(path, reader) for path in worth) & vendors


def _without(outcome: Outcome, loaded: set[str]) -> Outcome:
    def stays(embed: Embed | None) -> bool:
        return embed is None or not is_stub(embed) or embed.vendor not in loaded

    return outcome._replace(
        embeds=tuple(embed for embed in outcome.embeds if stays(embed)),
        findings=tuple(finding for finding in outcome.findings if stays(finding.embed)),
    )
