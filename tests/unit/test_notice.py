"""What a notice names: this company and no other, a transfer that is not denied, the framework of today."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentlint.duties.notice import Notice, read_notice
from consentlint.packs import load_packs
from consentlint.packs.languages import languages

GENESYS = "Genesys Cloud Services, LLC"
OTHERS = [
    ("Genesys Cloud CX", GENESYS),
    ("Genesys", GENESYS),
    ("Genesys Telecommunications Laboratories, Inc.", GENESYS),
    ("Genesys Cloud Services Deutschland GmbH", GENESYS),
    ("Genesys Cloud Services B.V. in Naarden", GENESYS),
    ("<!-- Genesys Cloud Services, LLC -->", GENESYS),
    ("Google Analytics", "Google LLC"),
    ("Google Ireland Limited", "Google LLC"),
    ("Google LLC", "Google Ireland Limited"),
    ("Meta Platforms, Inc.", "Meta Platforms Ireland Limited"),
    ("Zendesk", "Zendesk, Inc."),
    ("metagoogle LLC", "Google LLC"),
]
THIS = [
    ("Genesys Cloud Services, LLC", GENESYS),
    ("GENESYS CLOUD SERVICES LLC (USA)", GENESYS),
    ("Genesys\nCloud  Services,\nL.L.C. receives", GENESYS),
    ("**Genesys Cloud Services**, Inc. is", GENESYS),
    ("Die Genesys Cloud Services. Unsere GmbH", GENESYS),
    ("[Genesys Cloud Services](https://x.example)", GENESYS),
    ("Genesys Cloud Services Deutschland GmbH und Genesys Cloud Services, LLC", GENESYS),
    ("Google Inc.", "Google LLC"),
    ("Google Ireland Ltd", "Google Ireland Limited"),
    ("Hotjar Ltd.", "Hotjar Limited"),
    ("Wingify Software Private Limited", "Wingify Software Pvt. Ltd."),
    ("Lime Connect GmbH", "Lime Connect GmbH"),
]
NO_TRANSFER = [
    "We do not transfer your data to the United States.",
    "Eine Übermittlung in die USA findet nicht statt.",
    "Es erfolgt keine Übermittlung in Drittländer.",
    "Ihre Daten werden nicht in die USA übermittelt, sondern in Frankfurt gespeichert.",
    "We do not transfer data to the US. Your data is processed in Frankfurt.",
    "We transfer your data to Frankfurt.",
    "The United States are large.",
    "Contact us. Your data is processed.",
    "Your data is not transferred to third countries such as the USA.",
    "Übermittlung in Drittstaaten: keine",
    "| Drittlandtransfer (USA) | nein |\n|---|---|\n",
    "- Übermittlung in die USA: nein",
    "Your data never leaves Europe; no transfer to the US takes place.",
]
TRANSFER = [
    "Your data may be transferred to the United States.",
    "Ihre Daten werden in die USA übermittelt.",
    "Eine Übermittlung in die USA kann nicht ausgeschlossen werden.",
    "An access from the U.S. cannot be ruled out.",
    "Genesys is a company of the United States. Its staff may access your data from there.",
    "The US has no adequate level of data protection, your data may be transferred there.",
    "We transfer data to the USA, but not to China.",
    "Drittlandtransfer: USA",
    "We do not sell your data and may transfer it to the US.",
    "Ihre Daten werden nicht nur in der EU, sondern auch in den USA verarbeitet.",
    "Data may be transferred to, and stored in, countries such as the United States.",
    "- Recipient: Genesys\n- Transfer to a third country: yes, USA",
    "| Empfänger | Drittlandübermittlung |\n|---|---|\n| Genesys | USA |",
    "## Datenübermittlung in Drittländer\n\nWir nutzen Genesys. Sitz: USA.",
    "Daten werden an Server der Genesys Inc. in den Vereinigten Staaten übertragen.",
    "Les données sont transférées aux États-Unis.",
    "Los datos se transfieren a Estados Unidos.",
    "De gegevens worden verwerkt in de Verenigde Staten.",
    "I dati sono trasferiti negli Stati Uniti.",
    "Your data may be sent to countries outside the European Union.",
]


def notice(text: str, path: str = "a.md") -> Notice:
    return read_notice(path, text)


@pytest.mark.parametrize(("text", "name"), OTHERS)
def test_another_company_or_none(text: str, name: str) -> None:
    assert not notice(text).names_company(name)


@pytest.mark.parametrize(("text", "name"), THIS)
def test_this_company(text: str, name: str) -> None:
    assert notice(text).names_company(name)


@pytest.mark.parametrize("text", NO_TRANSFER)
def test_no_transfer(text: str) -> None:
    assert not notice(text).names_transfer("US")


@pytest.mark.parametrize("text", TRANSFER)
def test_a_transfer(text: str) -> None:
    assert notice(text).names_transfer("US")


def test_a_transfer_to_another_country() -> None:
    assert not notice("Data are transferred to China.").names_transfer("US")
    assert notice("Data are transferred to China.").names_transfer("CN")
    assert not notice("Data are transferred to China.").names_transfer("XX")


@pytest.mark.parametrize(
    "text", ["Privacy Shield", "Genesys is not certified under the Data Privacy Framework.", "a framework", "dpf"]
)
def test_no_framework(text: str) -> None:
    assert not notice(text).names_framework()


@pytest.mark.parametrize(
    "text",
    [
        "certified under the EU-US Data Privacy Framework",
        "EU\N{NON-BREAKING HYPHEN}U.S. DPF",
        "nach dem EU-US-Datenschutzrahmen zertifiziert",
        "Datenschutzrahmen EU-USA",
        "EU-US Data\nPrivacy Framework",
    ],
)
def test_the_framework(text: str) -> None:
    assert notice(text).names_framework()


def test_the_clauses() -> None:
    assert notice("Wir haben Standardvertragsklauseln vereinbart.").names_clauses()
    assert notice("based on the SCCs").names_clauses()
    assert not notice("We have no Standard Contractual Clauses with them.").names_clauses()
    assert not notice("Clauses of our contract").names_clauses()


def test_a_page_is_read_as_visitors_see_it() -> None:
    hidden = "<p hidden>Meta Platforms, Inc.</p>"
    page = f"<h1>x</h1><p><b>Genesys</b> Cloud&nbsp;Ser&shy;vices,<br>LLC<script>Google LLC</script></p>{hidden}"
    found = notice(page, "a.html")
    assert found.names_company(GENESYS)
    assert not found.names_company("Google LLC")
    assert not found.names_company("Meta Platforms, Inc.")


def test_a_component_is_a_page() -> None:
    found = notice("<template><p>Genesys Cloud Services, LLC</p></template><script>1</script>", "a.vue")
    assert found.names_company(GENESYS)


def test_texts_in_data() -> None:
    text = '{"privacy": {"chat": "Genesys Cloud Services, LLC; transfer to the USA"}}'
    assert notice(text, "a.json").names_company(GENESYS)
    assert notice(text, "a.json").names_transfer("US")


def test_every_company_of_the_packs_is_found_as_it_is_written() -> None:
    names = {vendor.entity.name for vendor in load_packs().vendors.values()}
    assert [name for name in names if not notice(f"We use {name}, who help us.").names_company(name)] == []


def test_every_country_of_the_packs_has_a_name() -> None:
    countries = {vendor.entity.country for vendor in load_packs().vendors.values()} - {""}
    for language in ("en", "de"):
        assert sorted(countries - set(languages()[language].countries)) == []


@given(st.sampled_from(["a.md", "a.html", "a.json", "a.js", "a.txt"]), st.text(max_size=200))
def test_nothing_raises(path: str, text: str) -> None:
    found = notice(text, path)
    told = [found.names_company(GENESYS), found.names_transfer("US"), found.names_framework(), found.names_clauses()]
    assert set(told) <= {True, False}


@given(st.sampled_from(THIS), st.text(alphabet="abc d.,\n", max_size=40))
def test_words_around_a_company_change_nothing(case: tuple[str, str], around: str) -> None:
    text, name = case
    assert notice(f"{around}\n\n{text}\n\n{around}").names_company(name)
