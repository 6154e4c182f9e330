"""The whole catalogue on a clean tree: CPU of `consentlint check` beside ripgrep's, and how much of it is parsed.

python bench/catalogue.py [FILES] [FOLDER]

Makes a tree of so many files (12,000), or copies the files of FOLDER until there are so many. Prints two ratios of one
run: CPU to that of ripgrep (hold: at most 1.0), and files parsed to files examined (hold: at most 0.05). In a second
pass one file of fifty holds an embed.
"""

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from repository import ENVIRONMENT, measure

from consentlint.discover import SUFFIXES, suffix
from consentlint.packs.compiled import load_needles

CHECK = [sys.executable, "-m", "consentlint", "check", "--isolated", "."]
KINDS = ("html", "js", "ts", "tsx", "vue", "css", "php", "md")
WORDS = (
    "analytics banner button cache chart client color config consent cookie date default element event export false "
    "field footer form function header https import index label layout link list map media message module "
    "null object option page pixel player position render request return route script search section service "
    "setting shadow source state store string style table target template text theme title token tracking true value "
    "video view widget window wrapper"
).split()
EMBED = '<script src="https://client.crisp.chat/l.js"></script>\n'
BYTES = 7_000


def texts(seed: int) -> Iterator[str]:
    """Texts like those of code: words, marks and addresses of one's own."""
    chance = random.Random(seed)
    while True:
        lines = []
        while sum(map(len, lines)) < BYTES:
            words = " ".join(chance.choices(WORDS, k=chance.randint(2, 12)))
            lines.append(f"  {words} = '/{chance.choice(WORDS)}/{chance.choice(WORDS)}.png';")
        yield "\n".join(lines) + "\n"


def made(folder: Path, count: int) -> None:
    """A tree of made-up files, 100 in each folder."""
    pool = [text for text, _ in zip(texts(1), range(200), strict=False)]
    for number in range(count):
        inner = folder / f"part{number // 100}"
        inner.mkdir(exist_ok=True)
        kind = KINDS[number % len(KINDS)]
        (inner / f"file{number}.{kind}").write_text(f"// {number}\n" + pool[number % len(pool)])


def copied(folder: Path, count: int, source: Path) -> None:
    """The files of a folder that are examined, again and again under other names."""
    every = [path for path in sorted(source.rglob("*")) if path.is_file() and suffix(path.name) in SUFFIXES]
    for number in range(count):
        inner = folder / f"part{number // 100}"
        inner.mkdir(exist_ok=True)
        path = every[number % len(every)]
        (inner / f"{number}-{path.name}").write_bytes(path.read_bytes())


def ratios(folder: str) -> None:
    ours = measure("consentlint", CHECK, folder)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as needles:
        needles.write("\n".join(load_needles()) + "\n")
        needles.flush()
        globs = [part for one in sorted(SUFFIXES) for part in ("--iglob", f"*.{one}")]
        theirs = measure("ripgrep", ["rg", "-l", "-i", "-F", *globs, "-f", needles.name, "."], folder)
    print(f"CPU: {ours / theirs:.2f} of ripgrep's")


def parsed(folder: str) -> None:
    command = [*CHECK[:-1], "--statistics", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=ENVIRONMENT)
    told = [line for line in (done.stdout + done.stderr).splitlines() if "files parsed" in line]
    print("".join(told).strip() or "0 files parsed")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 12_000
    with tempfile.TemporaryDirectory() as folder:
        if len(sys.argv) > 2:
            copied(Path(folder), count, Path(sys.argv[2]))
        else:
            made(Path(folder), count)
        os.chdir(folder)
        print(f"{count} files, {len(load_needles())} needles")
        ratios(folder)
        parsed(folder)
        for number, path in enumerate(sorted(Path(folder).rglob("*.html"))):
            if number % 6 == 0:
                path.write_text(path.read_text() + EMBED)
        parsed(folder)


if __name__ == "__main__":
    main()
