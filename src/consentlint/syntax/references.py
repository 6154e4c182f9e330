"""How one template names another: the words of includes, calls and imports, as far as they stand in the text."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.layers import Page
from consentlint.syntax.template import Bindings, Block, Tag, bindings_of

MOST_ARMS = 8

Parts = tuple[str | None, ...]

_CALL = lazy_regex(
    r"\s*(?:return\s+)?(?:(?P<owner>[\w$@]+(?:\(\))?)\s*(?:\.|->|::)\s*)?(?P<word>\w+)\s*(?P<rest>\(?.*)", re.DOTALL
)
_QUOTED = lazy_regex(r""""([^"\\]*+)"|'([^'\\]*+)'""")
# A name by itself, and not the beginning of an expression.
_FIRST = lazy_regex(r"""\s*\(?\s*(?:"([^"\\]+)"|'([^'\\]+)')\s*+(?![~+.|?&%*/<>=-]|and\b|or\b|if\b)""")
# What stands in a name for something that is made at run time, and a name without quotes that may hold it.
_HOLE = lazy_regex(r"[$#]\{[^{}]*\}|\{\{[^{}]*\}\}|\{\$[^{}]*\}|`[^`]*`|<%=[^%]*%>|%[svdq]|\{\d?\}")
_BARE = lazy_regex(r"\s*(?:[^\s{}]|\{\{[^{}]*\}\})+")
_TAIL = lazy_regex(r"\s(?:with|only|ignore missing|as|if|for|import)\b|,")
_PARTIAL = lazy_regex(r"\b(?:partial|file|template|name)\s*(?::|=>?)\s*")
_FILES = frozenset(["partial", "template", "file"])
_MODIFIED = lazy_regex(r"\s(?:if|unless)\s|[?&|]")
_KEEPS = frozenset(["capture", "set"])
_AS = lazy_regex(r"\bas\s+(\w+)")
_IMPORTED = lazy_regex(r"\bimport\s+(.*)", re.DOTALL)
_NAMED = lazy_regex(r"(\w+)(?:\s+as\s+(\w+))?")
_PARAMETERS = lazy_regex(r"""["']?[\w-]+["']?\s*[,(]?(.*?)\)?\s*\Z""", re.DOTALL)
# `a, b="x"`, `$a $b`, `string $a = 'x'`; a default may hold commas where it stands within brackets or quotes.
_PARAMETER = lazy_regex(
    r"""(?P<sign>\$?)(?P<name>[^\W\d]\w*)(?P<typed>\s+(?=\$))?
    (?:\s*[=:]\s*(?P<value>(?:"[^"]*"|'[^']*'|\[[^\[\]]*\]|\{[^{}]*\}|\([^()]*\)|[^\s,"'()\[\]{}])+))?""",
    re.VERBOSE,
)
_PAIR = lazy_regex(r"""(\w+):\s+((?:"[^"]*"|'[^']*'|\([^()]*\)|\[[^\[\]]*\]|[^,{}()"'\[\]])+)""")
_SHOWN = lazy_regex(r"\s*\$?(\w+)\s*(?:\?\?.*)?", re.DOTALL)  # a name by itself, which may be a slot
# What prints the page that stands in a layout: `content | safe`, `raw(@inner_content)`.
_PRINTED = lazy_regex(r"\s*(?:raw[\s(]\s*)?([$@.]?[\w.]+(?:->\w+)*)\s*\)?\s*(?:\|.*)?", re.DOTALL)
_CALLER = lazy_regex(r"\s*(\$?!?[\w.]+)\s*(?:\([^()]*\))?\s*(?:\|.*)?", re.DOTALL)
_WORD = lazy_regex(r"\s*([\w-]+)")
# `<%namespace name="w" file="m.mako"/>`, and `import="chat, foot"` (all of them: `*`).
_ALIAS = lazy_regex(r"""\bname\s*=\s*["'](\w+)["']""")
_USED = lazy_regex(r"""(\w+)\s*=\s*["']([^"'${}]+)["']?""")  # `data-sly-use.t="t.html"`
_TAKEN = lazy_regex(r"""\bimport\s*=\s*["']([^"']*)["']""")
_SYMBOL = lazy_regex(r":(\w+)")


class Reference(NamedTuple):
    """A use of another text.

    kind      include, yield, body, caller, parent, block, slot, macro, or layout (the page names none)
    word      the block word or function
    parts     the name: known stretches, None for what is made at run time; () for no name
    bindings  names that are given values with it
    args      what is handed over by position (macros)
    owner     what stands before the dot of a macro's call
    part      the part of the file that is meant; "" for all of it
    arms      names that hang on conditions (`a ? 'x' : 'y'`): each with its own, the last with None; else ()
    """

    kind: str
    word: str
    parts: Parts
    bindings: Bindings = ()
    args: tuple[ir.Expr, ...] = ()
    owner: str = ""
    part: str = ""
    arms: tuple[tuple[ir.Expr | None, Parts], ...] = ()


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
    text = _BARE.match(block.text) if bare else None
    parts: Parts = pieces(text[0].strip() if text else name) if name else _made(page, block.args, block.text)
    if name and page.dialect.search.join:
        parts = _joined(page, block.text, name)
    bindings = block.bindings or _handed(page, block) or _pairs(page, block.args)
    part, args = _part(page, block)
    arms = () if name else _arms(page.template.lower(Span(block.args.start, _name_end(block.text) + block.args.start)))
    return Reference("include", block.word, parts, bindings, args, part=part, arms=arms)


def _arms(expr: ir.Expr) -> tuple[tuple[ir.Expr | None, Parts], ...]:
    """The names that an expression chooses from, each with the condition under which it is that one."""
    found: list[tuple[ir.Expr | None, Parts]] = []
    while isinstance(expr, ir.Conditional) and len(found) < MOST_ARMS:
        found.append((expr.test, known_parts(expr.then)))
        expr = expr.otherwise
    return (*found, (None, known_parts(expr))) if found else ()


def _name_end(text: str) -> int:
    """Where a name that is an expression ends, and what else the tag says begins."""
    tail = next((found for found in _TAIL.finditer(text) if not _in_quotes(text, found.start())), None)
    if tail is not None and tail[0].strip() == "if":  # a condition within the name
        tail = next((found for found in _TAIL.finditer(text, tail.end()) if not _in_quotes(text, found.start())), None)
    return tail.start() if tail is not None else len(text)


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
    if len(literals) == 1 and len(pieces(literals[0])) > 1:
        return pieces(literals[0])
    return tuple(piece for literal in literals for piece in (None, literal)) if literals else (None,) if text else ()


def pieces(text: str) -> Parts:
    """A name with holes in it (`parts/${kind}.html`): the stretches that are known, None for what is made."""
    if not text or _HOLE.search(text) is None:
        return (text,)
    found: list[str | None] = []
    for part in _HOLE.split(text):
        found += [part] if not found else [None, part]
    return tuple(part for part in found if part != "")


def _in_quotes(text: str, at: int) -> bool:
    return any(found.start() < at < found.end() for found in _QUOTED.finditer(text))


def known_parts(expr: ir.Expr) -> Parts:
    """An expression as text: the stretches that are known, None for others."""
    if isinstance(expr, ir.Const):
        return pieces(expr.value) if isinstance(expr.value, str) else (None,)
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
    names = page.dialect.search.caller
    if names and (printed := _CALLER.fullmatch(page.text, *tag.args)) is not None and printed[1] in names:
        return Reference("caller", printed[1], ())
    any_name = any_name and page.text[tag.span.start] != "$"
    if tag.args.end <= tag.args.start or not (calls or macros or any_name):
        return None
    match = _CALL.match(page.text, tag.args.start, tag.args.end)
    word, owner = (match["word"], match["owner"] or "") if match is not None else ("", "")
    if calls and (word not in calls or _MODIFIED.search(page.slice(tag.args))):
        chosen = _chosen(page, tag.args)
        if chosen is not None:
            return chosen
    if match is None:
        return None
    if not any_name and word not in calls and word not in macros and owner not in macros:
        return None
    if word not in calls or word in macros or owner in macros:
        return Reference("macro", word, (word,), (), given(page, word, tag.args, Span(*match.span("rest"))), owner)
    expr = _call(page.template.lower(tag.args), word)
    return _function(page, calls[word], word, Span(*match.span("rest")), expr)


def _chosen(page: Page, span: Span) -> Reference | None:
    """Includes that hang on a condition within what is printed: `ok ? include('a') : ''`, `ok && include('a')`."""
    words = [word for word, kind in page.dialect.calls.items() if kind == "include"]
    if not any(word in page.slice(span) for word in words):
        return None
    arms: list[tuple[ir.Expr | None, Parts]] = []
    found = Reference("include", "", ())
    for test, value in _alternatives(page.template.lower(span)):
        call = next(filter(None, (_call(value, word) for word in words)), None)
        named = _named(call) if call is not None else None
        arms.append((test, known_parts(named) if named is not None else ()))
        if call is not None:
            bindings = tuple(pair for arg in call.args for pair in bindings_of(arg))
            found = found._replace(word=found.word or words[0], bindings=(*found.bindings, *bindings))
    return found._replace(arms=tuple(arms)) if len(arms) > 1 and any(parts for _, parts in arms) else None


def _named(call: ir.Call) -> ir.Expr | None:
    pairs = (pair for arg in call.args for pair in bindings_of(arg))
    return next((value for name, value in pairs if name in _FILES), call.args[0] if call.args else None)


def _alternatives(expr: ir.Expr) -> Iterator[tuple[ir.Expr | None, ir.Expr]]:
    """What an expression may be, each with its condition, the last with None."""
    for _ in range(MOST_ARMS):
        if isinstance(expr, ir.Conditional):
            yield expr.test, expr.then
            expr = expr.otherwise
        elif isinstance(expr, ir.Logical) and expr.op in ("&&", "||"):
            yield (expr.left if expr.op == "&&" else ir.Unary(expr.span, "!", expr.left)), expr.right
            expr = ir.Opaque(expr.span)
        else:
            break
    yield None, expr


def included(page: Page) -> Iterator[tuple[int, Reference]]:
    """Every include of a page, and where it stands; one for each name that it chooses from."""
    for at, reference in _included(page):
        for _, parts in reference.arms or ((None, reference.parts),):
            yield at, reference._replace(parts=parts, arms=())


def _included(page: Page) -> Iterator[tuple[int, Reference]]:
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
        named = next((value for name, value in bindings if name in _FILES), expr.args[0])
        if any(parts := known_parts(named)) or _arms(named):
            return Reference(kind, word, parts, bindings, arms=_arms(named))
    start = rest.start + len(page.slice(rest)) - len(text)
    quoted = _QUOTED.match(text, m.end() if (m := _PARTIAL.match(text)) else 0)
    parts = pieces(quoted[1] or quoted[2] or "") if quoted else _made(page, Span(start, rest.end), text)
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
        if used := _USED.fullmatch(block.text):
            files[used[1]] = (used[2],)
        elif named is not None:
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


def kept(page: Page) -> dict[str, list[Block]]:
    """The texts that a page keeps under a name and prints (`{% capture x %}...`, `{% set x %}...`)."""
    found: dict[str, list[Block]] = {}
    for block in every(page.template.blocks):
        if block.kind in _KEEPS and block.branches and block.name:
            found.setdefault(block.name.lstrip("$"), []).append(block)
    printed = {name for _, name in prints_of(page, found)} if found else ()
    return {name: blocks for name, blocks in found.items() if name in printed}


def prints_of(page: Page, names: Collection[str]) -> Iterator[tuple[Tag, str]]:
    """The tags that print one of these names, each with the name."""
    for tag in page.template.outputs if names else ():
        shown = _PRINTED.fullmatch(page.text, *tag.args)
        name = shown[1].lstrip("$@.").rpartition(".")[2] if shown is not None else ""
        if name in names:
            yield tag, name


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
