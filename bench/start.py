"""Start-up as a ratio to `python -c pass`: CPU time, the least of many runs, one after another on one machine.

python bench/start.py
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 25
GUILTY = '<script src="https://apps.mypurecloud.com/genesys-bootstrap/genesys.min.js"></script>\n'
# What the installed command does; `-m` would add the cost of runpy.
PROGRAM = [sys.executable, "-c", "import sys; from consentlint.__main__ import main; sys.exit(main())"]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "src")}
# An installed package has its byte code beside it; here it is made by the first run and kept apart from the checkout.
ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def least(command: list[str], folder: str) -> float:
    """Seconds of CPU of the cheapest run."""
    found = []
    for _ in range(RUNS):
        before = cpu()
        subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
        found.append(cpu() - before)
    return min(found)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as byte_code:
        ENVIRONMENT["PYTHONPYCACHEPREFIX"] = byte_code
        # A file that is named is judged in its folder: each has one of its own.
        clean, guilty = Path(folder, "clean"), Path(folder, "guilty")
        clean.mkdir()
        guilty.mkdir()
        Path(clean, "clean.html").write_text("<p>nothing from outside</p>" * 200)
        Path(guilty, "guilty.html").write_text(GUILTY)
        subprocess.run(
            [*PROGRAM, "check", "guilty.html"], cwd=guilty, capture_output=True, env=ENVIRONMENT
        )  # compiles the packs
        nothing = least([sys.executable, "-c", "pass"], folder)
        print(f"python -c pass {nothing * 1e3:8.1f} ms")
        cases = (
            ["--version"],
            ["check", "clean.html"],
            ["check", "guilty.html"],
            ["inventory", "guilty.html"],
        )
        for arguments in cases:
            used = least([*PROGRAM, *arguments], str(guilty if "guilty.html" in arguments else clean))
            print(f"{' '.join(arguments):24} {used * 1e3:6.1f} ms  {used / nothing:.2f}x")


if __name__ == "__main__":
    main()
