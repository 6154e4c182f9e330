"""Constants of other files: an embed whose address is one stands where the constant is named.

`s.src = CHAT_URL` loads, not the file of settings that the name was imported from; where the text is written is kept
for what is said of regions. A text that is handed over as an argument stays where it is written.
"""

from typing import TYPE_CHECKING

from consentlint.model import Place
from consentlint.reach.things import Frame
from consentlint.reach.values import Atom, External, Str, Value, lift, value
from consentlint.syntax import ir

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

BRINGING = ("require", "import")


def named(m: "Machine", expr: ir.Expr, held: Value, f: Frame) -> Value:
    """The value of a name, a property or a call: a text of another file stands where it is named."""
    if m.project is None or not _foreign(held, f.code.path) or not _is_outside(m, expr, f):
        return held
    return _moved(held, f.code.path, f.code.place(expr.span))


def bring(m: "Machine", s: ir.Declare, names: list[str], f: Frame) -> None:
    """Names declared as a part of another file: `const { url } = settings`, `const s = require('./settings')`."""
    if m.project is None or s.value is None or not _is_outside(m, s.value, f):
        return
    place = f.code.place(s.target.span)
    owner = m.resolve(f.scope, names[0]) if names else None
    if owner is not None and _brings(s.value):
        owner.imported.update(names)
    for name in names:
        held = m.read_name(f.scope, name)
        if _foreign(held, f.code.path):
            m.write_name(f.scope, name, _moved(held, f.code.path, place))


def built(m: "Machine", source: str, name: str) -> Value | None:
    """What a build gives an import from a module that only the build knows; None when no pack speaks of it."""
    path = f"import:{source}"
    if m.knowledge.builds_below(f"{path}.{name}"):
        return value(External(f"{path}.{name}"))
    found = (read(m, path, name) for read in m.plugins.on_outside_read)
    return next((held for held in found if held is not None), None)


def _foreign(held: Value, path: str) -> bool:
    texts = [atom for atom in held.atoms() if isinstance(atom, Str)]
    return bool(texts) and any(_is_foreign(text, path) for text in texts)


def _is_foreign(text: Str, path: str) -> bool:
    return text.origin.path != path if text.origin is not None else text.written is not None


def _moved(held: Value, path: str, place: Place) -> Value:
    def one(atom: Atom) -> tuple[Atom, ...]:
        if not isinstance(atom, Str) or not _is_foreign(atom, path):
            return (atom,)
        return (Str(atom.parts, place, atom.written or atom.origin),)

    return lift(one, held)


def _is_outside(m: "Machine", expr: ir.Expr, f: Frame) -> bool:
    """Does an expression begin at an import, at a global, or at a call that brings another file?"""
    root = expr
    while isinstance(root, ir.Member | ir.Call | ir.Await) and not _brings(root):
        root = root.object if isinstance(root, ir.Member) else root.callee if isinstance(root, ir.Call) else root.value
    if not isinstance(root, ir.Name) or root.id == "this":
        return _brings(root)
    owner = m.resolve(f.scope, root.id)
    return owner is None or owner.is_global or root.id in owner.links or root.id in owner.imported


def _brings(expr: ir.Expr) -> bool:
    """Is it `require(...)` or `await import(...)`?"""
    inner = expr.value if isinstance(expr, ir.Await) else expr
    return isinstance(inner, ir.Call) and isinstance(inner.callee, ir.Name) and inner.callee.id in BRINGING
