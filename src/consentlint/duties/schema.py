"""The JSON Schemas (draft 2020-12) of the register, for editors, and of what `disclose` writes; made from the records.

`python -m consentlint.duties.schema [FOLDER]` writes `register.json` and `disclosure.json` (default: to the schema
folder of the rules).
"""

import datetime
import inspect
import json
import sys
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from consentlint.duties.disclosure import Disclosure
from consentlint.duties.model import TODO, Controller, Entry
from consentlint.duties.register import keys
from consentlint.packs.build import hints, is_record, required
from consentlint.packs.compiled import rules_folder
from consentlint.packs.limits import ID
from consentlint.packs.schema import DRAFT, field_docs, schema_of
from consentlint.packs.values import SHORT

# What stands for a value that is still missing.
MISSING: dict[str, Any] = {"enum": [TODO, None]}
SCALARS: dict[Any, dict[str, Any]] = {
    str: {"type": "string", "pattern": r"\S"},
    bool: {"type": "boolean"},
    datetime.date: {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
}


def schema() -> dict[str, Any]:
    """The schema of a whole register."""
    records: dict[str, Any] = {}
    entry, controller = _type(Entry, records), _type(Controller, records)
    services = {
        "type": "object",
        "description": "One entry a service, by the id of its vendor's pack or any other word.",
        "propertyNames": {"pattern": f"^{ID.pattern}$"},
        "additionalProperties": entry,
    }
    return {
        "$schema": DRAFT,
        "title": "consentlint register",
        "type": "object",
        "properties": {"services": {"anyOf": [services, MISSING]}, "controller": controller},
        "required": ["services"],
        "additionalProperties": False,
        "$defs": dict(sorted(records.items())),
    }


def _type(hint: Any, records: dict[str, Any]) -> dict[str, Any]:
    """A value of this type, or what stands for a missing one."""
    return {"anyOf": [_value(hint, records), MISSING]}


def _value(hint: Any, records: dict[str, Any]) -> dict[str, Any]:
    origin, args = get_origin(hint), get_args(hint)
    if is_record(hint):
        _record(hint, records)
        record = {"$ref": f"#/$defs/{hint.__name__}"}
        return {"anyOf": [SCALARS[str], record]} if hint.__name__ in SHORT else record
    if origin is tuple:
        return {"type": "array", "items": _type(args[0], records)}
    if origin is Literal:
        return {"enum": [word for word in args if word]}
    if origin is dict:
        return {"type": "object", "additionalProperties": _type(args[1], records)}
    if origin in (Union, UnionType):
        made = [_value(arg, records) for arg in args if arg is not type(None)]
        return made[0] if len(made) == 1 else {"anyOf": made}
    return dict(SCALARS[hint])


def _record(cls: Any, records: dict[str, Any]) -> None:
    if cls.__name__ in records:
        return
    records[cls.__name__] = {}
    docs = field_docs(cls)
    properties = {}
    for key in keys(cls):
        name = key.replace("-", "_")
        made = _type(hints(cls)[name], records) if name not in required(cls) else _value(hints(cls)[name], records)
        properties[key] = {**made, "description": docs[name]} if name in docs else made
    records[cls.__name__] = {
        "type": "object",
        "description": (inspect.getdoc(cls) or "").split("\n\n")[0].replace("\n", " "),
        "properties": properties,
        "required": required(cls),
        "additionalProperties": False,
    }


def text() -> str:
    """What belongs in the file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def disclosure_text() -> str:
    """What belongs in the file on disclosures."""
    return json.dumps(schema_of(Disclosure, "disclosure"), indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    """Write the schema files."""
    folder = Path(arguments[0]) if arguments else rules_folder() / "schema"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "register.json").write_text(text(), encoding="utf-8")
    (folder / "disclosure.json").write_text(disclosure_text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
