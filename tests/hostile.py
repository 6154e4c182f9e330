"""A repository that means harm: whatever it can name or write tries to become markup, script or a formula."""

import os
from pathlib import Path

MARKUP = "</td></style><script>alert(1)</script><img src=x onerror=alert(2)>\"'&lt;"
BIDI = "\u202egpj.exe"
NAMES = (f"<img src=x onerror=alert(3)>{BIDI}.html", "a\n<b>\x1b[31m\"'.html", "pages/{name}.html")
PAGE = f"""<p>{MARKUP}</p>
<script src="https://apps.mypurecloud.com/genesys-bootstrap/genesys.min.js?<img src=x onerror=alert(4)>"></script>
<script>
if (shop.ready("</b><svg onload=alert(5)>{BIDI}")) {{
  const s = document.createElement('script');
  s.src = 'https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js';
  document.head.append(s);
}}
window.settings = {{environment: "{{0}}<i>%s", deploymentId: "x"}};
</script>
"""
FORMULA = "=cmd|' /C calc'!A0"
REGISTER = f"""controller: {{name: {FORMULA!r}, contact: "@SUM(1)"}}
services:
  genesys:
    owner: {MARKUP.replace("'", "")!r}
    purposes: ['+1+1', "{{0}} {{name}}"]
    legal-basis: {{loading: consent}}
    region: eu-central-1
    dpa: {{date: 2026-01-15, sccs: true, document: 'javascript:alert(6)'}}
    dpia: {{not-needed: "<iframe src=https://evil.test></iframe>"}}
    retention: {{transcripts: "-2 days", document: "compliance/<b>.md"}}
    alternative-channel: {{text: "tab\\there \\u202e"}}
    review: {{last: 2026-01-01, next: 2026-02-01}}
  own-chat:
    name: "=1+1<script>alert(7)</script>"
    entity: {{name: "<u>Own</u>", country: "<>"}}
    category: "<em>"
    cookies: [{{name: "<script>", duration: "</p>", purpose: {{en: "<b>", de: "<i>"}}}}]
    transfer: ["<a href=javascript:alert(8)>"]
"""


def hostile(folder: Path) -> Path:
    """The folder with the repository in it."""
    (folder / "compliance").mkdir(parents=True)
    (folder / "pages").mkdir()
    (folder / ".git").mkdir()
    (folder / ".git/HEAD").write_text("not a repository that git can read")
    (folder / "compliance/services.yaml").write_text(REGISTER, encoding="utf-8")
    for name in NAMES:
        (folder / name).write_text(PAGE, encoding="utf-8")
    (folder / os.fsdecode(b"caf\xe9.html")).write_text(PAGE, encoding="utf-8")
    (folder / "binary.html").write_bytes(b"\x00mypurecloud.com")
    return folder
