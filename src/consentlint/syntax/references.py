"""How one template names another: the words of includes, calls and imports, as far as they stand in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.layers import Page
from consentlint.syntax.template import Bindings, Block, Tag, bindings_of

Parts = tuple[str | None, ...]

_CALL = re.compile(
    r"\s*(?:return\s+)?(?:(?P<owner>[\w$@]+(?:\(\))?)\s*(?:\.|->|::)\s*)?(?P<word>\w+)\s*(?P<rest>\(?.*)", re.DOTALL
)
_QUOTED = re.compile(r""""([^"\\]*+)"|'([^'\\]*+)'""")
# A name by itself, and not the beginning of an expression.
_FIRST = re.compile(r"""\s*\(?\s*(?:"([^"\\]+)"|'([^'\\]+)')\s*+(?![~+.|?&%*/<>=-]|and\b|or\b)""")
_TAIL = re.compile(r"\s(?:with|only|ignore missing|as|if|for|import)\b|,")
_PARTIAL = re.compile(r"\b(?:partial|file|template|name)\s*(?::|=>?)\s*")
_AS = re.compile(r"\bas\s+(\w+)")
_IMPORTED = re.compile(r"\bimport\s+(.*)", re.DOTALL)
_NAMED = re.compile(r"(\w+)(?:\s+as\s+(\w+))?")
_PARAMETERS = re.compile(r"""["']?[\w-]+["']?\s*[,(]?(.*?)\)?\s*\Z""", re.DOTALL)
# `a, b="x"`, `$a $b`, `string $a = 'x'`; a default may hold commas where it stands within brackets or quotes.
_PARAMETER = re.compile(
    r"""(?P<sign>\$?)(?P<name>[^\W\d]\w*)(?P<typed>\s+(?=\$))?
    (?:\s*[=:]\s*(?P<value>(?:"[^"]*"|'[^']*'|\[[^\[\]]*\]|\{[^{}]*\}|\([^()]*\)|[^\s,"'()\[\]{}])+))?""",
    re.VERBOSE,
)
_PAIR = re.compile(r"""(\w+):\s+((?:"[^"]*"|'[^']*'|\([^()]*\)|\[[^\[\]]*\]|[^,{}()"'\[\]])+)""")
_SHOWN = re.compile(r"\s*\$?(\w+)\s*(?:\?\?.*)?", re.DOTALL)  # a name by itself, which may be a slot
# What prints the page that stands in a layout: `content | safe`, `raw(@inner_content)`.
_PRINTED = re.compile(r"\s*(?:raw[\s(]\s*)?([$@.]?[\w.]+(?:->\w+)*)\s*\)?\s*(?:\|.*)?", re.DOTALL)
_WORD = re.compile(r"\s*([\w-]+)")
# `<%namespace name="w" file="m.mako"/>`, and `import="chat, foot"` (all of them: `*`).
_ALIAS = re.compile(r"""\bname\s*=\s*["'](\w+)["']""")
_TAKEN = re.compile(r"""\bimport\s*=\s*["']([^"']*)["']""")
_SYMBOL = re.compile(r":(\w+)")


class Reference(NamedTuple):
    """A use of another text.

    kind      include, yield, body, parent, block, slot, macro, or layout (the page names none)
    word      the block word or function
    parts     the name: known stretches, None for what is made at run time; () for no name
    bindings  names that are given values with it
    args      what is handed over by position (macros)
    owner     what stands before the dot of a macro's call
    part      the part of the file that is meant; "" for all of it
    """

    kind: str
    word: str
    parts: Parts
    bindings: Bindings = ()
    args: tuple[ir.Expr, ...] = ()
    owner: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Imports:
    """What a page imports: names that stand for a file, names that stand for a macro of a file, and whole files."""

    files: dict[str, Parts]
    macros: dict[str, tuple[Parts, str]]
    whole: tuple[Parts, ...] = ()


def of_block(page: Page, block: Block) -> Reference:
    """What an include, extends, import or embed names."""
    plain = _FIRST.match(block.text)
    bare = block.name if block.name and block.text.lstrip()[:1] not in ("'", '"') else ""
    name = (plain[1] or plain[2] or "") if plain else bare or page.dialect.search.implied.get(block.word, "")
    parts: Parts = (name,) if name else _made(page, block.args, block.text)
    if name and page.dialect.search.join:
        parts = _joined(page, block.text, name)
    bindings = block.bindings or _handed(page, block) or _pairs(page, block.args)
    part, args = _part(page, block)
    return Reference("include", block.word, parts, bindings, args, part=part)


def _part(page: Page, block: Block) -> tuple[str, tuple[ir.Expr, ...]]:
    """`file :: part(x)`: the part of the file that is meant, and what it is handed."""
    if page.dialect.search.defines and block.word == "template":
        return block.name, ()
    mark = page.dialect.search.part
    before, found, behind = block.text.partition(mark) if mark else (block.text, "", "")
    name = _WORD.match(behind)
    if not found or name is None:
        return "", ()
    start = block.args.start + len(before) + len(mark)
    call = _call(page.template.lower(Span(start, block.args.end)), name[1])
    return name[1], call.args if call is not None else ()


def _joined(page: Page, text: str, name: str) -> Parts:
    """`get_template_part('chat', 'footer')`: a more exact name, and the plain one where that is missing."""
    quoted = [found[1] or found[2] or "" for found in _QUOTED.finditer(text)]
    extra = [word for word in quoted if word and word != name][:1]
    return (page.dialect.search.join.join([name, *extra]),)


def _made(page: Page, args: Span, text: str) -> Parts:
    """The name where it is no plain text: read as an expression up to what else the tag says."""
    named = _PARTIAL.match(text)
    start = named.end() if named else 0
    tail = _TAIL.search(text, start)
    stop = tail.start() if tail and not _in_quotes(text, tail.start()) else len(text)
    expr = page.template.lower(Span(args.start + start, args.start + stop))
    parts = known_parts(expr)
    if any(parts):
        return parts
    literals = tuple(found[1] or found[2] or "" for found in _QUOTED.finditer(text, start, stop))
    return tuple(piece for literal in literals for piece in (None, literal)) if literals else (None,) if text else ()


def _in_quotes(text: str, at: int) -> bool:
    return any(found.start() < at < found.end() for found in _QUOTED.finditer(text))


def known_parts(expr: ir.Expr) -> Parts:
    """An expression as text: the stretches that are known, None for others."""
    if isinstance(expr, ir.Const):
        return (str(expr.value),) if isinstance(expr.value, str) else (None,)
    if isinstance(expr, ir.Binary) and expr.op == "+":
        return (*known_parts(expr.left), *known_parts(expr.right))
    if isinstance(expr, ir.Template):
        return tuple(piece for part in expr.parts for piece in known_parts(part))
    if isinstance(expr, ir.Array) and expr.items:
        return known_parts(expr.items[0])
    return (None,)


def _handed(page: Page, block: Block) -> Bindings:
    """`with {a: b}`, `, ['a' => b]`: a mapping behind the name."""
    opening = re.search(r"[{\[]", block.text)
    if opening is None:
        return ()
    close = max(block.text.rfind("}"), block.text.rfind("]")) + 1
    expr = page.template.lower(Span(block.args.start + opening.start(), block.args.start + max(close, opening.start())))
    return bindings_of(expr)


def of_output(page: Page, tag: Tag, macros: frozenset[str], any_name: bool = False) -> Reference | None:
    """What a printed expression brings in; None when it only prints.

    macros    the names that may be called; any_name: of files that are included, too, where a tag looks like a call
    """
    calls = page.dialect.calls
    shown = _SHOWN.fullmatch(page.text, *tag.args) if page.dialect.search.slot else None
    if shown is not None:
        return Reference("slot", shown[1], (shown[1],))
    names = page.dialect.search.body
    if names and (printed := _PRINTED.fullmatch(page.text, *tag.args)) is not None and printed[1] in names:
        return Reference("body", printed[1], ())
    any_name = any_name and page.text[tag.span.start] != "$"
    if tag.args.end <= tag.args.start or not (calls or macros or any_name):
        return None
    match = _CALL.match(page.text, tag.args.start, tag.args.end)
    if match is None:
        return None
    word, owner = match["word"], match["owner"] or ""
    if not any_name and word not in calls and word not in macros and owner not in macros:
        return None
    if word not in calls or word in macros or owner in macros:
        return Reference("macro", word, (word,), (), given(page, word, tag.args, Span(*match.span("rest"))), owner)
    expr = _call(page.template.lower(tag.args), word)
    return _function(page, calls[word], word, Span(*match.span("rest")), expr)


def included(page: Page) -> Iterator[tuple[int, Reference]]:
    """Every include of a page, and where it stands."""
    for block in every(page.template.blocks):
        if block.kind in ("include", "embed", "component"):
            yield block.span.start, of_block(page, block)
    for tag in page.template.outputs if page.dialect.calls else ():
        reference = of_output(page, tag, frozenset())
        if reference is not None and reference.kind == "include":
            yield tag.span.start, reference


def given(page: Page, word: str, whole: Span, rest: Span) -> tuple[ir.Expr, ...]:
    """What a macro is called with. whole: the call; rest: what stands behind its name."""
    if page.dialect.arguments is not None:
        return page.dialect.arguments(page.slice(rest), rest.start)
    expr = _call(page.template.lower(whole), word)
    return expr.args if expr is not None else ()


def _function(page: Page, kind: str, word: str, rest: Span, expr: ir.Call | None) -> Reference:
    text = page.slice(rest).lstrip("( ")
    bindings = tuple(found for arg in (expr.args if expr else ()) for found in bindings_of(arg))
    if kind != "include":
        symbol = _SYMBOL.match(text)
        parts = (symbol[1],) if symbol else known_parts(expr.args[0]) if expr is not None and expr.args else ()
        return Reference(kind, word, parts)
    bindings = bindings or _pairs(page, rest)
    if expr is not None and expr.args:
        named = next((value for name, value in bindings if name in ("partial", "template", "file")), expr.args[0])
        return Reference(kind, word, known_parts(named), bindings)
    start = rest.start + len(page.slice(rest)) - len(text)
    quoted = _QUOTED.match(text, m.end() if (m := _PARTIAL.match(text)) else 0)
    parts = (quoted[1] or quoted[2] or "",) if quoted else _made(page, Span(start, rest.end), text)
    return Reference(kind, word, parts, bindings)


def _pairs(page: Page, span: Span) -> Bindings:
    """`render 'x', ok: agreed, locals: { more: 1 }`: pairs without a mapping around them."""
    found = _PAIR.finditer(page.text, span.start, span.end)
    return tuple((match[1], page.template.lower(Span(*match.span(2)))) for match in found)


def _call(expr: ir.Expr, word: str) -> ir.Call | None:
    """The call of that name, which filters may stand around (`{{ include('x')|raw }}`)."""
    for _ in range(8):
        if not isinstance(expr, ir.Call):
            return None
        callee = expr.callee
        name = callee.id if isinstance(callee, ir.Name) else ""
        if isinstance(callee, ir.Member) and isinstance(callee.key, ir.Const):
            name = str(callee.key.value)
        if name == word:
            return expr
        if not expr.args:
            return None
        expr = expr.args[0]
    return None


def imports(page: Page) -> Imports:
    """What the imports of a page give names to."""
    files: dict[str, Parts] = {}
    macros: dict[str, tuple[Parts, str]] = {}
    whole: list[Parts] = []
    for block in every(page.template.blocks):
        if block.kind != "import":
            continue
        parts: Parts = (block.name,) if block.name else (None,)
        if block.text.strip().startswith("_self"):
            parts = ()
        named = _IMPORTED.search(block.text)
        if named is not None:
            for match in _NAMED.finditer(named[1]):
                macros[match[2] or match[1]] = (parts, match[1])
        elif alias := _AS.search(block.text) or _ALIAS.search(page.text, *block.span):
            files[alias[1]] = parts
        elif taken := _TAKEN.search(page.text, *block.span):
            macros.update({match[1]: (parts, match[1]) for match in _NAMED.finditer(taken[1])})
            whole += [parts] if "*" in taken[1] else []
        else:
            whole.append(parts)
    return Imports(files, macros, tuple(whole))


def parameters(page: Page, macro: Block) -> tuple[tuple[str, ...], Bindings]:
    """The names of a macro's parameters, in order, and what some of them are worth when they are not given."""
    inside = _PARAMETERS.match(macro.text)
    if inside is None:
        return (), ()
    names: list[str] = []
    defaults: list[tuple[str, ir.Expr]] = []
    for match in _PARAMETER.finditer(macro.text, *inside.span(1)):
        if match["typed"] is None:
            names.append(match["name"])
            if match["value"]:
                at = Span(*(macro.args.start + end for end in match.span("value")))
                defaults.append((names[-1], page.template.lower(at)))
    return tuple(names), tuple(defaults)


def every(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks and all within them, in order of their opening tags."""
    pending = list(reversed(blocks))
    while pending:
        block = pending.pop()
        yield block
        pending.extend(reversed(block.children))
