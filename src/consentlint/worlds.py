"""Three worlds: the answers of one embed or guard, and the two operators that compose them.

A visitor is *undecided* (has not answered the banner), has *refused* everything optional, or has *granted* the purpose
that a vendor needs. For each of these worlds the answer to "can this happen?" is no, maybe or yes.
"""

from enum import IntEnum
from typing import NamedTuple


class Answer(IntEnum):
    """Can it happen in one world? Ordered: no < maybe < yes."""

    NO = 0
    MAYBE = 1
    YES = 2

    def __str__(self) -> str:
        return self.name.lower()


NO, MAYBE, YES = Answer.NO, Answer.MAYBE, Answer.YES
NEGATION = {NO: YES, MAYBE: MAYBE, YES: NO}


class Worlds(NamedTuple):
    """One answer per world; `&` is "in sequence" (min), `|` is "alternatively" (max), `~` is "not"."""

    undecided: Answer
    refused: Answer
    granted: Answer

    def __and__(self, other: "Worlds") -> "Worlds":
        return Worlds(min(self[0], other[0]), min(self[1], other[1]), min(self[2], other[2]))

    def __or__(self, other: "Worlds") -> "Worlds":
        return Worlds(max(self[0], other[0]), max(self[1], other[1]), max(self[2], other[2]))

    def __invert__(self) -> "Worlds":
        return Worlds(NEGATION[self[0]], NEGATION[self[1]], NEGATION[self[2]])

    @property
    def gated(self) -> bool:
        """True exactly when the answer is no for the undecided and for the refusing visitor."""
        return self[0] is NO and self[1] is NO

    def __str__(self) -> str:
        return "/".join(str(answer) for answer in self)

    def as_dict(self) -> dict[str, str]:
        """The form used in JSON: world name to answer."""
        return {name: str(answer) for name, answer in zip(self._fields, self, strict=True)}


WORLD_NAMES = Worlds._fields
NEVER = Worlds(NO, NO, NO)
PERHAPS = Worlds(MAYBE, MAYBE, MAYBE)
ALWAYS = Worlds(YES, YES, YES)
ON_CONSENT = Worlds(NO, NO, YES)
ON_REFUSAL = Worlds(NO, YES, NO)
ON_ANY_CHOICE = Worlds(NO, YES, YES)
UNTIL_REFUSED = Worlds(YES, NO, YES)


def worlds(text: str) -> Worlds:
    """Read `no/no/yes` (undecided/refused/granted). Raises ValueError for anything else."""
    parts = text.strip().lower().split("/")
    try:
        undecided, refused, granted = (Answer[part.strip().upper()] for part in parts)
    except (KeyError, ValueError):
        raise ValueError(f"{text!r} is not three answers such as 'no/no/yes' (undecided/refused/granted)") from None
    return Worlds(undecided, refused, granted)
