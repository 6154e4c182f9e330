"""Modules of the project: each runs once for a page, and again when it is reached from a more open place."""

from typing import TYPE_CHECKING

from consentlint.reach import execute, members
from consentlint.reach.paths import Path
from consentlint.reach.things import Frame, Scope, Thing
from consentlint.reach.values import V_UNKNOWN, Value, value
from consentlint.syntax import ir

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

Exported = Value | tuple[Scope, str]


def load(m: "Machine", path: str, at: Path) -> bool:
    """Run a module of the project, unless it ran in all these worlds already. False when it is no script."""
    found = m.project.program(path) if m.project is not None else None
    if found is None:
        return False
    program, code = found
    before = m.module_worlds.get(path)
    m.loaded.add(path)
    if before is not None and before | at.absolute == before:
        return True
    m.module_worlds[path] = at.absolute if before is None else before | at.absolute
    m.namespaces.setdefault(path, {})
    scope = m.new_scope(m.global_scope, ("module", "exports"))
    exports = m.allocate(Thing("object"))
    holder = m.allocate(Thing("object"))
    members.write(m, holder, "exports", exports)
    m.write_name(scope, "exports", exports)
    m.write_name(scope, "module", holder)
    frame = Frame(scope, code, m.window)
    m.programs.append((program, code))
    group, m.requests.group = m.requests.group, hash(path)
    execute.hoist(m, program.body, frame)
    m.execute(program.body, frame, at.enter())
    m.requests.group = group
    _common(m, path, members.read(m, holder, _text("exports")))
    return True


def _common(m: "Machine", path: str, exports: Value) -> None:
    """What a CommonJS module leaves in `module.exports`."""
    names = m.namespaces[path]
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
    if s.declaration is not None:
        names.update({name: (f.scope, name) for name in members.declared_names(s.declaration)})
    if default is not None:
        names["default"] = default
    if s.source is None:
        names.update({exported: (f.scope, local) for local, exported in s.names})
        return
    path = resolve(m, f, str(s.source.value))
    if path is None or not load(m, path, at):
        return
    for local, exported in s.names:
        if local == "*" and exported == "*":
            names.update({name: held for name, held in m.namespaces[path].items() if name != "default"})
        else:
            names[exported] = namespace(m, path) if local == "*" else exported_value(m, path, local)


def resolve(m: "Machine", f: Frame, spec: str) -> str | None:
    return m.project.module(f.code.path, spec) if m.project is not None else None


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
    for name in list(m.namespaces.get(path, ())):
        members.write(m, made, name, exported_value(m, path, name))
    return made


def bind_import(m: "Machine", s: ir.Import, f: Frame, at: Path) -> bool:
    """Bind the names of an import from a file of the project; False when it is none."""
    path = resolve(m, f, str(s.source.value))
    if path is None or not load(m, path, at):
        return False
    for name in s.names:
        held = namespace(m, path) if name.imported == "*" else exported_value(m, path, name.imported)
        m.write_name(f.scope, name.local, held)
    return True


def _text(key: str) -> Value:
    from consentlint.reach.values import Str

    return value(Str((key,)))
