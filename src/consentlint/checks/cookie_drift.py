"""The cookie declaration says something about a cookie that is not so: its name, type, duration or purpose."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from consentlint.check import Check, Fault
from consentlint.duties.model import Document, ServiceCase
from consentlint.evidence import registered
from consentlint.model import Place, Related, Severity
from consentlint.packs.values import Cookie

# What reads declarations is imported where it is used: most runs have no register, and load every check all the same.
if TYPE_CHECKING:
    from consentlint.duties.declaration import Declaration
    from consentlint.duties.drift import Difference


def run(case: ServiceCase) -> Iterator[Fault]:
    from consentlint.duties.declaration import read_declaration
    from consentlint.duties.disclosure import asked, cookies_of

    reference = registered(case).cookie_declaration.document
    document = case.documents(reference) if reference else Document("")
    if not document.text:
        return
    declaration = read_declaration(document.path, document.text)
    for cookie in asked(case.vendor, case.embeds):
        yield from _misspelt(case, cookie, declaration, document)
    names: dict[Difference, list[str]] = {}
    for cookie in cookies_of(case.vendor, frozenset(embed.product for embed in case.embeds)):
        for told in _told(case, cookie, declaration):
            names.setdefault(told, []).append(f"`{cookie.name}`")
    for told, listed in names.items():  # a row, or a service of a definition, may be about several cookies
        said = f"declares {told.declared} as its {told.field}" if told.declared else f"leaves out its {told.field}"
        text = f"{', '.join(listed)} of {case.vendor.name}: {document.path} {said}, but {told.known}"
        yield _fault(case, document, text, told)


def _told(case: ServiceCase, cookie: Cookie, declaration: "Declaration") -> "list[Difference]":
    """What is wrong in the row that says least wrong; nothing where another row, or another vendor, makes it right."""
    from consentlint.duties.drift import differences, owned, rows_of, said_by_another

    rows = [row for row in rows_of(cookie, declaration) if owned(row, case.vendor, case.packs)]
    found = [(differences(cookie, case.vendor, row), row) for row in rows]
    wrong = min(found, key=lambda pair: len(pair[0]), default=None)
    if wrong is None or not wrong[0] or said_by_another(cookie, case.vendor, wrong[1], case.packs):
        return []
    return wrong[0]


def _misspelt(case: ServiceCase, cookie: Cookie, declaration: "Declaration", document: Document) -> Iterator[Fault]:
    from consentlint.duties.drift import Difference, known_name

    found = None if declaration.names(cookie.name) else declaration.misspelt(cookie.name)
    if found is None or known_name(found[1], case.packs):
        return
    cell = found[0].cell("name")
    text = f"{document.path} lists `{found[1]}`, but {case.vendor.name} stores `{cookie.name}`"
    yield _fault(case, document, text, Difference("name", "", "", cell.span))


def _fault(case: ServiceCase, document: Document, text: str, told: "Difference") -> Fault:
    registered_at = registered(case).place("cookie-declaration.document")
    related = (Related(registered_at, "the declaration is registered here"),)
    advice = f"correct it, or see `consentlint disclose {case.id}`"
    return Fault(f"{text}; {advice}", Place(document.path, told.span), related)


CHECK = Check(
    "cookie-drift",
    "a cookie that is declared other than it is",
    Severity.WARNING,
    run,
    about="duty",
    duty="cookies",
)
