"""The register of services as values, and what a duty check looks at.

Everything a register leaves out, and every `TODO` in it, has its type's empty value ("", None, an empty tuple): both
are missing evidence. Where a value stands is asked of its entry: `entry.place("dpa.date")`. The comment at each field
is its description in the JSON Schema; in YAML, keys have hyphens where the fields here have underscores.
"""

import datetime
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from consentlint.model import Embed, Place, Span
from consentlint.packs.values import Cookie, Duty, Packs, Policy, Vendor

TODO = "TODO"
Basis = Literal[
    "", "consent", "contract", "legal-obligation", "vital-interests", "public-task", "legitimate-interest"
]  # fmt: skip
RecordingBasis = Literal[
    "", "consent", "contract", "legal-obligation", "vital-interests", "public-task", "legitimate-interest", "none"
]  # fmt: skip
Role = Literal["", "processor", "joint-controller", "controller"]


class LegalBasis(NamedTuple):
    """What each step of the processing rests on, in the words of Art. 6(1) GDPR.

    loading       of loading the script and storing on the device
    conversation  of what the visitor then does with the service
    recording     of recording and quality monitoring; `none` where nothing is recorded
    """

    loading: Basis = ""
    conversation: Basis = ""
    recording: RecordingBasis = ""


class Agreement(NamedTuple):
    """The agreement with the provider (data processing agreement, or the arrangement of joint controllers).

    date        when it was signed
    sccs        whether it includes the Standard Contractual Clauses
    document    path of a file of the repository, or a reference (an id, an address), which is never fetched
    not_needed  the reason why there is none
    """

    date: datetime.date | None = None
    sccs: bool | None = None
    document: str = ""
    not_needed: str = ""


class Certification(NamedTuple):
    """The provider's certification under the EU-US Data Privacy Framework. checked: when its listing was last seen."""

    checked: datetime.date | None = None
    document: str = ""


class Assessment(NamedTuple):
    """An assessment or a training that was done.

    document    path of a file of the repository, or a reference
    not_needed  the reason why none is needed
    """

    date: datetime.date | None = None
    document: str = ""
    not_needed: str = ""


class Retention(NamedTuple):
    """How long what is kept: in words such as `90 days`.

    transcripts  of conversations
    recordings   of voice, video or screen
    data         anything else (events, profiles, submissions)
    """

    transcripts: str = ""
    recordings: str = ""
    data: str = ""
    document: str = ""
    not_needed: str = ""


class Notice(NamedTuple):
    """The privacy notice. reviewed: when somebody last read it for this service."""

    document: str = ""
    reviewed: datetime.date | None = None


class Wording(NamedTuple):
    """Words that visitors are shown: in a document, or here.

    document    path of a file of the repository, or a reference
    text        the words themselves
    not_needed  the reason why there are none
    """

    document: str = ""
    text: str = ""
    not_needed: str = ""


class Declaration(NamedTuple):
    """Where the cookies are listed for visitors. document: path of a file of the repository, or a reference."""

    document: str = ""


class Review(NamedTuple):
    """When the entry was last looked through, and when that is due again."""

    last: datetime.date | None = None
    next: datetime.date | None = None


class Company(NamedTuple):
    """Who is behind a service that no pack knows. country: two letters, such as US."""

    name: str = ""
    country: str = ""


class Controller(NamedTuple):
    """Who runs the site, for the record of processing activities (Art. 30(1)(a) GDPR)."""

    name: str = ""
    contact: str = ""
    representative: str = ""
    data_protection_officer: str = ""


class Entry(NamedTuple):
    """One service of the register.

    id                id of a vendor's pack, or any other word for a service that no pack knows
    owner             who in the organisation answers for it
    role              what the provider is: processor, joint-controller or controller
    region            id of the vendor's region that is meant
    name, entity, category, cookies, transfer  facts that a pack would know; here they win over the pack's
    transfer          sentences about transfers to other countries
    data              kinds of personal data; data_subjects: whose they are; recipients: who else receives them
    security          technical and organisational measures, or where they are written
    pre_chat_notice   what a visitor is told before a chat begins
    notes             anything else
    places            path of keys (`dpa.date`) -> where the value stands; "" is the entry's own name
    faulty            paths of keys whose values could not be read: each is a fault of the register, and not missing
    """

    id: str = ""
    owner: str = ""
    role: Role = ""
    purposes: tuple[str, ...] = ()
    legal_basis: LegalBasis = LegalBasis()
    region: str = ""
    dpa: Agreement = Agreement()
    dpf: Certification = Certification()
    tia: Assessment = Assessment()
    dpia: Assessment = Assessment()
    retention: Retention = Retention()
    training: Assessment = Assessment()
    notice: Notice = Notice()
    consent_text: Wording = Wording()
    pre_chat_notice: Wording = Wording()
    alternative_channel: Wording = Wording()
    cookie_declaration: Declaration = Declaration()
    review: Review = Review()
    name: str = ""
    entity: Company = Company()
    category: str = ""
    cookies: tuple[Cookie, ...] = ()
    transfer: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    data_subjects: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    security: str = ""
    notes: str = ""
    file: str = ""
    places: Mapping[str, Span] = {}
    faulty: frozenset[str] = frozenset()

    def place(self, where: str = "") -> Place:
        """Where a value stands ("dpa.date", keys as in the YAML); where it does not, the nearest thing around it."""
        while where and where not in self.places:
            where = where.rpartition(".")[0]
        return Place(self.file, self.places.get(where, Span(0, 0)))

    def left_open(self, where: str) -> bool:
        """Does the key stand there with nothing, or with `TODO`, where a value should be?"""
        record, _, name = where.replace("-", "_").rpartition(".")
        value = getattr(getattr(self, record) if record else self, name)
        return where in self.places and not value and not self.unreadable(where)

    def unreadable(self, where: str) -> bool:
        """Could a value at this path of keys, below it or above it, not be read?"""
        return any(f"{path}.".startswith(f"{where}.") or f"{where}.".startswith(f"{path}.") for path in self.faulty)


# Fields of an entry that are no keys of the file.
INNER = ("id", "file", "places", "faulty")


class RegisterFault(NamedTuple):
    """What is wrong with the register's text. where: path of keys; text: a sentence with the way out."""

    span: Span
    where: str
    text: str


class Register(NamedTuple):
    """What could be read of the register, and every fault of the rest.

    file     its path as it is reported; text: as the offsets of all places count
    entries  by id, in the order of the file
    whole    False when the text is no YAML or no register at all, so that nothing is known of any service
    """

    file: str
    text: str = ""
    entries: Mapping[str, Entry] = {}
    controller: Controller = Controller()
    faults: tuple[RegisterFault, ...] = ()
    whole: bool = True

    @property
    def place(self) -> Place:
        """The beginning of the file."""
        return Place(self.file, Span(0, 0))


class Document(NamedTuple):
    """What a `document:` of the register leads to.

    reference  as the register has it
    kind       file: it is there; missing: it looks like a path, and nothing is there; outside: a path that leaves the
               project's folder; reference: an id or an address
    path       of the file as it is reported; "" for a reference
    text       of a file that is text; "" for any other
    empty      the file holds nothing but white space
    changed    day of the file's last change in git; None where git does not know (not committed, a shallow clone)
    """

    reference: str
    kind: Literal["file", "missing", "outside", "reference"] = "reference"
    path: str = ""
    text: str = ""
    changed: datetime.date | None = None
    empty: bool = False


class ServiceCase(NamedTuple):
    """One service of a project before the duty checks: what is embedded, and what is registered of it.

    vendor     the pack's vendor, with the facts of the entry on top
    entry      None: the service is not registered
    embeds     all of the project, in the order of their places; empty for what is only registered
    duties     those that come with the vendor, by id; the vendor's own words win over the general ones
    documents  a reference of the register -> what it leads to; read when it is asked for
    changed    an embed -> day of the last change of its lines in git; None where git does not know
    today      the day that counts as today
    """

    id: str
    vendor: Vendor
    entry: Entry | None
    embeds: tuple[Embed, ...]
    duties: Mapping[str, Duty]
    register: Register
    packs: Packs
    policy: Policy
    jurisdictions: tuple[str, ...]
    today: datetime.date
    documents: Callable[[str], Document] = Document
    changed: Callable[[Embed], datetime.date | None] = lambda embed: None

    @property
    def evident(self) -> bool:
        """Is there an entry, of something that is in use or that no code could show?"""
        return self.entry is not None and (bool(self.embeds) or self.id not in self.packs.vendors)


class RegisterCase(NamedTuple):
    """The register itself before the checks that are about it. See `ServiceCase` for what is in both."""

    register: Register
    packs: Packs
    today: datetime.date
    documents: Callable[[str], Document] = Document
