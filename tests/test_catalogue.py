"""Every entry of every vendor: its canonical snippet is found under the right id, its gated twin is silent, and the
prefilter lets it through. Then the data: what two vendors may not share, and what every file has to say.
"""

from collections import defaultdict
from functools import cache

import pytest
from cases import ROOT, blocks
from snippets import Snippet, snippets
from verdicts import packs

from consentlint.inspect import inspect_source
from consentlint.judge import judge
from consentlint.model import Embed, Finding
from consentlint.packs.build import Builder
from consentlint.packs.index import marks, needles_of, own_domains
from consentlint.packs.starts import parse_start
from consentlint.packs.text import compose
from consentlint.packs.values import Vendor
from consentlint.prefilter import StandardLibrary
from consentlint.text import Source

VENDORS = packs().vendors
SNIPPETS = [snippet for vendor in VENDORS.values() for snippet in snippets(vendor)]
REGION_CHECKS = {"non-eu-region", "unknown-region", "region-mismatch"}
SHORTEST_NAME = 4


def inspected(path: str, text: str) -> tuple[Embed, ...]:
    return inspect_source(Source(path, text), packs()).embeds


def findings(embeds: tuple[Embed, ...]) -> list[Finding]:
    """What is said about consent."""
    policy = packs().policies["strict"]
    made = judge(embeds, packs(), policy, policy.jurisdictions)
    return [finding for finding in made if finding.check not in REGION_CHECKS | {"unscoped-gate"}]


@cache
def matcher() -> StandardLibrary:
    return StandardLibrary(needles_of(VENDORS))


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet.id)
def test_snippet_is_found_reported_and_silent_once_gated(snippet: Snippet) -> None:
    embeds = inspected(snippet.path, snippet.text)
    assert {embed.vendor for embed in embeds} == ({snippet.vendor} if snippet.found else set()), snippet.text
    assert all(embed.self_hosted is snippet.own for embed in embeds)
    if snippet.found:
        assert matcher().hit(snippet.text.encode()), "no needle of the catalogue is in this text"
        asks = VENDORS[snippet.vendor].consent.required == "yes" and not snippet.own
        assert findings(embeds) or not asks, "nothing is reported"
        gated_twin_is_silent(snippet)


def gated_twin_is_silent(snippet: Snippet) -> None:
    embeds = [embed for embed in inspected(snippet.path, snippet.gated) if embed.vendor == snippet.vendor]
    said = findings(tuple(embeds))
    assert embeds or snippet.absent, "nothing is found that could be gated"
    assert not said, "\n".join([snippet.gated, *(f"{finding.check}: {finding.message}" for finding in said)])


# --- data ------------------------------------------------------------------------------------------------------------


def test_ids_are_file_names() -> None:
    assert all(ident == vendor.id for ident, vendor in VENDORS.items())


def test_no_domain_belongs_to_two_vendors() -> None:
    owners = defaultdict(set)
    for vendor in VENDORS.values():
        for domain in own_domains(vendor):
            owners[domain].add(vendor.id)
    assert {domain: sorted(ids) for domain, ids in owners.items() if len(ids) > 1} == {}


def test_no_loader_is_two_vendors() -> None:
    """The same host and path under two ids: which of them it is, nobody can tell."""
    owners = defaultdict(set)
    for vendor in VENDORS.values():
        for loader in vendor.loaders:
            for host in loader.hosts:
                owners[host, loader.path].add(vendor.id)
    shared = {key: sorted(ids) for key, ids in owners.items() if len(ids) > 1 and not key[0].endswith("*")}
    assert shared == {}


def test_vendors_can_be_found() -> None:
    """A file names something that brings the vendor in, and something by which a text with it is found."""
    ways = ("loaders", "starts", "packages", "elements", "modules")
    assert [
        made.id for made in VENDORS.values() if not any(getattr(made, way) for way in ways) or not marks(made)
    ] == []


def test_sources_are_dated_public_addresses() -> None:
    assert [vendor.id for vendor in VENDORS.values() if not vendor.sources] == []
    sources = [source for vendor in VENDORS.values() for source in vendor.sources]
    assert [source for source in sources if not source.url.startswith("https://") or source.date < "2020-01-01"] == []


def test_short_names_are_weak() -> None:
    """`ga`, `hj`, `zE`, `ac`: others use them as well."""
    for start in (start for vendor in VENDORS.values() for start in vendor.starts):
        shape = parse_start(start.call)
        assert shape is not None, start
        length = len(shape.path) if "." in shape.path or not shape.marks else len(shape.root) + 1
        assert start.weak or length >= SHORTEST_NAME, start


def test_needles_are_long_enough() -> None:
    assert [mark for vendor in VENDORS.values() for mark in marks(vendor) if len(mark) < SHORTEST_NAME] == []


def test_the_example_of_the_readme_is_a_vendor() -> None:
    text = (ROOT / "rules/vendors/README.md").read_text(encoding="utf-8")
    (example,) = [block for block in blocks(text) if block.info == "yaml"]
    builder = Builder("README.md")
    made = builder.value(compose(example.code.encode()), Vendor, "")
    assert (made.id, builder.faults) == ("acme-chat", [])


def test_every_reason_is_said() -> None:
    assert [vendor.id for vendor in VENDORS.values() if len(vendor.consent.reason) < 20] == []
