"""Packs: the vendors, consent platforms and policies of `rules/` and of the user's own folders.

`load_packs` is what everybody calls; `packs.values` says what comes back; `PackErrors` is every fault of a broken pack.
"""

from consentlint.packs.compiled import load_needles, load_packs, needles, rules_folder
from consentlint.packs.faults import Fault, PackErrors

__all__ = ["Fault", "PackErrors", "load_needles", "load_packs", "needles", "rules_folder"]
