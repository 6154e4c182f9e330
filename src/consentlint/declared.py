"""The `[consent]` table of the settings: the project's own consent code, declared, as a platform with id `project`.

It is put before every platform of the packs, so that what the project says about its own code wins.
"""

from collections.abc import Callable
from typing import Any

from consentlint.config import Faults, Service, kind, one_of, text, texts
from consentlint.packs.limits import domain, option, script, selector, world_values
from consentlint.packs.values import Callback, Cmp, Component, Condition, Controls, Source, StoredChoice
from consentlint.worlds import ON_CONSENT, WORLD_NAMES, Answer, Worlds, worlds

ABSENT = {"any": "absent"}
WORTH: dict[Answer, Any] = {Answer.NO: False, Answer.MAYBE: {"any": "unknown"}, Answer.YES: True}
KEYS = ("conditions", "callbacks", "components", "storage", "accept-controls", "refuse-controls", "purposes")
SERVICE_KEYS = ("consent", "reason", "region")
SERVICE_CONSENT = ("required", "not-required")
Entry = dict[str, Any]


def read_consent(value: Any, where: str, faults: Faults) -> Cmp | None:
    """The platform that `[consent]` declares. Adds every fault to `faults`; None only when `value` is no table."""
    if not isinstance(value, dict):
        faults.add(where, f"expected a table [consent], found {kind(value)}")
        return None
    for key in value:
        if key not in KEYS:
            faults.unknown(f"{where}.{key}", "key", key, KEYS)

    def many(key: str, read: Callable[[Entry, str, Faults], Any]) -> tuple[Any, ...]:
        return tuple(_each(value.get(key, []), f"{where}.{key}", faults, read))

    def words(key: str) -> tuple[str, ...]:
        return texts(value.get(key, []), f"{where}.{key}", faults)

    return Cmp(
        id="project",
        name="this project",
        website="",
        sources=(Source("project", "declared in the project's settings", "", ""),),
        conditions=many("conditions", _condition),
        callbacks=many("callbacks", _callback),
        components=many("components", _component),
        stored=many("storage", _stored),
        controls=Controls(
            _selectors(words("accept-controls"), f"{where}.accept-controls", faults),
            _selectors(words("refuse-controls"), f"{where}.refuse-controls", faults),
        ),
        purposes=words("purposes"),
    )


def _each(value: Any, where: str, faults: Faults, read: Callable[[Entry, str, Faults], Any]) -> list[Any]:
    """One value per table of a list of tables; what is no table is a fault."""
    if not isinstance(value, list):
        faults.add(where, f"expected a list of tables such as [{{ ... }}], found {kind(value)}")
        return []
    made = []
    for number, item in enumerate(value):
        place = f"{where}[{number}]"
        if isinstance(item, dict):
            made.append(read(item, place, faults))
        else:
            faults.add(place, f"expected a table, found {kind(item)}")
    return made


def _known(entry: Entry, where: str, faults: Faults, required: tuple[str, ...], further: tuple[str, ...] = ()) -> None:
    """Unknown and missing keys of one entry are faults."""
    for key in entry:
        if key not in required + further:
            faults.unknown(f"{where}.{key}", "key", key, required + further)
    for key in required:
        if key not in entry:
            faults.add(where, f"the key {key!r} is missing")


def _text(entry: Entry, key: str, where: str, faults: Faults) -> str:
    return text(entry[key], f"{where}.{key}", faults) if key in entry else ""


def _checked(rule: Callable[[str], str], value: str, where: str, faults: Faults) -> str:
    if value and (fault := rule(value)):
        faults.add(where, fault)
    return value


def _selectors(found: tuple[str, ...], where: str, faults: Faults) -> tuple[str, ...]:
    return tuple(_checked(selector, item, f"{where}[{number}]", faults) for number, item in enumerate(found))


def _vector(entry: Entry, key: str, where: str, faults: Faults) -> Worlds:
    """Three answers such as `no/no/yes`; ON_CONSENT stands in after a fault."""
    if key not in entry:
        return ON_CONSENT
    try:
        return worlds(str(entry[key]))
    except ValueError as error:
        faults.add(f"{where}.{key}", str(error))
        return ON_CONSENT


def _values(entry: Entry, where: str, faults: Faults, default: dict[str, Any]) -> dict[str, Any]:
    """World -> value, from `values = "no/no/yes"` or from one key per world; `default` names what may be left out."""
    given = [world for world in WORLD_NAMES if world in entry]
    if "values" in entry:
        if given:
            faults.add(where, f"give either values or {', '.join(given)}, not both")
        vector = _vector(entry, "values", where, faults)
        return {world: WORTH[answer] for world, answer in zip(WORLD_NAMES, vector, strict=True)}
    found = {world: entry.get(world, default.get(world)) for world in WORLD_NAMES if world in entry or world in default}
    if missing := [world for world in WORLD_NAMES if world not in found]:
        faults.add(where, f'says nothing about {", ".join(missing)}; give the value there, or values = "no/no/yes"')
    elif fault := world_values(found):
        faults.add(where, fault)
    return found


def _condition(entry: Entry, where: str, faults: Faults) -> Condition:
    _known(entry, where, faults, ("expr",), (*WORLD_NAMES, "values", "note"))
    expr = _checked(script, _text(entry, "expr", where, faults), f"{where}.expr", faults)
    return Condition(expr, _values(entry, where, faults, {}), _text(entry, "note", where, faults))


def _callback(entry: Entry, where: str, faults: Faults) -> Callback:
    ways = ("event", "call", "function", "option")
    _known(entry, where, faults, ("runs",), (*ways, "note"))
    given: dict[str, Any] = {way: _text(entry, way, where, faults) for way in ways if way in entry}
    if len(given) != 1:
        faults.add(where, f"expected exactly one of {', '.join(ways)}, found {', '.join(given) or 'none'}")
    _checked(option, given.get("option", ""), f"{where}.option", faults)
    return Callback(_vector(entry, "runs", where, faults), note=_text(entry, "note", where, faults), **given)


def _component(entry: Entry, where: str, faults: Faults) -> Component:
    _known(entry, where, faults, ("name",), ("prop", "package", "worlds"))
    texts_of = {key: _text(entry, key, where, faults) for key in ("name", "package", "prop")}
    return Component(**texts_of, worlds=_vector(entry, "worlds", where, faults))


def _stored(entry: Entry, where: str, faults: Faults) -> StoredChoice:
    """A stored choice; before a choice the key is absent unless the settings say otherwise."""
    _known(entry, where, faults, ("name",), (*WORLD_NAMES, "values"))
    values = _values(entry, where, faults, {"undecided": ABSENT})
    return StoredChoice(_text(entry, "name", where, faults), values)


# --- services and domains --------------------------------------------------------------------------------------------


def read_services(value: Any, where: str, faults: Faults) -> dict[str, Service]:
    """`[services.<vendor>]`: what the project says of single vendors. What it says of consent needs a reason."""
    if not isinstance(value, dict):
        faults.add(where, f"expected tables such as [{where}.stripe], found {kind(value)}")
        return {}
    return {name: _service(entry, f"{where}.{name}", faults) for name, entry in value.items()}


def _service(entry: Any, where: str, faults: Faults) -> Service:
    if not isinstance(entry, dict):
        faults.add(where, f"expected a table [{where}], found {kind(entry)}")
        return Service()
    _known(entry, where, faults, (), SERVICE_KEYS)
    consent = one_of(SERVICE_CONSENT)(entry["consent"], f"{where}.consent", faults) if "consent" in entry else ""
    made = Service(consent, _text(entry, "reason", where, faults).strip(), _text(entry, "region", where, faults))
    if made.consent and not made.reason:
        faults.add(where, f'says consent = "{consent}" without a reason; add reason = "..." for whoever reads this')
    return made


def read_domains(value: Any, where: str, faults: Faults) -> tuple[str, ...]:
    """Domains such as `example.org`; a leading `*.` says what holds anyway."""
    found = tuple(one.lower().removeprefix("*.").rstrip(".") for one in texts(value, where, faults) if one)
    return tuple(_checked(domain, one, f"{where}[{number}]", faults) for number, one in enumerate(found))
