"""What a type cannot say about a pack's fields: selectors that compile, globs, dates, values per world.

A field rule takes one item and returns what is wrong with it in words, or "". A whole rule takes a built record and
yields the faults of its fields together.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from consentlint.lazy_regex import lazy_regex
from consentlint.worlds import WORLD_NAMES

ID = lazy_regex(r"[a-z0-9]+(-[a-z0-9]+)*")
DOMAIN = lazy_regex(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
PLACEHOLDER = lazy_regex(r"<[a-z][\w-]*>")
OPTION = lazy_regex(r"[\w$.()]+: \S+")
VALUE_KINDS: dict[str, tuple[str, ...]] = {
    "any": ("string", "number", "object", "unknown", "absent"),
    "choice": ("accept", "refuse"),
}


def identifier(text: str) -> str:
    return "" if ID.fullmatch(text) else f"{text!r} is no id: use lower-case letters, digits and single hyphens"


def domain(text: str) -> str:
    return "" if DOMAIN.fullmatch(text) else f"{text!r} is no domain: lower case, no scheme, port or path"


def country(text: str) -> str:
    return "" if re.fullmatch(r"[A-Z]{2}", text) else f"{text!r} is no country: write two capital letters, such as DE"


def position(text: str) -> str:
    return "" if re.fullmatch(r"[0-9]?", text) else f'{text!r} is no position: write a digit in quotes, such as "0"'


def lower(text: str) -> str:
    return "" if text == text.lower() and text.strip() else f"{text!r} must be lower case and not empty"


def glob(text: str) -> str:
    """fnmatch never fails; what it silently reads as literal text does."""
    if not text.strip() or re.search(r"\s", text):
        return f"{text!r} is no glob: it is empty or has spaces"
    return f"{text!r} is a broken glob: '[' is never closed" if re.search(r"\[[^\]]*$", text) else ""


def url_glob(text: str) -> str:
    return f"{text!r} has a scheme: write host and path only" if "://" in text else glob(text)


def path_glob(text: str) -> str:
    return glob(text) if text.startswith(("/", "*")) else f"{text!r} is no path: it must begin with '/' or '*'"


def loader_url(text: str) -> str:
    """Host and path in one, with at least two literal labels at the host's end."""
    if not text:
        return ""
    host = text.partition("/")[0]
    if not re.search(r"(?:^|[.*-])[a-z0-9-]+\.[a-z0-9-]+$", host):
        return f"{text!r} is no address: write host and path, such as cdn.example.com/sdk/*.js, without a scheme"
    return url_glob(text)


def custom_element(text: str) -> str:
    if not re.match(r"[a-z][a-z0-9]*-[a-z0-9-]+", text):
        return f"{text!r} does not begin with the name of a custom element, such as lite-youtube"
    return selector(text)


def start(text: str) -> str:
    from consentlint.packs.starts import parse_start

    return "" if parse_start(text) else f"{text!r} is no start: write name('word'), new Name() or name = {{key}}"


def selector(text: str) -> str:
    import soupsieve

    try:
        soupsieve.compile(text)
    except Exception as error:  # soupsieve's own errors, and ValueError or TypeError for odd input
        return f"{text!r} is a broken CSS selector: {str(error).splitlines()[0]}"
    return ""


def pattern(text: str) -> str:
    if not text:
        return ""
    try:
        compiled = re.compile(text)
    except re.error as error:
        return f"{text!r} is a broken regular expression: {error}"
    return "" if compiled.groups == 1 else f"{text!r} must have exactly one group, the purpose"


def regular(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        return f"{text!r} is a broken regular expression: {error}"
    return "" if text else "an empty text occurs in every file"


def script(text: str) -> str:
    """An expression of JavaScript after its placeholders are filled in."""
    filled = re.sub(r"^\*", "any_object", re.sub(r"(?<=\.)<[a-z][\w-]*>", "name", text))
    filled = PLACEHOLDER.sub("0", filled)
    return "" if not text or _parses(filled) else f"{text!r} is no JavaScript expression"


def _parses(text: str) -> bool:
    import tree_sitter
    import tree_sitter_javascript

    language = tree_sitter.Language(tree_sitter_javascript.language())
    root = tree_sitter.Parser(language).parse(f"({text});".encode()).root_node
    return bool(text.strip()) and not root.has_error and root.named_child_count == 1


def iso_date(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        return f"{text!r} is no date: write it as 2026-11-23"
    return ""


def address(text: str) -> str:
    return "" if not text or re.match(r"https?://\S+$", text) else f"{text!r} is no address; it begins with https://"


def option(text: str) -> str:
    if not text or OPTION.fullmatch(text):
        return ""
    return f"{text!r} is no option: write 'call: key.path', such as 'CookieConsent.run: onConsent'"


def world_values(values: Any) -> str:
    """`undecided`, `refused` and `granted`, each with a value."""
    if not isinstance(values, dict) or set(values) != set(WORLD_NAMES):
        found = ", ".join(values) if isinstance(values, dict) else repr(values)
        return f"expected exactly the worlds {', '.join(WORLD_NAMES)}; found {found or 'none'}"
    faults = (f"{world}: {fault}" for world, item in values.items() if (fault := value(item)))
    return next(faults, "")


def value(item: Any) -> str:
    """A scalar, a list of values (any of them), or a mapping with one key that says the kind."""
    if isinstance(item, list):
        return next((fault for part in item if (fault := value(part))), "" if item else "an empty list is no value")
    if not isinstance(item, dict):
        return ""
    if len(item) != 1:
        return f"a value has one key, not {len(item)}: any, choice, holds, list, object, path or promise"
    ((kind, inner),) = item.items()
    if kind in VALUE_KINDS:
        words = VALUE_KINDS[kind]
        return "" if inner in words else f"{kind} must be one of {', '.join(words)}; found {inner!r}"
    if kind == "holds":
        fine = inner == "all" or (isinstance(inner, list) and all(isinstance(part, str) for part in inner))
        return "" if fine else f"holds must be 'all' or a list of purposes; found {inner!r}"
    if kind == "path":
        return "" if isinstance(inner, str) and inner else f"path must be an expression; found {inner!r}"
    if kind == "promise" and inner == []:
        return ""
    if kind in ("promise", "list"):
        return value(inner)
    if kind == "object":
        if not isinstance(inner, dict):
            return f"object must be a mapping of keys to values; found {inner!r}"
        return next((fault for part in inner.values() if (fault := value(part))), "")
    return f"unknown kind of value {kind!r}; accepted are any, choice, holds, list, object, path and promise"


FIELD_RULES: dict[tuple[str, str], Callable[[Any], str]] = {
    ("Vendor", "id"): identifier,
    ("Cmp", "id"): identifier,
    ("Policy", "id"): identifier,
    ("Duty", "id"): identifier,
    ("CommonDuty", "id"): identifier,
    ("CountryGroup", "id"): identifier,
    ("CountryGroup", "countries"): country,
    ("PersonalData", "call"): start,
    ("PersonalData", "argument"): position,
    ("PersonalData", "keys"): glob,
    ("Source", "date"): iso_date,
    ("Source", "url"): address,
    ("Vendor", "website"): address,
    ("Cmp", "website"): address,
    ("Vendor", "domains"): domain,
    ("RegionEntry", "domains"): domain,
    ("RegionEntry", "names"): lower,
    ("Vendor", "tokens"): lower,
    ("RegionEntry", "hosts"): glob,
    ("Loader", "hosts"): glob,
    ("Loader", "url"): loader_url,
    ("Start", "call"): start,
    ("ElementMark", "selector"): custom_element,
    ("Package", "given"): glob,
    ("Package", "not_in"): glob,
    ("Loader", "path"): path_glob,
    ("Presence", "urls"): url_glob,
    ("Presence", "selectors"): selector,
    ("OwnFile", "path"): path_glob,
    ("OwnFile", "holds"): regular,
    ("OwnFile", "lacks"): regular,
    ("Purpose", "pattern"): pattern,
    ("MarkupGate", "selector"): selector,
    ("LiveMarkup", "selector"): selector,
    ("AutoBlocking", "selector"): selector,
    ("AutoBlocking", "broken_by"): selector,
    ("AutoBlocking", "exempt"): selector,
    ("Condition", "values"): world_values,
    ("StoredChoice", "values"): world_values,
    ("StoredChoice", "name"): glob,
    ("Condition", "expr"): script,
    ("Controls", "accept"): selector,
    ("Controls", "refuse"): selector,
    ("Cmp", "accept"): script,
    ("Cmp", "refuse"): script,
    ("Cmp", "reads"): script,
    ("Cmp", "writes"): script,
    ("Callback", "argument"): world_values,
    ("Callback", "others"): world_values,
    ("Callback", "call"): script,
    ("Callback", "option"): option,
    ("GatedLoader", "option"): option,
    ("Definition", "option"): option,
    ("GatedLoader", "call"): script,
    ("Vocabulary", "accept_literals"): lower,
    ("Vocabulary", "refuse_literals"): lower,
    ("Vocabulary", "accept_controls"): lower,
    ("Vocabulary", "refuse_controls"): lower,
    ("Vocabulary", "save_controls"): lower,
    ("Vocabulary", "toggle_words"): lower,
    ("Vocabulary", "personal_keys"): lower,
}


def _callback(made: Any) -> Iterator[str]:
    given = [name for name in ("event", "call", "function", "option") if getattr(made, name)]
    if len(given) != 1:
        yield f"expected exactly one of event, call, function and option; found {', '.join(given) or 'none'}"


def _gated_loader(made: Any) -> Iterator[str]:
    if [bool(made.call), bool(made.option), bool(made.start)].count(True) != 1:
        yield "expected a call, an option or a start, and only one of them"


def _vendor(made: Any) -> Iterator[str]:
    regions = [region for region in made.regions if region is not None]
    yield from _twice("region id", [region.id for region in regions])
    yield from _twice("default region", ["default" for region in regions if region.default])
    yield from _twice("domain", [*made.domains, *(domain for region in regions for domain in region.domains)])
    yield from _twice("region name", [name for region in regions for name in region.names])
    yield from _twice("duty", [duty.id for duty in made.duties if duty is not None])
    yield from _twice("source", [source.id for source in made.sources if source is not None])


def _module(made: Any) -> Iterator[str]:
    if bool(made.name) == bool(made.key):
        yield "expected a name or a key, and not both"


def _setting(made: Any) -> Iterator[str]:
    if not made.key:
        yield "the key 'key' is missing; Setting needs it"


def _twice(what: str, words: list[str]) -> Iterator[str]:
    for word in sorted({word for word in words if words.count(word) > 1}):
        yield f"the {what} {word!r} is given twice"


WHOLE_RULES: dict[str, Callable[[Any], Iterator[str]]] = {
    "Callback": _callback,
    "GatedLoader": _gated_loader,
    "Module": _module,
    "Setting": _setting,
    "Vendor": _vendor,
}
