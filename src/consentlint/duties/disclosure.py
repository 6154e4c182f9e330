"""What visitors are told of the services in use, as values: from packs and register, in one language, always the same.

`written.py` turns them into Markdown, HTML and JSON.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from consentlint.duties.durations import in_words, read_durations
from consentlint.duties.model import Entry, Retention
from consentlint.model import Embed
from consentlint.packs.languages import Language, Phrases, languages
from consentlint.packs.values import Cookie, Packs, Vendor

VERSION = 1
FALLBACK = "en"
# The articles of the GDPR that a transfer can rest on, as packs cite them: an adequacy decision, safeguards.
ADEQUACY, SAFEGUARDS = "Art. 45 GDPR", "Art. 46"
HOME = "eea"


class Said(NamedTuple):
    """A text and its language; "" where nobody knows it (the register's own words)."""

    text: str
    language: str = ""


class CookieLine(NamedTuple):
    """One line of the cookie table.

    provider  the company that sets it
    party     first or third
    storage   cookie, local or session
    duration  in words of the disclosure's language
    optional  set only in some cases (an option of the service, a visit from an advertisement)
    """

    name: str
    provider: str
    purpose: Said
    duration: Said
    party: str
    storage: str
    optional: bool = False


class ServiceLine(NamedTuple):
    """One service.

    id            of its pack, or as the register has it
    provider      the company behind it
    country       where it sits, in two letters
    country_name  the same in words
    role          processor, controller, joint-controller or ""
    purposes      what it is used for
    legal_basis   loading, conversation, recording -> consent, contract, legitimate-interest ...
    region        where data are processed, as far as the project says
    transfer      sentences about transfers to other countries
    retention     transcripts, recordings, data -> how long
    consent_text  what a visitor is asked
    alternative   how to do without the service
    """

    id: str
    name: str
    provider: str
    country: str
    country_name: str
    role: str
    purposes: tuple[Said, ...]
    legal_basis: dict[str, str]
    region: Said
    transfer: tuple[Said, ...]
    retention: dict[str, Said]
    consent_text: Said
    alternative: Said
    cookies: tuple[CookieLine, ...]


class Disclosure(NamedTuple):
    """What visitors are told of all services.

    language  of whatever says no other
    """

    version: int
    language: str
    services: tuple[ServiceLine, ...]


class Service(NamedTuple):
    """A service that is in use. products: of the vendor's, those that are embedded; none: all may be."""

    vendor: Vendor
    entry: Entry | None = None
    products: frozenset[str] = frozenset()
    regions: tuple[str, ...] = ()


def written_languages() -> dict[str, Language]:
    """The languages that a disclosure can be written in, by id."""
    return {name: language for name, language in languages().items() if language.disclosure is not None}


def disclosed(services: Iterable[Service], packs: Packs, language: Language, optional: bool = True) -> Disclosure:
    """The disclosure of these services, by their names.

    optional  with the cookies that are set only in some cases
    """
    ordered = sorted(services, key=lambda service: (service.vendor.name.casefold(), service.vendor.id))
    return Disclosure(VERSION, language.id, tuple(_service(one, packs, language, optional) for one in ordered))


def cookies_of(vendor: Vendor, products: frozenset[str] = frozenset()) -> tuple[Cookie, ...]:
    """The vendor's cookies that these products set. Which products are in use may be unknown: then all."""
    return tuple(
        cookie for cookie in vendor.cookies if not cookie.product or not products or cookie.product in products
    )


def asked(vendor: Vendor, embeds: Iterable[Embed]) -> tuple[Cookie, ...]:
    """The cookies that a declaration has to list: those of the products in use, set whatever is switched on."""
    products = frozenset(embed.product for embed in embeds)
    fits = (cookie for cookie in vendor.cookies if not cookie.product or cookie.product in products)
    return tuple(cookie for cookie in fits if not cookie.optional)


def destinations(vendor: Vendor, embeds: Iterable[Embed], packs: Packs) -> tuple[str, ...]:
    """The third countries (two letters) that data may reach: the company's, and those of the regions in use."""
    found = {vendor.entity.country} if leaves_home(vendor.entity.country, packs) else set()
    for embed in embeds:
        group = packs.jurisdictions.get(embed.region.jurisdiction) if embed.region is not None else None
        if group is not None and group.id != HOME and len(group.countries) == 1:
            found.add(group.countries[0])
    return tuple(sorted(found))


def said(text: str | Mapping[str, str], language: str) -> Said:
    """A text of a pack in this language, else in English, else in whatever there is."""
    if isinstance(text, str):
        return Said(text, FALLBACK if text else "")
    found = next((name for name in (language, FALLBACK, *sorted(text)) if name in text), "")
    return Said(text.get(found, ""), found)


def leaves_home(country: str, packs: Packs) -> bool:
    """Is the country (two letters) a third country? An unknown one is none."""
    return bool(country) and HOME in packs.jurisdictions and country not in packs.jurisdictions[HOME].countries


def rests_on(vendor: Vendor, article: str) -> bool:
    """Does the vendor's pack name a transfer that rests on this article?"""
    return any(fact.article.startswith(article) for fact in vendor.transfer)


def _service(service: Service, packs: Packs, language: Language, optional: bool) -> ServiceLine:
    vendor, entry = service.vendor, service.entry or Entry()
    phrases = language.disclosure
    assert phrases is not None
    country = _country(vendor.entity.country, language)
    kept = (cookie for cookie in cookies_of(vendor, service.products) if optional or not cookie.optional)
    cookies = tuple(_cookie(cookie, vendor, language) for cookie in kept)
    role = entry.role or (vendor.entity.role if vendor.entity.role in phrases.roles else "")
    bases = {step: basis for step, basis in entry.legal_basis._asdict().items() if basis}
    return ServiceLine(
        id=vendor.id,
        name=vendor.name,
        provider=vendor.entity.name,
        country=vendor.entity.country,
        country_name=country,
        role=role,
        purposes=_purposes(vendor, entry, language, phrases),
        legal_basis=bases,
        region=_regions(service, entry),
        transfer=_transfer(vendor, entry, packs, language, phrases),
        retention=_retention(entry.retention, language),
        consent_text=_consent_text(vendor, entry, packs, language, phrases),
        alternative=Said(entry.alternative_channel.text),
        cookies=cookies,
    )


def _country(code: str, language: Language) -> str:
    """The country's name; its code where the words have none."""
    named = language.countries.get(code) or languages()[FALLBACK].countries.get(code)
    return named[0] if named else code


def _cookie(cookie: Cookie, vendor: Vendor, language: Language) -> CookieLine:
    purpose = said(cookie.purpose, language.id)
    duration = _duration(cookie.duration, language)
    return CookieLine(
        cookie.name, vendor.entity.name or vendor.name, purpose, duration, cookie.party, cookie.storage, cookie.optional
    )


def _duration(text: str, language: Language) -> Said:
    assert language.disclosure is not None
    if not text:
        return Said(language.disclosure.durations["unknown"], language.id)
    durations = read_durations(text)
    return Said(in_words(durations, language), language.id) if durations else Said(text, FALLBACK)


def _purposes(vendor: Vendor, entry: Entry, language: Language, phrases: Phrases) -> tuple[Said, ...]:
    if entry.purposes:
        return tuple(Said(purpose) for purpose in entry.purposes)
    return (Said(_category(vendor, phrases), language.id),)


def _category(vendor: Vendor, phrases: Phrases) -> str:
    return phrases.categories.get(vendor.category) or phrases.categories["other"]


def _regions(service: Service, entry: Entry) -> Said:
    """The regions in use by their names, which packs have in English."""
    names = {region.id: region.name for region in service.vendor.regions}
    used = [name for name in (service.regions or (entry.region,)) if name]
    text = ", ".join(dict.fromkeys(names.get(name, name) for name in used))
    return Said(text, FALLBACK if any(name in names for name in used) else "")


def _transfer(vendor: Vendor, entry: Entry, packs: Packs, language: Language, phrases: Phrases) -> tuple[Said, ...]:
    """Sentences from what is known: where the company sits, its certification, the clauses that were agreed."""
    if entry.transfer:
        return tuple(Said(text) for text in entry.transfer)
    if not leaves_home(vendor.entity.country, packs):
        return ()
    holds = {
        "transfer": True,
        "framework": rests_on(vendor, ADEQUACY) or entry.dpf.checked is not None,
        "clauses": bool(entry.dpa.sccs),
    }
    words = {"entity": vendor.entity.name, "country": _country(vendor.entity.country, language)}
    return tuple(Said(_filled(phrases.sentences[key], words), language.id) for key, true in holds.items() if true)


def _consent_text(vendor: Vendor, entry: Entry, packs: Packs, language: Language, phrases: Phrases) -> Said:
    """The register's own text, else the pack's in this language, else one made of what is known."""
    if entry.consent_text.text:
        return Said(entry.consent_text.text)
    if language.id in vendor.consent_text:
        return Said(" ".join(vendor.consent_text[language.id].split()), language.id)
    words = {
        "name": vendor.name,
        "entity": vendor.entity.name or vendor.name,
        "country": _country(vendor.entity.country, language),
        "purpose": _category(vendor, phrases),
    }
    storage = " " + _filled(phrases.sentences["storage"], words) if vendor.cookies else ""
    abroad = " " + _filled(phrases.sentences["abroad"], words) if leaves_home(vendor.entity.country, packs) else ""
    text = _filled(phrases.sentences["consent"], {**words, "storage": storage, "abroad": abroad})
    return Said(text.replace(" ()", ""), language.id)


def _retention(retention: Retention, language: Language) -> dict[str, Said]:
    kept = {"transcripts": retention.transcripts, "recordings": retention.recordings, "data": retention.data}
    return {key: _kept(text, language) for key, text in kept.items() if text}


def _kept(text: str, language: Language) -> Said:
    """A duration in words of the language when the text is nothing more; else the text as it is."""
    durations = read_durations(text)
    plain = len(durations) == 1 and len(text.split()) <= 2 * len(durations[0].amounts)
    return Said(in_words(durations, language), language.id) if plain else Said(text)


def _filled(sentence: str, words: Mapping[str, str]) -> str:
    for key, value in words.items():
        sentence = sentence.replace("{" + key + "}", value)
    return sentence
