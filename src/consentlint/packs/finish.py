"""What a vendor's file may leave out: a fact's source, and the two halves of a loader's address."""

from typing import Any

from consentlint.packs.values import Loader, Vendor


def finished(made: Any) -> Any:
    """The record as a run reads it; anything but a vendor or a loader is itself."""
    if isinstance(made, Loader) and made.url:
        host, slash, path = made.url.partition("/")
        return made._replace(hosts=(host,), path=slash + path if slash else "/*", url="")
    if isinstance(made, Vendor) and made.sources and made.sources[0] is not None:
        return _sourced(made, made.sources[0].id)
    return made


def _sourced(value: Any, first: str) -> Any:
    """A record with the first source wherever a fact names none."""
    if not isinstance(value, tuple):
        return value
    if not hasattr(value, "_fields"):
        return tuple(_sourced(item, first) for item in value)
    made: Any = type(value)(*(_sourced(item, first) for item in value))
    return made._replace(source=first) if getattr(made, "source", None) == "" else made
