"""A disclosure as Markdown, HTML and JSON. What is in another language than the whole is marked as such."""

import html
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from consentlint.duties.disclosure import CookieLine, Disclosure, Said, ServiceLine, written_languages
from consentlint.lazy_regex import lazy_regex
from consentlint.packs.languages import Phrases

_MARKDOWN = lazy_regex(r"([\\`*_\[\]<>|#~])")


def written(disclosure: Disclosure, format: str) -> str:
    """The text of the whole, with a line end at its end. format: one of FORMATS."""
    return FORMATS[format](disclosure)


# --- Markdown --------------------------------------------------------------------------------------------------------


def to_markdown(disclosure: Disclosure) -> str:
    phrases = _phrases(disclosure)
    parts = [f"<!-- {phrases.made_by} -->", f"# {phrases.title}"]
    for service in disclosure.services:
        parts += [f"## {_escaped(service.name)}", *_markdown_service(service, disclosure.language, phrases)]
    return "\n\n".join(parts) + "\n"


def _markdown_service(service: ServiceLine, language: str, phrases: Phrases) -> Iterator[str]:
    def shown(text: Said) -> str:
        inner = _escaped(" ".join(text.text.split()))
        return inner if text.language in ("", language) else f'<span lang="{text.language}">{inner}</span>'

    facts = ((name, _joined(map(shown, texts))) for name, texts in _facts(service, language, phrases))
    yield "\n".join(f"- **{name}:** {value}" for name, value in facts)
    yield f"> **{phrases.headings['consent_text']}:** {shown(service.consent_text)}"
    yield f"### {phrases.headings['cookies']}"
    if not service.cookies:
        yield phrases.sentences["nothing"]
        return
    rows = [[*phrases.columns.values()], ["---"] * len(phrases.columns)]
    for cookie in service.cookies:
        name, *rest = _cells(cookie, language, phrases)
        rows.append([f"`{name[0].text}`", *(_joined(map(shown, cell)) for cell in rest)])
    yield "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


# --- HTML ------------------------------------------------------------------------------------------------------------


def to_html(disclosure: Disclosure) -> str:
    """A fragment for a page of the site's own."""
    phrases, language = _phrases(disclosure), disclosure.language
    lines = [f"<!-- {phrases.made_by} -->", f'<section class="consent-disclosure" lang="{language}">']
    lines.append(f"  <h2>{html.escape(phrases.title)}</h2>")
    for service in disclosure.services:
        lines += ["  <section>", f"    <h3>{html.escape(service.name)}</h3>"]
        lines += [f"    {line}" for line in _html_service(service, language, phrases)]
        lines.append("  </section>")
    return "\n".join([*lines, "</section>"]) + "\n"


def _html_service(service: ServiceLine, language: str, phrases: Phrases) -> Iterator[str]:
    def shown(text: Said) -> str:
        inner = html.escape(text.text)
        return inner if text.language in ("", language) else f'<span lang="{text.language}">{inner}</span>'

    yield "<dl>"
    for name, texts in _facts(service, language, phrases):
        yield f"  <dt>{html.escape(name)}</dt>"
        yield from (f"  <dd>{shown(text)}</dd>" for text in texts)
    yield f"  <dt>{html.escape(phrases.headings['consent_text'])}</dt>"
    yield f"  <dd>{shown(service.consent_text)}</dd>"
    yield "</dl>"
    if not service.cookies:
        yield f"<p>{html.escape(phrases.sentences['nothing'])}</p>"
        return
    yield "<table>"
    yield f"  <caption>{html.escape(phrases.headings['cookies'])}</caption>"
    heads = "".join(f'<th scope="col">{html.escape(title)}</th>' for title in phrases.columns.values())
    yield f"  <thead><tr>{heads}</tr></thead>"
    yield "  <tbody>"
    for cookie in service.cookies:
        key, *rest = _cells(cookie, language, phrases)
        cells = "".join(f"<td>{_joined(map(shown, cell))}</td>" for cell in rest)
        yield f'    <tr><th scope="row"><code>{html.escape(key[0].text)}</code></th>{cells}</tr>'
    yield "  </tbody>"
    yield "</table>"


# --- JSON ------------------------------------------------------------------------------------------------------------


def to_json(disclosure: Disclosure) -> str:
    return json.dumps(_plain(disclosure), ensure_ascii=False, indent=2) + "\n"


def _plain(value: Any) -> Any:
    if hasattr(value, "_asdict"):
        return {key: _plain(held) for key, held in value._asdict().items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return {key: _plain(held) for key, held in value.items()} if isinstance(value, dict) else value


# --- what all show ---------------------------------------------------------------------------------------------------


def _phrases(disclosure: Disclosure) -> Phrases:
    phrases = written_languages()[disclosure.language].disclosure
    assert phrases is not None
    return phrases


def _facts(service: ServiceLine, language: str, phrases: Phrases) -> Iterator[tuple[str, list[Said]]]:
    """What is told about a service besides its cookies, by heading, as far as it is known."""
    headings = phrases.headings
    provider = ", ".join(part for part in (service.provider or service.name, service.country_name) if part)
    role = f" ({phrases.roles[service.role]})" if service.role else ""
    yield headings["provider"], [Said(provider + role)]
    yield headings["purpose"], list(service.purposes)
    if service.legal_basis:
        yield headings["legal_basis"], [Said(_pairs(service.legal_basis, phrases.steps, phrases.bases), language)]
    if service.region.text:
        yield headings["region"], [service.region]
    if service.transfer:
        yield headings["transfer"], list(service.transfer)
    if service.retention:
        told = [Said(f"{phrases.kept[key]}: {text.text}", text.language) for key, text in service.retention.items()]
        yield headings["retention"], told
    if service.alternative.text:
        yield headings["alternative"], [service.alternative]


def _pairs(said: Mapping[str, str], keys: Mapping[str, str], values: Mapping[str, str]) -> str:
    return ", ".join(f"{keys[key]}: {values[value]}" for key, value in said.items())


def _joined(texts: Iterable[str]) -> str:
    """Sentences follow each other, words are listed."""
    told = [text for text in texts if text]
    return (" " if all(text.endswith((".", "</span>")) for text in told[:-1]) else "; ").join(told)


def _cells(cookie: CookieLine, language: str, phrases: Phrases) -> list[list[Said]]:
    """In the order of the columns. That a cookie is optional stands with its purpose."""
    optional = [Said(phrases.sentences["optional"], language)] if cookie.optional else []
    kind = f"{phrases.kinds[cookie.storage]}, {phrases.kinds[cookie.party]}"
    by_column = {
        "name": [Said(cookie.name)],
        "provider": [Said(cookie.provider)],
        "purpose": [cookie.purpose, *optional],
        "duration": [cookie.duration],
        "type": [Said(kind, language)],
    }
    return [by_column[column] for column in phrases.columns]


FORMATS: dict[str, Callable[[Disclosure], str]] = {"markdown": to_markdown, "html": to_html, "json": to_json}
