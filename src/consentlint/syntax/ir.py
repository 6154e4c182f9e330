"""Script as few, plain values: what `syntax/script.py` lowers tree-sitter's trees to and what `reach/` executes.

Template conditions are lowered to the same expressions, so that one evaluator serves both. Every node begins with its
span (characters of the file). TypeScript's types, decorators' targets, casts and non-null marks leave no trace.
"""

from typing import NamedTuple

from consentlint.model import Span


class Undefined:
    """The one value of JavaScript's `undefined` in `Const`."""

    _instance: "Undefined | None" = None

    def __new__(cls) -> "Undefined":
        cls._instance = cls._instance or super().__new__(cls)
        return cls._instance

    def __repr__(self) -> str:
        return "undefined"

    def __reduce__(self) -> tuple[type, tuple[()]]:
        return (Undefined, ())


UNDEFINED = Undefined()
Literal = str | float | bool | Undefined | None


# --- expressions -----------------------------------------------------------------------------------------------------


class Const(NamedTuple):
    """A literal: str, float, bool, None (null) or UNDEFINED. The span includes quotes."""

    span: Span
    value: Literal


class Template(NamedTuple):
    """A template literal; parts alternate freely between Const strings and expressions."""

    span: Span
    parts: tuple["Expr", ...]
    tag: "Expr | None" = None


class Regex(NamedTuple):
    span: Span
    pattern: str
    flags: str


class Name(NamedTuple):
    """An identifier; `this`, `super` and `arguments` are names too."""

    span: Span
    id: str


class Member(NamedTuple):
    """`object.key` and `object[key]`; a dotted key is a Const string."""

    span: Span
    object: "Expr"
    key: "Expr"
    optional: bool = False


class Call(NamedTuple):
    """A call, `new` call, tagged import() (callee Name 'import') or optional call."""

    span: Span
    callee: "Expr"
    args: tuple["Expr", ...]
    new: bool = False
    optional: bool = False


class Unary(NamedTuple):
    """op: ! - + ~ typeof void delete"""

    span: Span
    op: str
    operand: "Expr"


class Binary(NamedTuple):
    """Arithmetic, comparison, `in`, `instanceof`."""

    span: Span
    op: str
    left: "Expr"
    right: "Expr"


class Logical(NamedTuple):
    """op: && || ??"""

    span: Span
    op: str
    left: "Expr"
    right: "Expr"


class Conditional(NamedTuple):
    span: Span
    test: "Expr"
    then: "Expr"
    otherwise: "Expr"


class Assign(NamedTuple):
    """op: = += ||= &&= ??= and so on; `x++` is op '++' with value Const(1)."""

    span: Span
    target: "Pattern"
    op: str
    value: "Expr"


class Property(NamedTuple):
    """One entry of an object; key None marks a spread."""

    span: Span
    key: "Expr | None"
    value: "Expr"


class Object(NamedTuple):
    span: Span
    properties: tuple[Property, ...]


class Array(NamedTuple):
    """Holes are Const(UNDEFINED); spreads are Spread."""

    span: Span
    items: tuple["Expr", ...]


class Spread(NamedTuple):
    span: Span
    value: "Expr"


class Sequence(NamedTuple):
    span: Span
    items: tuple["Expr", ...]


class Await(NamedTuple):
    span: Span
    value: "Expr"


class Yield(NamedTuple):
    span: Span
    value: "Expr | None"


class Function(NamedTuple):
    """kind: function, arrow, method, getter, setter or constructor. An arrow's bare expression becomes a Return."""

    span: Span
    name: str
    params: tuple["Pattern", ...]
    body: tuple["Statement", ...]
    kind: str = "function"
    is_async: bool = False
    is_generator: bool = False


class ClassMember(NamedTuple):
    """A method, accessor, field (value may be None) or static block (key None, value a Function)."""

    span: Span
    key: "Expr | None"
    value: "Expr | None"
    static: bool = False
    decorators: tuple["Expr", ...] = ()


class Class(NamedTuple):
    span: Span
    name: str
    base: "Expr | None"
    members: tuple[ClassMember, ...]
    decorators: tuple["Expr", ...] = ()


class JsxAttribute(NamedTuple):
    """name None marks a spread; value None marks a bare attribute."""

    span: Span
    name: str | None
    value: "Expr | None"


class Jsx(NamedTuple):
    """An element. tag: Const string for a lower-case host tag, Name/Member for a component, None for a fragment.

    `open_span` is the opening tag only. Text children are Const strings, `{expr}` children are expressions.
    """

    span: Span
    tag: "Expr | None"
    attributes: tuple[JsxAttribute, ...]
    children: tuple["Expr", ...]
    open_span: Span


class Opaque(NamedTuple):
    """What the reader could not make out (syntax errors, unknown nodes), with what could be read inside it."""

    span: Span
    parts: tuple["Expr", ...] = ()


# --- patterns --------------------------------------------------------------------------------------------------------


class ObjectPattern(NamedTuple):
    """properties: (key, pattern); key None marks the rest element."""

    span: Span
    properties: tuple[tuple["Expr | None", "Pattern"], ...]


class ArrayPattern(NamedTuple):
    """None marks a hole."""

    span: Span
    items: tuple["Pattern | None", ...]


class Default(NamedTuple):
    """`pattern = value` inside a pattern."""

    span: Span
    pattern: "Pattern"
    value: "Expr"


class Rest(NamedTuple):
    span: Span
    pattern: "Pattern"


# --- statements ------------------------------------------------------------------------------------------------------


class Run(NamedTuple):
    """An expression statement."""

    span: Span
    value: "Expr"


class Declare(NamedTuple):
    """One declarator of var, let, const or using. value None = no initialiser.

    The compiler of a component file has two kinds more: `cell`, whose writes make the component render again, and
    `store`, the current value of a store that is the value.
    """

    span: Span
    kind: str
    target: "Pattern"
    value: "Expr | None"


class Block(NamedTuple):
    span: Span
    body: tuple["Statement", ...]


class If(NamedTuple):
    span: Span
    test: "Expr"
    then: "Statement"
    otherwise: "Statement | None"


class Loop(NamedTuple):
    """while, do and for. init and update are None where there are none; test None = endless."""

    span: Span
    kind: str
    init: "Statement | None"
    test: "Expr | None"
    update: "Expr | None"
    body: "Statement"


class ForEach(NamedTuple):
    """kind: in, of or await. declare: var, let, const or "" for a plain target."""

    span: Span
    kind: str
    declare: str
    target: "Pattern"
    subject: "Expr"
    body: "Statement"


class Case(NamedTuple):
    """test None = default."""

    span: Span
    test: "Expr | None"
    body: tuple["Statement", ...]


class Switch(NamedTuple):
    span: Span
    subject: "Expr"
    cases: tuple[Case, ...]


class Try(NamedTuple):
    span: Span
    block: Block
    param: "Pattern | None"
    handler: Block | None
    finalizer: Block | None


class Return(NamedTuple):
    span: Span
    value: "Expr | None"


class Throw(NamedTuple):
    span: Span
    value: "Expr"


class Jump(NamedTuple):
    """break and continue."""

    span: Span
    kind: str
    label: str


class Labeled(NamedTuple):
    span: Span
    label: str
    body: "Statement"


class FunctionDeclaration(NamedTuple):
    span: Span
    function: Function


class ClassDeclaration(NamedTuple):
    span: Span
    cls: Class


class ImportName(NamedTuple):
    """imported: the exported name, 'default' or '*'; local: the name in this file."""

    imported: str
    local: str


class Import(NamedTuple):
    """`import ... from source`; no names = for effect only. Type-only imports are dropped."""

    span: Span
    source: Const
    names: tuple[ImportName, ...]


class Export(NamedTuple):
    """An exported declaration (`declaration`), `export default value`, names, or a re-export (`source`).

    names: (local or imported name, exported name); `export *` is ('*', '*') or ('*', 'ns').
    """

    span: Span
    declaration: "Statement | None"
    default: "Expr | None"
    names: tuple[tuple[str, str], ...]
    source: Const | None


Pattern = Name | Member | ObjectPattern | ArrayPattern | Default | Rest | Opaque
Expr = (
    Const | Template | Regex | Name | Member | Call | Unary | Binary | Logical | Conditional | Assign | Object | Array
    | Spread | Sequence | Await | Yield | Function | Class | Jsx | Opaque
)  # fmt: skip
Statement = (
    Run | Declare | Block | If | Loop | ForEach | Switch | Try | Return | Throw | Jump | Labeled | FunctionDeclaration
    | ClassDeclaration | Import | Export
)  # fmt: skip


class Hole(NamedTuple):
    """A stretch that the parser could not read."""

    span: Span


class Program(NamedTuple):
    """One script. Function declarations are not hoisted here; the executor does that.

    module  it has import or export statements
    holes   where the syntax was broken
    """

    span: Span
    body: tuple[Statement, ...]
    module: bool
    holes: tuple[Hole, ...]
