"""Whatever a file holds: no traceback, nothing dropped in silence, the other files examined. With the real analysis."""

import pytest

from consentlint.__main__ import main

URL = "https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js"
TAG = f'<script src="{URL}"></script>'

FOUND = [
    pytest.param(b"\xef\xbb\xbf" + TAG.encode(), "a.html", id="BOM"),
    pytest.param(TAG.encode("utf-16"), "a.html", id="UTF-16"),
    pytest.param("<p>é ".encode("latin-1") + TAG.encode(), "a.html", id="latin-1"),
    pytest.param(f"<p>\r\n{TAG}\r\n".encode(), "a.html", id="CRLF"),
    pytest.param(f"<p>\r{TAG}\r".encode(), "a.html", id="CR"),
    pytest.param(b"x" * 9000 + b"\0" + TAG.encode(), "a.html", id="NUL far behind"),
    pytest.param(f"<div <p class='{TAG}".encode() + b"'>" + TAG.encode(), "a.html", id="unclosed tags"),
    pytest.param(b"<div>" * 20_000 + TAG.encode(), "a.html", id="nested deeply"),
    pytest.param(b"<" * 200_000 + b"\n" + TAG.encode(), "a.html", id="much of <"),
    pytest.param(TAG.replace("</script>", "").encode(), "a.html", id="unclosed script"),
]
HOSTILE = [
    pytest.param(f"<!-- {TAG}".encode(), "a.html", id="unclosed comment"),
    pytest.param(f"<script>'{URL}".encode(), "a.html", id="unclosed string"),
    pytest.param(f"var a = '{URL}'; ((((((".encode(), "a.js", id="unclosed brackets"),
    pytest.param(b"(" * 30_000 + URL.encode(), "a.js", id="brackets nested deeply"),
    pytest.param(b"a = " + b"!" * 30_000 + b"1; // " + URL.encode(), "a.js", id="operators nested deeply"),
    pytest.param(b"{% if a %}" * 3_000 + TAG.encode(), "a.jinja", id="template blocks nested deeply"),
    pytest.param(URL.encode() + bytes(range(1, 256)) * 20, "a.html", id="noise"),
    pytest.param(URL.encode() + bytes(range(1, 256)) * 20, "a.tsx", id="noise in a script"),
    pytest.param(URL.encode(), "a.svg", id="no markup"),
]


def check(data: bytes, name: str, folder, capsys) -> tuple[int, str, str]:
    (folder / name).write_bytes(data)
    (folder / "other.html").write_text(TAG)
    code = main(["check", "--isolated", "--output-format", "concise", name, "other.html"])
    out, err = capsys.readouterr()
    assert "internal error" not in err
    assert "other.html:1:1: error:" in out
    assert "2 files scanned" in err
    return code, out, err


@pytest.mark.parametrize(("data", "name"), FOUND)
def test_the_embed_is_found_all_the_same(data, name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    code, out, _ = check(data, name, tmp_path, capsys)
    assert (code, f"{name}:" in out) == (1, True)


@pytest.mark.parametrize(("data", "name"), HOSTILE)
def test_no_traceback(data, name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    check(data, name, tmp_path, capsys)
