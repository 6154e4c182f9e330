"""Markup that a script writes as text: `document.write`, `innerHTML`, `insertAdjacentHTML`, jQuery's `.html()`.

And what code on a server answers with: `response.send('<script ...>')`, a file that a build writes.

`document.write` and jQuery run the script elements in it; `innerHTML` and `insertAdjacentHTML` do not (HTML standard),
but what else stands there (frames, images, handlers) is live.
"""

from typing import TYPE_CHECKING

from consentlint.reach.backend import prints
from consentlint.reach.calls import CallSite
from consentlint.reach.page import walk_text
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Native, Plugin
from consentlint.reach.things import MARKUP, Frame, Thing
from consentlint.reach.values import V_UNDEFINED, Value

if TYPE_CHECKING:
    from consentlint.model import Place, Span
    from consentlint.reach.machine import Machine


def insert(m: "Machine", held: Value, at: Path, place: "Place", runs_scripts: bool) -> bool:
    """Walk every text that may be inserted; true when there was one with markup."""
    found = False
    for text in m.settle(held).strings():
        if "<" in text.text:
            walk_text(m, text.text, text.origin or place, at, runs_scripts)
            found = True
    return found


def _write(site: CallSite) -> Value | None:
    for arg in site.args:
        insert(site.machine, arg, site.at, site.place, runs_scripts=True)
    return V_UNDEFINED


def _adjacent(site: CallSite) -> Value | None:
    insert(site.machine, site.arg(1), site.at, site.place, runs_scripts=False)
    return V_UNDEFINED


def _running(site: CallSite) -> Value | None:
    """jQuery's insertion methods run the scripts in the text."""
    found = [insert(site.machine, arg, site.at, site.place, runs_scripts=True) for arg in site.args]
    return site.receiver if any(found) else None


def _fragment(site: CallSite) -> Value | None:
    """A fragment loads nothing before it becomes part of the page."""
    return site.machine.allocate(
        Thing("element", site.place, tag="#fragment", code=site.frame.code, data={MARKUP: site.arg(0)})
    )


def _on_property(m: "Machine", owner: Value, key: str, held: Value, f: Frame, at: Path, span: "Span") -> None:
    if key not in ("innerHTML", "outerHTML"):
        return
    elements = m.things(owner, "element")
    if any(thing.tag == "script" for _, thing in elements):
        return  # the text of a script element is code, not markup
    insert(m, held, at, f.code.place(span), runs_scripts=False)


def _response(site: CallSite) -> Value | None:
    """`new Response('<script ...>')`: a worker answers with it."""
    insert(site.machine, site.arg(0), site.at, site.place, runs_scripts=True)
    return None


def _on_escape(site: CallSite, arg: Value) -> None:
    """Text goes to a function that nobody knows: on a server, some of these make a page of it."""
    if prints(site.machine, site.frame.code, site.name or site.path):
        insert(site.machine, arg, site.at, site.place, runs_scripts=True)


JQUERY: dict[str, Native] = dict.fromkeys(
    ("html", "append", "prepend", "before", "after", "replaceWith", "wrap"), _running
)

FINDER = Plugin(
    id="html-text",
    natives={"document.write": _write, "document.writeln": _write, "Response": _response},
    methods={
        **JQUERY,
        "insertAdjacentHTML": _adjacent,
        "createContextualFragment": _fragment,
    },
    on_property=_on_property,
    on_escape=_on_escape,
)
