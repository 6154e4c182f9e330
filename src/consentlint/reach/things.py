"""What lives on the executor's heap."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from consentlint.model import Guard, Place, Span
from consentlint.reach.values import Value
from consentlint.syntax import ir
from consentlint.worlds import NEVER, ON_ANY_CHOICE, ON_CONSENT, ON_REFUSAL, Worlds

if TYPE_CHECKING:
    from consentlint.reach.calls import CallSite
    from consentlint.reach.paths import Path


@dataclass(frozen=True, slots=True)
class Code:
    """The text that spans point into.

    branches  the template branches around an offset, as guards; None where the file has no template
    prints    what the template prints within a span of the text, and where; None where nothing is printed
    masked    the text with template tags painted over; "" where there are none
    fixed     every span is this one: the text was made at run time or decoded from an attribute
    origin    where a span of a text that is put together of several files stands; None: it is the file's own text
    server    it runs on the server: no page is there for it, and what it calls is not the browser's
    """

    path: str
    text: str
    module: bool = False
    branches: "Callable[[int], list[Guard]] | None" = None
    prints: "Callable[[Span], list[tuple[Span, Value]]] | None" = None
    masked: str = ""
    fixed: Span | None = None
    language: str = "javascript"
    server: bool = False
    origin: "Callable[[Span], Place] | None" = None
    _quotes: dict[Span, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def place(self, span: Span) -> Place:
        """Where a span of this text stands in the file."""
        if self.origin is not None and self.fixed is None:
            return self.origin(span)
        return Place(self.path, self.fixed or span)

    def slice(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def quote(self, span: Span) -> str:
        """A stretch of the text on one line."""
        found = self._quotes.get(span)
        if found is None:
            found = self._quotes[span] = " ".join(self.slice(span).split())
        return found


@dataclass(slots=True)
class Scope:
    """Names declared in one function or block. `globals` marks the page's shared scope.

    links     imported names, each with the scope of the module that declares it and its name there
    imported  names that hold a part of another file by value
    holder    the object whose properties the names are, as in a component's template
    view      what it and the scopes within it read of a box is what is in it
    cells     variables whose writes make a component render again, each with the box that keeps it
    """

    id: int
    parent: "Scope | None"
    names: set[str]
    is_global: bool = False
    links: "dict[str, tuple[Scope, str]]" = field(default_factory=dict)
    imported: set[str] = field(default_factory=set)
    holder: "Value | None" = None
    view: bool = False
    cells: "dict[str, Value]" = field(default_factory=dict)


@dataclass(slots=True)
class Thing:
    """One heap object.

    kind      object, array, function, native, element, promise or class
    open      it may have properties that are not known
    """

    kind: str
    place: Place | None = None
    open: bool = False
    function: ir.Function | None = None
    cls: ir.Class | None = None
    scope: Scope | None = None
    code: Code | None = None
    this: Value | None = None
    native: "Callable[[CallSite], Value | None] | None" = None
    tag: str = ""
    base: "Thing | None" = None
    data: dict[str, Any] = field(default_factory=dict)


# The tag of an object that is text when it is used as text: its `href`.
ADDRESS = "address"
# Under this an element made of text keeps it, until it becomes part of the page.
MARKUP = "markup"


@dataclass(slots=True)
class Frame:
    """One function activation.

    returns   what was returned so far, with the worlds in which it was
    yielded   what a generator has given so far, with the worlds in which it did
    awaited   what was waited for since the last statement, with the worlds in which it comes
    thrown    the worlds in which something was thrown inside the innermost try
    continued in which worlds the round of the innermost loop was ended by `continue`
    stack     the functions entered on the way, outermost first
    arguments what was handed over in each activation on the stack (for settings handed to a loader)
    again     runs an async function once more, when what it waits for has come; None when that was done
    resumed   the `await` behind which an async function goes on in this activation, and what has come there
    """

    scope: Scope
    code: Code
    this: Value
    returns: list[tuple[Worlds, Value]] = field(default_factory=list)
    thrown: Worlds = NEVER
    continued: Worlds = NEVER
    stack: tuple[tuple[int, Span], ...] = ()
    arguments: tuple[Value, ...] = ()
    immediate: bool = False
    awaited: "list[tuple[Worlds, Guard | None]]" = field(default_factory=list)
    again: "Callable[[Path, tuple[Span, Value]], None] | None" = None
    yielded: list[tuple[Worlds, Value]] = field(default_factory=list)
    resumed: "tuple[Span, Value] | None" = None


@dataclass(slots=True)
class Task:
    """A callback that runs later: who, with what, behind which path.

    certain  it runs for sure once registered (timers, DOM ready); otherwise its writes are only possible
    """

    callback: Value
    args: tuple[Value, ...]
    path: "Path"
    certain: bool = False
    this: Value | None = None

    @property
    def chooses(self) -> bool:
        """Does it run because the visitor accepts or refuses?"""
        kinds = ("consent-control", "consent-callback")
        return any(guard.kind in kinds and guard.worlds in CHOICES for guard in self.path.guards())


CHOICES = (ON_CONSENT, ON_REFUSAL, ON_ANY_CHOICE)
