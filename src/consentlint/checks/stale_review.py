"""An entry was never looked through, not for a year, or not since the code that it describes was changed."""

import datetime
from collections.abc import Iterator

from consentlint.check import Check, Fault
from consentlint.duties.model import Entry, ServiceCase
from consentlint.duties.services import article
from consentlint.evidence import a_year_later, left_open, registered
from consentlint.model import Related, Severity


def run(case: ServiceCase) -> Iterator[Fault]:
    entry = registered(case)
    rests = article(case.duties, "review")
    last, due = entry.review.last, entry.review.next
    if last is None and not entry.unreadable("review.last"):
        yield Fault(
            f"the register does not say when the entry of {case.vendor.name} was last reviewed{rests}; "
            "review it and write the day to `last:` under `review:`",
            entry.place("review.last"),
        )
    elif last is not None and a_year_later(last) < case.today:
        yield Fault(
            f"the entry of {case.vendor.name} was last reviewed on {last}, more than 12 months ago{rests}; "
            "review it and write the day to `last:`",
            entry.place("review.last"),
        )
    elif due is not None and due < case.today:
        yield Fault(
            f"the review of {case.vendor.name} was due on {due}{rests}; do it and write both days to `review:`",
            entry.place("review.next"),
        )
    elif last is not None:
        yield from left_open(case, "review.next", f"the entry of {case.vendor.name} is to be reviewed next", "review")
        yield from _changed(case, entry, last)
    yield from _old(case, entry)


def _changed(case: ServiceCase, entry: Entry, last: datetime.date) -> Iterator[Fault]:
    """The embed that was changed last, when that was after the review."""
    days = [(day, embed) for embed in case.embeds if (day := case.changed(embed)) is not None and day > last]
    if not days:
        return
    day, embed = max(days, key=lambda found: found[0])
    more = f" (and {len(days) - 1} more)" if len(days) > 1 else ""
    yield Fault(
        f"the embed of {case.vendor.name} was changed on {day}{more}, after the review of {last}"
        f"{article(case.duties, 'review')}; review the entry again and write the day to `last:`",
        entry.place("review.last"),
        (Related(embed.place, f"changed on {day}"),),
    )


def _old(case: ServiceCase, entry: Entry) -> Iterator[Fault]:
    """What has a date of its own and is looked at once a year."""
    for what, key, day in (
        (f"the privacy notice for {case.vendor.name}", "notice.reviewed", entry.notice.reviewed),
        (f"the certification of {case.vendor.entity.name}", "dpf.checked", entry.dpf.checked),
    ):
        verb = key.rpartition(".")[2]
        yield from left_open(case, key, f"{what} was last {verb}", "review")
        if day is not None and a_year_later(day) < case.today:
            yield Fault(
                f"{what} was last {verb} on {day}, more than 12 months ago{article(case.duties, 'review')}; "
                f"look again and write the day to `{verb}:`",
                entry.place(key),
            )


CHECK = Check(
    "stale-review",
    "an entry that is older than a year or than its embed",
    Severity.WARNING,
    run,
    about="duty",
    duty="review",
)
