"""One page in three worlds: before a choice, after a refusal, after an acceptance. Each with a profile of its own."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from consentlint.packs.values import Packs
from consentlint.verify.choose import PATIENCE, Wish, choose, press
from consentlint.verify.drive import Answers, Visitor, nothing, rest
from consentlint.verify.fence import Fence
from consentlint.verify.record import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

KINDS = {"refused": "refuse", "granted": "accept"}
DISTANT, TRIES = 1.0, 3


class Wishes(NamedTuple):
    """What the user asked for. wait: seconds without a new address until a page is at rest; timeout: at most.

    patience  seconds until a control or a platform that does not answer is given up
    """

    accept: str = ""
    refuse: str = ""
    click: str = ""
    wait: float = 3.0
    timeout: float = 30.0
    patience: float = PATIENCE


class Room(NamedTuple):
    """What all visits share. answers: what stands in for third parties; stubs: platforms are among them."""

    browser: "Browser"
    fence: Fence
    packs: Packs
    answers: Answers = nothing
    stubs: bool = False


def visit(room: Room, url: str, wishes: Wishes, evidence: Path | None = None) -> Visit:
    """Open a page in every world, let each visitor choose, and come back. evidence: folder for HARs and pictures.

    What leaves before the choice belongs to the undecided; the others' worlds begin with the choice, and hold for the
    visitor who comes back as well.
    """
    from playwright.sync_api import Error

    found, visitors = Visit(url), dict[str, Visitor]()
    try:
        for world in found.seen:
            visitors[world] = Visitor(room.browser, room.fence, room.answers, _har(evidence, world))
        _opened(found, visitors, wishes)
        if not found.error:
            _chosen(found, visitors, room, wishes)
            _watched(found, visitors, wishes, evidence)
    except Error as error:  # the browser is gone, or the page is beyond use
        found.error = f"{url}: {error.message.splitlines()[0]}"
    finally:
        for visitor in visitors.values():
            with suppress(Error):
                visitor.context.close()
    return found


def _har(evidence: Path | None, world: str) -> Path | None:
    return evidence / f"{world}.har" if evidence else None


def _opened(found: Visit, visitors: Mapping[str, Visitor], wishes: Wishes) -> None:
    """Everybody opens the page and looks around."""
    for visitor in visitors.values():
        found.error = found.error or visitor.open(found.url, wishes.timeout)
    if found.error:
        return
    for world, visitor in visitors.items():
        found.seen[world].doubt = found.seen[world].doubt or visitor.loaded(wishes.timeout)
    busy = rest(list(visitors.values()), wishes.wait, wishes.timeout)
    for seen in found.seen.values():
        seen.doubt = seen.doubt or busy


def _chosen(found: Visit, visitors: Mapping[str, Visitor], room: Room, wishes: Wishes) -> None:
    """Two of them choose; their worlds begin here."""
    choosers = {world: visitors[world] for world in KINDS}
    before = {world: len(visitor.asked) for world, visitor in choosers.items()}
    waiting = dict(choosers)
    for _ in range(TRIES):  # a platform that is not ready yet may take a call and forget it
        state = {world: _state(visitor) for world, visitor in waiting.items()}
        for world, visitor in waiting.items():
            _choose(found, world, visitor, room, wishes)
        rest(list(choosers.values()), wishes.wait, wishes.timeout)
        waiting = {w: one for w, one in waiting.items() if found.seen[w].chosen and _state(one) == state[w]}
        if not waiting:
            break
    for world in waiting:
        seen = found.seen[world]
        seen.doubt = f"`{seen.chosen}` stored nothing and asked for nothing: it may not have counted"
        found.notes.append(f"{world}: {seen.doubt}")
    for world, visitor in choosers.items():
        del visitor.asked[: before[world]]


def _state(visitor: Visitor) -> tuple[object, int]:
    """What a choice that counts must change: something is stored, or somebody is told."""
    return visitor.values(), len(visitor.asked)


def _choose(found: Visit, world: str, visitor: Visitor, room: Room, wishes: Wishes) -> None:
    kind, seen = KINDS[world], found.seen[world]
    given = {"refuse": wishes.refuse, "accept": wishes.accept}[kind]
    choice = choose(visitor, Wish(kind, given, wishes.patience), list(room.packs.cmps.values()), room.stubs)
    if seen.chosen:
        return  # another try; that the first one worked is known
    seen.chosen, seen.doubt = choice.done, seen.doubt or choice.doubt
    seen.outside = choice.seen and not choice.done
    if choice.doubt:
        (found.trouble if choice.seen else found.notes).append(f"{world}: {choice.doubt}")


def _watched(found: Visit, visitors: Mapping[str, Visitor], wishes: Wishes, evidence: Path | None) -> None:
    """Everybody comes back; then they may click. What was seen is taken down."""
    _opened(found, visitors, wishes)
    for world, visitor in visitors.items():
        seen = found.seen[world]
        seen.load, seen.stored = list(visitor.asked), visitor.kept()
        late = visitor.due()
        if late > DISTANT:
            found.notes.append(f"{world}: a timer was still set for {late:.0f} s later; --wait {late + 1:.0f} sees it")
        if evidence:
            _picture(visitor, evidence / f"{world}.png", found)
    if wishes.click:
        _asked(found, visitors, wishes)
    for visitor in visitors.values():
        for url, origin in visitor.origins.items():
            found.origins.setdefault(url, origin)
    reader = visitors["granted"]
    for url in dict.fromkeys(origin.url for origin in found.origins.values()):
        if reader._fence.is_own(url):
            found.texts[url] = reader.text(url)


def _picture(visitor: Visitor, path: Path, found: Visit) -> None:
    from playwright.sync_api import Error

    try:
        visitor.page.screenshot(path=path, full_page=True, animations="disabled", timeout=10_000)
    except Error as error:
        found.notes.append(f"{path.name}: no picture could be taken ({error.message.splitlines()[0]})")


def _asked(found: Visit, visitors: Mapping[str, Visitor], wishes: Wishes) -> None:
    """The visitor asks for the service: what leaves after the click on `--click` counts as asked for."""
    before = {world: len(visitor.asked) for world, visitor in visitors.items()}
    for world, visitor in visitors.items():
        if not press(visitor, wishes.click, wishes.patience):
            found.seen[world].asking = f"--click {wishes.click}: nothing there to press"
            found.trouble.append(f"{world}: {found.seen[world].asking}")
    busy = rest(list(visitors.values()), wishes.wait, wishes.timeout)
    for world, visitor in visitors.items():
        seen = found.seen[world]
        seen.request = list(visitor.asked[before[world] :])
        seen.asking = seen.asking or busy
