"""The vendors of compiled packs: each one is built when somebody asks for it."""

import pickle
from collections.abc import Iterator, Mapping

from consentlint.packs.index import Index
from consentlint.packs.values import Vendor


def with_changes(vendors: Mapping[str, Vendor], changed: Mapping[str, Vendor]) -> Mapping[str, Vendor]:
    """The vendors with some of them replaced; what leads to them stays the same."""
    if not isinstance(vendors, StoredVendors):
        return {**vendors, **changed}
    return StoredVendors(vendors._stored, vendors.index, changed)


class StoredVendors(Mapping[str, Vendor]):
    """Vendors by id over their pickled forms, with the tables that lead to them."""

    def __init__(self, stored: dict[str, bytes], index: Index, built: Mapping[str, Vendor] | None = None) -> None:
        self.index = index
        self._stored = stored
        self._built = dict(built or {})

    def __getitem__(self, name: str) -> Vendor:
        found = self._built.get(name)
        if found is None:
            found = self._built[name] = pickle.loads(self._stored[name])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and dict(self) == dict(other)

    __hash__ = None  # type: ignore[assignment]
