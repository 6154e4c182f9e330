"""The words of languages, as `rules/words/` holds them: one file a language, found by folder.

Apart from `values`, as only the duties need them.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from consentlint.packs.compiled import rules_folder
from consentlint.packs.faults import Fault, PackErrors


class Phrases(NamedTuple):
    """What `disclose` writes in one language. The keys are the words of packs and registers, the values what is shown.

    title       heading of the whole
    made_by     remark that the text is generated
    columns     of the cookie table
    headings    of what is told about a service
    kinds       first, third, cookie, local, session
    roles       processor, controller, joint-controller
    bases       legal bases; steps: what they are the basis of
    kept        transcripts, recordings, data
    categories  what a vendor of a category is used for, as it stands after "for"
    durations   session, persistent, limit (with `{duration}` in it), unknown
    sentences   whole sentences; words in braces are filled in
    """

    title: str
    made_by: str
    columns: dict[str, str]
    headings: dict[str, str]
    kinds: dict[str, str]
    roles: dict[str, str]
    bases: dict[str, str]
    steps: dict[str, str]
    kept: dict[str, str]
    categories: dict[str, str]
    durations: dict[str, str]
    sentences: dict[str, str]


class Language(NamedTuple):
    """The words of one language that cookie declarations and privacy notices are read by (`rules/words/<id>.yaml`).

    Upper and lower case do not count, except in words of up to four capitals (`US`, `DPF`).

    columns        headings of a cookie table: name, provider, purpose, duration, kind, category
    units          second ... year: the singular, the plural, then other forms
    numbers        a number -> the words for it
    joins          words between the parts of one duration ("1 year and 1 month")
    session        durations that end with the browser's session; persistent: those without an end
    limits         words before a duration that is the longest ("up to")
    kinds          first, third, cookie, local, session
    classes        purposes that consent platforms offer: necessary, functional, analytics, marketing
    empty          words that stand where nothing has been filled in
    countries      by their codes of ISO 3166: the name to show, then others
    third_country  phrases for a country outside the EEA
    transfer       words for handing data on; `*` at the end stands for any ending
    framework      names of the EU-US Data Privacy Framework; clauses: of the Standard Contractual Clauses
    negations      words that deny; despite: phrases which hold one and deny no transfer
    turns          words with which a clause of its own begins, which no word before denies
    legal_forms    of companies, in groups within which one may stand for another
    abbreviations  words whose dot ends no sentence
    disclosure     what `consentlint disclose` writes; None where it does not write this language
    """

    id: str
    name: str
    columns: dict[str, tuple[str, ...]]
    units: dict[str, tuple[str, ...]]
    numbers: dict[str, tuple[str, ...]] = {}
    joins: tuple[str, ...] = ()
    session: tuple[str, ...] = ()
    persistent: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    kinds: dict[str, tuple[str, ...]] = {}
    classes: dict[str, tuple[str, ...]] = {}
    empty: tuple[str, ...] = ()
    countries: dict[str, tuple[str, ...]] = {}
    third_country: tuple[str, ...] = ()
    transfer: tuple[str, ...] = ()
    framework: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()
    despite: tuple[str, ...] = ()
    legal_forms: dict[str, tuple[str, ...]] = {}
    abbreviations: tuple[str, ...] = ()
    disclosure: Phrases | None = None


@cache
def languages(folder: Path | None = None) -> Mapping[str, Language]:
    """Every language by its id, in the order of the ids, out of `folder` (default: the shipped words).

    Raises PackErrors with every fault of every file.
    """
    from consentlint.packs.load import read_file

    faults: list[Fault] = []
    files = sorted((folder or rules_folder() / "words").glob("*.yaml"))
    made = {path.stem: read_file(path, Language, faults) for path in files}
    if faults:
        raise PackErrors(faults)
    return made
