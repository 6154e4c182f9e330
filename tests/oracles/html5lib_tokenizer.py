"""Compare our tokenizer with the public tokenizer tests of html5lib.

Usage: python tests/oracles/html5lib_tokenizer.py FOLDER [-v]
FOLDER holds the *.test files of https://github.com/html5lib/html5lib-tests (its folder `tokenizer`). They are not kept
here. Prints, for each initial state, how many cases give the same tokens, and what is left out on purpose.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from consentlint.syntax.tokens import RAW_TEXT, Comment, Doctype, EndTag, StartTag, Text, Tokenizer

LEFT_OUT = """Left out on purpose:
  - parse errors are not compared: the linter does not report on markup
  - a doctype's name and identifiers, its quirks flag and its U+FFFD: only that there is one, and where it ends
  - XML coercion (xmlViolation.test): nothing here writes XML
  - raw states within an element that never has them (RCDATA in `xmp`): the element is renamed to one that has
"""
RAW_STATES = {"RCDATA state": True, "RAWTEXT state": False, "Script data state": False, "PLAINTEXT state": False}


def main(folder: str, verbose: bool) -> int:
    passed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for path in sorted(Path(folder).glob("*.test")):
        if path.name == "xmlViolation.test":
            continue
        for state, case in read_cases(path):
            total[state] += 1
            case = renamed(case, state)
            expected, found = normal(case["output"]), normal(run(case["input"], state, case.get("lastStartTag", "")))
            passed[state] += expected == found
            if verbose and expected != found:
                print(f"{path.name} {state}: {case['input']!r}\n  expected {expected}\n  found    {found}")
    for state in sorted(total):
        print(f"{state:24} {passed[state]:6} of {total[state]:6}  {passed[state] / total[state]:.2%}")
    print(f"{'all':24} {passed.total():6} of {total.total():6}  {passed.total() / total.total():.2%}\n\n{LEFT_OUT}")
    return 0 if total and passed.total() / total.total() > 0.95 else 1


def read_cases(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    content = json.loads(path.read_text(encoding="utf-8"))
    for case in content.get("tests", []):
        if case.get("doubleEscaped"):
            case = {**case, "input": unescape(case["input"]), "output": unescape(case["output"])}
        for state in case.get("initialStates", ["Data state"]):
            yield state, case


def unescape(value: object) -> object:
    """Undo the second escaping of `doubleEscaped` cases, in strings at any depth."""
    if isinstance(value, str):
        return json.loads('"' + value.replace('"', '\\"') + '"') if "\\" in value else value
    if isinstance(value, list):
        return [unescape(item) for item in value]
    if isinstance(value, dict):
        return {unescape(key): unescape(item) for key, item in value.items()}
    return value


def run(text: str, state: str, last_start_tag: str) -> list[list[Any]]:
    """Give our tokens in the form of the tests. Raw states begin inside the element named by the last start tag."""
    if state == "CDATA section state":
        tokenizer = Tokenizer("<![CDATA[" + text)
        tokenizer.foreign = True
    elif state in RAW_STATES:
        tokenizer = Tokenizer(text, raw_element(state, last_start_tag))
    else:
        tokenizer = Tokenizer(text)
    return [form(token) for token in tokenizer]


def renamed(case: dict[str, Any], state: str) -> dict[str, Any]:
    """Give the case with its last start tag renamed to an element that is read in that state."""
    old = case.get("lastStartTag", "")
    if state not in RAW_STATES or not old or raw_element(state, old) == old:
        return case
    new = raw_element(state, old)
    text = re.sub(f"(?<=/){old}", lambda match: new if match[0].islower() else new.upper(), case["input"], flags=re.I)
    output = json.loads(re.sub(rf"(?<=/){old}|\b{old}\b", new, json.dumps(case["output"])))
    return {**case, "input": text, "output": output, "lastStartTag": new}


def raw_element(state: str, last_start_tag: str) -> str:
    """Give an element that is read in that state; the tests name some that are not, for want of a tree."""
    if state == "PLAINTEXT state":
        return "plaintext"
    if state == "Script data state":
        return "script"
    if RAW_TEXT.get(last_start_tag) == RAW_STATES[state]:
        return last_start_tag
    return "title" if RAW_STATES[state] else "style"


def form(token: object) -> list[Any]:
    if isinstance(token, StartTag):
        attributes: dict[str, str] = {}
        for attribute in token.attributes:
            attributes.setdefault(attribute.name, attribute.value or "")
        return ["StartTag", token.name, attributes, *([True] if token.self_closing else [])]
    if isinstance(token, EndTag):
        return ["EndTag", token.name]
    if isinstance(token, Comment):
        return ["Comment", token.text]
    if isinstance(token, Doctype):
        return ["DOCTYPE"]
    assert isinstance(token, Text)
    return ["Character", token.text]


def normal(tokens: list[list[Any]]) -> list[list[Any]]:
    """Join neighbouring characters and reduce doctypes to their presence."""
    joined: list[list[Any]] = []
    for token in tokens:
        if token[0] == "Character" and joined and joined[-1][0] == "Character":
            joined[-1] = ["Character", joined[-1][1] + token[1]]
        elif token[0] == "DOCTYPE":
            joined.append(["DOCTYPE"])
        elif token != ["Character", ""]:
            joined.append(list(token))
    return joined


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], "-v" in sys.argv))
