"""Nobody is contacted but who was named: seen, and not sent."""

from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from consentlint.config import ConfigErrors
from consentlint.verify.fence import FOLDER_HOST, Address, Fence, address, page_address
from consentlint.verify.serve import pages, serving

HITS: list[str] = []


@pytest.fixture(scope="module")
def outsider() -> Iterator[int]:
    """Another service on loopback, which must never be reached; gives its port."""

    class Outsider(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            HITS.append(self.path)
            self.send_response(204)
            self.end_headers()

    with ThreadingHTTPServer(("127.0.0.1", 0), Outsider) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server.server_port
        server.shutdown()


PAGE = """<!doctype html><title>x</title>
<link rel="preconnect" href="http://127.0.0.1:PORT"><link rel="prefetch" href="http://127.0.0.1:PORT/prefetch">
<img src="http://127.0.0.1:PORT/image"><iframe src="http://127.0.0.1:PORT/frame"></iframe>
<img src="http://www.googletagmanager.com/away">
<script src="https://cdn.acme-widgets.io/widget.js"></script>
<script>
  localStorage.setItem(typeof RTCPeerConnection + ' ' + typeof WebTransport, '');
  navigator.sendBeacon('http://127.0.0.1:PORT/beacon', 'x');
  new WebSocket('ws://127.0.0.1:PORT/socket');
  fetch('http://127.0.0.1:PORT/fetch', {mode: 'no-cors'});
  new Worker(URL.createObjectURL(new Blob([`fetch('http://127.0.0.1:PORT/worker', {mode: 'no-cors'});
    new WebSocket('ws://127.0.0.1:PORT/worker-socket')`])));
  setTimeout(() => { location.href = 'http://127.0.0.1:PORT/gone'; }, 100);
</script>"""


def test_everything_is_seen_and_nothing_is_sent(verify, outsider):
    outcome = verify({"index.html": PAGE.replace("PORT", str(outsider))})
    asked = {one.url.rsplit("/", 1)[-1] for one in outcome.visits[0].seen["undecided"].load}
    wanted = {"image", "frame", "beacon", "socket", "fetch", "worker", "widget.js", "gone"}
    assert wanted <= asked
    assert "undefined undefined" in {one.name for one, _ in outcome.stored}
    assert HITS == []
    widget = next(row for row in outcome.rows if row.url == "https://cdn.acme-widgets.io/widget.js")
    assert (widget.vendor, len(widget.embeds)) == ("unknown-third-party", 1)  # read and seen


def test_redirects_lead_nowhere(verify, outsider):
    page = """<!doctype html><title>x</title><img src="http://go.acme-ads.io/?http://127.0.0.1:PORT/image">
      <iframe src="http://go.acme-ads.io/?http://127.0.0.1:PORT/frame"></iframe>
      <script src="http://go.acme-ads.io/?http://www.example.com/script"></script>"""
    outcome = verify({"index.html": page.replace("PORT", str(outsider))}, allow=True)
    asked = [(one.url, one.sent) for one in outcome.visits[0].seen["undecided"].load]
    assert (f"http://127.0.0.1:{outsider}/image", False) in asked
    assert (f"http://127.0.0.1:{outsider}/frame", False) in asked
    assert ("http://www.example.com/script", False) in asked
    assert HITS == []


def test_hosts_and_ports() -> None:
    fence = Fence(page_address("https://www.example.org/x"), (address("cdn.example.org:8443"),))
    assert fence.lets("https://www.example.org/a")
    assert fence.lets("wss://www.example.org/a")
    assert fence.lets("https://cdn.example.org:8443/a")
    for other in (
        "https://example.org/", "https://www.example.org.evil.example/", "https://www.example.org:8443/",
        "https://cdn.example.org/", "http://169.254.169.254/", "file:///etc/passwd", "https://www.example.org:x/",
        "data:text/html,x", "https://user@evil.example/?www.example.org",
    ):  # fmt: skip
        assert not fence.lets(other), other


def test_the_browser_resolves_nothing_else() -> None:
    fence = Fence(Address("127.0.0.1", 8000), (address("cdn.example.org"),))
    assert fence.rules() == "MAP 127.0.0.1 127.0.0.1:8000, EXCLUDE cdn.example.org, MAP * ~NOTFOUND"


@pytest.mark.parametrize("text", ["a,b", "a b", "*", "*.example.org", "https://a", "a:b", "", "a, MAP * b", "a\n"])
def test_hosts_that_are_none(text) -> None:
    with pytest.raises(ConfigErrors):
        address(f"{text},")


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.example/", "https://u:p@a.example/", "http://", "x://y"]
)
def test_urls_that_are_not_opened(url) -> None:
    with pytest.raises(ConfigErrors):
        page_address(url)


def test_the_folder_is_all_that_is_served(tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    site = tmp_path / "site"
    (site / "empty").mkdir(parents=True)
    (site / "link.txt").symlink_to(tmp_path / "secret.txt")
    (site / "index.html").write_text("<p>page</p>")
    with serving(str(site)) as server:
        assert _status(server, "/index.html") == 200
        assert _status(server, "/") == 200
        for path in ("/link.txt", "/../secret.txt", "/%2e%2e/secret.txt", "/empty/", "/none", "//etc/passwd"):
            assert _status(server, path) == 404, path
        assert _status(server, "/index.html", host="evil.example") == 421


def _status(server, path: str, host: str = FOLDER_HOST) -> int:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request("GET", path, headers={"Host": host})
    return connection.getresponse().status


def test_pages_of_a_folder(tmp_path):
    for path in ("shop/a.html", "index.html", "b.htm", "node_modules/x/i.html", ".git/i.html", "notes.txt"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("")
    assert pages(str(tmp_path)) == ["index.html", "b.htm", "shop/a.html"]
