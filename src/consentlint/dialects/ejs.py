"""EJS: JavaScript in pages (Express, Hexo, webpack)."""

from consentlint.lazy_regex import lazy_regex
from consentlint.syntax.code_words import WORDS
from consentlint.syntax.condition import split_assignment
from consentlint.syntax.ejs import scan_ejs
from consentlint.syntax.front_matter import LAYOUTS
from consentlint.syntax.script_condition import read_script_condition
from consentlint.syntax.template import Bindings, Dialect, Layout, Search

_DECLARES = lazy_regex(r"\s*(?:var|let|const)\s+")


def _bindings(word: str, text: str, offset: int) -> Bindings:
    declared = _DECLARES.match(text)
    start = declared.end() if declared else 0
    name, value, at = split_assignment(text[start:])
    return ((name, read_script_condition(value.rstrip().rstrip(";"), offset + start + at)),) if name else ()


_VIEWS = r"(?P<views>(?:.*/)?views/)(?!layouts?[/.]|partials?/|includes?/|components?/|_)(?:[^/_][^/]*/)*[^/_][^/]*"
_FOUND = Search(endings=("", ".ejs"), folders={"": ("views/layouts", "views")}, relative=True)
# ejs-mate and express-ejs-layouts (their README files).
_LAYOUTS = (
    *LAYOUTS,
    Layout(named=r"<%[-_=]?\s*layout\(\s*['\"]([^'\"\n]+)['\"]", needs=r"<%[-_=]?\s*layout\(\s*['\"]", search=_FOUND),
    Layout(pages=_VIEWS, paths=("{views}layout", "{views}layouts/layout", "{views}layouts/main"), search=_FOUND,
           others=r"{views}layouts/[^/]+\.ejs"),
)  # fmt: skip

DIALECT = Dialect(
    id="ejs",
    extensions=(".ejs",),
    scan=scan_ejs,
    words=WORDS,
    sniff=lambda text: False,
    condition=read_script_condition,
    bindings=_bindings,
    end_prefix="",
    search=Search(
        endings=("", ".ejs", ".html"),
        folders={"": ("views",)},
        relative=True,
        object="locals",
        layouts=_LAYOUTS,
        body=("body", "content"),
    ),
    calls={"include": "include", "partial": "include"},
)
