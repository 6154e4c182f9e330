"""From an example to a page that a browser can open, or the reason why there is none."""

import html
import re
from dataclasses import dataclass

from browser.bundling import bundled, needs_build
from cases import Case

HTML_TYPE, XHTML_TYPE, SVG_TYPE = "text/html; charset=utf-8", "application/xhtml+xml", "image/svg+xml"
JQUERY_USE = re.compile(r"\bjQuery\b|(?<![\w$.])\$[.(]")
JQUERY_FILE = re.compile(r"jquery[\w.-]*\.js", re.I)
ELEMENT_LOOKUP = re.compile(
    r"getElementById\(\s*['\"]([\w-]+)['\"]|(?:querySelector(?:All)?|\$)\(\s*['\"]([#.][\w-]+)['\"]"
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page: its text and its media type."""

    text: str
    media_type: str = HTML_TYPE


class NotRenderable(Exception):
    """There is no page to open; the message says why."""


def render(case: Case, head: str = "") -> Rendered:
    """The page of an example. `head` is markup put first of all (a consent platform that the example presumes)."""
    code = case.code
    if case.language in {"html", "xhtml", "svg"}:
        return _markup(case, head)
    if needs_build(case):
        return _bundle(case, head)
    if case.language not in {"js", "mjs"}:
        raise NotRenderable(case.language)
    kind = ' type="module"' if case.language == "mjs" or re.search(r"^\s*import\s", code, re.M) else ""
    text = code.replace("</script", "<\\/script")
    body = f"<body>{elements(code, case.accept, case.refuse, case.click)}\n<script{kind}>\n{text}</script></body>\n"
    return Rendered(f"<!doctype html>\n{_jquery(code)}{head}{body}")


def _bundle(case: Case, head: str) -> Rendered:
    """An example that is built first: it shows itself in an empty page."""
    try:
        script = bundled(case).replace("</script", "<\\/script")
    except ValueError as error:
        raise NotRenderable(f"{case.language} that does not build: {error}") from None
    body = f'<body><div id="root"></div>{elements(case.code, case.accept, case.refuse, case.click)}'
    return Rendered(f"<!doctype html>\n{_jquery(case.code)}{head}{body}\n<script>\n{script}</script></body>\n")


def _markup(case: Case, head: str) -> Rendered:
    code = re.sub(r"""\sintegrity=("[^"]*"|'[^']*')""", " ", case.code)  # what is served is not what was hashed
    if "xmlns" in code and case.language in {"xhtml", "svg"}:
        return Rendered(code.lstrip(), XHTML_TYPE if case.language == "xhtml" else SVG_TYPE)
    doctype = re.match(r"\s*<!doctype[^>]*>", code, re.I)
    start = doctype[0] if doctype else "<!doctype html>\n"
    return Rendered(start + _jquery(code) + head + code[doctype.end() if doctype else 0 :])


def _jquery(code: str) -> str:
    """jQuery for an example that uses it without saying where it comes from."""
    return '<script src="/jquery.js"></script>' if JQUERY_USE.search(code) and not JQUERY_FILE.search(code) else ""


def elements(code: str, *more: str) -> str:
    """The elements that a script looks up: buttons, since it mostly waits for a click on them. more: selectors."""
    wanted = {f"#{ident}" if ident else other for ident, other in ELEMENT_LOOKUP.findall(code)}
    wanted |= {one for one in more if re.fullmatch(r"[#.][\w-]+", one)}
    names = (("id" if one[0] == "#" else "class", html.escape(one[1:])) for one in sorted(wanted))
    return "\n".join(f'<button type="button" {attribute}="{name}">{name}</button>' for attribute, name in names)
