"""A service sets a cookie that the site's cookie declaration does not list."""

from collections.abc import Iterator

from consentlint.check import Check, Fault
from consentlint.duties.model import ServiceCase
from consentlint.duties.services import article
from consentlint.evidence import incomplete, registered
from consentlint.model import Severity

KEY = "cookie-declaration"
MOST = 8


def run(case: ServiceCase) -> Iterator[Fault]:
    # Here, as most runs have no register, and load every check all the same.
    from consentlint.duties.declaration import read_declaration
    from consentlint.duties.disclosure import asked

    cookies = asked(case.vendor, case.embeds)
    if not cookies:
        return
    entry = registered(case)
    if not entry.cookie_declaration.document:
        what = f"where visitors find the cookies of {case.vendor.name}"
        yield from incomplete(case, KEY, ("document",), what, f"add `{KEY}: {{document: ...}}`", "cookies")
        return
    document = case.documents(entry.cookie_declaration.document)
    if document.kind != "file" or not (document.text or document.empty):
        return  # elsewhere, or nothing that can be read
    declaration = read_declaration(document.path, document.text)
    wanted = (cookie for cookie in cookies if cookie.storage == "cookie" or declaration.storage)
    names = [cookie.name for cookie in wanted if not declaration.names(cookie.name)]
    names = [name for name in names if declaration.misspelt(name) is None]  # `cookie-drift` speaks of those
    if names:
        more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
        yield Fault(
            f"{document.path} does not list {', '.join(f'`{name}`' for name in names[:MOST])}{more}, which "
            f"{case.vendor.name} stores{article(case.duties, 'cookies')}; "
            f"`consentlint disclose {case.id}` writes the rows",
            entry.place(f"{KEY}.document"),
        )


CHECK = Check(
    "undisclosed-cookie",
    "a cookie that the cookie declaration does not list",
    Severity.WARNING,
    run,
    about="duty",
    duty="cookies",
)
