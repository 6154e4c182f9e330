"""Boxes by which a visitor allows one purpose after the other, and the controls that store what is ticked.

Who grants has ticked the box, who refuses has not, and who has not answered finds it as the markup has it. That a box
is such a one is told by its words (`worlds.md` section 1: saving with everything optional off is a refusal).
"""

from typing import TYPE_CHECKING, Any

from consentlint.reach.elements import words
from consentlint.reach.page import from_tag
from consentlint.reach.values import FALSE, TRUE, Note, Value, per_world, value

if TYPE_CHECKING:
    from consentlint.reach.elements import Element
    from consentlint.reach.machine import Machine

MOST = 24


def is_box(tag: Any) -> bool:
    return bool(tag.name == "input" and str(tag.get("type") or "").lower() == "checkbox")


def is_toggle(m: "Machine", tag: Any) -> bool:
    """Is this a box for something optional?"""
    said = _words(m, tag) if is_box(tag) and tag.get("disabled") is None else ""
    return bool(said) and m.knowledge.words.is_optional(said) and not m.knowledge.words.is_always(said)


def _words(m: "Machine", tag: Any) -> str:
    """What a box is recognised by: its attributes and its label."""
    label = tag.find_parent("label")
    ident = tag.get("id")
    if label is None and ident:
        label = next((one for one in m.page.soup.find_all("label", limit=MOST) if one.get("for") == ident), None)
    data = [str(held) for name, held in tag.attrs.items() if name.startswith("data-")]
    text = " ".join(label.stripped_strings)[:80] if label is not None else ""
    return " | ".join([words(from_tag(tag, m.start_code)), *data, text])


def checked(m: "Machine", tag: Any) -> Value | None:
    """Whether a box is ticked, in each world; None for a box of which that is not known."""
    first = TRUE if tag.get("checked") is not None else FALSE
    if not is_box(tag):
        return None
    if tag.get("disabled") is not None:
        return value(first)
    if not is_toggle(m, tag):
        return None
    who = f"#{tag.get('id')}" if tag.get("id") else f"<{tag.name}>"
    note = Note(who, True, reason=f"the box {who} is ticked by who allows it", by_name=True)
    # A box that is ticked at first is so again when the page of one who refused is loaded.
    return per_world([frozenset({first}), frozenset({FALSE, first}), frozenset({TRUE})], frozenset({note}))


def stores(m: "Machine", element: "Element") -> bool:
    """Is this a control that stores what is ticked: a box itself, a form that holds one, a button that says so?"""
    tag = element.tag
    if m.page is None or tag is None or element.origin != "markup":
        return False
    if tag.name == "input" and is_toggle(m, tag):
        return True
    around = tag if tag.name == "form" else m.page.soup
    if not any(is_toggle(m, one) for one in around.find_all("input", limit=MOST)):
        return False
    return bool(tag.name == "form" or m.knowledge.words.saves(words(element)))
