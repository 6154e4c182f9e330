"""What the checks on duties share: what of an evidence is missing, and how that is said."""

from collections.abc import Iterator, Sequence
from typing import Any

from consentlint.check import Fault
from consentlint.duties.model import Entry, ServiceCase
from consentlint.duties.services import article

REASON = "or `not-needed:` with the reason"


def incomplete(
    case: ServiceCase, key: str, wanted: Sequence[str], what: str, advice: str, duty: str = ""
) -> Iterator[Fault]:
    """One fault when the record at `key` of the entry lacks any of the values `wanted` and gives no reason why.

    what    the evidence, in words that follow "of" ("the agreement with ...")
    advice  the way out: what to write
    duty    id, where it is not `key`
    A value that cannot be read is a fault of the register already.
    """
    entry = registered(case)
    record: Any = getattr(entry, key.replace("-", "_"))
    if getattr(record, "not_needed", "") or entry.unreadable(key):
        return
    lacking = [name for name in wanted if not getattr(record, name.replace("-", "_"))]
    if lacking:
        yield Fault(
            f"the register has no {' and no '.join(lacking)} of {what}{article(case.duties, duty or key)}; {advice}",
            entry.place(f"{key}.{lacking[0]}"),
        )


def left_open(case: ServiceCase, key: str, what: str, duty: str) -> Iterator[Fault]:
    """A key for a day stands there without one: nobody has to write it, and who wrote it meant to fill it in.

    what  in words that follow "when"
    """
    if registered(case).left_open(key):
        yield Fault(
            f"the register does not say when {what}{article(case.duties, duty)}; "
            f"write the day to `{key.rpartition('.')[2]}:`, or take the key out",
            registered(case).place(key),
        )


def listed(words: Sequence[str]) -> str:
    """`a, b and c`"""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def registered(case: ServiceCase) -> Entry:
    """The entry of a service whose evidence is looked for: those without one are not asked for any."""
    return case.entry or Entry(case.id, file=case.register.file)


def rests_on_certification(case: ServiceCase, duty: str) -> bool:
    """Does an adequacy decision for certified companies stand in for this duty, as nothing but the general rule asks?

    A pack that lists the duty itself has looked at the vendor and asks for it all the same.
    """
    found = case.duties.get(duty)
    return found is not None and not found.source and registered(case).dpf.checked is not None


def a_year_later(day: Any) -> Any:
    """The same day of the next year; February 29 becomes March 1."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, month=3, day=1)
