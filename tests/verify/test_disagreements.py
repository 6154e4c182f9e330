"""What reading files cannot know by design, and how plainly it is said."""

from consentlint.verify.compare import DIFFERS, NEWS, SETTLED
from consentlint.worlds import ALWAYS, NEVER, ON_CONSENT

CHAT = "https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js"
PIXEL = "https://static.hotjar.com/c/hotjar-1.js"
BANNER = """<!doctype html><title>x</title>
<p>Cookies? <button id="a">Accept all</button> <button id="r">Reject</button></p>
<script>
  const load = url => { const s = document.createElement('script'); s.src = url; document.head.append(s); };
  const start = () => { if (localStorage.getItem('consent') === 'granted') load('%s'); };
  document.getElementById('a').onclick = () => { localStorage.setItem('consent', 'granted'); start(); };
  document.getElementById('r').onclick = () => { localStorage.setItem('consent', 'denied'); };
  start();
</script>
"""
SERVED = """<!doctype html><title>x</title><script>
  fetch('/api/widget').then(answer => answer.json()).then(widget => {
    const s = document.createElement('script'); s.src = widget.url; document.head.append(s);
  });
</script>"""
CONTAINER = (
    '<!doctype html><title>x</title><script src="http://www.googletagmanager.com/gtm.js?id=GTM-AB12CD"></script>'
)
INJECTS = "const s = document.createElement('script'); s.src = '%s'; document.head.append(s);"


def row(outcome, vendor):
    (found,) = [row for row in outcome.rows if row.vendor == vendor]
    return found


def test_a_banner_of_the_sites_own_agrees_and_nothing_is_found(verify):
    outcome = verify({"index.html": BANNER % CHAT})
    chat = row(outcome, "genesys")
    assert chat.seen.load == ON_CONSENT == chat.read.load
    assert (chat.verdict, chat.differs, outcome.faults, outcome.trouble) == ("agrees", (), (), ())
    assert not outcome.failing
    assert "judged by its name" in outcome.visits[0].seen["refused"].chosen


def test_a_page_without_third_parties_has_none(verify):
    outcome = verify({"index.html": "<title>x</title><p>text</p>", "shop/other.htm": "<p>text</p>"})
    assert (outcome.observed, outcome.rows, outcome.faults, outcome.trouble) == ((), (), (), ())
    assert len(outcome.visits) == 2


def test_an_address_from_a_servers_answer(verify):
    outcome = verify({"index.html": SERVED, "api/widget": f'{{"url": "{PIXEL}"}}'})
    found = row(outcome, "hotjar")
    assert (found.verdict, found.embeds, found.seen.load) == (NEWS, (), ALWAYS)
    assert "undecided, as the page loads: the browser asked for it, the source does not show it" in found.differs
    assert any("no file of the source names static.hotjar.com" in reason for reason in found.reasons)
    assert outcome.failing


def test_a_remote_tag_container(verify):
    outcome = verify({"index.html": CONTAINER, "gtm.js": INJECTS % PIXEL}, allow=True)
    found = row(outcome, "hotjar")
    assert found.verdict == NEWS
    assert found.more_open
    reasons = "\n".join(found.reasons)
    assert "a third party's script" in reasons
    assert "asked for by http://www.googletagmanager.com/gtm.js" in reasons
    assert "loads what its account holds" in reasons
    assert row(outcome, "google-tag-manager").verdict != DIFFERS


def test_a_container_that_is_not_contacted_brings_nothing_in(verify):
    outcome = verify({"index.html": CONTAINER, "gtm.js": INJECTS % PIXEL})
    assert "hotjar" not in {one.embed.vendor for one in outcome.observed}


def test_a_page_that_was_not_opened_is_named(verify):
    files = {"index.html": BANNER % CHAT, "shop.html": f'<script src="{PIXEL}"></script>'}
    found = row(verify(files, pages=("index.html",)), "hotjar")
    assert (found.verdict, found.seen.load) == (DIFFERS, NEVER)
    assert not found.more_open
    assert any("no page that was opened loads site/shop.html" in reason for reason in found.reasons)
    assert row(verify(files), "hotjar").verdict == "agrees"


def test_maybe_is_settled(verify):
    page = (BANNER % CHAT).replace("=== 'granted'", "=== 'granted' || flags.chat()")
    page = page.replace("<script>", "<script src='/flags'></script><script>", 1)
    found = row(verify({"index.html": page, "flags": "window.flags = {chat: () => false};"}), "genesys")
    assert (found.verdict, found.seen.load) == (SETTLED, ON_CONSENT)


def test_a_gate_whose_configuration_a_server_opens(verify):
    page = (BANNER % CHAT).replace(
        "  start();\n</script>", "  fetch('/api/boot').then(r => r.text()).then(eval);\n</script>"
    )
    found = row(verify({"index.html": page, "api/boot": f"load('{CHAT}')"}), "genesys")
    assert (found.verdict, found.seen.load) == (DIFFERS, ALWAYS)
    assert found.more_open


def test_on_request_is_told_apart_from_on_load(verify):
    page = f"""<!doctype html><title>x</title><button id="chat">Chat</button><script>
      document.getElementById('chat').addEventListener('click', () => {{
        const s = document.createElement('script'); s.src = '{CHAT}'; document.head.append(s); }});
    </script>"""
    outcome = verify({"index.html": page}, click="#chat")
    found = row(outcome, "genesys")
    assert (found.seen.load.undecided, found.seen.request.undecided) == (NEVER.undecided, ALWAYS.undecided)
    assert found.verdict != DIFFERS
