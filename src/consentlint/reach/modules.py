"""Modules of the project: each runs once for a page, and again when it is reached from a more open place."""

import re
from typing import TYPE_CHECKING

from consentlint.reach import hoisting, members
from consentlint.reach.data import Data
from consentlint.reach.paths import Path
from consentlint.reach.store import joined
from consentlint.reach.things import Frame, Scope, Thing
from consentlint.reach.values import V_UNKNOWN, Str, Value, join, value
from consentlint.syntax import ir

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

# Where the exports of a module keep its `module.exports`; no exported name has a dot.
COMMON = "module.exports"
Exported = Value | tuple[Scope, str]


def load(m: "Machine", path: str, at: Path) -> bool:
    """Run a module of the project, unless it ran in all these worlds already. False when it is no script."""
    found = m.project.program(path) if m.project is not None else None
    if found is None:
        return _load_data(m, path, at)
    program, code = found
    before = m.module_worlds.get(path)
    m.loaded.add(path)
    if before is not None and before | at.absolute == before:
        return True
    m.module_worlds[path] = at.absolute if before is None else before | at.absolute
    m.namespaces.setdefault(path, {})
    if m.exhausted:
        m.programs.append((program, code))
        return True
    scope = m.new_scope(m.global_scope, ("module", "exports"))
    exports = m.allocate(Thing("object"))
    holder = m.allocate(Thing("object"))
    members.write(m, holder, "exports", exports)
    m.write_name(scope, "exports", exports)
    m.write_name(scope, "module", holder)
    frame = Frame(scope, code, m.window)
    m.programs.append((program, code))
    group, m.requests.group = m.requests.group, hash(path)
    hoisting.hoist(m, program.body, frame)
    _offer(m, program, frame)
    m.execute(program.body, frame, at.enter())
    m.requests.group = group
    _common(m, path, members.read(m, holder, _text("exports")))
    return True


def _load_data(m: "Machine", path: str, at: Path) -> bool:
    """What a file of data offers: all of it, and each of its entries by name. False when it is none."""
    found = m.project.data(path) if m.project is not None else None
    if found is None:
        return False
    source, content = found
    before = m.module_worlds.get(path)
    if before is None or before | at.absolute != before:
        m.module_worlds[path] = at.absolute if before is None else before | at.absolute
        held = Data(m, source).value(content)
        m.namespaces[path] = {"default": held, COMMON: held}
        entries = [(key, m.property(ref, key)) for ref, _ in m.things(held) for key in m.keys(ref)]
        m.namespaces[path].update({key: entry for key, entry in entries if entry is not None and key != COMMON})
    return True


def _offer(m: "Machine", program: ir.Program, f: Frame) -> None:
    """Exports stand before the module runs: in a circle of imports, one is entered before the other is through."""
    names = m.namespaces[f.code.path]
    for statement in program.body:
        if isinstance(statement, ir.Export) and statement.source is None:
            names.update({exported: (f.scope, local) for local, exported in own_names(statement)})


def own_names(s: ir.Export) -> list[tuple[str, str]]:
    """The (local, exported) names of an export that has no source."""
    declared = members.declared_names(s.declaration) if s.declaration is not None else []
    return [*((name, name) for name in declared), *s.names]


def _common(m: "Machine", path: str, exports: Value) -> None:
    """What a CommonJS module leaves in `module.exports`."""
    names = m.namespaces[path]
    if any(thing.kind != "object" or m.keys(ref) for ref, thing in m.things(exports)):
        names[COMMON] = exports
    for ref, thing in m.things(exports):
        if thing.kind in ("function", "class"):
            names.setdefault("default", exports)
            m.exports.append(exports)
        for key in m.keys(ref):
            held = m.property(ref, key)
            if held is not None:
                names.setdefault(key, held)
                m.exports.append(held)


def export(m: "Machine", s: ir.Export, f: Frame, at: Path, default: Value | None) -> None:
    """Record what an export statement offers to importers."""
    names = m.namespaces.setdefault(f.code.path, {})
    if default is not None:
        names["default"] = default
    if s.source is None:
        names.update({exported: (f.scope, local) for local, exported in own_names(s)})
        return
    path = resolve(m, f, str(s.source.value))
    if path is None or not load(m, path, at):
        return
    for local, exported in s.names:
        if local == "*" and exported == "*":
            names.update({name: held for name, held in m.namespaces[path].items() if name not in ("default", COMMON)})
        elif local == "*":
            names[exported] = namespace(m, path)
        else:
            names[exported] = m.namespaces[path].get(local) or exported_value(m, path, local)


def resolve(m: "Machine", f: Frame, spec: str) -> str | None:
    if m.project is None:
        return None
    mapped = m.requests.mapped(Str((spec,))).text if m.requests.import_map else spec
    if mapped != spec:
        return m.project.address(m.start_code.path, mapped)
    return m.project.module(f.code.path, spec)


def exported_value(m: "Machine", path: str, name: str) -> Value:
    """One export of a module that has run; unknown when it has no such export."""
    held = m.namespaces.get(path, {}).get(name)
    if held is None and name == "default" and m.namespaces.get(path):
        return namespace(m, path)  # a CommonJS module imported as a default
    if held is None:
        return V_UNKNOWN
    return held if isinstance(held, Value) else m.read_name(*held)


def namespace(m: "Machine", path: str) -> Value:
    """All exports of a module as one object."""
    made = m.allocate(Thing("object"))
    for name, held in list(m.namespaces.get(path, {}).items()):
        now = exported_value(m, path, name)
        members.write(m, made, name, join(now, V_UNKNOWN) if _changes(m, path, held) else now)
    return made


def _changes(m: "Machine", path: str, held: Exported) -> bool:
    """Does the module assign an exported name again? What an object of all exports has of it is then out of date."""
    found = m.project.program(path) if m.project is not None else None
    if found is None or isinstance(held, Value):
        return False
    assigned = rf"(?<![\w$.]){re.escape(held[1])}\s*(?:(?:[-+*/%|&?^]|<<|>>|\*\*|\|\||&&|\?\?)?=(?![=>])|\+\+|--)"
    return len(re.findall(assigned, found[1].text)) > 1


def required(m: "Machine", path: str) -> Value:
    """What `require` returns: the very object that a CommonJS module has filled, or all exports of an ES module."""
    held = m.namespaces.get(path, {}).get(COMMON)
    return held if isinstance(held, Value) else namespace(m, path)


def bind_import(m: "Machine", s: ir.Import, f: Frame, at: Path) -> bool:
    """Bind the names of an import from a file of the project; False when it is none."""
    path = resolve(m, f, str(s.source.value))
    if path is None or not load(m, path, at.via(f.code.place(s.span), "imports", path)):
        return False
    others = [other for other in m.project.instead(path) if load(m, other, at)] if m.project is not None else []
    for name in s.names:
        source = m.namespaces.get(path, {}).get(name.imported)
        if others:
            held = _any_of(m, [path, *others], name.imported)
            m.write_name(f.scope, name.local, held)
            f.scope.imported.add(name.local)
            continue
        if source is not None and not isinstance(source, Value) and not _leads_to(source, (f.scope, name.local)):
            f.scope.links[name.local] = source
            continue
        held = namespace(m, path) if name.imported == "*" else exported_value(m, path, name.imported)
        m.write_name(f.scope, name.local, held)
        f.scope.imported.add(name.local)
    return True


def _any_of(m: "Machine", paths: list[str], name: str) -> Value:
    """An export of whichever of several modules a build takes."""
    found = [namespace(m, path) if name == "*" else exported_value(m, path, name) for path in paths]
    return joined(tuple(found))


def _leads_to(link: tuple[Scope, str], end: tuple[Scope, str]) -> bool:
    """Would a name that is imported from there be its own source, by way of re-exports in a circle?"""
    step: tuple[Scope, str] | None = link
    while step is not None:
        if step[0] is end[0] and step[1] == end[1]:
            return True
        step = step[0].links.get(step[1])
    return False


def _text(key: str) -> Value:
    return value(Str((key,)))
