"""Suppressions in every comment syntax, through the real analysis."""

import pytest

from consentlint.__main__ import main

URL = "https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js"
TAG = f'<script src="{URL}"></script>'
INJECT = "\n".join(
    [
        "  var s = document.createElement('script');",
        f"  s.src = '{URL}';",
        "  document.head.appendChild(s);",
    ]
)
ALLOW = "consentlint: allow[ungated-embed] agreed with the DPO"
IN_SCRIPT = INJECT.replace("  s.src", "  {comment}\n  s.src")
CASES = [
    pytest.param("a.html", "{comment}\n" + TAG, f"<!-- {ALLOW} -->", id="HTML"),
    pytest.param("a.html", TAG + " {comment}", f"<!-- {ALLOW} -->", id="HTML behind"),
    pytest.param("a.html", f"<script>\n{IN_SCRIPT}\n</script>", f"// {ALLOW}", id="line comment in a page"),
    pytest.param("a.html", f"<script>\n{IN_SCRIPT}\n</script>", f"/* {ALLOW} */", id="block comment in a page"),
    pytest.param("a.js", IN_SCRIPT, f"// {ALLOW}", id="line comment in a script"),
    pytest.param("a.ts", IN_SCRIPT, f"/* {ALLOW} */", id="block comment in TypeScript"),
    pytest.param("a.jinja", "{comment}\n" + TAG, f"{{# {ALLOW} #}}", id="Jinja"),
    pytest.param("a.html", "{comment}\n" + TAG, f"{{% comment %}}{ALLOW}{{% endcomment %}}", id="Django"),
    pytest.param(
        "a.jsx",
        f'export const A = () => (\n  <div>\n    {{comment}}\n    <script src="{URL}" />\n  </div>\n);',
        f"{{/* {ALLOW} */}}",
        id="JSX",
    ),
    pytest.param("a.php", "{comment}\n" + TAG, f"<?php // {ALLOW}\n?>", id="PHP alone"),
    pytest.param("a.php", "{comment}\n" + TAG, f"<?php /* {ALLOW} */ ?>", id="PHP block"),
    pytest.param("a.php", f"<?php\n{{comment}}\nwp_enqueue_script('x', '{URL}');", f"# {ALLOW}", id="PHP code"),
    pytest.param("a.php", f"<?php\nwp_enqueue_script('x', '{URL}'); {{comment}}\n", f"// {ALLOW}", id="PHP behind"),
    pytest.param("a.liquid", "{comment}\n" + TAG, f"{{% # {ALLOW} %}}", id="Liquid"),
    pytest.param("a.mdx", "# A\n\n{comment}\n\n" + TAG, f"{{/* {ALLOW} */}}", id="MDX"),
    pytest.param("a.astro", f"---\n---\n<p>\n{{comment}}\n{TAG}</p>", f"{{/* {ALLOW} */}}", id="Astro"),
    pytest.param("a.component.html", f'{{comment}}\n<iframe src="{URL}"></iframe>', f"<!-- {ALLOW} -->", id="Angular"),
]


@pytest.mark.parametrize(("name", "template", "comment"), CASES)
def test_allowed(name, template, comment, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    page = tmp_path / name
    page.write_text(template.replace("{comment}", comment))
    allowed = main(["check", "--isolated", "--output-format", "concise", name]), capsys.readouterr().out
    page.write_text(template.replace("{comment}", ""))
    found = main(["check", "--isolated", "--output-format", "concise", name]), capsys.readouterr().out
    assert (allowed, found[0], found[1].count("[ungated-embed]")) == ((0, ""), 1, 1)
