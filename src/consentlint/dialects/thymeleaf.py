"""Thymeleaf (Spring Boot): pages whose attributes say what becomes of their elements."""

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.bearing import Bears, bearing
from consentlint.syntax.template import Bindings, Dialect, Search, Word
from consentlint.syntax.thymeleaf import PREFIXES, filled, fragment, read_expression, scan_inline

# In the order of the engine: what brings in a fragment comes before loops and conditions.
_ATTRIBUTES = {
    "replace": Bears("include", scope="whole"),
    "each": Bears("each", "/each"),
    "if": Bears("if", "/if"),
    "unless": Bears("unless", "/if"),
    "case": Bears("switch", "/if", "case"),
    "switch": Bears("switch", scope="subject"),
    "with": Bears("with", "/with"),
    "fragment": Bears("fragment", "/fragment"),
    "insert": Bears("include", scope="filled"),
    "include": Bears("include", scope="filled"),
    "text": Bears("text", scope="filled"),
    "utext": Bears("text", scope="filled"),
    "remove": Bears("", scope="whole", only=frozenset(["all"])),
}
_LAYOUT = {
    "layout:decorate": Bears("decorate", scope="before"),
    "layout:decorator": Bears("decorate", scope="before"),
    "layout:fragment": Bears("fragment", "/fragment"),
    "layout:replace": Bears("include", scope="whole"),
    "layout:insert": Bears("include", scope="filled"),
}
_SNIFF = lazy_regex(r"""\sxmlns:th\s*=|[\s"'](?:th:|data-th-)[\w-]+\s*=\s*["']|<th:block\b""")
_BINDING = lazy_regex(r"\s*(\w+)\s*=\s*((?:[^,'{}(]|'[^']*'|\{[^{}]*\}|\([^()]*\))+)(?:,|\Z)")


def _bindings(word: str, text: str, offset: int) -> Bindings:
    """`th:with="a=${x},b='y'"`."""
    found, position = [], 0
    while (match := _BINDING.match(text, position)) is not None:
        found.append((match[1], read_expression(match[2], offset + match.start(2))))
        position = match.end()
    return tuple(found)


def _trim(text: str, span: Span) -> Span:
    return fragment(text, span)


DIALECT = Dialect(
    id="thymeleaf",
    extensions=(),
    scan=bearing(
        scan_inline,
        {f"{prefix}{name}": bears for name, bears in _ATTRIBUTES.items() for prefix in PREFIXES} | _LAYOUT,
        edit=filled,
        trim=_trim,
        needles=(*PREFIXES, "layout:"),
    ),
    words={
        "if": Word("open", ("if",), conditional=True),
        "unless": Word("open", ("if",), conditional=True, negate=True),
        "switch": Word("open", ("if",), subject=True),
        "case": Word("branch", ("if",), conditional=True),
        "else": Word("branch", ("if",)),
        "/if": Word("close", ("if",)),
        "each": Word("open", ("for",)),
        "/each": Word("close", ("for",)),
        "with": Word("open", ("with",), binds=True),
        "/with": Word("close", ("with",)),
        "fragment": Word("open", ("block",)),
        "/fragment": Word("close", ("block",)),
        "include": Word("leaf", ("include",), bare=True),
        "decorate": Word("leaf", ("extends",), bare=True),
        "text": Word("print"),
        "code": Word("leaf", ("code",)),
    },
    sniff=lambda text: 2 if _SNIFF.search(text) else 0,
    condition=read_expression,
    bindings=_bindings,
    end_prefix="",
    search=Search(endings=(".html", ""), folders={"": ("src/main/resources/templates", "templates")}, part="::"),
)
