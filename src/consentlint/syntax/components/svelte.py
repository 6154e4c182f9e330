"""Svelte components: scripts, markup with blocks in braces, stores under `$name`; Svelte 4 and 5.

Source: https://svelte.dev/docs/svelte/overview, https://v4.svelte.dev/docs/svelte-components.
"""

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.components import Compiled, at_any_depth
from consentlint.syntax.components.blocks import Blocks
from consentlint.syntax.components.code import PROPS, Reader, declared, name, script
from consentlint.syntax.components.nodes import Node, Tag, read_nodes
from consentlint.syntax.components.scanning import Scanner, mask

LANGUAGES = {"ts": "typescript", "typescript": "typescript"}
STORE = lazy_regex(r"(?<![\w$.])\$([A-Za-z_]\w*)")


@at_any_depth
def compile_svelte(text: str) -> Compiled:
    """A component file as a module. Nothing raises for what it holds."""
    braces = tuple(Scanner(text, len(text), markup=False).braces(0))
    nodes, comments = read_nodes(text, mask(text, [brace.span for brace in braces]), braces)
    scripts = [node for node in nodes if isinstance(node, Tag) and node.name == "script"]
    markup: list[Node] = [node for node in nodes if not (isinstance(node, Tag) and node.name in ("script", "style"))]
    language = next((LANGUAGES[word] for tag in scripts if (word := _lang(tag)) in LANGUAGES), "javascript")
    shared = [script(text, tag.inner, language) for tag in scripts if _is_shared(tag)]
    own = [script(text, tag.inner, language) for tag in scripts if not _is_shared(tag)]
    programs = [program for program, _ in (*shared, *own)]
    reader = Reader(text, language)
    stores = _stores(text, [one for program in programs for one in declared(program.body)])
    body = _body([s for program, _ in own for s in program.body], stores)
    rendered = Blocks(reader).nodes(markup)
    whole = Span(0, len(text))
    shown = ir.Return(whole, ir.Jsx(whole, None, (), tuple(rendered), whole))
    imports = [s for program, _ in own for s in program.body if isinstance(s, ir.Import)]
    at_first = _subscribed([*imports, *(s for program, _ in shared for s in program.body)], stores)
    made = ir.Function(whole, "", (name(whole, PROPS),), (*at_first, *body, shown))
    first = (*imports, *(s for program, _ in shared for s in program.body))
    holes = (*(hole for program in programs for hole in program.holes), *reader.holes)
    said = [*comments, *(found for _, more in (*shared, *own) for found in more)]
    module = ir.Program(whole, (*first, ir.Export(whole, None, made, (), None)), True, holes)
    return Compiled(module, tuple(said), language)


def _lang(tag: Tag) -> str:
    found = tag.attribute("lang", "type")
    return (found.value or "").removeprefix("text/") if found is not None else ""


def _is_shared(tag: Tag) -> bool:
    context = tag.attribute("context")
    return tag.attribute("module") is not None or (context is not None and context.value == "module")


def _stores(text: str, names: list[str]) -> set[str]:
    """The names whose `$name` the file reads."""
    return set(STORE.findall(text)) & set(names)


def _subscribed(statements: list[ir.Statement], stores: set[str]) -> list[ir.Statement]:
    return [made for statement in statements for made in _subscriptions(statement, stores)]


def _subscriptions(statement: ir.Statement, stores: set[str]) -> list[ir.Statement]:
    return [
        ir.Declare(statement.span, "store", name(statement.span, f"${one}"), name(statement.span, one))
        for one in declared((statement,))
        if one in stores
    ]


# --- the script that runs for each component ---


def _body(statements: list[ir.Statement], stores: set[str]) -> list[ir.Statement]:
    """Variables are cells, exported ones are props; what is marked `$:` runs after all else."""
    known = set(declared(tuple(statements)))
    found: list[ir.Statement] = []
    last: list[ir.Statement] = []
    for statement in statements:
        if isinstance(statement, ir.Import):
            continue
        if isinstance(statement, ir.Labeled) and statement.label == "$":
            last += _reactive(statement, known, stores)
        else:
            found += _variables(statement)
            found += _subscriptions(statement, stores)
    return [*found, *last]


def _variables(statement: ir.Statement) -> list[ir.Statement]:
    inner = statement.declaration if isinstance(statement, ir.Export) else statement
    if isinstance(inner, ir.Declare) and inner.kind in ("let", "var"):
        if isinstance(statement, ir.Export) and isinstance(inner.target, ir.Name):
            return [_prop(inner, inner.target)]
        return [inner._replace(kind="cell")]
    if isinstance(statement, ir.Export):
        return [inner] if inner is not None else []
    return [statement]


def _prop(declared_: ir.Declare, target: ir.Name) -> ir.Statement:
    """`export let region = 'de'`: what the one who shows it gives, else the default."""
    span = declared_.span
    pattern: ir.Pattern = target if declared_.value is None else ir.Default(span, target, declared_.value)
    taken = ir.ObjectPattern(span, ((ir.Const(target.span, target.id), pattern),))
    return ir.Declare(span, "cell", taken, name(span, PROPS))


def _reactive(statement: ir.Labeled, known: set[str], stores: set[str]) -> list[ir.Statement]:
    """`$: x = y` declares x; anything else runs as it stands."""
    inner = statement.body
    match inner:
        case ir.Run(span, ir.Assign(_, ir.Name(_, word) as target, "=", value)) if word not in known:
            made = ir.Declare(span, "cell", target, value)
            return [made, *_subscriptions(made, stores | set())]
    return [inner]
