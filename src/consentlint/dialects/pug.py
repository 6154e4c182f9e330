"""Pug, formerly Jade (Express, Vue, Hexo): elements by indentation, JavaScript in between."""

from consentlint.lazy_regex import lazy_regex
from consentlint.syntax.condition import split_assignment
from consentlint.syntax.rendered import Rendered
from consentlint.syntax.script_condition import read_script_condition
from consentlint.syntax.template import Bindings, Dialect, Search, Word

_DECLARES = lazy_regex(r"\s*(?:var|let|const)\s+")


def _render(text: str) -> Rendered:
    from consentlint.syntax.pug import render_pug  # its patterns: 2 ms

    return render_pug(text)


def _bindings(word: str, text: str, offset: int) -> Bindings:
    declared = _DECLARES.match(text)
    start = declared.end() if declared else 0
    name, value, at = split_assignment(text[start:])
    return ((name, read_script_condition(value.rstrip().rstrip(";"), offset + start + at)),) if name else ()


DIALECT = Dialect(
    id="pug",
    extensions=(".pug", ".jade"),
    scan=lambda text: (),
    words={
        "if": Word("open", ("if",), conditional=True),
        "unless": Word("open", ("if",), conditional=True, negate=True),
        "case": Word("open", ("if",), subject=True),
        "elseif": Word("branch", (), conditional=True),
        "when": Word("branch", (), conditional=True),
        "else": Word("branch", ()),
        "each": Word("open", ("for",)),
        "while": Word("open", ("for",)),
        "block": Word("open", ("block",)),
        "append": Word("open", ("push",)),
        "mixin": Word("open", ("macro",)),
        "call": Word("open", ("call",)),
        "end": Word("close", ()),
        "include": Word("leaf", ("include",), bare=True),
        "extends": Word("leaf", ("extends",), bare=True),
        "yield": Word("leaf", ("yield",)),
        "set": Word("leaf", ("set",), binds=True),
        "code": Word("leaf", ("code",)),
    },
    sniff=lambda text: False,
    condition=read_script_condition,
    bindings=_bindings,
    render=_render,
    end_prefix="",
    search=Search(endings=(".pug", ".jade", ""), folders={"": ("views", "")}, relative=True, shared=True),
)
