"""Functions that fetch an address: `import()`, `importScripts`, `$.getScript`, `fetch`, `WebSocket`, and unknown ones.

An unknown function that is handed a loader's address is taken to load it; comparing or searching does not.
"""

import re
from typing import TYPE_CHECKING

from consentlint.lazy_regex import lazy_regex
from consentlint.reach import waiting
from consentlint.reach.backend import on_server
from consentlint.reach.calls import CallSite
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Native, Plugin
from consentlint.reach.things import Frame
from consentlint.reach.values import V_UNKNOWN, External, Str, Value, lift, value
from consentlint.syntax import ir
from consentlint.worlds import ALWAYS

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

HARMLESS = frozenset(
    "import querySelector querySelectorAll matches closest log warn error info debug dir assert expect it test "
    "describe intercept mock doMock spyOn toBe toEqual toContain toHaveBeenCalledWith startsWith endsWith includes "
    "indexOf lastIndexOf match matchAll search split replace replaceAll concat slice substring trim toLowerCase "
    "toUpperCase localeCompare push unshift add has get setItem getItem set parse stringify URL RegExp require "
    "resolve open assign pushState replaceState redirect navigate encodeURIComponent encodeURI String Boolean Object "
    "freeze join keys values entries writeFile readFile header setHeader default literal enum oneOf route fulfill "
    "locator alert confirm prompt".split()
)
LOADER = lazy_regex(r"load|script|inject|require", re.IGNORECASE)


def _record(site: CallSite, form: str, url: Value, any_path: bool = True, owners: frozenset[int] = frozenset()) -> None:
    """A request of the browser; where the code runs on a server only, it is the server's."""
    m = site.machine
    if not on_server(m, site.frame.code):
        m.requests.record(form, m.settle(url), site.at, site.place, any_path=any_path, owners=owners)


def _script(form: str) -> Native:
    def run(site: CallSite) -> Value | None:
        m = site.machine
        mapped = lift(lambda a: (m.requests.mapped(a) if isinstance(a, Str) else a,), m.settle(site.arg(0)))
        _record(site, form, mapped)
        for function in site.functions():
            m.later(function, (V_UNKNOWN,), site.at, certain=True)
        return None if site.path == "import" else waiting.new_promise(m, site.place, ALWAYS, value(External(site.full)))

    return run


def _all_scripts(site: CallSite) -> Value | None:
    for arg in site.args:
        _record(site, "injected-script", arg)
    return V_UNKNOWN


def _amd(site: CallSite) -> Value | None:
    """`require(['https://...'], callback)`: asynchronous modules by their addresses."""
    for item in site.machine.items_of(site.arg(0)):
        _record(site, "dynamic-import", item)
    return None


def _ajax(site: CallSite) -> Value | None:
    """`$.ajax({url, dataType: 'script'})`."""
    m = site.machine
    for ref, _ in m.things(site.arg(0)):
        url, kind = m.property(ref, "url"), m.property(ref, "dataType")
        if url is not None:
            script = kind is not None and kind.text() == "script"
            _record(site, "injected-script" if script else "beacon", url, any_path=script)
    return None


def _socket(site: CallSite) -> Value | None:
    _record(site, "socket", site.arg(0))
    return value(External(site.full))


def _beacon(index: int) -> Native:
    def run(site: CallSite) -> Value | None:
        m = site.machine
        # Servers fetch, too; beacons are a browser's alone.
        _record(site, "beacon", site.arg(index), any_path=site.name == "sendBeacon")
        return (
            waiting.new_promise(m, site.place, ALWAYS, value(External(site.full)))
            if site.name == "fetch"
            else V_UNKNOWN
        )

    return run


def _open(site: CallSite) -> Value | None:
    """`xhr.open('GET', url)`."""
    if len(site.args) < 2 or (site.arg(0).text() or "").upper() not in ("GET", "POST", "PUT", "HEAD"):
        return None
    _record(site, "beacon", site.arg(1), any_path=False)
    return V_UNKNOWN


def _tells(site: CallSite) -> bool:
    """Does the callee's name say that it tells, tests or describes (`logger.note`, `analytics.page`)?"""
    words = site.machine.knowledge.words
    name, root = site.name or site.source_name, site.source_name.partition("(")[0]
    teller = re.split(r"\W", site.source_name, maxsplit=1)[0] in site.machine.tellers
    return (teller or words.tells(name) or words.tells(root)) and not words.loads(name)


def _escape(site: CallSite, arg: Value) -> None:
    """The address of a loader goes to a function that nobody knows."""
    m = site.machine
    if site.name in HARMLESS or _tells(site):
        return
    addresses = [arg, *(m.items_of(arg) if LOADER.search(site.source_name) else ())]
    for ref, thing in m.things(arg):
        inner = m.things(m.property(ref, "attrs") or V_UNKNOWN, "object") if thing.kind == "object" else []
        for owner in [ref, *(other for other, _ in inner)] if thing.kind == "object" else []:
            addresses += [held for key in ("src", "url", "href") if (held := m.property(owner, key)) is not None]
    for held in addresses:
        _record(site, "injected-script", held, any_path=False, owners=m.handed_over)


def _on_import(m: "Machine", statement: ir.Import | ir.Export, f: Frame, at: Path) -> None:
    """What comes from a package of tests, logs or translations tells, too."""
    if isinstance(statement, ir.Import) and m.knowledge.words.tells(str(statement.source.value)):
        m.tellers |= {name.local for name in statement.names}


FINDER = Plugin(
    id="loader-call",
    on_import=_on_import,
    natives={
        "import": _script("dynamic-import"),
        "importScripts": _all_scripts,
        "require": _amd,
        "requirejs": _amd,
        "define": _amd,
        "$.getScript": _script("injected-script"),
        "jQuery.getScript": _script("injected-script"),
        "$.ajax": _ajax,
        "jQuery.ajax": _ajax,
        "WebSocket": _socket,
        "EventSource": _socket,
        "Worker": _socket,
        "SharedWorker": _socket,
        "fetch": _beacon(0),
        "navigator.sendBeacon": _beacon(0),
    },
    methods={"open": _open},
    on_escape=_escape,
)
