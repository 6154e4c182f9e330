"""The duties of each service with their lights, and what the register holds as evidence."""

from collections.abc import Sequence

from consentlint.duties.model import Document
from consentlint.model import Finding
from consentlint.page.content import Content, Service
from consentlint.page.duty_state import IN_CODE, DutyState
from consentlint.page.frame import where
from consentlint.page.markup import Html, items, join, table, tag
from consentlint.page.section import Section
from consentlint.page.shapes import light


def write(content: Content) -> Html:
    words = content.words
    if not content.services:
        return tag("p", words("summary.nothing"))
    told = [
        _service(service, content.duties[service.id], content)
        for service in content.services
        if content.duties.get(service.id)
    ]
    return join((_lead(content), _faults(content), *(told or [tag("p", words("duties.none"))])))


def _lead(content: Content) -> Html:
    key = "duties.lead" if content.register else "duties.no_register"
    return tag("p", content.words(key, file=content.register_file))


def _faults(content: Content) -> Html:
    """What the register says of nobody: its own faults."""
    words = content.words
    found = [finding for finding in content.others if finding.place.path == content.register_file]
    lines = (join((words.original(finding.message), " ", where(finding.place, content.positions))) for finding in found)
    return tag("h3", words("duties.faults")) + items(lines) if found else Html("")


def _service(service: Service, states: Sequence[DutyState], content: Content) -> Html:
    words = content.words
    head = [words(f"duties.{column}") for column in ("duty", "state", "evidence", "date", "article")]
    rows = (_row(state, content) for state in states)
    duties = table(words("duties.caption", name=service.vendor.name), head, rows, "duties")
    return join((tag("h3", service.vendor.name), _entry(service, content), duties))


def _entry(service: Service, content: Content) -> Html:
    """Who answers for the service, and what the checks say of its entry as a whole."""
    words, entry = content.words, content.entry(service)
    lines: list[str] = [words("duties.owner", name=entry.owner)] if entry and entry.owner else []
    if content.register and not entry:
        lines.append(light("check", words("duties.unregistered")))
    else:
        lines += [light("check", words.original(finding.message)) for finding in _remarks(service, content)]
    return items(lines, class_="plain") if lines else Html("")


def _remarks(service: Service, content: Content) -> list[Finding]:
    """The findings on the entry that are about no duty of its own."""
    found = [(content.checks[one.check], one) for one in service.findings if one.check in content.checks]
    return [finding for check, finding in found if check.about == "duty" and not check.duty]


def _row(state: DutyState, content: Content) -> tuple[str, ...]:
    words, duty = content.words, state.duty
    text = tag("p", words.instead("duty_told", duty.id, duty.text), class_="told")
    return (
        join((words.name("duty", duty.id), text)),
        light(state.level, words(f"duties.{state.state}")),
        _evidence(state, content),
        _dates(state, content),
        words.article(duty.article),
    )


def _evidence(state: DutyState, content: Content) -> Html:
    words, evidence = content.words, state.evidence
    lines = [*evidence.told]
    if state.document:
        lines.append(_document(state.document, content))
    if evidence.waived:
        lines.append(words("duties.because", reason=evidence.waived))
    with_embeds = [finding for finding in state.findings if content.about(finding) in IN_CODE]
    if with_embeds:
        lines.append(words.count("findings", len(with_embeds)))
    lines += [words.original(finding.message) for finding in state.findings if finding not in with_embeds]
    return items(lines, class_="plain") if lines else Html("")


def _document(found: Document, content: Content) -> Html:
    """Whether a document is there, and since when it has been as it is."""
    words = content.words
    more = words(f"evidence.{found.kind}")
    if found.changed:
        more = join((more, ", ", words("evidence.changed"), " ", words.date(found.changed)))
    return join((tag("code", found.reference), " (", more, ")"))


def _dates(state: DutyState, content: Content) -> Html:
    words, evidence = content.words, state.evidence
    lines = []
    if evidence.day:
        lines.append(words.date(evidence.day))
    if evidence.due:
        key = "duties.overdue" if evidence.due < content.today else "duties.due"
        lines.append(join((words(key), " ", words.date(evidence.due))))
    return items(lines, class_="plain") if lines else Html("")


SECTION = Section("duties", 40, write)
