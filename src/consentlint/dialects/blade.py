"""Blade (Laravel): directives over PHP."""

from collections.abc import Iterable

from consentlint.syntax.blade import ASKS, scan_blade
from consentlint.syntax.component_tags import component_bindings, component_words, with_components
from consentlint.syntax.condition import split_assignment
from consentlint.syntax.php_condition import read_php
from consentlint.syntax.template import Bindings, Dialect, Search, Tag, Word

_IF, _MORE = Word("open", ("if",), conditional=True), Word("branch", ("if",), conditional=True)
_UNLESS = Word("open", ("if",), conditional=True, negate=True)
_ELSE, _END = Word("branch", ("if",)), Word("close", ("if",))
# What `syntax.php` makes of code; the application's own directives are `own`.
_CODE = {
    "rest": _UNLESS, "endrest": _END, "loop": Word("open", ("for",)), "endloop": Word("close", ("for",)),
    "set": Word("leaf", ("set",), binds=True), "code": Word("leaf", ("code",)),
    "own": _IF, "unlessown": _UNLESS, "elseown": _MORE, "endown": _END, "value": Word("leaf", ("set",)),
}  # fmt: skip


def _words() -> dict[str, Word]:
    words = {
        "if": _IF, "elseif": _MORE, "else": _ELSE, "endif": _END, "unless": _UNLESS, "endunless": _END,
        "switch": Word("open", ("if",), subject=True), "case": _MORE, "default": _ELSE, "endswitch": _END,
        "elseauth": _MORE, "elseguest": _MORE, "elsecan": _MORE, "elsecannot": _MORE, "elsecanany": _MORE,
        "includeWhen": _IF, "includeUnless": _UNLESS, "endinclude": _END,
        "empty": Word("branch", ("for",)), "endempty": _END,
        "include": Word("leaf", ("include",)), "includeIf": Word("leaf", ("include",)),
        "includeFirst": Word("leaf", ("include",)), "each": Word("leaf", ("include",)),
        "extends": Word("leaf", ("extends",)),
        "yield": Word("print", ("yield",)), "stack": Word("print", ("stack",)), "parent": Word("print", ("parent",)),
    }  # fmt: skip
    for word in ASKS:
        words[word] = _IF
        words[f"end{word}"] = _END
    for word in ("for", "foreach", "forelse", "while"):
        words[word] = Word("open", ("for",))
        words[f"end{word}"] = Word("close", ("for",))
    for word in ("push", "pushOnce", "prepend", "prependOnce", "component", "slot", "once", "fragment", "persist",
                 "script", "assets", "teleport", "pushIf"):  # fmt: skip
        words[word] = Word("open", ("push" if word.startswith(("push", "prepend")) else word,))
        words[f"end{word}"] = Word("close", words[word].kinds)
    words["section"] = Word("open", ("block",))
    for word in ("endsection", "stop", "show", "append", "overwrite"):
        words[word] = Word("close", ("block",))
    for word in ("break", "continue", "props", "aware", "inject", "use", "unset", "verbatim", "endverbatim", "php",
                 "endphp", "endlang", "endPushIf", "dd", "dump"):  # fmt: skip
        words[word] = Word("leaf", ("other",))
    for word in ("csrf", "method", "json", "js", "class", "style", "checked", "selected", "disabled", "readonly",
                 "required", "vite", "viteReactRefresh", "livewire", "livewireStyles", "livewireScripts", "choice",
                 "lang"):  # fmt: skip
        words[word] = Word("print", ("print",))
    return words


_WORDS = _words()
_KNOWN = frozenset(_WORDS)


def _scan(text: str) -> Iterable[Tag]:
    return scan_blade(text, _KNOWN)


_COMPONENTS = ("resources/views/components", "views/components", "components")


def _bindings(word: str, text: str, offset: int) -> Bindings:
    if word[:1] == "<":
        return component_bindings(text, offset, read_php)
    name, value, at = split_assignment(text)
    return ((name.lstrip("$"), read_php(value, offset + at)),) if name else ()


DIALECT = Dialect(
    id="blade",
    extensions=(".blade.php", ".blade"),
    scan=with_components(_scan, "x-", "slot"),
    words={**_WORDS, **_CODE, **component_words("x-")},
    sniff=lambda text: False,
    condition=read_php,
    bindings=_bindings,
    end_prefix="",
    search=Search(
        endings=(".blade.php", "/index.blade.php", ".php", ""),
        folders={"": ("resources/views", "views", ""), "<x-": _COMPONENTS, "<x-/": _COMPONENTS},
        dots=True,
        runs=True,
        slot="slot",
        classes=r"""\bview\(\s*['"]([\w.:/-]+)['"]""",
    ),
)
