"""The register cannot be read in part, names what is not there, or says what cannot be."""

from collections.abc import Iterator

from consentlint.check import Check, Fault
from consentlint.duties.model import RegisterCase
from consentlint.model import Severity


def run(case: RegisterCase) -> Iterator[Fault]:
    from consentlint.duties.consistency import faults

    for message, place in faults(case):
        yield Fault(message, place)


CHECK = Check(
    "faulty-register", "a register that cannot be read or cannot be true", Severity.ERROR, run, about="register"
)
