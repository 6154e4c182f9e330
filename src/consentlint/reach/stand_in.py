"""Calls of a platform by what a page puts in its place until it is loaded: a function that queues, a list, an object.

`window.cmp = function () { queue.push(arguments) }` never calls what it is handed: the platform does, which works the
queue off or takes the place of the function. Such a call is the platform's, whatever the page's own function does.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from consentlint.lazy_regex import lazy_regex
from consentlint.reach.atoms import canonical
from consentlint.reach.things import Scope
from consentlint.reach.values import External, Value

if TYPE_CHECKING:
    from consentlint.reach.calls import CallSite

NAMES = lazy_regex(r"[A-Za-z_$][\w$.]*+\Z")


def taken(site: "CallSite", callee: Value) -> bool:
    """Tell the platform of a call that goes by its name; true when no function of the page's own is left to call."""
    m, path = site.machine, site.source_name
    if site.frame.code.server or not NAMES.match(path) or _is_outside(callee, path):
        return False
    head = path.partition(".")[0]
    owners = m.knowledge.platforms.owners(head)
    if not owners or is_local(site.frame.scope, head):
        return False
    own = replace(site, path=path, name=path.rpartition(".")[2])
    registered = own.registered
    if registered is None or registered.cmp.id not in owners:
        return False
    told = [hook(own, own.full) for hook in m.plugins.on_outside_call]
    return any(told) and not m.things(callee, "function")


def _is_outside(callee: Value, path: str) -> bool:
    return any(isinstance(atom, External) and canonical(atom.path) == path for atom in callee.atoms())


def is_local(scope: Scope | None, name: str) -> bool:
    """Is the name a variable of a function or a module, and no global?"""
    while scope is not None and not scope.is_global:
        if name in scope.names:
            return True
        scope = scope.parent
    return False
