"""Scripts that a framework on the server loads because it was told to: `wp_enqueue_script('chat', $url)` and its kin.

Which functions do so, which of them wait for events, and what may rewrite an element before it is printed, is data:
`serves` in the packs (`ServerSide`).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Guard, Place
from consentlint.packs.values import ServerCall, ServerFilter, ServerSide
from consentlint.reach import members
from consentlint.reach.calls import CallSite
from consentlint.reach.paths import START, Path, both
from consentlint.reach.plugins import Plugin
from consentlint.reach.served import Asset, Served, callable_of, concatenated, each_text, fire, fits
from consentlint.reach.things import Frame, Thing
from consentlint.reach.values import V_TRUE, V_UNDEFINED, V_UNKNOWN, Ref, Str, Value, join, pick, string, value
from consentlint.worlds import ALWAYS, PERHAPS

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

PLACEHOLDERS = lazy_regex(r"<([\w-]+)>")
REWRITTEN = "what rewrites the element before it is printed cannot be followed"


def sides(m: "Machine") -> Iterator[ServerSide]:
    return (cmp.serves for cmp in m.knowledge.cmps if cmp.serves != ServerSide())


def _call(site: CallSite) -> Value | None:
    served = site.machine.served
    if served is None:
        return None
    for side in sides(site.machine):
        for known in side.calls:
            name, _, rest = known.call.partition("(")
            if name.strip() == site.path:
                given = {word: site.arg(index) for index, word in enumerate(PLACEHOLDERS.findall(rest))}
                return _done(site, served, side, known, given)
    return None


def _done(site: CallSite, served: Served, side: ServerSide, known: ServerCall, given: dict[str, Value]) -> Value:
    at, place = site.at, site.place
    if known.does in ("load", "keep"):
        _asset(site, served, known, given)
    elif known.does == "drop":
        served.dropped.append((known.kind, given.get("name", V_UNKNOWN), at))
    elif known.does == "inline":
        served.inline.append((given.get("name"), given.get("code", V_UNKNOWN), at, place))
    elif known.does == "print":
        served.printed.append((given.get("html", V_UNKNOWN), at, place))
    elif known.does in ("listen", "answer"):
        _listen(site, served, side, known, given)
    elif known.does == "fire":
        served.fired.append((given.get("event", V_UNKNOWN).text() or "", at, site.args[1:]))
    elif known.does == "filter":
        return join(given.get("value", V_UNKNOWN), V_UNKNOWN)
    return V_TRUE


def _asset(site: CallSite, served: Served, known: ServerCall, given: dict[str, Value]) -> None:
    m = site.machine
    name = given.get("name", V_UNDEFINED)
    url = given.get("url")
    if url is None and "attributes" in given:
        refs = m.things(given["attributes"])
        url = m.property(refs[0][0], "src") if refs else None
    no_url = url is None or not m.settle(url).strings()
    asset = Asset(known.kind, name, None if no_url else url, site.at, site.place, given.get("attributes"))
    (served.loads if known.does == "load" else served.kept).append(asset)
    if known.does == "load" and not no_url:
        served.kept.append(asset)
    for needed in m.items_of(given.get("needs", V_UNDEFINED)):
        served.needs.append((name, Asset(known.kind, needed, None, site.at, site.place)))


def _listen(site: CallSite, served: Served, side: ServerSide, known: ServerCall, given: dict[str, Value]) -> None:
    m, event = site.machine, given.get("event", V_UNDEFINED).text() or ""
    function = callable_of(m, served.scope, given.get("run", V_UNDEFINED))
    if function is None:
        return
    answers = known.does == "answer" or fits(side.answers, event)
    if "event" in given and not fits(side.events, event) and not answers:
        served.listeners.append((event, function, site.at, site.place, False))
        return
    served.waiting.append((function, site.at, site.place, answers))


def _on_object(m: "Machine", ref: Ref, f: Frame, at: Path) -> None:
    """An array that stands for an element: `['#tag' => 'script', '#attributes' => ['src' => $url]]`."""
    place = m.heap[ref.id].place
    for side in sides(m) if m.served is not None and place is not None else ():
        if len(side.element) < 2 or (m.property(ref, side.element[0]) or V_UNDEFINED).text() != "script":
            continue
        assert place is not None
        given = m.property(ref, side.element[1]) or V_UNDEFINED
        for inner, _ in m.things(given, "object"):
            asset = Asset("script", V_UNDEFINED, m.property(inner, "src"), at, place)
            held = _element(m, asset, {key: m.property(inner, key) or V_UNDEFINED for key in m.keys(inner)})
            if asset.url is not None:
                origin = next((text.origin for text in m.settle(asset.url).strings() if text.origin), place)
                m.served.printed.append((held, at, origin))
        code = m.property(ref, side.element[2]) if len(side.element) > 2 else None
        for text, chosen in each_text(m.settle(code)) if code is not None else ():
            m.served.written.append((True, text.text, text.origin or place, at.then(None, chosen)))


def _entries(m: "Machine", served: Served) -> None:
    """Functions that the framework calls by their names."""
    for side in sides(m):
        for name in sorted(served.scope.names) if side.entries else ():
            function = m.read_name(served.scope, name)
            for _, thing in m.things(function, "function") if fits(side.entries, name) else ():
                if thing.code is not None and thing.function is not None and thing.function.name == name:
                    entered = (thing.code.path, thing.function.span) in m.entered
                    if not entered:
                        m.call(function, (V_UNKNOWN,) * len(thing.function.params), START)


def _served(m: "Machine", served: Served) -> None:
    """The framework makes its page: events come, and what was asked for is loaded."""
    _entries(m, served)
    _events(m, served)
    _needs(served)
    loads, served.loads = served.loads, []
    for asset in loads:
        for url, at, place in _addresses(m, served, asset):
            _print(m, served, asset, url, at, place)
    _inline(m, served, loads)


def _events(m: "Machine", served: Served) -> None:
    for _ in range(4):
        waiting, served.waiting = served.waiting, []
        for function, at, place, answers in waiting:
            held = m.branch(at.absolute, lambda f=function, a=at: m.call(f, (V_UNKNOWN,) * 3, a))  # type: ignore[misc]
            if answers:
                served.printed.append((held, at, place))
        fired, served.fired = served.fired, []
        for event, at, args in fired:
            fire(m, served, event, at, args)
        m.drain()
        if not served.waiting and not served.fired:
            return


def _needs(served: Served) -> None:
    """What something needs is loaded with it."""
    for _ in range(4):
        names = {asset.name.text() for asset in served.loads}
        left = [(name, asset) for name, asset in served.needs if name.text() in names]
        if not left:
            return
        served.needs = [pair for pair in served.needs if pair not in left]
        served.loads += [asset for _, asset in left]


def _addresses(m: "Machine", served: Served, asset: Asset) -> Iterator[tuple[Value, Path, Place]]:
    """The addresses that an asset is loaded from: its own, else those kept under its name."""
    if asset.url is not None:
        yield asset.url, asset.at, asset.place
        return
    name = m.settle(asset.name).text()
    for kept in served.kept:
        if kept.url is not None and kept.kind == asset.kind and name is not None and m.settle(kept.name).text() == name:
            yield kept.url, both(kept.at, asset.at), kept.place


def _print(m: "Machine", served: Served, asset: Asset, url: Value, at: Path, place: Place) -> None:
    """The element of an asset, after the filters."""
    for text, chosen in each_text(m.settle(url)):
        where = text.origin or place
        way = at.then(None, chosen)
        source = string(text.text, where)
        name = asset.name if asset.name.strings() else value(Str((None,)))
        for element, guard in _elements(m, served, asset, source, name, where, way):
            for written, own in each_text(m.settle(element)):
                here = way.then(guard, guard.worlds) if guard is not None else way
                note = (
                    Guard("template-condition", where, "what a filter makes of the element", own)
                    if own != ALWAYS
                    else None
                )
                served.written.append((False, written.text, where, here.then(note, own)))


def _elements(
    m: "Machine", served: Served, asset: Asset, url: Value, name: Value, place: Place, at: Path
) -> Iterator[tuple[Value, Guard | None]]:
    html = _written(m, served, asset, url, name, at)
    for side in sides(m):
        for one in side.filters:
            if one.kind == asset.kind and one.takes[:1] == ("html",):
                html = _rewritten(m, served, one, html, {"name": name, "url": url}, at)
    yield html, None
    if any(not isinstance(atom, Str) for atom in m.settle(html).atoms()) and not m.settle(html).strings():
        yield _element(m, asset, {"src": url}), Guard("template-condition", place, "filter", PERHAPS, REWRITTEN)


def _written(m: "Machine", served: Served, asset: Asset, url: Value, name: Value, at: Path) -> Value:
    """The element with the attributes that the filters of attributes leave it."""
    made = m.allocate(Thing("object", asset.place))
    ref = m.things(made)[0][0]
    members.write(m, made, "href" if asset.kind == "style" else "src", url)
    given = m.settle(name).text()
    members.write(m, made, "id", string(f"{given}-js") if given is not None else value(Str((None,))))
    if asset.attributes is not None:
        members.copy(m, asset.attributes, ref)
    held: Value = made
    for side in sides(m):
        for one in side.filters:
            if one.kind == asset.kind and one.takes[:1] == ("attributes",):
                held = _rewritten(m, served, one, held, {"name": name, "url": url}, at)
    only = held.only()
    if not isinstance(only, Ref):
        return V_UNKNOWN
    return _element(m, asset, {key: m.property(only, key) or V_UNDEFINED for key in m.keys(only)})


def _rewritten(
    m: "Machine", served: Served, one: ServerFilter, held: Value, known: dict[str, Value], at: Path
) -> Value:
    for function, registered, _, _ in served.listening(one.event):
        args = tuple(held if index == 0 else known.get(word, V_UNKNOWN) for index, word in enumerate(one.takes))
        way = both(registered, at)
        after = m.branch(way.absolute, lambda f=function, a=args, w=way: m.call(f, a, w))  # type: ignore[misc]
        held = _where(registered, after, held)
    return held


def _where(at: Path, after: Value, before: Value) -> Value:
    """What a filter has made of it, where the filter is there at all."""
    return pick(at.absolute, after, before)


def _element(m: "Machine", asset: Asset, attributes: dict[str, Value]) -> Value:
    tag = "link" if asset.kind == "style" else "script"
    parts = [value(Str((f"<{tag}",)))]
    if asset.kind == "style":
        parts.append(value(Str((' rel="stylesheet"',))))
    for name, held in attributes.items():
        settled = m.settle(held)
        if settled.strings():
            parts += [value(Str((f' {name}="',))), settled, value(Str(('"',)))]
        elif settled == V_TRUE:
            parts.append(value(Str((f" {name}",))))
    parts.append(value(Str((">" if asset.kind == "style" else "></script>",))))
    return concatenated(m, tuple(parts))


def _inline(m: "Machine", served: Served, loads: list[Asset]) -> None:
    """Script text beside an asset runs where that is loaded."""
    left = []
    for name, code, at, place in served.inline:
        word = m.settle(name).text() if name is not None else None
        partners = [asset for asset in loads if word is not None and m.settle(asset.name).text() == word]
        ways = [both(asset.at, at) for asset in partners] if name is not None else [at]
        for text, chosen in each_text(m.settle(code)):
            for way in ways:
                served.written.append((True, text.text, text.origin or place, way.then(None, chosen)))
        if not ways:
            left.append((name, code, at, place))
    served.inline = left


FINDER = Plugin(id="enqueued-script", on_server_call=_call, on_server_object=_on_object, served=_served)
