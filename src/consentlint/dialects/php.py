"""PHP pages and templates (WordPress, Drupal, plain)."""

from typing import Any

from consentlint.lazy_regex import lazy_regex
from consentlint.syntax.code_words import WORDS
from consentlint.syntax.condition import split_assignment
from consentlint.syntax.php import scan_php
from consentlint.syntax.php_condition import read_php
from consentlint.syntax.template import Bindings, Dialect, Layout, Search, Word

_PULLS = (
    "include", "include_once", "require", "require_once", "get_template_part", "get_header", "get_footer",
    "get_sidebar", "locate_template", "load_template",
)  # fmt: skip
_SNIFF = lazy_regex(r"<\?(?:php\s|=)")


def _bindings(word: str, text: str, offset: int) -> Bindings:
    name, value, at = split_assignment(text)
    return ((name.lstrip("$"), read_php(value, offset + at)),) if name else ()


def _program(text: str) -> Any:
    from consentlint.syntax.server.php import parse_php  # the parser is loaded when there is code to read

    return parse_php(text)


_NAMES = r"\$(?:this|view)\s*->\s*(?:layout|extend|setLayout)\(\s*['\"]([^'\"\n]+)['\"]"
_FOUND = Search(
    endings=("", ".php", ".phtml", ".html.php"),
    folders={"": ("templates", "views", "app/Views")},
    dots=True,
    relative=True,
)
_LAYOUTS = (
    # https://platesphp.com/templates/layouts/, https://codeigniter.com/user_guide/outgoing/view_layouts.html
    Layout(needs=_NAMES, named=_NAMES, search=_FOUND),
    # https://www.yiiframework.com/doc/guide/2.0/en/structure-views#layouts
    Layout(pages=r"(?P<views>(?:.*/)?views/)(?!layouts/)(?:.*/)?(?!_)[^/]+\.php", paths=("{views}layouts/main",),
           others=r"{views}layouts/[^/_]+\.php", search=_FOUND),
    # https://docs.laminas.dev/laminas-view/quick-start/
    Layout(pages=r"(?P<view>(?:.*/)?view/)(?!layout/).*\.phtml", paths=("{view}layout/layout",), search=_FOUND),
)  # fmt: skip

DIALECT = Dialect(
    id="php",
    extensions=(".php", ".phtml", ".inc", ".ctp", ".module", ".theme"),
    scan=scan_php,
    words={
        **WORDS,
        **{word: Word("leaf", ("include",)) for word in _PULLS},
    },
    sniff=lambda text: 2 if _SNIFF.search(text) else 0,
    condition=read_php,
    bindings=_bindings,
    end_prefix="",
    program=_program,
    search=Search(
        endings=("", ".php", ".phtml", ".html.php"),
        implied={"get_header": "header", "get_footer": "footer", "get_sidebar": "sidebar"},
        relative=True,
        object="args",
        join="-",
        layouts=_LAYOUTS,
        body=("$content", "$this->content", "content"),
    ),
    calls={
        **dict.fromkeys(("view", "render", "partial", "insert", "fetch", "element", "renderPartial"), "include"),
        **dict.fromkeys(("section", "renderSection"), "yield"),
    },
)
