"""What code asks of an element that the page holds: its attributes, and whether a selector matches it."""

from typing import TYPE_CHECKING, Any

from consentlint.reach.calls import CallSite
from consentlint.reach.lookup import NONE, attribute, exactly, named, written
from consentlint.reach.plugins import Plugin
from consentlint.reach.values import V_NULL, External, Value, boolean
from consentlint.worlds import ALWAYS, NEVER

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine


def _subject(site: CallSite, cut: str = "") -> tuple[str, list[Any]] | None:
    """The path of the one element that a method is called on, and its tag; no tag for a click on nothing."""
    only = site.receiver.only()
    if not isinstance(only, External) or not only.path.endswith(cut):
        return None
    path = only.path.removesuffix(cut)
    if path == NONE:
        return path, []
    tags = exactly(site.machine, path) if only.is_element or not cut else None
    return (path, tags) if tags is not None and len(tags) == 1 else None


def _matches(site: CallSite) -> Value | None:
    subject, selector = _subject(site), site.arg(0).text()
    if subject is None or selector is None:
        return None
    path, tags = subject
    found = bool(tags) and tags[0] in (exactly(site.machine, f"{path}.closest('{selector}')") or [])
    return boolean(ALWAYS if found else NEVER)


def _closest(site: CallSite) -> Value | None:
    subject, selector = _subject(site), site.arg(0).text()
    if subject is None or selector is None or not subject[0].startswith("document.all."):
        return None
    found = exactly(site.machine, f"{subject[0]}.closest('{selector}')") if subject[1] else []
    return named(site.machine, found[0]) if found else V_NULL


def _get_attribute(site: CallSite) -> Value | None:
    subject, name = _subject(site), site.arg(0).text()
    if subject is None or name is None or not (name.startswith("data-") or name in ("id", "name", "type")):
        return None
    held = written(site.machine, subject[0], name, V_NULL)
    return held if held is None or site.name == "getAttribute" else boolean(NEVER if held == V_NULL else ALWAYS)


def _has_class(site: CallSite) -> Value | None:
    """`event.target.classList.contains(...)`, as the markup says."""
    subject, name = _subject(site, ".classList"), site.arg(0).text()
    if subject is None or name is None or not subject[0].startswith("document.all."):
        return None
    return boolean(ALWAYS if subject[1] and name in str(subject[1][0].get("class") or "").split() else NEVER)


def _read(m: "Machine", path: str, key: str) -> Value | None:
    return attribute(m, path, key)


NATIVES = Plugin(
    id="page-elements",
    methods={
        "matches": _matches,
        "closest": _closest,
        "getAttribute": _get_attribute,
        "hasAttribute": _get_attribute,
        "contains": _has_class,
    },
    on_outside_read=_read,
)
