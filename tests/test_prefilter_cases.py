"""The prefilter changes nothing: what it would leave unparsed holds no embed and no finding."""

from cases import Case, read_all
from verdicts import describe, packs, verdict

from consentlint.datafiles import names_service
from consentlint.packs.compiled import needles, settings_needles
from consentlint.prefilter import Prefilter


def test_prefilter_hides_nothing() -> None:
    prefilter = Prefilter(needles(packs()))
    left_out = [case for case in read_all().cases if not _is_read(case, prefilter)]
    assert left_out
    found = ((case, verdict(case)) for case in left_out)
    hidden = [describe(case, got) for case, got in found if got.embeds or got.findings]
    assert not hidden, "the prefilter would leave this out\n" + "\n".join(hidden)


def _is_read(case: Case, prefilter: Prefilter) -> bool:
    """A register is read whatever it holds."""
    data = case.code.encode()
    known = prefilter.hit(data) or names_service(case.filename, data, settings_needles(packs()))
    return known or packs().policies[case.policy].wide or bool(case.beside)
