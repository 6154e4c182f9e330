"""What the register holds as evidence of one duty, as the page shows it."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from consentlint.duties.model import Assessment, Entry, ServiceCase, Wording
from consentlint.page.markup import join
from consentlint.page.words import Words


class Evidence(NamedTuple):
    """What there is.

    told      lines of text or markup
    document  a reference of the register
    day, due  when it was done, and when it is due again
    waived    the reason why none is needed
    """

    told: tuple[str, ...] = ()
    document: str = ""
    day: date | None = None
    due: date | None = None
    waived: str = ""


class Teller:
    """Evidence of one service, in words."""

    def __init__(self, case: ServiceCase, words: Words) -> None:
        self._case, self._words = case, words
        self._entry = case.entry or Entry()

    def of(self, duty: str) -> Evidence:
        """The evidence of a duty; all of it empty when the register has none, or no place for it."""
        tell = EVIDENCE.get(duty)
        return tell(self) if tell else Evidence()

    def consent(self) -> Evidence:
        return Evidence(self._basis("loading") + self._basis("conversation"))

    def recording(self) -> Evidence:
        return Evidence(self._basis("recording"))

    def _basis(self, step: str) -> tuple[str, ...]:
        basis = getattr(self._entry.legal_basis, step)
        words = self._words
        told = words("evidence.named", name=words.shared("steps", step), text=words.shared("bases", basis))
        return (told,) if basis else ()

    def region(self) -> Evidence:
        entry, words = self._entry, self._words
        return Evidence((words("evidence.registered", text=entry.region),) if entry.region else ())

    def cookies(self) -> Evidence:
        return Evidence((), self._entry.cookie_declaration.document)

    def disclosure(self) -> Evidence:
        notice = self._entry.notice
        return Evidence((), notice.document, notice.reviewed)

    def agreement(self) -> Evidence:
        found = self._entry.dpa
        return Evidence((), found.document, found.date, None, found.not_needed)

    def clauses(self) -> Evidence:
        """The clauses, and the listing in the framework that may stand in for them."""
        words, found, listing = self._words, self._entry.dpa, self._entry.dpf
        told: tuple[str, ...] = () if found.sccs is None else (words(f"evidence.sccs_{'yes' if found.sccs else 'no'}"),)
        if listing.checked:
            told += (join((words("evidence.dpf"), " ", words.date(listing.checked))),)
        return Evidence(told, listing.document)

    def transfer(self) -> Evidence:
        return self._assessment(self._entry.tia)

    def impact(self) -> Evidence:
        return self._assessment(self._entry.dpia)

    def training(self) -> Evidence:
        return self._assessment(self._entry.training)

    def _assessment(self, found: Assessment) -> Evidence:
        return Evidence((), found.document, found.date, None, found.not_needed)

    def retention(self) -> Evidence:
        found, words = self._entry.retention, self._words
        told = tuple(
            words("evidence.named", name=words.shared("kept", name), text=getattr(found, name))
            for name in ("transcripts", "recordings", "data")
            if getattr(found, name)
        )
        return Evidence(told, found.document, None, None, found.not_needed)

    def notice(self) -> Evidence:
        return self._wording(self._entry.pre_chat_notice)

    def channel(self) -> Evidence:
        return self._wording(self._entry.alternative_channel)

    def _wording(self, found: Wording) -> Evidence:
        told = (self._words("evidence.text", text=found.text),) if found.text else ()
        return Evidence(told, found.document, None, None, found.not_needed)

    def review(self) -> Evidence:
        found = self._entry.review
        return Evidence((), "", found.last, found.next)


# Duty of the packs -> who tells its evidence. A duty that is not here is shown without any.
EVIDENCE: dict[str, Callable[[Teller], Evidence]] = {
    "consent": Teller.consent,
    "region": Teller.region,
    "cookies": Teller.cookies,
    "disclosure": Teller.disclosure,
    "dpa": Teller.agreement,
    "sccs": Teller.clauses,
    "tia": Teller.transfer,
    "dpia": Teller.impact,
    "retention": Teller.retention,
    "recording-basis": Teller.recording,
    "training": Teller.training,
    "notice": Teller.notice,
    "alternative-channel": Teller.channel,
    "review": Teller.review,
}
