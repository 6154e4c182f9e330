"""FreeMarker (Spring, Liferay, Magnolia, Keycloak, Halo)."""

from collections.abc import Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.syntax.freemarker import Scan, without_falling
from consentlint.syntax.freemarker_condition import read_arguments, read_assign, read_freemarker
from consentlint.syntax.leaving import LEAVING, leaving
from consentlint.syntax.template import Dialect, Search, Tag, Word

_WORDS = {
    "if": Word("open", ("if",), conditional=True),
    "elseif": Word("branch", ("if",), conditional=True),
    "else": Word("branch", ("if", "for")),
    "switch": Word("open", ("if",), subject=True),
    "unknown": Word("open", ("if",), conditional=True),
    "case": Word("branch", ("if",), conditional=True),
    "on": Word("branch", ("if",), conditional=True),
    "default": Word("branch", ("if",)),
    "/if": Word("close", ("if",)),
    "/switch": Word("close", ("if",)),
    "attempt": Word("open", ("attempt",)),
    "recover": Word("branch", ("attempt",)),
    "/attempt": Word("close", ("attempt",)),
    "@": Word("open", ("call",)),
    "/@": Word("close", ("call",)),
    "include": Word("leaf", ("include",)),
    "import": Word("leaf", ("import",)),
    "set": Word("leaf", ("set",), binds=True),
    "noparse": Word("open", ("raw",)),
    "/noparse": Word("close", ("raw",)),
    **LEAVING,
}
for _kind, _names in {
    "for": ("list", "foreach"),
    "macro": ("macro", "function"),
    "capture": ("capture",),
    "other": ("items", "compress", "escape", "noescape", "outputformat", "autoesc", "noautoesc"),
}.items():
    for _name in _names:
        _WORDS[_name] = Word("open", (_kind,))
        _WORDS[f"/{_name}"] = Word("close", (_kind,))
for _name in ("assign", "local", "global"):
    _WORDS[f"/{_name}"] = Word("close", ("capture",))
for _name in "sep break continue return stop visit recurse fallback flush setting ftl t lt rt nt".split():
    _WORDS[_name] = Word("leaf", ("other",))
_WORDS["nested"] = Word("leaf", ("caller",))

_BEGINS = "ftl|if|list|assign|include|import|macro"
_SNIFF = lazy_regex(rf"<#(?:--|(?:{_BEGINS})\b)|\[#(?:{_BEGINS})[\s\]]")


def _scan(text: str) -> Iterator[Tag]:
    return leaving(without_falling(list(Scan(text).tags())), _WORDS, frozenset(["return", "stop"]))


DIALECT = Dialect(
    id="freemarker",
    extensions=(".ftl", ".ftlh", ".ftlx"),
    scan=_scan,
    words=_WORDS,
    sniff=lambda text: 2 if _SNIFF.search(text) else 0,
    condition=read_freemarker,
    bindings=read_assign,
    arguments=read_arguments,
    end_prefix="",
    search=Search(folders={"": ("templates", "src/main/resources/templates", "")}, relative=True, shared=True),
)
