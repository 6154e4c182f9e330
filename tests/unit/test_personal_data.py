"""What counts as data about a visitor: by keys, by values, by the worlds in which they are there."""

import pytest
from verdicts import packs

from consentlint.inspect import inspect_source
from consentlint.model import Handed
from consentlint.reach.personal import fits
from consentlint.text import Source

LOADER = '<script src="https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js"></script>'
KEYS = packs().cmps["generic"].vocabulary.personal_keys


def handed(code: str, loader: str = LOADER) -> tuple[Handed, ...]:
    return inspect_source(Source("a.html", f"{loader}<script>{code}</script>"), packs()).handed


def given(value: str) -> tuple[Handed, ...]:
    """What is seen where `value` is handed over."""
    return handed(f"Genesys('command', 'Database.set', {{messaging: {{customAttributes: {value}}}}});")


@pytest.mark.parametrize(
    "key",
    ["plan", "language", "page", "tier", "rename", "filename", "hostname",
     "tenant", "order", "customer", "company", "product", "capacity", "shipping", "description"],
)  # fmt: skip
def test_keys_that_are_about_nobody(key: str) -> None:
    assert not fits(key, KEYS)


@pytest.mark.parametrize(
    "key",
    ["email", "e-mail", "E_Mail", "userEmail", "emailAddress", "phone", "phoneNumber", "mobilePhone", "firstName",
     "last_name", "customerId", "customer-number", "orderNumber", "Kundennummer", "kundenNr", "Bestellnummer", "iban",
     "date_of_birth", "$email", "prenom"],
)  # fmt: skip
def test_keys_that_are_about_a_person(key: str) -> None:
    assert fits(key, KEYS)


@pytest.mark.parametrize(
    "value",
    ["{email: 'info@example.com'}", "{email: ''}", "{email: null}", "{email: undefined}", "{phone: 110}", "{}",
     "{plan: user.plan}", "{name: 'Support', phone: '+49 30 1'}", "{email: cond ? 'a@b.c' : 'd@e.f'}", "data"],
)  # fmt: skip
def test_what_is_silent(value: str) -> None:
    assert given(value) == ()


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("{email: user.email}", ("email",)), ("{email: '' + user.mail}", ("email",)),
        ("{e_mail: document.getElementById('m').value}", ("e_mail",)), ("{a: {b: {phone: x.p}}}", ("phone",)),
        ("{ref: user.email}", ("email",)), ("{email: user.email, orderNo: o.no, plan: 'x'}", ("email", "orderNo")),
        ("[{email: user.email}]", ("email",)), ("{email: `${user.id}@example.com`}", ("email",)),
    ],
)  # fmt: skip
def test_what_is_seen(value: str, names: tuple[str, ...]) -> None:
    (one,) = given(value)
    assert one.names == names


def test_what_is_handed_to_a_service_that_is_held_back_waits_with_it() -> None:
    held_back = LOADER.replace("<script ", '<script type="text/plain" data-cookieconsent="preferences" ')
    code = "Genesys('command', 'Database.set', {email: user.email});"
    (one,) = handed(code, held_back)
    assert one.embed.exposure.load.gated
    (one,) = handed(code)
    assert not one.embed.exposure.load.gated


def test_where_nothing_in_sight_loads_the_service_it_may() -> None:
    (one,) = handed("Genesys('command', 'Database.set', {email: user.email});", "")
    assert str(one.embed.exposure.load) == "maybe/maybe/maybe"


def test_a_common_name_counts_only_beside_its_vendor() -> None:
    code = "FS.identify(user.id); ac('identify', user.id);"
    assert handed(code, "") == ()
    assert [one.embed.vendor for one in handed(code)] == ["genesys"]


def test_what_is_handed_over_is_no_embed() -> None:
    source = Source("a.js", "Genesys('command', 'Database.set', {email: user.email});")
    assert inspect_source(source, packs()).embeds == ()
