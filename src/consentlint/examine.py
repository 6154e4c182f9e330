"""One file from bytes to findings: decode, inspect, judge, quieten.

A fault of ours in one file never stops the others: it becomes an error that names the file.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from consentlint.config import Config, ConfigErrors, Service, nearest
from consentlint.datafiles import is_data
from consentlint.discover import read
from consentlint.judge import all_checks, judge
from consentlint.known import known_checks, needles_for, pack_folders
from consentlint.model import Embed, Finding
from consentlint.packs.compiled import load_packs
from consentlint.packs.values import Packs, Policy, Vendor
from consentlint.packs.vendors import with_changes
from consentlint.prefilter import Prefilter
from consentlint.report import Rule
from consentlint.suppress import DEFAULTS, SUMMARIES, Comment, quieten, quieter
from consentlint.text import Source, decode
from consentlint.work import MOST_STEPS, Work, share

if TYPE_CHECKING:
    from consentlint.inspect import Inspection
    from consentlint.reach.library import Library
    from consentlint.reach.project import Project

Reader = Callable[[str], tuple[bytes, str]]
# Files of a group that are too much together, times those of them that hold a needle: beyond this each of these is
# judged by itself.
MOST_READ = 3_000
REPORT_IT = "this is a fault of consentlint: please report it with the file; the other files were examined"


class Outcome(NamedTuple):
    """What came of one file. `skipped` and `error` are sentences, "" when all went well; so is each of `notes`.

    texts   path -> text of every file that its embeds and findings name a place in
    parsed  the files that were parsed for it
    remarks comments with a suppression, for findings that are made when all files are known
    """

    path: str
    embeds: tuple[Embed, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    texts: Mapping[str, str] = {}
    parsed: frozenset[str] = frozenset()
    skipped: str = ""
    error: str = ""
    remarks: tuple[Comment, ...] = ()


class Examiner:
    """Examines files under one configuration. steps: nodes of code that may be run for a group."""

    def __init__(self, config: Config, steps: int = MOST_STEPS) -> None:
        self._config = config
        self._steps = steps
        self._packs = packs_for(config)
        self._context: Project | None = None
        self._library: tuple[Reader, Library] | None = None
        self._policy = policy_for(config, self._packs)
        later = [check.id for check in all_checks().values() if check.about in ("duty", "register")]
        self._quieter = quieter(config, self._policy, known_checks(), later)

    def outcome(self, path: str, reader: Reader = read, steps: int | None = None, entry: bool | None = None) -> Outcome:
        """The outcome of one file; never raises for what the file holds.

        steps  what it may take
        entry  where others that belong to it could not be followed along: does none of them bring it in?
        """
        data, reason = reader(path)
        limit = self._config.max_file_size
        if not reason and len(data) > limit:
            reason = f"larger than max-file-size ({limit:,} bytes) and names a vendor"
        if reason:
            return Outcome(path, skipped=reason)
        try:
            return self._examined(path, data, steps or self._steps, entry)
        except Exception as error:  # whatever it is, the other files are still examined
            return Outcome(path, error=f"internal error in {path}: {type(error).__name__}: {error}; {REPORT_IT}")

    def together(self, group: Sequence[str], work: Work, reader: Reader) -> list[Outcome]:
        """The outcomes of files that belong together; those that are not wanted only lend their code."""
        wanted, context = work.wanted, work.context
        if len(group) == 1 and not self._leads_out(group[0], context, reader):
            return [self.outcome(group[0], reader)]
        asked = [path for path in group if path in wanted]
        from consentlint.inspect import TooMuch

        try:
            return self._project(group, asked, context, reader, work.cut.intersection(group))
        except TooMuch:
            return self._parted(group, asked, context, reader)
        except Exception as error:  # the files are still examined, each by itself
            what = f"internal error in {group[0]} and the files that belong to it: {type(error).__name__}: {error}"
            return [Outcome(group[0], error=f"{what}; {REPORT_IT}"), *(self.outcome(path, reader) for path in asked)]

    def _leads_out(self, path: str, context: Iterable[str], reader: Reader) -> bool:
        """Does a file that nothing loads name others of the project, or values that its build puts in?"""
        from consentlint.reach.conventions import is_page
        from consentlint.reach.named import named_in
        from consentlint.reach.project import IS_SCRIPT, Project

        if self._context is None:
            self._context = Project.of(context, lambda other: _source(other, reader, self._config), self._config.paths)
        source = _source(path, reader, self._config)
        if source is None:
            return False
        named = named_in(path, source.text, self._context) or self._context.has_values
        if not named and is_page(path, self._context, self._packs.cmps.values()):
            return True
        return bool(named) or (not IS_SCRIPT.search(path) and self._brings_in(source, context, reader))

    def _brings_in(self, source: Source, context: Iterable[str], reader: Reader) -> bool:
        """Is a template made of others?"""
        from consentlint.syntax.layers import Page

        library = self._templates(context, reader)
        return bool(library.uses(Page(source, library.dialect(source.path, source.text))))

    def _templates(self, context: Iterable[str], reader: Reader) -> "Library":
        """The templates of the project, read once."""
        if self._library is None or self._library[0] is not reader:
            from consentlint.reach.library import Library

            library = Library.of(context, lambda other: _source(other, reader, self._config), self._config)
            self._library = reader, library
        return self._library[1]

    def _parted(self, group: Sequence[str], asked: list[str], context: Iterable[str], reader: Reader) -> list[Outcome]:
        """Files that are too much together: each that holds a needle with what leads to it, else by itself."""
        from consentlint.gather import brought_in, gather

        prefilter = Prefilter(needles_for(self._config))
        hits = [path for path in group if prefilter.hit(reader(path)[0])]
        inner = brought_in(hits, group, reader, self._config)
        around = [*group, *(path for path in context if is_data(path))]
        steps = share(self._steps // 2, len(hits))
        done: dict[str, Outcome] = {}
        for hit in hits:
            few = len(group) * len(hits) <= MOST_READ
            smaller, cut = gather([hit], around, reader, self._config) if few else ([group], frozenset[str]())
            mine = [path for path in smaller[0] if path in asked and path not in done and path not in hits]
            mine += [hit] if hit in asked else []
            if mine:
                parted = self._part(smaller[0], mine, group, around, reader, steps, cut)
                parted = parted or [self.outcome(hit, reader, steps, entry=hit not in inner)]
                done |= {outcome.path: outcome for outcome in parted}
        return list(done.values())

    def _part(
        self,
        part: Sequence[str],
        asked: list[str],
        whole: Sequence[str],
        context: Iterable[str],
        reader: Reader,
        steps: int,
        cut: Collection[str],
    ) -> list[Outcome]:
        """The outcomes of some of the files that belong together; nothing where they are too many still."""
        from consentlint.inspect import TooMuch

        try:
            return self._project(part, asked, context, reader, cut, steps) if len(part) < len(whole) else []
        except TooMuch:
            return []

    def _project(
        self,
        group: Sequence[str],
        asked: list[str],
        context: Iterable[str],
        reader: Reader,
        cut: Collection[str] = (),
        steps: int | None = None,
    ) -> list[Outcome]:
        from consentlint.inspect import inspect_project
        from consentlint.reach.project import Project

        def source(path: str) -> Source | None:
            return _source(path, reader, self._config)

        project = Project.of([*context, *group], source, self._config.paths)
        templates = self._templates(context, reader)
        seen = inspect_project(group, project, self._packs, templates, steps or self._steps, cut)
        outcomes = [
            self._judged(found, seen[path], source) for path in asked if path in seen and (found := source(path))
        ]
        outcomes = [outcome._replace(parsed=project.parsed()) for outcome in outcomes]
        return outcomes + [self.outcome(path, reader) for path in asked if path not in seen]

    def _examined(self, path: str, data: bytes, steps: int, entry: bool | None) -> Outcome:
        from consentlint.inspect import inspect_source

        source = Source(path, *decode(data))
        seen = inspect_source(source, self._packs, self._config, most=steps, entry=entry)
        return self._judged(source, seen, lambda other: None)

    def _judged(self, source: Source, seen: "Inspection", others: Callable[[str], Source | None]) -> Outcome:
        path, text, note = source.path, source.text, source.note
        findings = judge(seen.embeds, self._packs, self._policy, self._policy.jurisdictions, seen.handed)
        left = quieten(findings, seen.comments, path, text, self._quieter)
        # Characters that could not be read may have hidden something; a plain latin-1 file has lost nothing.
        notes = (note, *seen.notes) if "\ufffd" in text and note else seen.notes
        texts = {other: found.text for other in _places(seen.embeds, left) - {path} if (found := others(other))}
        texts |= {path: text} if seen.embeds or left else {}
        remarks = tuple(comment for comment in seen.comments if "consentlint" in comment[1])
        return Outcome(path, tuple(seen.embeds), tuple(left), tuple(notes), texts, frozenset([path]), remarks=remarks)


def _source(path: str, reader: Reader, config: Config) -> Source | None:
    """A file as text; None when it cannot be read or is too large."""
    data, reason = reader(path)
    return None if reason or len(data) > config.max_file_size else Source(path, *decode(data))


def _places(embeds: Iterable[Embed], findings: Iterable[Finding]) -> set[str]:
    """The files in which something stands that is told about these."""
    places = [guard.place for embed in embeds for way in (embed.trace, *embed.other_ways) for guard in way]
    places += [step.place for embed in embeds for step in embed.steps]
    places += [fact.place for embed in embeds for fact in embed.region_facts]
    places += [told.place for finding in findings for told in finding.related]
    places += [guard.place for finding in findings for guard in finding.trace]
    return {place.path for place in places}


def packs_for(config: Config) -> Packs:
    """The packs with what the project says: its own consent code in front, single vendors, its own domains."""
    packs = load_packs(pack_folders(config))
    if config.consent:
        packs = packs._replace(cmps={config.consent.id: config.consent, **packs.cmps})
    if config.services:
        said = {name: declared(packs.vendors[name], service, config) for name, service in config.services.items()}
        packs = packs._replace(vendors=with_changes(packs.vendors, said))
    return packs._replace(own_domains=frozenset(config.own_domains)) if policy_for(config, packs).wide else packs


def declared(vendor: Vendor, service: Service, config: Config) -> Vendor:
    """A vendor as the project's settings say. Raises ConfigErrors for a region that it does not have."""
    if service.consent:
        required: Literal["yes", "no"] = "no" if service.consent == "not-required" else "yes"
        vendor = vendor._replace(consent=vendor.consent._replace(required=required, reason=service.reason))
    known = [entry.id for entry in vendor.regions]
    if service.region and service.region not in known:
        accepted = f"accepted are {', '.join(known)}" if known else f"no regions of {vendor.name} are known"
        where = f"{config.file or 'settings'}: services.{vendor.id}.region"
        raise ConfigErrors(
            f"{where}: there is no region {service.region!r}{nearest(service.region, known)}; {accepted}"
        )
    if not service.region:
        return vendor
    regions = tuple(entry._replace(default=entry.id == service.region) for entry in vendor.regions)
    return vendor._replace(regions=regions, region_in="account")


def policy_for(config: Config, packs: Packs) -> Policy:
    """The chosen policy with what the settings change in it."""
    policy = packs.policies[config.policy]
    return policy._replace(
        checks={**policy.checks, **config.severity},
        click_to_load=config.click_to_load or policy.click_to_load,
        jurisdictions=policy.jurisdictions if config.jurisdictions is None else config.jurisdictions,
    )


def rules() -> dict[str, Rule]:
    """What there is to say about every check, those of the suppressions included."""
    judged = {check.id: Rule(check.id, check.summary, str(check.severity)) for check in all_checks().values()}
    return judged | {check: Rule(check, SUMMARIES[check], str(DEFAULTS[check])) for check in SUMMARIES}
