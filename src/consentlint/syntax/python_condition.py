"""Python's expressions, as conditions of templates, lowered to those of `ir`."""

from consentlint.syntax import ir
from consentlint.syntax.condition import Grammar, Reader, read_condition

_GRAMMAR = Grammar(
    infix={
        "or": (1, "||"), "and": (2, "&&"), "==": (4, "=="), "!=": (4, "!="), "<": (4, "<"), "<=": (4, "<="),
        ">": (4, ">"), ">=": (4, ">="), "in": (4, "in"), "not in": (4, "not in"), "+": (5, "+"), "-": (5, "-"),
        "*": (6, "*"), "/": (6, "/"), "//": (6, "/"), "%": (6, "%"), "**": (7, "**"),
    },
    prefix={"not": (3, "!"), "-": (7, "-"), "+": (7, "+")},
    constants={"True": True, "False": False, "None": None, "UNDEFINED": ir.UNDEFINED},
    tests={
        "None": ("==", None), "True": ("===", True), "False": ("===", False), "UNDEFINED": ("===", ir.UNDEFINED),
    },
)  # fmt: skip
_SPELLED = {
    "startswith": "startsWith", "endswith": "endsWith", "lower": "toLowerCase", "upper": "toUpperCase", "strip": "trim",
}  # fmt: skip
_SAME = frozenset(["bool", "str", "h", "escape"])


class _PythonReader(Reader):
    members = (".",)

    def member(self, value: ir.Expr) -> ir.Expr:
        result = super().member(value)
        match result:
            case ir.Member(_, _, ir.Const(_, str(key)) as constant) if key in _SPELLED:
                return result._replace(key=constant._replace(value=_SPELLED[key]))
        return result

    def postfix(self, value: ir.Expr) -> ir.Expr:
        result = super().postfix(value)
        match result:
            case ir.Call(_, ir.Name(_, name), (argument,)) if name in _SAME:
                return argument
        return result

    def filter(self, value: ir.Expr) -> ir.Expr:
        """`|` is an operation on numbers here."""
        self.fail()


def read_python(text: str, offset: int) -> ir.Expr:
    """Lower a Python expression that starts at `offset` of the file; what cannot be read gives `ir.Opaque`."""
    return read_condition(_GRAMMAR, text.replace("\\\n", " \n").replace("\\\r\n", " \r\n"), offset, _PythonReader)
