"""What a register says that cannot be: files, vendors and regions that are not there, days in the future. Pure."""

import datetime
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from consentlint.duties.model import Entry, RegisterCase
from consentlint.model import Place
from consentlint.packs.limits import country
from consentlint.packs.values import RegionEntry

Told = tuple[str, Place]
DOCUMENTS = (
    "dpa", "dpf", "tia", "dpia", "retention", "training", "notice", "consent-text", "pre-chat-notice",
    "alternative-channel", "cookie-declaration",
)  # fmt: skip
# Days on which something was done.
DAYS = ("dpa.date", "dpf.checked", "tia.date", "dpia.date", "training.date", "notice.reviewed", "review.last")


def faults(case: RegisterCase) -> Iterator[Told]:
    """Every fault of the register in words, with its place: what could not be read first."""
    for fault in case.register.faults:
        where = f"{fault.where}: " if fault.where else ""
        yield f"{where}{fault.text}", Place(case.register.file, fault.span)
    for entry in case.register.entries.values():
        yield from _vendor(case, entry)
        yield from _facts(case, entry)
        yield from _documents(case, entry)
        yield from _days(case, entry)


def _vendor(case: RegisterCase, entry: Entry) -> Iterator[Told]:
    """An id that no pack has needs the facts that a pack would know; a region must be one of the vendor's."""
    vendor = case.packs.vendors.get(entry.id)
    if vendor is None:
        if not (entry.name and entry.entity.name) and not entry.unreadable("name") and not entry.unreadable("entity"):
            near = get_close_matches(entry.id, list(case.packs.vendors), 1) if len(entry.id) <= 60 else []
            hint = f" (did you mean {near[0]!r}?)" if near else ""
            yield (
                f"no pack has a vendor {entry.id!r}{hint}; correct the id, or say who it is: "
                "`name:` and `entity: {name: ..., country: ...}`",
                entry.place(),
            )
        return
    known = [region.id for region in vendor.regions]
    if entry.region and entry.region not in known:
        near = _near_region(entry.region, vendor.regions)
        hint = f" (did you mean {near[0]!r}?)" if near else ""
        accepted = (
            f"accepted are {', '.join(known)}" if known else f"no regions of {vendor.name} are known; leave it out"
        )
        yield (f"{vendor.name} has no region {entry.region!r}{hint}; {accepted}", entry.place("region"))


def _near_region(word: str, regions: Sequence[RegionEntry]) -> list[str]:
    """The region that was probably meant: by its id, or by the name of the place."""
    named = [region.id for region in regions if word.lower() in region.name.lower() and len(word) > 2]
    return named[:1] or get_close_matches(word, [region.id for region in regions], 1)


def _facts(case: RegisterCase, entry: Entry) -> Iterator[Told]:
    """A category and a country decide on which duties there are: a word that means nothing would take them away."""
    categories = {vendor.category for vendor in case.packs.vendors.values()} if entry.category else set()
    if entry.category and entry.category not in categories:
        near = get_close_matches(entry.category, sorted(categories), 1)
        hint = f" (did you mean {near[0]!r}?)" if near else ""
        yield (
            f"there is no category {entry.category!r}{hint}; accepted are {', '.join(sorted(categories))}",
            entry.place("category"),
        )
    if entry.entity.country and (wrong := country(entry.entity.country)):
        yield wrong, entry.place("entity.country")


def _documents(case: RegisterCase, entry: Entry) -> Iterator[Told]:
    for key in DOCUMENTS:
        reference = getattr(entry, key.replace("-", "_")).document
        found = case.documents(reference) if reference else None
        if found is None or found.kind == "reference":
            continue
        if found.kind == "outside":
            yield (
                f"{reference!r} leads out of the project's folder, where nothing is read; name a file of the project "
                "(without a slash at the beginning), an id, or an address such as https://...",
                entry.place(f"{key}.document"),
            )
        elif found.kind == "missing":
            yield (
                f"there is no file {reference!r}; add it, correct the path (it is relative to the project's folder), "
                "or write a reference that does not look like a file",
                entry.place(f"{key}.document"),
            )
        elif found.empty:
            yield (f"{reference} is empty; write it", entry.place(f"{key}.document"))


def _days(case: RegisterCase, entry: Entry) -> Iterator[Told]:
    for where in DAYS:
        key, _, name = where.partition(".")
        day: datetime.date | None = getattr(getattr(entry, key), name)
        if day is not None and day > case.today:
            yield (f"{day} is in the future; write the day on which it was done", entry.place(where))
    last, due = entry.review
    if last is not None and due is not None and due < last:
        yield (
            f"the next review ({due}) is before the last one ({last}); correct one of them",
            entry.place("review.next"),
        )
