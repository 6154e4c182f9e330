"""How a visitor accepts and refuses: as the user says, else by the platform's own calls and controls, else by names."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from consentlint.packs.values import Cmp
from consentlint.reach.atoms import Knowledge
from consentlint.verify.drive import Visitor
from consentlint.verify.stand_in import own_control, owner

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle

PATIENCE, PULSE_MS = 5.0, 100
SCRIPT = "js:"
# Names of globals that exist and are no elements (an id makes an element a global).
GLOBALS = """names => names.filter(name => {
  try { return window[name] != null && !(window[name] instanceof Node); } catch (_) { return false; }
})"""
# Everything that can be pressed and is seen, in open shadow trees too: its words as `id | class | name | text`.
CONTROLS = """() => {
  const found = [];
  const look = root => {
    for (const one of root.querySelectorAll('*')) {
      if (one.shadowRoot) look(one.shadowRoot);
      if (!one.matches('button, a, input[type=button], input[type=submit], [role=button], [onclick]')) continue;
      if (!one.getClientRects().length) continue;
      one.setAttribute('data-consentlint-control', found.length);
      found.push([one.id, one.className, one.getAttribute('name') || '',
                  (one.innerText || one.value || one.getAttribute('aria-label') || '').slice(0, 80)].join(' | '));
    }
  };
  look(document);
  return found;
}"""


class Wish(NamedTuple):
    """What the user gave for accepting or refusing; "" leaves it to the packs.

    kind      `accept` or `refuse`
    patience  seconds until a control or a platform that does not answer is given up
    """

    kind: str
    given: str = ""
    patience: float = PATIENCE


class Choice(NamedTuple):
    """How it went. done: in words, "" when nothing worked; doubt: why it may not have counted.

    seen  a platform is there, or the user named a control: that nothing worked is trouble
    """

    done: str = ""
    doubt: str = ""
    seen: bool = False


def choose(visitor: Visitor, wish: Wish, cmps: Sequence[Cmp], stubs: bool = False) -> Choice:
    """Make the choice. stubs: platforms are answered by stubs, some of which have controls of their own."""
    if wish.given:
        worked = press(visitor, wish.given, wish.patience)
        option = f"--{wish.kind} {wish.given}"
        return Choice(wish.given, seen=True) if worked else Choice(doubt=f"{option}: nothing there to press", seen=True)
    there = present(visitor, cmps)
    able = [(cmp, calls(cmp, wish.kind), controls(cmp, wish.kind, stubs)) for cmp in there]
    tries = max(1, int(wish.patience * 1000 / PULSE_MS)) if any(one[1] or one[2] for one in able) else 1
    for _ in range(tries):
        for cmp, scripts, selectors in able:
            done = _calls(visitor, scripts) or next((one for one in selectors if press(visitor, one)), "")
            if done:
                return Choice(f"{cmp.name}: {done}", seen=True)
        visitor.page.wait_for_timeout(PULSE_MS)
    named = _by_name(visitor, wish.kind, cmps)
    if named:
        return Choice(named, seen=bool(able))
    return Choice(doubt=_hint(wish.kind, there), seen=any(one[1] or one[2] for one in able))


def present(visitor: Visitor, cmps: Iterable[Cmp]) -> list[Cmp]:
    """The platforms on the page, those whose own files were asked for first."""
    cmps = list(cmps)
    asked = dict.fromkeys(cmp.id for one in visitor.asked if (cmp := owner(one.url, cmps)) is not None)
    names = sorted({name for cmp in cmps for name in cmp.present.globals if name.isidentifier()})
    there = frozenset(visitor.page.evaluate(GLOBALS, names))
    by_global = [cmp for cmp in cmps if cmp.id not in asked and not there.isdisjoint(cmp.present.globals)]
    return [*(next(cmp for cmp in cmps if cmp.id == ident) for ident in asked), *by_global]


def calls(cmp: Cmp, kind: str) -> tuple[str, ...]:
    """The platform's calls that accept or refuse everything."""
    return cmp.accept if kind == "accept" else cmp.refuse


def controls(cmp: Cmp, kind: str, stubs: bool) -> tuple[str, ...]:
    """The selectors of its own controls."""
    known = cmp.controls.accept if kind == "accept" else cmp.controls.refuse
    return known or (own_control(cmp.id, kind) if stubs else ())


def press(visitor: Visitor, control: str, patience: float = 0.0) -> bool:
    """Click what a selector finds, in any frame, or run statements (`js:`); False when there is nothing."""
    from playwright.sync_api import Error

    if control.startswith(SCRIPT):
        return bool(_calls(visitor, (control.removeprefix(SCRIPT),)))
    for _ in range(max(1, int(patience * 1000 / PULSE_MS))):
        for frame in visitor.page.frames:
            try:
                found = frame.query_selector(control)
                if found is not None:
                    _click(found, real=patience > 0)
                    return True
            except Error as error:
                if "selector" in error.message.splitlines()[0].lower():
                    return False
        visitor.page.wait_for_timeout(PULSE_MS)
    return False


def _click(found: "ElementHandle", real: bool) -> None:
    """A real click where it can be made; a banner that moves or is covered gets the event."""
    from playwright.sync_api import Error

    try:
        if real:
            found.click(timeout=1000, no_wait_after=True)
            return
    except Error:
        pass
    found.evaluate("element => element.click()")


def _calls(visitor: Visitor, scripts: Sequence[str]) -> str:
    """Run the calls in order; gives what was run, "" when one of them threw."""
    from playwright.sync_api import Error

    try:
        for script in scripts:
            visitor.page.evaluate(f"() => {{ {script}\n }}")
    except Error:
        return ""
    return "; ".join(scripts)


def _by_name(visitor: Visitor, kind: str, cmps: Sequence[Cmp]) -> str:
    """The one control whose words say it; evidence of the last resort, and said so."""
    knowledge = Knowledge(list(cmps))
    words = list(visitor.page.evaluate(CONTROLS))
    fitting = [number for number, text in enumerate(words) if knowledge.words.control(text) == kind]
    if not fitting or not press(visitor, f'[data-consentlint-control="{fitting[0]}"]', PULSE_MS / 1000):
        return ""
    text = words[fitting[0]].rsplit(" | ", 1)[-1].strip() or words[fitting[0]]
    return f"the control `{' '.join(text.split())}`, judged by its name only"


def _hint(kind: str, there: Sequence[Cmp]) -> str:
    names = f"{', '.join(cmp.name for cmp in there)} did not answer" if there else "no consent platform was recognised"
    return f"no way to {kind} was found ({names}); name its control with --{kind} SELECTOR"
