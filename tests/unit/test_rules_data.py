"""The shipped data: schemas are current, every fact is dated, ids and hosts are unique, regions are all there."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from consentlint.packs import rules_folder
from consentlint.packs.load import KINDS, pack_files, read_packs
from consentlint.packs.schema import ROOTS, field_docs, schema, texts
from consentlint.packs.text import compose, plain
from consentlint.worlds import ALWAYS, ON_CONSENT, UNTIL_REFUSED

RULES = rules_folder()
FILES = [*pack_files(RULES), *sorted((RULES / "words").glob("*.yaml"))]
PACKS = read_packs([RULES])
GENESYS = PACKS.vendors["genesys"]
DUTIES = """consent region cookies disclosure dpa sccs tia dpia retention recording-basis training notice
alternative-channel review"""
SCHEMA_OF = {kind: next(id for id, cls in ROOTS.items() if cls is made) for kind, made in KINDS.items()}
SCHEMA_OF["words"] = "language"


def name(path: Path) -> str:
    return path.relative_to(RULES).as_posix()


@pytest.mark.parametrize("file", sorted(texts()))
def test_schema_files_are_current(file: str) -> None:
    assert (RULES / "schema" / file).read_text(encoding="utf-8") == texts()[file], (
        "run python -m consentlint.packs.schema"
    )


@pytest.mark.parametrize("kind", sorted(ROOTS))
def test_schemas_are_schemas(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(kind))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_file_validates(path: Path) -> None:
    kind = SCHEMA_OF[path.parent.name]
    jsonschema.Draft202012Validator(schema(kind)).validate(plain(compose(path.read_bytes())))


def test_the_schema_refuses_what_the_loader_refuses() -> None:
    checker = jsonschema.Draft202012Validator(schema("policy"))
    assert not checker.is_valid({"id": "a", "name": "b", "summary": "c", "requires": "nothing"})
    assert not checker.is_valid({"id": "a", "name": "b", "summary": "c", "sumary": "c"})
    assert not checker.is_valid({"id": "a", "name": "b"})


def test_fields_are_described_in_the_schema() -> None:
    gate = schema("cmp")["$defs"]["MarkupGate"]["properties"]
    assert gate["selector"]["description"] == "CSS selector of the held-back element"
    assert json.dumps(schema("vendor"))


@pytest.mark.parametrize("path", [path for path in FILES if path.parent.name == "cmps"], ids=name)
def test_every_platform_has_its_page(path: Path) -> None:
    page = path.with_suffix(".md").read_text(encoding="utf-8")
    headings = [line for line in page.splitlines() if line.startswith("## ")]
    assert headings == ["## What it is", "## Right", "## Wrong", "## Notes"]


@pytest.mark.parametrize("policy", sorted(PACKS.policies))
def test_every_policy_has_its_page(policy: str) -> None:
    assert (RULES / "policies" / f"{policy}.md").read_text(encoding="utf-8").startswith(f"# {policy}\n")


def test_platforms_hold_only_what_can_matter() -> None:
    for cmp in PACKS.cmps.values():
        holds = (cmp.gates, cmp.conditions, cmp.server, cmp.reads, cmp.states, cmp.build_values, cmp.tags, cmp.site)
        holds += (cmp.callbacks, cmp.present.urls, cmp.no_gates, cmp.loaders, cmp.backend.files)
        # What is no gate, or is held by another pack, has a page of its own; it says what it leaves out.
        assert any(holds) or cmp.serves.calls or cmp.serves.entries or cmp.unconfirmed, cmp.id
        for condition in cmp.conditions:
            assert cmp.id != "generic" or condition.by_name, condition.expr
        assert len({condition.expr for condition in cmp.conditions}) == len(cmp.conditions), cmp.id
        assert set(cmp.necessary) & set(cmp.fits) == set(), cmp.id


def test_no_gate_is_safe_without_consent_by_mistake() -> None:
    """A held-back element that opens before a choice is only ever written on purpose: always, until a refusal, or
    as the opposite of a consent."""
    for cmp in PACKS.cmps.values():
        for gate in cmp.gates:
            meant = gate.worlds.gated or gate.worlds in (ALWAYS, UNTIL_REFUSED, ~ON_CONSENT)
            assert meant or gate.worlds.refused.name == "MAYBE", gate


def test_words_of_the_vocabulary_have_one_meaning() -> None:
    words = PACKS.cmps["generic"].vocabulary
    assert not set(words.accept_literals) & set(words.refuse_literals)
    assert not set(words.accept_controls) & set(words.refuse_controls)
    for name, listed in words._asdict().items():
        assert [word for word, count in Counter(listed).items() if count > 1] == [], name


def test_accepting_only_what_is_necessary_is_a_refusal() -> None:
    words = PACKS.cmps["generic"].vocabulary
    assert {"acceptnecessary", "accept necessary", "nur notwendige", "only essential", "necessary only"} <= set(
        words.refuse_controls
    )


def test_hosts_of_vendors_are_unique() -> None:
    owners: dict[str, str] = {}
    for vendor in PACKS.vendors.values():
        for domain in (*vendor.domains, *(domain for region in vendor.regions for domain in region.domains)):
            assert owners.setdefault(domain, vendor.id) == vendor.id, domain


def test_every_fact_names_its_source() -> None:
    for vendor in PACKS.vendors.values():
        for value in walk(vendor):
            if "source" in value._fields:
                assert value.source, value


def walk(value: Any) -> list[Any]:
    """Every record inside a value, itself included."""
    if not isinstance(value, tuple):
        return []
    return [*([value] if hasattr(value, "_fields") else []), *(inner for item in value for inner in walk(item))]


# --- Genesys ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "region", "jurisdiction"),
    [
        ("prod", "us-east-1", "us"),
        ("use1", "us-east-1", "us"),
        ("fedramp-use2-core", "us-east-2", "us"),
        ("prod-euc1", "eu-central-1", "eea"),
        ("euc1", "eu-central-1", "eea"),
        ("eu-central-1", "eu-central-1", "eea"),
        ("prod-euw1", "eu-west-1", "eea"),
        ("prod-euw2", "eu-west-2", "uk"),
        ("prod-euc2", "eu-central-2", "ch"),
        ("prod-apne1", "ap-northeast-1", "adequacy"),
        ("prod-sae1", "sa-east-1", "other"),
        ("eusc-edee1-core", "eusc-edee1", "eea"),
    ],
)
def test_region_words(word: str, region: str, jurisdiction: str) -> None:
    (found,) = [entry for entry in GENESYS.regions if word in entry.names]
    assert (found.id, found.jurisdiction) == (region, jurisdiction)


def test_genesys_has_every_region_of_the_facts() -> None:
    assert len(GENESYS.regions) == 18
    for region in GENESYS.regions:
        assert region.domains, region.id
        assert region.names, region.id


@pytest.mark.parametrize("duty", DUTIES.split())
def test_genesys_duties_rest_on_articles(duty: str) -> None:
    (found,) = [entry for entry in GENESYS.duties if entry.id == duty]
    assert found.article


def test_genesys_has_the_six_cookies_of_the_service_page() -> None:
    claimed = {cookie.name: (cookie.party, cookie.duration) for cookie in GENESYS.cookies if cookie.source == "seed"}
    assert claimed == {
        "gcb_session": ("first", "session"),
        "gms_session": ("third", "session"),
        "_genesys_visitor_id": ("first", "1 year"),
        "gcb_region": ("first", "1 year"),
        "_ga": ("third", "2 years"),
        "_vis_opt_s": ("third", "session"),
    }


def test_genesys_names_its_alternatives_and_texts() -> None:
    assert [entry.name for entry in GENESYS.alternatives] == ["Crisp", "Userlike", "Chatwoot", "Rocket.Chat"]
    assert set(GENESYS.consent_text) == {"en", "de"}


def test_fits_name_categories_of_vendors_or_known_ones() -> None:
    known = {vendor.category for vendor in PACKS.vendors.values()}
    known |= {"chat", "analytics", "ads", "video", "maps", "fonts", "forms", "social"}
    for cmp in PACKS.cmps.values():
        for purpose, categories in cmp.fits.items():
            assert set(categories) <= known, (cmp.id, purpose)


def test_field_docs_read_both_forms() -> None:
    entry = ROOTS["vendor"]
    assert field_docs(entry)["category"].startswith("chat, analytics")
