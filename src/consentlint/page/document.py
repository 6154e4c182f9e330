"""The page as a whole: head, contents, sections, foot."""

import base64
import hashlib
from pathlib import Path

from consentlint.page.content import Content
from consentlint.page.markup import Html, items, join, tag
from consentlint.page.section import Section
from consentlint.registry import load_folder

STYLE = Path(__file__).parent / "page.css"


def sections() -> list[Section]:
    """Every section in its order, found by folder."""
    return sorted(load_folder("consentlint.page.sections", "SECTION").values(), key=lambda section: section.order)


def document(content: Content) -> str:
    """The whole page. The same content gives the same text."""
    written = [(section.id, text) for section in sections() if (text := section.write(content))]
    contents = items(tag("a", content.words(f"sections.{ident}"), href=f"#{ident}") for ident, _ in written)
    body = tag(
        "body",
        tag("a", content.words("page.skip"), href="#content", class_="skip"),
        _header(content),
        tag("nav", contents, aria_label=content.words("page.contents")),
        tag("main", *(_section(ident, text, content) for ident, text in written), id="content", tabindex=-1),
        tag("footer", tag("p", content.words("page.disclaimer"))),
    )
    return "<!doctype html>\n" + tag("html", _head(content), body, lang=content.words.language)


def _head(content: Content) -> Html:
    style = STYLE.read_text("utf-8")
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        # Nothing may be fetched from anywhere, whatever a reader believes of us: the browser sees to it.
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(style)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="robots", content="noindex"),
        tag("meta", name="generator", content=f"consentlint {content.version}"),
        tag("link", rel="icon", href="data:,"),
        tag("title", content.words("page.title", name=content.name)),
        tag("style", Html(style)),
    )


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


def _header(content: Content) -> Html:
    words = content.words
    made = join((words("page.made_on"), " ", words.date(content.today), " · consentlint ", content.version))
    digest = content.input.digest[:16]
    return tag(
        "header",
        tag("p", words("page.kind"), class_="kind"),
        tag("h1", content.name),
        tag("p", made, " · ", words("page.input"), " ", tag("code", digest), class_="made"),
    )


def _section(ident: str, text: Html, content: Content) -> Html:
    return tag("section", tag("h2", content.words(f"sections.{ident}"), id=ident), text, aria_labelledby=ident)
