"""Every renderable example, opened in three worlds: what is predicted is what leaves the page.

The prediction is consentlint's, not the info string's (test_cases.py compares those two).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from browser.chromium import House
from browser.comparing import Predicted, differences, makes_no_request, predict, same_in_all_worlds, strangers
from browser.needed import missing
from browser.platforms import PlatformMissing, loader, own_button, present, runs
from browser.proving import Choice, observe
from browser.rendering import NotRenderable, render
from browser.returning import returning
from cases import PROOF, Case, read_all
from verdicts import describe, packs, verdict

from consentlint.model import Embed
from consentlint.packs.values import Cmp
from consentlint.worlds import NEVER

# The example leans on code that it does not show.
NOT_ITS_OWN = re.compile(r"is not defined|Failed to resolve module|of null|of undefined|Unexpected (token|end)")


@dataclass(frozen=True, slots=True)
class Plan:
    """How an example is opened: markup put first, platforms, the choice, and how the proof is counted."""

    head: str
    cmps: tuple[Cmp, ...]
    choice: Choice
    how: str


def plan(case: Case, embeds: Sequence[Embed]) -> Plan:
    """An example that leans on a platform which it does not load gets it put in front."""
    cmps = packs().cmps
    platforms, head = present(case.code, cmps.values()), ""
    if not platforms:
        weighed = [guard for embed in embeds for guard in embed.trace if guard.kind != "no-gate"]
        named = dict.fromkeys(guard.cmp for guard in weighed if guard.cmp)
        platforms = [cmps[ident] for ident in named if ident in cmps and runs(cmps[ident])][:1]
        head = "".join(f'<script src="{loader(platform)}"></script>\n' for platform in platforms)
    ways = {runs(platform) for platform in platforms}
    how = "proven by stub" if "stub" in ways else "proven for real" if "real" in ways else "proven, no platform"
    return Plan(head, tuple(platforms), _choice(case, platforms), how)


def _choice(case: Case, platforms: Sequence[Cmp]) -> Choice:
    if case.accept or case.refuse:
        return Choice(tuple(filter(None, [case.accept])), tuple(filter(None, [case.refuse])))
    playable = [platform for platform in platforms if runs(platform)]
    if not playable:
        return returning(case.code, packs().cmps.values())
    ways = {kind: tuple(step for p in playable for step in _steps(p, kind)) for kind in ("accept", "refuse")}
    return Choice(ways["accept"], ways["refuse"])


def _steps(cmp: Cmp, kind: str) -> tuple[str, ...]:
    """A platform without documented calls is answered by its own buttons, or by those of its stub."""
    calls = tuple(f"js:{call}" for call in getattr(cmp, kind))
    return calls or getattr(cmp.controls, kind) or own_button(cmp, kind)


@pytest.mark.parametrize("case", read_all().cases, ids=lambda case: case.id)
def test_proof(case: Case, house: House, record_property: Callable[[str, object], None]) -> None:
    def leave_out(why: str) -> None:
        record_property(PROOF, why)
        pytest.skip(why)

    if case.skip or case.todo:
        leave_out(f"skipped: {case.skip or 'known wrong answer'}")
    got = verdict(case)
    embeds = [embed for embed in got.embeds if not makes_no_request(embed, case.code)]
    if got.embeds and not embeds:
        leave_out("skipped: a connection without a request is not seen")
    how = plan(case, embeds)
    try:
        page = render(case, how.head)
        observed = observe(house, page, list(packs().cmps.values()), how.choice, case.click)
    except NotRenderable as reason:
        leave_out(f"not renderable: {reason}")
    except PlatformMissing as reason:
        record_property(PROOF, "skipped: npm packages are missing")
        missing(reason)
    for world, seen in observed.load.items():  # the loader that was put in front may be a vendor's too
        observed.load[world] = [one for one in seen if f'"{one.url}"' not in how.head]
    predicted = predict(embeds)
    if not how.choice.accept and not same_in_all_worlds(predicted):
        observed.load = {"undecided": observed.load["undecided"]}
    vendors = packs().vendors
    wrong = [f"could not choose: {world}" for world in observed.not_chosen]
    wrong += differences(predicted, observed.load, vendors, "load")
    wrong += strangers(predicted, observed.load, vendors, list(packs().cmps.values()))
    if case.click:
        wrong += differences(predicted, observed.request, vendors, "request")
    foreign = any(NOT_ITS_OWN.search(error) for error in observed.errors)
    if wrong and foreign and all("observed no" in line for line in wrong):
        leave_out("skipped: leans on code that the example does not show")
    record_property(PROOF, _counted(case, predicted, how))
    errors = [f"in the page: {error}" for error in observed.errors]
    assert not wrong, "\n" + "\n".join([*wrong, *errors, describe(case, got)])


def _counted(case: Case, predicted: Sequence[Predicted], how: Plan) -> str:
    if not how.choice.accept and not same_in_all_worlds(predicted):
        return "proven before the choice only: nothing in the example chooses"
    if not case.click and any(one.request != NEVER for one in predicted):
        return f"{how.how}, on load only: no click= in the example"
    return how.how
