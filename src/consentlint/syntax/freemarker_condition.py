"""FreeMarker's expressions, lowered to those of `ir` (https://freemarker.apache.org/docs/dgui_template_exp.html)."""

import re
from collections.abc import Callable

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.condition import Grammar, outside, read_condition
from consentlint.syntax.java_methods import JavaReader
from consentlint.syntax.template import Bindings, mapping

_TOKEN = lazy_regex(
    r"""(?:\s|<\#--.*?-->)*+ (?: (?P<number>\d+(?:\.\d+)?) | (?P<string>r?"(?:\\.|[^"\\])*+"|r?'(?:\\.|[^'\\])*+')
    | (?P<name>[^\W\d][\w$@]*|\$[^\W\d]\w*|&(?:gt|lt|amp);=?|\\and|\\or)
    | (?P<mark>&&|\|\||\?\?|==|!=|<=|>=|\.\.[<!*]?|[-+*/%<>=!|.:,?()\[\]{}]) | (?P<end>\Z) )""",
    re.VERBOSE | re.DOTALL,
)
_GRAMMAR = Grammar(
    infix={
        "||": (1, "||"), "\\or": (1, "||"), "&&": (2, "&&"), "\\and": (2, "&&"), "==": (3, "=="), "=": (3, "=="),
        "!=": (3, "!="), "<": (4, "<"), "lt": (4, "<"), "&lt;": (4, "<"), "<=": (4, "<="), "lte": (4, "<="),
        "&lt;=": (4, "<="), ">": (4, ">"), "gt": (4, ">"), "&gt;": (4, ">"), ">=": (4, ">="), "gte": (4, ">="),
        "&gt;=": (4, ">="), "+": (5, "+"), "-": (5, "-"), "*": (6, "*"), "/": (6, "/"), "%": (6, "%"),
    },
    prefix={"!": (7, "!"), "-": (7, "-"), "+": (7, "+")},
    constants={"true": True, "false": False},
)  # fmt: skip
_SAME = frozenset(
    "string c cn lower_case upper_case trim html xhtml xml no_esc esc url js_string json_string cap_first "
    "uncap_first capitalize if_exists".split()
)
_METHODS = {
    "contains": "includes", "seq_contains": "includes", "starts_with": "startsWith", "ends_with": "endsWith",
}  # fmt: skip
_SCOPES = frozenset(["data_model", "globals", "vars", "main", "namespace", "locals"])
_COMPARES = frozenset(["==", "!=", "===", "!==", "<", "<=", ">", ">="])
_ESCAPE = lazy_regex(r"\\(.)", re.DOTALL)


class _FreemarkerReader(JavaReader):
    pattern = _TOKEN

    def behind(self, value: ir.Expr) -> ir.Expr | None:
        if self.accept("??"):
            return ir.Binary(self.span_from(value.span.start), "!=", value, ir.Const(value.span, None))
        if self.accept("?"):
            return self.built_in(value)
        return self.default(value) if self.accept("!") else None

    def built_in(self, value: ir.Expr) -> ir.Expr:
        name = self.name()
        args = self.arguments(")") if self.accept("(") else ()
        span = self.span_from(value.span.start)
        if name.id in _METHODS and args:
            return ir.Call(span, ir.Member(span, value, ir.Const(name.span, _METHODS[name.id])), args)
        if name.id in ("then", "string") and len(args) == 2:
            return ir.Conditional(span, value, args[0], args[1])
        if name.id == "default" and args:
            return ir.Logical(span, "??", value, args[0])
        if name.id in _ASKED:
            return _ASKED[name.id](span, value)
        return value if name.id in _SAME else ir.Call(span, name, (value, *args))

    def default(self, value: ir.Expr) -> ir.Expr:
        """What stands right of `!` reaches to the end: `a!false && b` is `a!(false && b)`.

        Of a comparison the value is the left side all the same, as what is compared is no truth by itself.
        """
        if self.kind not in ("string", "number", "name") and self.text not in ("(", "[", "{", "!", "-"):
            return ir.Logical(self.span_from(value.span.start), "??", value, ir.Const(value.span, ir.UNDEFINED))
        if self.text in _GRAMMAR.infix and self.text != "-":
            return ir.Logical(self.span_from(value.span.start), "??", value, ir.Const(value.span, ir.UNDEFINED))
        right = self.expression()
        return _placed(value, right) or ir.Logical(self.span_from(value.span.start), "??", value, right)

    def primary(self) -> ir.Expr:
        token = self.tokens[self.index]
        if token.kind == "string":
            self.take()
            return self.string(token.text, self.token_span(token))
        if self.accept("."):  # `.data_model.x`
            scope = self.name()
            if scope.id not in _SCOPES:
                return ir.Opaque(scope.span)
            if self.accept("["):
                key = self.expression()
                self.expect("]")
                return ir.Name(self.span_from(scope.span.start), str(key.value)) if isinstance(key, ir.Const) else key
            self.expect(".")
            return self.name()
        if token.kind == "name" and token.text not in _GRAMMAR.constants and token.text not in _GRAMMAR.infix:
            return ir.Name(self.token_span(self.take()), outside(token.text))
        return super().primary()

    def string(self, text: str, span: Span) -> ir.Expr:
        if text[0] == "r":
            return ir.Const(span, text[2:-1])
        if "${" in text or "#{" in text:
            return ir.Opaque(span)
        return ir.Const(span, _ESCAPE.sub(r"\1", text[1:-1]))


def _placed(value: ir.Expr, right: ir.Expr) -> ir.Expr | None:
    """`right` with its leftmost compared value standing in for a missing `value`; None: it compares none."""
    match right:
        case ir.Binary(span, op, left, _) if op in _COMPARES:
            start = value.span.start
            missing = ir.Logical(Span(start, left.span.end), "??", value, left)
            return right._replace(span=Span(start, span.end), left=missing)
        case ir.Logical(span, _, left, _):
            placed = _placed(value, left)
            return right._replace(span=Span(value.span.start, span.end), left=placed) if placed is not None else None
    return None


def _truth(span: Span, value: ir.Expr) -> ir.Expr:
    return ir.Unary(span, "!", ir.Unary(span, "!", value))


def _is_there(span: Span, value: ir.Expr) -> ir.Expr:
    return ir.Binary(span, "!=", value, ir.Const(span, None))


def _boolean(span: Span, value: ir.Expr) -> ir.Expr:
    """The text "false" is false."""
    word = ir.Binary(span, "===", value, ir.Const(span, "true"))
    return ir.Logical(span, "||", ir.Binary(span, "===", value, ir.Const(span, True)), word)


_ASKED: dict[str, Callable[[Span, ir.Expr], ir.Expr]] = {
    "has_content": _truth, "exists": _is_there, "boolean": _boolean,
}  # fmt: skip


def read_freemarker(text: str, offset: int) -> ir.Expr:
    """Lower a condition that starts at `offset` of the file; what cannot be read gives `ir.Opaque`."""
    return read_condition(_GRAMMAR, text, offset, _FreemarkerReader)


_ASSIGNED = lazy_regex(r"""\s*+(?:"([^"\n]*)"|'([^'\n]*)'|([^\W\d][\w$@]*))\s*+=(?!=)\s*+""")


def read_assign(word: str, text: str, offset: int) -> Bindings:
    """`<#assign name = value>`; of several in one tag nothing is known."""
    match = _ASSIGNED.match(text)
    if match is None:
        return ()
    name = next(group for group in match.groups() if group is not None)
    return ((name, read_freemarker(text[match.end() :], offset + match.end())),)


_NAMED = lazy_regex(r"""\s*+([^\W\d][\w$@-]*)\s*+=(?!=)\s*+""")
_VALUE = lazy_regex(
    r"""\s*+(?!\s)((?:r?"(?:\\.|[^"\\])*+"|r?'(?:\\.|[^'\\])*+'|\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\]|[^\s"'()\[\];])++)""",
    re.DOTALL,
)


def read_arguments(text: str, offset: int) -> tuple[ir.Expr, ...]:
    """`url="/x.js" id=y` or `"/x.js" y`: what a macro is called with; what follows `;` are names of its own."""
    named: list[tuple[str, ir.Expr]] = []
    values: list[ir.Expr] = []
    position = 0
    while True:
        name = _NAMED.match(text, position)
        value = _VALUE.match(text, name.end() if name else position)
        if value is None:
            return (*values, *mapping(tuple(named), Span(offset, offset + len(text))))
        read = read_freemarker(value[1], offset + value.start(1))
        named += [(name[1], read)] if name else []
        values += [] if name else [read]
        position = value.end()
