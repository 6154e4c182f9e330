"""What the services keep on the visitor's device."""

from consentlint.packs.values import Cookie
from consentlint.page.content import Content, Service
from consentlint.page.markup import Html, join, table, tag
from consentlint.page.section import Section


def write(content: Content) -> Html:
    words = content.words
    tables = [_table(service, content) for service in content.services if _cookies(service)]
    unlisted = [service.vendor.name for service in content.services if service.embeds and not _cookies(service)]
    told = tag("p", words("cookies.unlisted", names=", ".join(unlisted))) if unlisted else Html("")
    return join((tag("p", words("cookies.lead" if tables else "cookies.none")), *tables, told))


def _cookies(service: Service) -> list[Cookie]:
    """Those of the products that are embedded, and those that any product sets."""
    products = {embed.product for embed in service.embeds}
    listed = [cookie for cookie in service.vendor.cookies if not cookie.product or cookie.product in products]
    return sorted(listed, key=lambda cookie: (cookie.name.casefold(), cookie.storage))


def _table(service: Service, content: Content) -> Html:
    head = [content.words(f"cookies.{column}") for column in ("name", "kind", "duration", "purpose")]
    return table(service.vendor.name, head, (_row(cookie, content) for cookie in _cookies(service)), "cookies")


def _row(cookie: Cookie, content: Content) -> tuple[str, ...]:
    words = content.words
    storage, party = words.shared("kinds", cookie.storage), words.shared("kinds", cookie.party)
    purpose = words.told(cookie.purpose) or words("cookies.unknown")
    return (
        tag("code", cookie.name),
        words("cookies.kind_of", storage=storage, party=party),
        words.duration(cookie.duration) or words("cookies.unknown"),
        join((purpose, f" ({words('cookies.optional')})")) if cookie.optional else purpose,
    )


SECTION = Section("cookies", 50, write)
