"""Blockers that stop third parties by themselves: they count only for what comes after them and only for some kinds."""

import re
from typing import TYPE_CHECKING

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Guard
from consentlint.packs.values import AutoBlocking, Cmp
from consentlint.reach import questions
from consentlint.reach.elements import Element
from consentlint.reach.page import from_tag
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.syntax.selector_index import index_of
from consentlint.worlds import ALWAYS, PERHAPS

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

HOST = lazy_regex(r"(?:https?:)?//([\w.-]++)")


def weigh(m: "Machine", element: Element, at: Path) -> Path:
    """The path behind an automatic blocker."""
    if m.page is None or _kind(element) == "":
        return at
    for cmp, blocking, blocker in blockers(m):
        if blocker.place == element.place or _kind(element) not in blocking.kinds:
            continue
        if blocking.marked and not any(element.matches(selector) for selector in blocking.marked):
            continue
        if not _knows(m, blocking, element):
            reason = "the blocker stops only the services of its own list, and this is none of them"
            at = at.then(_guard(cmp, blocker, "automatic blocking", ALWAYS, reason, ""), ALWAYS)
            continue
        if any(element.matches(selector) for selector in blocking.exempt):
            return at.then(
                _guard(cmp, element, "exempt from automatic blocking", ALWAYS, "", "incomplete-gate"), ALWAYS
            )
        purpose = _sorted(m, blocking, element)
        if purpose in cmp.necessary:
            reason = f"`{blocking.sorts}` puts its host into '{purpose}', which is always on"
            guard = _guard(cmp, blocker, "automatic blocking", ALWAYS, reason, "necessary-category")
            at = at.then(guard._replace(purpose=purpose), ALWAYS)
            continue
        broken = next((s for s in blocking.broken_by if blocker.matches(s)), None)
        if broken is not None:
            reason = f"the blocker's own tag matches `{broken}`: it comes too late or is switched off"
            at = at.then(_guard(cmp, blocker, "automatic blocking", ALWAYS, reason, "late-auto-blocking"), ALWAYS)
        elif blocker.position > questions.position(m, element):
            reason = "the blocker stands after this element and cannot stop it"
            at = at.then(_guard(cmp, blocker, "automatic blocking", ALWAYS, reason, "late-auto-blocking"), ALWAYS)
        else:
            reason = blocking.note or "blocked by the platform's own scan of the site"
            worlds = blocking.worlds
            if call := _loosened(m, blocking):
                worlds, reason = worlds | PERHAPS, f"`{call}` takes services out of it"
            at = at.then(_guard(cmp, blocker, "automatic blocking", worlds, reason, ""), worlds)
    return at


def _sorted(m: "Machine", blocking: AutoBlocking, element: Element) -> str:
    """The purpose that the site itself gives the host of what is loaded; "" for none."""
    held = questions.held_globally(m, blocking.sorts) if blocking.sorts else None
    host = HOST.match(element.text("src") or "")
    for ref, _ in m.things(held) if held is not None and host is not None else ():
        for name in m.keys(ref):
            if host is not None and f".{host[1]}".endswith(f".{name}"):
                purpose = m.property(ref, name)
                return (purpose.text() or "") if purpose is not None else ""
    return ""


def _loosened(m: "Machine", blocking: AutoBlocking) -> str:
    """The call on the page that takes services out of a blocker; "" for none."""
    calls = (call for call in blocking.loosened_by if re.search(rf"(?<![\w$.]){call}\s*\(", m.page_code.text))
    return next(calls, "")


def _guard(cmp: Cmp, element: Element, text: str, worlds: "object", reason: str, flaw: str) -> Guard:
    return Guard("auto-blocking", element.place, f"{text} of {cmp.name}", worlds, reason, "", cmp.id, flaw=flaw)  # type: ignore[arg-type]


def blockers(m: "Machine") -> list[tuple[Cmp, AutoBlocking, Element]]:
    """The automatic blockers of the page, in document order."""
    if m.page is None:
        return []
    key = id(m.page)
    if key not in m.blockers:
        every = [(cmp, blocking) for cmp in m.knowledge.cmps for blocking in cmp.auto_blocking]
        index = index_of(tuple(blocking.selector for _, blocking in every))
        found = []
        for tag in m.page.elements:
            marks = index.matching(tag) if tag.name == "script" and tag.attributes else ()
            found += [(cmp, one, from_tag(tag, m.page_code)) for cmp, one in every if one.selector in marks]
        m.blockers[key] = sorted(found, key=lambda entry: entry[2].position)
    known: list[tuple[Cmp, AutoBlocking, Element]] = m.blockers[key]
    return known


def _kind(element: Element) -> str:
    if element.name == "script":
        return "injected" if element.origin == "script" else "script" if element.has("src") else "inline"
    return element.name if element.name in ("iframe", "img") else ""


def _knows(m: "Machine", blocking: AutoBlocking, element: Element) -> bool:
    if blocking.knows != "listed":
        return True
    vendors = (
        {questions.vendor_of(m, text) for text in element.attributes["src"].strings()} if element.has("src") else set()
    )
    return bool(vendors & set(blocking.vendors))


COLLECTOR = Plugin(id="auto-blocking", element_guards=weigh)
