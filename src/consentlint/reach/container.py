"""Exports of tag manager containers (`exportFormatVersion`): each tag is loaded where its triggers let it.

The format: https://developers.google.com/tag-platform/tag-manager/api/v2/reference/accounts/containers/versions
(read 2026-11-23). A tag fires on any of its triggers, unless one of its exceptions holds at the same event, and with
"additional consent" only when all the named consent types are granted
(https://support.google.com/tagmanager/answer/10718549).
"""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Guard, Span
from consentlint.packs.values import Cmp, LayerEvent
from consentlint.reach.elements import Element
from consentlint.reach.evaluate import condition, make_guard, shorten
from consentlint.reach.page import appear, run_text, walk_text
from consentlint.reach.paths import REQUEST, START, Path
from consentlint.reach.things import Code, Frame
from consentlint.reach.values import NO_NOTES, Note, string
from consentlint.syntax import ir
from consentlint.syntax.data import Node
from consentlint.syntax.script import parse_fragment
from consentlint.worlds import ALWAYS, NEVER, ON_CONSENT, PERHAPS, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

MARK = "exportFormatVersion"
CLICKS = frozenset(["click", "link_click", "linkclick", "form_submission", "formsubmission"])
EVENTS = frozenset(["custom_event", "customevent"])
GROUPS = frozenset(["trigger_group", "triggergroup"])
VARIABLE = lazy_regex(r"\{\{([^{}]+)\}\}")
CODE = lazy_regex(r"___SANDBOXED_JS_FOR_WEB_TEMPLATE___\s*(.*?)(?=^___[A-Z_]+___\s*$|\Z)", re.DOTALL | re.MULTILINE)
OPERATORS = {"equals": "==", "contains": "includes", "startswith": "startsWith", "endswith": "endsWith"}
UNKNOWN_EVENT = "nothing says when this event comes; if a consent platform sends it, its pack can name it under `layer`"
UNTOLD = "nothing is known of the tags of this type"


def is_container(tree: Node) -> bool:
    """Is it the export of a container?"""
    version = tree.get("containerVersion")
    return tree.get(MARK).value is not None and isinstance(version.value, dict) and not _on_server(version)


def _on_server(version: Node) -> bool:
    """Tags of server containers run on the server."""
    return [_word(one.text) for one in version.get("container", "usageContext").items] == ["server"]


def run_container(m: "Machine", tree: Node, code: Code) -> None:
    """Every tag of a container, on each way on which it is fired."""
    _Container(m, tree.get("containerVersion"), code).run()


class _Container:
    def __init__(self, m: "Machine", version: Node, code: Code) -> None:
        self.m = m
        self.code = code
        self.frame = Frame(m.new_scope(None), code, m.window)
        self.tags = version.get("tag").items
        self.triggers = {one.get("triggerId").text: one for one in version.get("trigger").items}
        self.variables = {one.get("name").text: one for one in version.get("variable").items}
        self.templates = {
            f"cvt_{one.get('containerId').text}_{one.get('templateId').text}": one
            for one in version.get("customTemplate").items
        }

    def run(self) -> None:
        for tag in self.tags:
            for at in self.ways(tag):
                self.fire(tag, at)

    # --- when a tag fires --------------------------------------------------------------------------------------------

    def ways(self, tag: Node, depth: int = 0) -> Iterator[Path]:
        """The ways on which a tag is fired: by its triggers, or before and after another tag."""
        if tag.get("paused").value is True or depth > 3:
            return
        consent = self.consent(tag)
        for trigger in tag.get("firingTriggerId").items:
            at = self.triggered(trigger.text, tag, START)
            for exception in tag.get("blockingTriggerId").items:
                at = self.excepted(exception.text, trigger.text, tag, at)
            for guard in consent:
                at = at.then(guard, guard.worlds)
            yield at
        name = tag.get("name").text
        for other in self.tags if name else ():
            linked = [*other.get("setupTag").items, *other.get("teardownTag").items]
            if other is not tag and any(one.get("tagName").text == name for one in linked):
                for at in self.ways(other, depth + 1):
                    for guard in consent:
                        at = at.then(guard, guard.worlds)
                    yield at

    def consent(self, tag: Node) -> Iterator[Guard]:
        """Additional consent that the tag needs."""
        settings = tag.get("consentSettings")
        if _word(settings.get("consentStatus").text) != "needed":
            return
        kinds = settings.get("consentType")
        cmp = self.platform()
        for one in [*kinds.items, *kinds.get("list").items]:
            named = one.get("value").text or one.text
            always = cmp is not None and named in cmp.necessary
            worlds = ALWAYS if always else ON_CONSENT
            reason = f"{named} is always on" if always else ""
            yield Guard(
                "tag-container", self.code.place(settings.span), f"additional consent: {named}", worlds, reason, named,
                cmp.id if cmp is not None else "", flaw="necessary-category" if always else "",
            )  # fmt: skip

    def platform(self) -> Cmp | None:
        return next((cmp for cmp in self.m.knowledge.cmps if cmp.tags), None)

    def triggered(self, ident: str, tag: Node, at: Path) -> Path:
        """Behind one trigger. Those that every container has are not in the export: they come on every page."""
        trigger = self.triggers.get(ident)
        if trigger is None:
            return at
        kind = _word(trigger.get("type").text)
        if kind in CLICKS:
            at = at.on(REQUEST)
        if kind in GROUPS:
            for one in _parameter(trigger, "triggerIds").get("list").items:
                at = self.triggered(one.get("value").text, tag, at) if one.get("value").text != ident else at
        return at if kind in GROUPS else self.conditions(trigger, self.event(trigger, at))

    def event(self, trigger: Node, at: Path) -> Path:
        """Behind the event of the data layer that the trigger waits for."""
        if _word(trigger.get("type").text) not in EVENTS:
            return at
        name, pattern = _event_name(trigger)
        place = self.code.place(trigger.span)
        found = next(self.known(name, pattern), None)
        text = f"event {name or '(any)'}"
        if found is None:
            return at.then(Guard("tag-container", place, text, PERHAPS, UNKNOWN_EVENT), PERHAPS)
        cmp, known = found
        guard = Guard("tag-container", place, text, known.runs, known.note, known.purpose, cmp.id, known.by_name)
        return at.then(guard, known.runs)

    def known(self, name: str, pattern: bool) -> Iterator[tuple[Cmp, LayerEvent]]:
        for cmp in self.m.knowledge.cmps:
            for one in cmp.layer:
                if fnmatchcase(name, one.event) or (pattern and _matches(name, one.event)):
                    yield cmp, one

    def conditions(self, trigger: Node, at: Path) -> Path:
        for test in self.tests(trigger):
            holds, notes = self.holds(test)
            guard = make_guard(self.m, self.code.place(test.span), _told(test), holds, notes)
            at = at.then(guard, holds)
        return at

    def tests(self, trigger: Node) -> list[Node]:
        """The conditions of a trigger, without the name of its event."""
        every = [*trigger.get("filter").items, *trigger.get("customEventFilter").items]
        return [test for test in every if _argument(test, "arg0") != "{{_event}}"]

    def holds(self, test: Node) -> tuple[Worlds, frozenset[Note]]:
        return condition(self.m, self.lowered(test), self.frame, START)

    def excepted(self, ident: str, fired: str, tag: Node, at: Path) -> Path:
        """Not while an exception holds. One that waits for another event than the trigger is none."""
        exception, trigger = self.triggers.get(ident), self.triggers.get(fired)
        if exception is None:
            return at.then(None, NEVER) if ident and ident == fired else at
        kinds = [_word(one.get("type").text) if one is not None else "pageview" for one in (exception, trigger)]
        name, pattern = _event_name(exception)
        other, _ = _event_name(trigger) if trigger is not None else ("gtm.js", False)
        if kinds[0] in EVENTS:
            if not (name == other or (pattern and _matches(name, other or "gtm.js"))):
                return at
        elif kinds[0] != kinds[1]:
            return at
        worlds, found, tests = ALWAYS, NO_NOTES, self.tests(exception)
        for test in tests:
            holds, notes = self.holds(test)
            worlds, found = worlds & holds, found | notes
        text = "exception: " + " and ".join(_told(test) for test in tests)
        guard = make_guard(self.m, self.code.place(exception.span), shorten(text), ~worlds, found)
        return at.then(guard, ~worlds)

    # --- conditions and variables ------------------------------------------------------------------------------------

    def lowered(self, test: Node) -> ir.Expr:
        span = test.span
        left, right = (self.value(_argument(test, name), span) for name in ("arg0", "arg1"))
        kind, negate = _word(test.get("type").text), _argument(test, "negate") == "true"
        result: ir.Expr
        if kind in ("equals", "eq"):
            boolean = {"true": True, "false": False}.get(_argument(test, "arg1"))
            result = ir.Binary(span, "==", left, right)
            if boolean is not None:  # the tag manager compares texts
                result = ir.Logical(span, "||", ir.Binary(span, "===", left, ir.Const(span, boolean)), result)
        elif kind.replace("_", "") in OPERATORS:
            method = ir.Member(span, left, ir.Const(span, OPERATORS[kind.replace("_", "")]))
            result = ir.Call(span, method, (right,))
        elif "regex" in kind:
            flags = "i" if "ignorecase" in kind.replace("_", "") or _argument(test, "ignore_case") == "true" else ""
            pattern = ir.Regex(span, _argument(test, "arg1"), flags)
            result = ir.Call(span, ir.Member(span, pattern, ir.Const(span, "test")), (left,))
        else:
            result = ir.Opaque(span, (left, right))
        return ir.Unary(span, "!", result) if negate else result

    def value(self, text: str, span: Span, depth: int = 0) -> ir.Expr:
        """A text in which `{{name}}` stands for a variable."""
        parts: list[ir.Expr] = []
        position = 0
        for match in VARIABLE.finditer(text):
            if match.start() > position:
                parts.append(ir.Const(span, text[position : match.start()]))
            parts.append(self.variable(match[1], span, depth))
            position = match.end()
        if position < len(text) or not parts:
            parts.append(ir.Const(span, text[position:]))
        return parts[0] if len(parts) == 1 else ir.Template(span, tuple(parts))

    def variable(self, name: str, span: Span, depth: int) -> ir.Expr:
        held = self.variables.get(name)
        kind = held.get("type").text if held is not None else ""
        if held is None or depth > 5:
            return ir.Name(span, name)
        word = _argument(held, "name")
        if kind == "k":
            return ir.Call(
                span, ir.Member(span, ir.Name(span, "Cookies"), ir.Const(span, "get")), (ir.Const(span, word),)
            )
        if kind == "c":
            return self.value(_argument(held, "value"), span, depth + 1)
        if kind in ("j", "v"):
            return _expression(word, span)
        if kind == "jsm":
            return _expression(f"({VARIABLE.sub('undefined', _argument(held, 'javascript'))})()", span)
        return ir.Name(span, name)

    # --- what a tag does ---------------------------------------------------------------------------------------------

    def fire(self, tag: Node, at: Path) -> None:
        kind = tag.get("type").text
        if kind == "html":
            held = _parameter(tag, "html").get("value")
            walk_text(self.m, self.filled(held.text), self.code.place(held.span), at, runs_scripts=True)
        elif kind in self.templates:
            self.template(self.templates[kind], at)
        elif kind == "img":
            held = _parameter(tag, "url").get("value")
            self.element("img", self.filled(held.text), held.span, at)
        else:
            platform = self.platform()
            address = platform.tags.get(kind, "") if platform is not None else ""
            if address:
                self.element("script", address, tag.get("type").span, at)

    def element(self, name: str, address: str, span: Span, at: Path) -> None:
        place = self.code.place(span)
        appear(self.m, Element(name, place, "markup", {"src": string(address, place)}, code=self.code), at)

    def filled(self, text: str) -> str:
        """Constants in place of their names."""

        def constant(match: re.Match[str]) -> str:
            held = self.variables.get(match[1])
            return _argument(held, "value") if held is not None and held.get("type").text == "c" else match[0]

        return VARIABLE.sub(constant, text)

    def template(self, template: Node, at: Path) -> None:
        """The script of a custom template, in which `injectScript(url)` loads."""
        data = template.get("templateData")
        code = CODE.search(data.text)
        if code is not None:
            run_text(self.m, code[1], self.code.place(data.span), at)


def _word(text: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", text).lower()


def _parameter(node: Node, key: str) -> Node:
    every = node.get("parameter").items or list((node.get("parameter").value or {}).values() if isinstance(
        node.get("parameter").value, dict) else ())  # fmt: skip
    return next((one for one in every if one.get("key").text == key), Node(None, node.span))


def _argument(node: Node, key: str) -> str:
    held = _parameter(node, key).get("value")
    return str(held.value).lower() if isinstance(held.value, bool) else held.text


def _event_name(trigger: Node) -> tuple[str, bool]:
    """The name that a trigger of an event waits for, and whether it is a pattern."""
    for test in trigger.get("customEventFilter").items:
        if _argument(test, "arg0") == "{{_event}}":
            return _argument(test, "arg1"), "regex" in _word(test.get("type").text)
    return "", False


def _matches(pattern: str, name: str) -> bool:
    """Does a plain pattern of names match a name? Others are taken not to."""
    if len(pattern) > 200 or re.search(r"[+*}]\)?[+*{]|\)[+*{]", pattern):
        return False
    try:
        return re.search(pattern, name) is not None
    except re.error:
        return False


def _told(test: Node) -> str:
    """A condition in words."""
    word = _word(test.get("type").text).replace("_", " ")
    word = f"not {word}" if _argument(test, "negate") == "true" else word
    return shorten(f"{_argument(test, 'arg0')} {word} {_argument(test, 'arg1')}")


def _expression(code: str, span: Span) -> ir.Expr:
    """A script expression in the file's own place."""
    program = parse_fragment(code, span)
    first = program.body[0] if program.body else None
    return first.value if isinstance(first, ir.Run) else ir.Opaque(span)
