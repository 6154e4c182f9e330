"""Files of data that scripts import (`import settings from './settings.json'`): their content is known, not run."""

import json
import re
from typing import TYPE_CHECKING, Any

from consentlint.model import Place, Span
from consentlint.reach import members
from consentlint.reach.aliases import loose_json
from consentlint.reach.things import Thing
from consentlint.reach.values import V_NULL, V_UNKNOWN, Str, Value, boolean, number, value
from consentlint.text import Source
from consentlint.worlds import ALWAYS, NEVER

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

# Entries of one file that are looked at: references in YAML can make a short file endless.
MOST_ENTRIES = 20_000


def parsed(source: Source) -> Any:
    """The content of a file of data as dicts, lists and plain values; None when it cannot be read."""
    try:
        if not re.search(r"ya?ml$", source.path, re.IGNORECASE):
            return loose_json(source.text)
        import yaml

        return yaml.safe_load(source.text)
    except Exception:  # a broken file says nothing; PyYAML raises more than YAMLError
        return None


class Data:
    """Makes values of the executor out of one file of data."""

    def __init__(self, m: "Machine", source: Source) -> None:
        self._m = m
        self._source = source
        self._left = MOST_ENTRIES

    def value(self, item: Any) -> Value:
        """The value of a part of the file."""
        self._left -= 1
        if self._left < 0:
            return V_UNKNOWN
        if isinstance(item, bool):
            return boolean(ALWAYS if item else NEVER)
        if isinstance(item, str):
            return value(text_of(self._source, item))
        if isinstance(item, int | float):
            return number(item)
        if isinstance(item, dict | list):
            return self._thing(item)
        return V_NULL if item is None else V_UNKNOWN

    def _thing(self, item: "dict[Any, Any] | list[Any]") -> Value:
        m = self._m
        made = m.allocate(Thing("object" if isinstance(item, dict) else "array"))
        if isinstance(item, list):
            m.store.put((m.things(made)[0][0].id, "#items"), tuple(self.value(inner) for inner in item))
            return made
        for key, inner in item.items():
            members.write(m, made, str(key), self.value(inner))
        return made


def text_of(source: Source, text: str) -> Str:
    """A text of a file of data: it stands nowhere in the code until it is named there."""
    at = max(source.text.find(json.dumps(text)[1:-1]), 0) if text else 0
    return Str((text,), None, Place(source.path, Span(at, at + len(text) if at else 0)))
