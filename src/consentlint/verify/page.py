"""A finished run as one HTML page, without scripts and without anything fetched from elsewhere."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TextIO

from consentlint.report import Positions, Style
from consentlint.verify.compare import DIFFERS, NEWS
from consentlint.verify.tell import SIDES, head, place, side
from consentlint.verify.whole import Outcome
from consentlint.worlds import WORLD_NAMES, Worlds

LOOK = """body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem;color:#1b1b1b}
table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem}caption{text-align:left;font-weight:600}
th,td{border:1px solid #c8c8c8;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f0f0f0}.yes{background:#ffd9d2}.maybe{background:#fff1c4}.no{background:#dcf2dc}
.differs{font-weight:600}@media(prefers-color-scheme:dark){body{background:#181818;color:#e8e8e8}
th{background:#2a2a2a}.yes{background:#6b2116}.maybe{background:#5c4a00}.no{background:#1d4a1d}}"""
WORLDS = tuple(f"on load: {world}" for world in WORLD_NAMES)


def write(outcome: Outcome, stream: TextIO, style: Style) -> None:
    """One HTML document."""
    title = f"consentlint verify: {outcome.target}"
    stream.write(f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>\n')
    stream.write(f'<meta name="viewport" content="width=device-width"><style>{LOOK}</style></head>\n<body>')
    stream.write(f"<h1>{escape(title)}</h1>\n")
    stream.writelines(f"<p>{escape(line)}</p>\n" for line in head(outcome))
    stream.writelines(f"{part}\n" for part in _parts(outcome))
    stream.write("</body></html>\n")


def _parts(outcome: Outcome) -> Iterator[str]:
    positions = Positions(outcome.texts)
    seen = [
        (place(one.embed, positions), one.embed.vendor, *_marked(one.embed.exposure.load), one.embed.url)
        for one in outcome.observed
    ]
    yield _table("Asked for in the browser", ("place", "vendor", *WORLDS, "url"), seen)
    if outcome.faults:
        findings = [(str(one.severity), place(one.embed, positions), one.message) for one in outcome.faults]
        yield _table("Findings", ("severity", "place", "finding"), findings)
    if outcome.rows:
        yield _table("Beside the source", SIDES, map(side(outcome), outcome.rows))
        yield from _differing(outcome)
    stored = [(one.kind, one.name, one.where, *_marked(worlds)) for one, worlds in outcome.stored]
    yield _table("Stored in the browser", ("kind", "name", "where", *WORLD_NAMES), stored)
    notes = "".join(f"<li>{escape(note)}</li>" for note in (*outcome.trouble, *outcome.notes))
    yield f"<h2>To know</h2><ul>{notes}</ul>" if notes else ""


def _differing(outcome: Outcome) -> Iterator[str]:
    rows = [row for row in outcome.rows or () if row.verdict in (DIFFERS, NEWS)]
    if rows:
        yield "<h2>Disagreements</h2>"
    for row in rows:
        lines = [f'<li class="differs">{escape(line)}</li>' for line in row.differs]
        lines += [f"<li>{escape(reason)}</li>" for reason in row.reasons]
        yield f"<h3>{escape(f'{row.vendor} {row.url}')}</h3><ul>{''.join(lines)}</ul>"


def _marked(worlds: Worlds) -> tuple[str, ...]:
    return tuple(map(str, worlds))


def _table(caption: str, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    headings = "".join(f'<th scope="col">{escape(title)}</th>' for title in titles)
    if not body:
        body = f'<tr><td colspan="{len(titles)}">nothing</td></tr>'
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{headings}</tr></thead><tbody>{body}</tbody></table>"


def _cell(text: str) -> str:
    mark = f' class="{text}"' if text in ("yes", "no", "maybe") else ""
    return f"<td{mark}>{escape(text)}</td>"
