"""What the markup of all components has in common."""

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.components.code import member, name

EVENT = lazy_regex(r"on([a-z]+)")


def is_component(word: str) -> bool:
    """A capital letter or a dot makes a component, as in JSX."""
    return word[:1].isupper() or "." in word


def tag_path(word: str, span: Span) -> ir.Expr:
    """`Chat`, `ui.Chat`."""
    first, *rest = word.split(".")
    found: ir.Expr = name(span, first)
    for key in rest:
        found = member(span, found, key)
    return found


def slot_key(word: str) -> str:
    """The property that holds a slot's content."""
    return "children" if word == "default" else f"slot:{word}"


def inner_html(span: Span, held: ir.Expr) -> ir.JsxAttribute:
    """Markup that is the value of a string."""
    inner = ir.Property(span, ir.Const(span, "__html"), held)
    return ir.JsxAttribute(span, "dangerouslySetInnerHTML", ir.Object(span, (inner,)))
