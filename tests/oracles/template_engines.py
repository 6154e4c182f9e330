"""Render the examples of the template dialects with the real engines, once in each world, and compare.

Usage: PYTHONPATH=src:tests python tests/oracles/template_engines.py [NPM_FOLDER]
Needs php and ruby on the path, and a folder where `npm install twig liquidjs ejs` was run (default: the current one).
In each world the consent cookie is absent, `rejected` or `accepted`, and every helper of consent answers accordingly; a
vendor's address that is in the rendered page (outside of comments, with a type that runs) is a request. Left out and
counted: examples whose answer is `maybe`, those held back by a platform in the browser, Jekyll's own tags, and whatever
an engine that is missing would have rendered.
"""

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from cases import ROOT, Case, read_page

from consentlint.worlds import Answer

COOKIE = "cookie_consent"
NEEDLE = "genesys.min.js"
WORLDS = {"undecided": None, "refused": "rejected", "granted": "accepted"}
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
INERT = re.compile(r"""<script[^>]*type=["']?text/plain[^>]*>""")

PHP = """<?php error_reporting(0);
$c = getenv('CHOICE'); if ($c !== false && $c !== '') { $_COOKIE['cookie_consent'] = $c; }
function wp_has_consent($x) { return $x === 'functional' || getenv('CHOICE') === 'accepted'; }
function wp_is_service_denied($x) { return getenv('CHOICE') === 'rejected'; }
class R { function cookie($n) { return $_COOKIE[$n] ?? null; } } function request() { return new R; }
define('ABSPATH', '/');
function get_header() {} function wp_footer() {} function the_permalink() {} function esc_attr($x) { return $x; }
function add_action($name, $fn) { $fn(); }
$text = file_get_contents($argv[1]);
$text = str_replace('filter_input(INPUT_COOKIE, ', 'cookie_of(', $text);
function cookie_of($n) { return $_COOKIE[$n] ?? null; }
eval('?>' . $text);
"""
RUBY = """require 'erb'
class NilClass; def blank?; true; end; def present?; false; end; end
class String; def blank?; strip.empty?; end; def present?; !blank?; end; end
def nothing(*); ''; end
%w[csrf_meta_tags render cbid].each { |n| define_method(n) { |*a| '' } }
def content_for(*a); yield; end
def has_consent?(*a); ENV['CHOICE'] == 'accepted'; end
def cookies; ENV['CHOICE'].to_s.empty? ? {} : { cookie_consent: ENV['CHOICE'] }; end
@items = []
text = File.read(ARGV[0]).gsub(/<%=(.*?do)\\s*%>/m, '<%\\\\1 %>')
def page(text); eval(ERB.new(text, trim_mode: '-').src.sub(/\\A#coding:.*\\n/, '').gsub('_erbout', '$out')); end
$out = +''
page(text)
print $out
"""
NODE = """
const fs = require('fs'), { createRequire } = require('module'), load = createRequire(process.argv[2] + '/x.js');
const kind = process.argv[3], text = fs.readFileSync(process.argv[4], 'utf8'), choice = process.env.CHOICE || undefined;
const cookies = choice ? { cookie_consent: choice } : {}, agreed = choice === 'accepted';
const values = { cookies, cookie_consent: choice, cookieConsent: choice, req: { cookies }, locals: { cookies },
  hasConsent: () => agreed, widgets: [1], links: [], include: () => '', cbid: '', items: [], settings: {},
  parent: () => '', csp_nonce: () => '' };
if (kind === 'ejs') console.log(load('ejs').render(text, values, { escape: String }));
if (kind === 'liquid') { const { Liquid } = load('liquidjs'); console.log(new Liquid().parseAndRenderSync(
  text.replace("{% render 'meta-tags' %}", ''), values)); }
if (kind === 'html.twig') { const { twig, extendFunction, extendFilter } = load('twig');
  extendFunction('csp_nonce', () => ''); extendFilter('trans', String);
  extendFunction('hasConsent', () => agreed);
  values.app = { request: { cookies: { get: n => cookies[n], has: n => n in cookies, all: cookies } } };
  console.log(twig({ data: text.replace(/{% extends .*? %}/, '').replace('{{ parent() }}', '') }).render(values)); }
"""


def main(npm: str) -> int:
    total: Counter[str] = Counter()
    for dialect in ("php", "twig", "liquid", "erb", "ejs"):
        pages = [f"src/consentlint/dialects/{dialect}.md"]
        pages += ["rules/cmps/wp-consent-api.md", "rules/cmps/server-side.md"] if dialect == "php" else []
        for path in pages:
            for case in read_page(path, (ROOT / path).read_text("utf-8")).cases:
                if case.language == dialect:
                    total[f"{dialect} {judge(case, npm)}"] += 1
    for key in sorted(total):
        print(f"{key:20} {total[key]:4}")
    return 1 if any("differs" in key for key in total) else 0


def judge(case: Case, npm: str) -> str:
    """`agrees`, `differs` (and the difference is printed), or why the example is left out."""
    if case.todo or "platform" in case.id or "{% highlight" in case.code or (case.load and Answer.MAYBE in case.load):
        return "left out"
    seen = {}
    for world, choice in WORLDS.items():
        page, error = rendered(case, choice or "", npm)
        if error:
            print(f"{case.id} in {world}: {error}")
            return "not rendered"
        live = INERT.sub("", COMMENT.sub("", page))
        seen[world] = NEEDLE in live
    expected = {world: case.embeds > 0 and answer is Answer.YES
                for world, answer in zip(WORLDS, case.load or (Answer.NO,) * 3, strict=True)}  # fmt: skip
    if seen == expected:
        return "agrees"
    print(f"{case.id}: said {expected}, rendered {seen}")
    return "differs"


def rendered(case: Case, choice: str, npm: str) -> tuple[str, str]:
    """The page, and why there is none."""
    folder = Path(os.environ.get("TMPDIR", "/tmp")) / "consentlint-engines"
    folder.mkdir(exist_ok=True)
    source, driver = folder / case.filename, folder / "driver"
    source.write_text(case.code, encoding="utf-8")
    kind = case.filename.removeprefix("example.")
    code = {"php": PHP, "html.erb": RUBY}.get(kind, NODE)
    driver.write_text(code, encoding="utf-8")
    commands = {"php": ["php", str(driver), str(source)], "html.erb": ["ruby", str(driver), str(source)]}
    command = commands.get(kind, ["node", str(driver), npm, kind, str(source)])
    try:
        done = subprocess.run(
            command, env={**os.environ, "CHOICE": choice}, capture_output=True, text=True, timeout=60, check=False
        )
    except FileNotFoundError:
        return "", f"{command[0]} is missing; install it to compare"
    return done.stdout, (done.stderr.strip().splitlines() or ["failed"])[-1] if done.returncode else ""


if __name__ == "__main__":
    sys.exit(main(str(Path(sys.argv[1] if sys.argv[1:] else ".").resolve())))
