"""YAML nodes to the records of `values`, by their type hints alone. Collects faults, raises none."""

from collections.abc import Callable
from difflib import get_close_matches
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import yaml

from consentlint.model import Severity
from consentlint.packs.faults import Fault
from consentlint.packs.finish import finished
from consentlint.packs.limits import FIELD_RULES, WHOLE_RULES
from consentlint.packs.text import Node, kind, line, plain
from consentlint.packs.values import SHORT
from consentlint.worlds import Worlds, worlds


@cache
def hints(cls: type) -> dict[str, Any]:
    """Field name -> type of a record."""
    return get_type_hints(cls)


def is_record(hint: Any) -> bool:
    """Is it one of the classes of `values`, which a mapping stands for?"""
    return hasattr(hint, "_field_defaults") and hint not in SCALARS


def required(cls: Any) -> list[str]:
    """The fields of a record that have no default."""
    return [name for name in cls._fields if name not in cls._field_defaults]


def nearest(word: str, known: list[str]) -> str:
    """` (did you mean "x"?)`, or "" when nothing is near."""
    found = get_close_matches(word, known, 1)
    return f" (did you mean {found[0]!r}?)" if found else ""


class Builder:
    """Builds the values of one file. `faults` fills as it goes; a faulty part yields None in its place."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.cited: list[tuple[str, Node, str]] = []
        self.shared: dict[str, dict[str, Any]] = {}

    def fault(self, node: Node, where: str, text: str) -> None:
        self.faults.append(Fault(self.file, line(node), where, text))

    def value(self, node: Node, hint: Any, where: str) -> Any:
        """The value of type `hint` that the node holds."""
        if hint is Any:
            return plain(node)
        if is_record(hint):
            return self.record(node, hint, where)
        origin, args = get_origin(hint), get_args(hint)
        if origin is tuple:
            return self.items(node, args[0], where)
        if origin is dict:
            return self.mapping(node, args[1], where)
        if origin is Literal:
            return self.word(node, args, where)
        if origin is Union or type(hint).__name__ == "UnionType":
            return self.value(node, _fitting(node, args), where)
        return SCALARS[hint](self, node, where)

    def record(self, node: Node, cls: type, where: str) -> Any:
        """A record from a mapping: unknown, doubled and missing keys are faults. A plain text may stand for some."""
        short = SHORT.get(cls.__name__)
        if short and kind(node) == "text":
            return finished(cls(**{short: self.checked(node, cls, short, where)}))
        if not isinstance(node, yaml.MappingNode):
            return self.fault(node, where, f"expected a mapping with {_keys(cls)}, found {kind(node)}")
        known = hints(cls)
        found: dict[str, Any] = {}
        for key, item in self.pairs(node, where):
            inner = f"{where}.{key}" if where else key
            if key not in known:
                accepted = ", ".join(known)
                self.fault(item, inner, f"unknown key{nearest(key, list(known))}; accepted are {accepted}")
                continue
            found[key] = self.checked(item, cls, key, inner)
        missing = [name for name in required(cls) if name not in found]
        for name in missing:
            self.fault(node, where, f"the key {name!r} is missing; {cls.__name__} needs it")
        if missing:
            return None
        made = cls(**found)
        for text in WHOLE_RULES.get(cls.__name__, lambda _: ())(made):
            self.fault(node, where, text)
        return finished(made)

    def checked(self, node: Node, cls: type, key: str, where: str) -> Any:
        """One field: its type first, then the rule for this field, item by item."""
        before = len(self.faults)
        value = self.value(node, hints(cls)[key], where)
        if len(self.faults) > before:
            return value
        if key == "source" and isinstance(value, str) and value:
            self.cited.append((value, node, where))
        rule = FIELD_RULES.get((cls.__name__, key))
        if rule:
            self.apply(rule, node, value, where)
        return value

    def apply(self, rule: Callable[[Any], str], node: Node, value: Any, where: str) -> None:
        if isinstance(value, tuple) and isinstance(node, yaml.SequenceNode):
            for number, (item_node, item) in enumerate(zip(node.value, value, strict=True)):
                self.apply(rule, item_node, item, f"{where}[{number}]")
        elif text := rule(value):
            self.fault(node, where, text)

    def items(self, node: Node, hint: Any, where: str) -> tuple[Any, ...]:
        if not isinstance(node, yaml.SequenceNode):
            self.fault(node, where, f"expected a list, found {kind(node)}; write it as a list: [...]")
            return ()
        return tuple(self.value(item, hint, f"{where}[{number}]") for number, item in enumerate(node.value))

    def mapping(self, node: Node, hint: Any, where: str) -> dict[str, Any]:
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, where, f"expected a mapping, found {kind(node)}")
            return {}
        made = {key: self.value(item, hint, f"{where}.{key}") for key, item in self.pairs(node, where)}
        # Hundreds of entries say the same about the worlds; one value for all of them halves the compiled packs.
        return self.shared.setdefault(repr(made), made)

    def pairs(self, node: Node, where: str) -> list[tuple[str, Node]]:
        """The entries of a mapping node; a key that is no scalar, or that comes twice, is a fault."""
        seen: dict[str, Node] = {}
        for key, item in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.fault(key, where, f"a key must be a word, found {kind(key)}")
            elif key.value in seen:
                self.fault(key, f"{where}.{key.value}" if where else key.value, "this key is given twice")
            else:
                seen[key.value] = item
        return list(seen.items())

    def word(self, node: Node, accepted: tuple[str, ...], where: str) -> str:
        if isinstance(node, yaml.ScalarNode) and node.value in accepted:
            return str(node.value)
        found = repr(node.value) if isinstance(node, yaml.ScalarNode) else kind(node)
        self.fault(node, where, f"expected one of {', '.join(accepted)}; found {found}")
        return accepted[0]

    def text(self, node: Node, where: str) -> str:
        if kind(node) == "text":
            return str(node.value)
        quotes = f'; put it in quotes: "{node.value}"' if isinstance(node, yaml.ScalarNode) and node.value else ""
        self.fault(node, where, f"expected text, found {kind(node)}{quotes}")
        return ""

    def flag(self, node: Node, where: str) -> bool:
        if kind(node) == "true/false":
            return bool(plain(node))
        self.fault(node, where, f"expected true or false, found {_shown(node)}")
        return False

    def vector(self, node: Node, where: str) -> Worlds | None:
        try:
            return worlds(node.value if isinstance(node, yaml.ScalarNode) else "")
        except ValueError:
            text = "expected three answers (no, maybe or yes) for undecided/refused/granted, such as no/no/yes"
            self.fault(node, where, f"{text}; found {_shown(node)}")
            return None

    def severity(self, node: Node, where: str) -> Severity | None:
        name = str(node.value).upper() if isinstance(node, yaml.ScalarNode) else ""
        if name in Severity.__members__:
            return Severity[name]
        self.fault(node, where, f"expected off, note, warning or error; found {_shown(node)}")
        return None


SCALARS: dict[Any, Callable[[Builder, Node, str], Any]] = {
    str: Builder.text,
    bool: Builder.flag,
    Worlds: Builder.vector,
    Severity: Builder.severity,
}


def _fitting(node: Node, hints: tuple[Any, ...]) -> Any:
    """Out of the alternatives of a type (one of which may be None), the one that the node's shape asks for."""
    shaped = (hint for hint in hints if get_origin(hint) is dict and isinstance(node, yaml.MappingNode))
    return next(shaped, next(hint for hint in hints if hint is not type(None)))


def _keys(cls: Any) -> str:
    return ", ".join(cls._fields)


def _shown(node: Node) -> str:
    return repr(node.value) if isinstance(node, yaml.ScalarNode) else kind(node)
