"""The prefilter changes nothing: what it would leave unparsed holds no embed and no finding."""

import pytest
from cases import Case, read_all
from verdicts import describe, packs, verdict

prefilter = pytest.importorskip("consentlint.prefilter")


@pytest.fixture(scope="module")
def needles():  # type: ignore[no-untyped-def]
    return prefilter.build_prefilter(packs())


@pytest.mark.parametrize("case", read_all().cases, ids=lambda case: case.id)
def test_prefilter_hides_nothing(case: Case, needles) -> None:  # type: ignore[no-untyped-def]
    if needles.may_hold(case.code.encode()):
        return
    got = verdict(case)
    assert not got.embeds and not got.findings, "the prefilter would leave this out\n" + describe(case, got)
