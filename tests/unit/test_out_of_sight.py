"""What is handed to code out of sight may be called by it, with whatever it likes: never is it said not to load."""

import pytest

from consentlint.inspect import inspect_source
from consentlint.packs.compiled import load_packs
from consentlint.text import Source

LOAD = (
    "const s = document.createElement('script'); "
    "s.src = 'https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js'; document.head.append(s);"
)
GATE = "if (localStorage.getItem('consent') !== 'granted') return;"


@pytest.mark.parametrize(
    ("code", "load"),
    [
        (f"customElements.define('x-chat', class extends HTMLElement {{ connectedCallback() {{ {LOAD} }} }});", "open"),
        (f"import lib from 'lib'; class Chat {{ connect() {{ {LOAD} }} }} lib.register('chat', Chat);", "open"),
        (f"import lib from 'lib'; lib.run({{ states: {{ idle: {{ on: {{ entry() {{ {LOAD} }} }} }} }} }});", "open"),
        (f"import lib from 'lib'; lib.run((a, b, ready) => {{ if (ready) {{ {LOAD} }} }});", "open"),
        (f"export function init(a, b, ready) {{ if (ready) {{ {LOAD} }} }}", "open"),
        (f"lib.add(class {{ connect() {{ {GATE} this.load(); }} load() {{ {LOAD} }} }});", "gated"),
        (f"import lib from 'lib'; lib.run({{ a: {{ b: {{ c() {{ {GATE} {LOAD} }} }} }} }});", "gated"),
    ],
)
def test_what_is_handed_to_code_out_of_sight_may_run(code: str, load: str) -> None:
    (embed,) = inspect_source(Source("chat.js", code), load_packs()).embeds
    assert str(embed.exposure.load) == ("maybe/maybe/maybe" if load == "open" else "no/no/maybe")
