"""`Map`: a lasting table by key. Iterating one is not followed."""

from consentlint.reach import members
from consentlint.reach.browser.arrays import items_of
from consentlint.reach.calls import CallSite
from consentlint.reach.plugins import Plugin
from consentlint.reach.things import Thing
from consentlint.reach.values import Value


def _map(site: CallSite) -> Value | None:
    m = site.machine
    made = m.allocate(Thing("object", site.place, tag="map"))
    for pair in (items_of(m, site.arg(0)) or ()) if site.args else ():
        both = items_of(m, pair)
        if both is not None and len(both) == 2:
            members.write(m, made, both[0].text(), both[1])
        else:
            m.things(made)[0][1].open = True
    return made


def _is_map(site: CallSite) -> bool:
    things = site.machine.things(site.receiver)
    return len(things) == 1 and len(site.receiver.atoms()) == 1 and things[0][1].tag == "map"


def _get(site: CallSite) -> Value | None:
    return members.read(site.machine, site.receiver, site.arg(0)) if _is_map(site) else None


def _set(site: CallSite) -> Value | None:
    if not _is_map(site):
        return None
    members.write(site.machine, site.receiver, site.arg(0).text(), site.arg(1))
    return site.receiver


def _has(site: CallSite) -> Value | None:
    return members.has(site.machine, site.receiver, site.arg(0)) if _is_map(site) else None


NATIVES = Plugin(id="maps", natives={"Map": _map}, methods={"get": _get, "set": _set, "has": _has})
