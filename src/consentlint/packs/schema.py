"""JSON Schemas (draft 2020-12) of the kinds of file in `rules/`, made from the records of `values` and its like.

`python -m consentlint.packs.schema [FOLDER]` writes one file for each of `ROOTS` (default: to the schema folder of the
rules). An editor that reads `# yaml-language-server: $schema=...` completes and checks packs with them.
"""

import inspect
import json
import re
import sys
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from consentlint.model import Severity
from consentlint.packs.build import hints, is_record, required
from consentlint.packs.compiled import rules_folder
from consentlint.packs.languages import Language
from consentlint.packs.values import SHORT, Cmp, CommonDuty, CountryGroup, Policy, Vendor
from consentlint.worlds import Worlds

ROOTS: dict[str, type] = {
    "vendor": Vendor,
    "cmp": Cmp,
    "policy": Policy,
    "duty": CommonDuty,
    "jurisdiction": CountryGroup,
    "language": Language,
}
DRAFT = "https://json-schema.org/draft/2020-12/schema"
ANSWER = "(no|maybe|yes)"
WORDS: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Worlds: {
        "type": "string",
        "pattern": f"^{ANSWER}/{ANSWER}/{ANSWER}$",
        "description": "undecided/refused/granted, such as no/no/yes",
    },
    Severity: {"enum": [str(severity) for severity in Severity]},
    Any: {},
}


def schema(name: str) -> dict[str, Any]:
    """The schema that `ROOTS` has by this name: `vendor`, `cmp`, `policy`, ..."""
    return schema_of(ROOTS[name], name)


def schema_of(root: type, name: str) -> dict[str, Any]:
    """The schema of a record as it is written out in full."""
    records: dict[str, Any] = {}
    _record(root, records)
    own = records.pop(root.__name__)
    return {"$schema": DRAFT, "title": f"consentlint {name}", **own, "$defs": dict(sorted(records.items()))}


def _record(cls: Any, records: dict[str, Any]) -> None:
    """Add the schema of a record, and of those inside it, to `records`."""
    if cls.__name__ in records:
        return
    records[cls.__name__] = {}
    docs = field_docs(cls)
    fields = {}
    for name, hint in hints(cls).items():
        made = _type(hint, records)
        fields[name] = {**made, "description": docs[name]} if name in docs else made
    summary = (inspect.getdoc(cls) or "").split("\n\n")[0].replace("\n", " ")
    records[cls.__name__] = {
        "type": "object",
        "description": summary,
        "properties": fields,
        "required": required(cls),
        "additionalProperties": False,
    }


def _type(hint: Any, records: dict[str, Any]) -> dict[str, Any]:
    if is_record(hint):
        _record(hint, records)
        record = {"$ref": f"#/$defs/{hint.__name__}"}
        return {"anyOf": [{"type": "string"}, record]} if hint.__name__ in SHORT else record
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple:
        return {"type": "array", "items": _type(args[0], records)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _type(args[1], records)}
    if origin is Literal:
        return {"enum": list(args)}
    if origin in (Union, UnionType):
        made = [_type(arg, records) for arg in args if arg is not type(None)]
        return made[0] if len(made) == 1 else {"anyOf": made}
    return dict(WORDS[hint])


def field_docs(cls: Any) -> dict[str, str]:
    """Field name -> what the class docstring says in its `name  text` lines, or after `name: ` in running text."""
    text = inspect.getdoc(cls) or ""
    names = "|".join(sorted(map(re.escape, cls._fields), key=len, reverse=True))
    found = {}
    for match in re.finditer(rf"^({names}) +(?=\S)(.*(?:\n {{2,}}.*)*)", text, re.MULTILINE):
        found[match[1]] = re.split(rf"; (?:{names}): ", " ".join(match[2].split()))[0]
    for match in re.finditer(rf"(?:^|[\s;])({names}): ([^;]+)", text):
        found.setdefault(match[1], " ".join(match[2].split()).rstrip("."))
    return found


def texts() -> dict[str, str]:
    """File name -> the text that belongs in it."""
    return {f"{name}.json": json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n" for name in ROOTS}


def main(arguments: list[str]) -> int:
    """Write the schema files."""
    folder = Path(arguments[0]) if arguments else rules_folder() / "schema"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts().items():
        (folder / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
