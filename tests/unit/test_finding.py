"""Ways of embedding, and of only speaking of it: hundreds of short sources, each with what is to be found in it.

`finding/*.txt` holds them: a line `=== name | extension or file name | expectation`, then the source. An expectation is
`none`, or any of `n=2` (embeds, default 1), `load=yyy` (undecided, refused, granted; default: not held back) with
`/yyy` for what a request adds, `region=<id>`, `form=<form>` and, last, `at=<how the embed's place begins>`.
`@DE`, `@IE` and `@COM` stand for the loader in Frankfurt, Ireland and the United States, `@UUID` for an id.
"""

import re
from pathlib import Path

import pytest

from consentlint.inspect import inspect_source
from consentlint.model import Embed
from consentlint.packs import load_packs
from consentlint.text import Source
from consentlint.worlds import NO, Worlds

LOADER = "https://apps.mypurecloud.{}/genesys-bootstrap/genesys.min.js"
REGIONS = {"@DE": "de", "@IE": "ie", "@COM": "com"}
WORDS = {**{word: LOADER.format(end) for word, end in REGIONS.items()}, "@UUID": "5b2f7c1e-93d4-4a7e-8a51-0d6f1c9be742"}
PACKS = load_packs()


def read(path: Path) -> list[tuple[str, str, str, str]]:
    """(name, file name, expectation, source) of each case in a file."""
    cases = []
    for block in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, _, text = block.partition("\n")
        name, kind, expected = (part.strip() for part in head.split("|", 2))
        for word, meaning in WORDS.items():
            text = text.replace(word, meaning)
        file = kind if "." in kind and kind != "d.ts" else f"{name}.{kind}"
        cases.append((name, file, expected, text))
    return cases


CASES = [case for path in sorted((Path(__file__).parent / "finding").glob("*.txt")) for case in read(path)]


def letters(worlds: Worlds) -> str:
    return "".join(answer.name[0].lower() for answer in worlds)


def fits(embed: Embed, wanted: dict[str, str], at: str, text: str) -> list[str]:
    """What is wrong with an embed, in words."""
    load, asked = letters(embed.exposure.load), letters(embed.exposure.request)
    vector = load if embed.exposure.request == Worlds(NO, NO, NO) else f"{load}/{asked}"
    stands = text[embed.place.span.start : embed.place.span.end]
    faults = [f"load is {vector}"] if vector != wanted.get("load", vector if "n" not in vector else "open") else []
    if wanted.get("region") not in (None, embed.region.id if embed.region else "null"):
        faults.append(f"region is {embed.region}")
    if wanted.get("form") not in (None, embed.form):
        faults.append(f"form is {embed.form}")
    return faults if stands.startswith(at) else [*faults, f"stands at {stands[:60]}"]


@pytest.mark.parametrize(("file", "expected", "text"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_finding(file: str, expected: str, text: str) -> None:
    """The embeds of a source are those that it says, where it says."""
    found = inspect_source(Source(file, text), PACKS).embeds
    if expected == "none":
        assert found == ()
        return
    words, _, at = f" {expected}".partition(" at=")
    wanted = dict(word.split("=", 1) for word in words.split())
    assert len(found) == int(wanted.get("n", "1"))
    assert [fault for embed in found for fault in fits(embed, wanted, at, text)] == []


def test_names_are_unique() -> None:
    """Two cases of one name would hide each other in a report."""
    names = [case[0] for case in CASES]
    assert len(names) == len(set(names))
