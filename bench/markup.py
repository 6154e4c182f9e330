"""Measure the markup and template layers: work on hostile text as it grows, speed beside other parsers, import cost.

Usage: python bench/markup.py [FILE.html]. Figures are ratios within this one run; nothing is asserted.
"""

import gc
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from consentlint.dialects.jinja import DIALECT
from consentlint.syntax.markup import parse_markup
from consentlint.syntax.template import read_template

MARKUP = [
    "<", "<!--", '<a b="', "<a b=c ", "<div>", "<p>", "<b></i>", "<b>", "<table><tr><td>", "<li><ul>", "<script>",
    "<script><!--<script>", "<svg>", "<a><div>", "<template>", "&amp",
]  # fmt: skip
TEMPLATES = ["{{", "{% if a %}", "{{ '", "{% raw %}", "{% a %}", "{% else %}", "{{ ' }}' "]
ROW = '<tr><td class="a b" data-x="1&amp;2"><a href="/p?q=1">text &eacute;</a><td><img src=i.png alt=""></tr>\n'
STATEMENTS = {
    "pass": "pass",
    "import bs4": "import bs4",
    "parse_markup('<a>')": "from consentlint.syntax.markup import parse_markup; parse_markup('<a>')",
    "parse and select": "from consentlint.syntax.markup import parse_markup; parse_markup('<a>').soup.select('a')",
}


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def growth() -> None:
    print("hostile text: CPU for 4n over n (4 is linear)")
    for pieces, read in ((MARKUP, parse_markup), (TEMPLATES, lambda text: read_template(text, DIALECT))):
        for piece in pieces:
            times = [seconds(lambda: read(piece * size)) for size in (20_000, 80_000)]  # noqa: B023
            print(f"  {piece!r:26} {times[0]:7.3f} s {times[1]:7.3f} s   x{times[1] / max(times[0], 1e-4):.1f}")


def speed(text: str) -> None:
    import bs4

    print(f"a page of {len(text):,} characters")
    ours = seconds(lambda: parse_markup(text))
    for parser in ("html.parser", "lxml", "html5lib"):
        try:
            theirs = seconds(lambda: bs4.BeautifulSoup(text, parser))  # noqa: B023
        except bs4.FeatureNotFound:
            continue
        print(f"  parse_markup {ours:.3f} s, bs4 with {parser} {theirs:.3f} s, x{ours / theirs:.2f}")


def imports() -> None:
    print("start of a process (best of 5)")
    base = 0.0
    for name, code in STATEMENTS.items():
        best = min(process(code) for _ in range(5))
        base = base or best
        print(f"  {name:24} {best:.3f} s   x{best / base:.1f}")


def process(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    imports()
    speed(Path(sys.argv[1]).read_text(encoding="utf-8") if len(sys.argv) > 1 else f"<table>{ROW * 3000}</table>")
    growth()
