"""The prefilter changes nothing: what it would leave unparsed holds no embed and no finding."""

import pytest
from cases import Case, read_all
from verdicts import describe, packs, verdict

from consentlint.datafiles import names_service
from consentlint.packs.compiled import needles, settings_needles
from consentlint.prefilter import Prefilter


@pytest.fixture(scope="module")
def prefilter() -> Prefilter:
    return Prefilter(needles(packs()))


@pytest.mark.parametrize("case", read_all().cases, ids=lambda case: case.id)
def test_prefilter_hides_nothing(case: Case, prefilter: Prefilter) -> None:
    if prefilter.hit(case.code.encode()) or packs().policies[case.policy].wide:
        return
    if names_service(case.filename, case.code.encode(), settings_needles(packs())):
        return
    if case.beside:  # a register is read whatever it holds
        return
    got = verdict(case)
    assert (got.embeds, got.findings) == ((), ()), "the prefilter would leave this out\n" + describe(case, got)
