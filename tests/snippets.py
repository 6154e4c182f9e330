"""The canonical snippet of everything that a vendor's file names: what a page or module with it looks like, and a twin
that waits for consent.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consentlint.packs.index import literal_end, own_domains
from consentlint.packs.starts import Mark, parse_start
from consentlint.packs.values import ElementMark, Loader, Module, Package, Start, Vendor

MARKED = {"beacon": "navigator.sendBeacon('{url}')", "api": "fetch('{url}')", "socket": "new WebSocket('{url}')"}
ELEMENTS = {
    "script": '<script src="{url}"></script>',
    "frame": '<iframe src="{url}" title="x"></iframe>',
    "pixel": '<img src="{url}" alt="">',
    "style": '<link rel="stylesheet" href="{url}">',
    "font": "<style>@font-face {{ font-family: a; src: url({url}) }}</style>",
}
CONSENT = (
    "window.Cookiebot && Cookiebot.consent.marketing && Cookiebot.consent.statistics && Cookiebot.consent.preferences"
)
HEAD = '<script id="Cookiebot" src="https://consent.cookiebot.com/uc.js" data-blockingmode="manual"></script>'


@dataclass(frozen=True, slots=True)
class Snippet:
    """One file. what: the entry it stands for.

    found   an embed is to be found; own: on the operator's own server
    absent  the twin holds nothing at all: what a configuration file switches on cannot be gated in it
    """

    vendor: str
    what: str
    path: str
    text: str
    gated: str
    found: bool = True
    own: bool = False
    absent: bool = False

    @property
    def id(self) -> str:
        return f"{self.vendor}: {self.what}"


def snippets(vendor: Vendor) -> Iterator[Snippet]:
    """All of them, in the order of the file."""
    for loader in vendor.loaders:
        yield _loader(vendor, loader)
    for start in vendor.starts:
        yield from _start(vendor, start)
    for package in vendor.packages:
        yield from _package(vendor, package)
    for mark in vendor.elements:
        yield _element(vendor, mark)
    for module in vendor.modules:
        yield _module(vendor, module)


def page(body: str, head: str = "") -> str:
    return f'<!doctype html>\n<html lang="en"><head><title>x</title>{head}</head>\n<body>\n{body}\n</body></html>\n'


# --- loaders ---------------------------------------------------------------------------------------------------------


def address(vendor: Vendor, loader: Loader) -> str:
    """An address that the loader fits."""
    host = loader.hosts[0].replace("*", "a")
    if not literal_end(loader.hosts[0]):
        host = "files.own-server.org" if loader.self_hosted else _below(vendor, loader.hosts[0])
    scheme = "wss" if loader.kind == "socket" else "https"
    path = re.sub(r"^\*", "", loader.path).replace("*", "x")
    return f"{scheme}://{host}{path if path.startswith('/') else '/' + path}"


def _below(vendor: Vendor, glob: str) -> str:
    domain = own_domains(vendor)[0]
    return domain if glob == "*" else glob.replace("*", domain)


def _loader(vendor: Vendor, loader: Loader) -> Snippet:
    url = address(vendor, loader)
    own = loader.self_hosted
    if loader.kind in MARKED:
        code = MARKED[loader.kind].format(url=url)
        text, gated = f"<script>{code}</script>", f"<script>if ({CONSENT}) {{ {code} }}</script>"
    else:
        text = ELEMENTS[loader.kind].format(url=url)
        gated = f"<script>if ({CONSENT}) document.body.insertAdjacentHTML('beforeend', '{text}')</script>"
    if loader.kind == "script":
        gated = f'<script type="text/plain" data-cookieconsent="marketing,preferences,statistics" src="{url}"></script>'
    found = loader.audience == "visitor"
    return Snippet(vendor.id, f"{loader.kind} {url}", "page.html", page(text), page(gated, HEAD), found, own)


# --- starts ----------------------------------------------------------------------------------------------------------


def _start(vendor: Vendor, start: Start) -> Iterator[Snippet]:
    shape = parse_start(start.call)
    assert shape is not None, start
    args = ", ".join(map(_argument, shape.marks))
    path = shape.path.replace("*.", "anything.")
    code = f"window.{path} = {args or '{}'}" if shape.assigned else f"{'new ' * shape.new}{path}({args})"
    if not start.weak:
        yield _code(vendor, start.call, code)
        return
    yield _code(vendor, f"{start.call} without a second mark", code, found=False)
    mark = next(iter(own_domains(vendor)), "") or literal_end(vendor.loaders[0].hosts[0])
    yield _code(vendor, f"{start.call} with a second mark", f"{code} // {mark}")


def _argument(mark: Mark) -> str:
    text = mark.text.replace("*", "123")
    return {"text": f"'{text}'", "list": f"['{text}', 1]", "key": f"{{{text or 'a'}: 'x'}}"}[mark.kind]


def _code(vendor: Vendor, what: str, code: str, found: bool = True) -> Snippet:
    text = page(f"<script>\n{code}\n</script>")
    gated = page(f"<script>\nif ({CONSENT}) {{\n{code}\n}}\n</script>", HEAD)
    return Snippet(vendor.id, what, "page.html", text, gated, found)


# --- packages --------------------------------------------------------------------------------------------------------


def _package(vendor: Vendor, package: Package) -> Iterator[Snippet]:
    name, found = package.name, package.audience == "visitor"
    if not package.on:
        names = f"{{ {package.exports[0]} }} from " if package.exports else ""
        gated = f"if ({CONSENT}) import('{name}')\n"
        yield Snippet(vendor.id, f"import of {name}", "page.js", f"import {names}'{name}'\n", gated, found)
        return
    alone = f"import * as api from '{name}'\nexport default 1\n"
    yield Snippet(vendor.id, f"{name} imported and not used", "page.js", alone, alone, found=False)
    for export in package.on:
        head, use = _use(export, name, (package.given or ("x",))[0].replace("*", "a"))
        text, gated = f"{head}\n{use}\n", f"{head}\nif ({CONSENT}) {{ {use} }}\n"
        yield Snippet(vendor.id, f"{export} of {name}", "page.jsx", text, gated, found)


def _use(export: str, package: str, given: str) -> tuple[str, str]:
    """An import and a use of what it binds."""
    if export in ("default", "*"):
        return f"import Thing from '{package}'", f"app.use(Thing, {{ url: '{given}' }})"
    if export[0].isupper():
        return f"import {{ {export} }} from '{package}'", f"const shown = <{export} url='{given}' />"
    return f"import api from '{package}'", f"api.{export}('{given}', {{}})"


# --- elements and modules --------------------------------------------------------------------------------------------


def _element(vendor: Vendor, mark: ElementMark) -> Snippet:
    tag = re.match(r"[\w-]+", mark.selector)
    assert tag is not None
    pairs = re.findall(r"\[([\w-]+)(?:[*^$~|]?=[\"']?([^\"'\]]*)[\"']?(?: i)?)?\]", mark.selector)
    attributes = "".join(f' {key}="{value}"' for key, value in pairs)
    text = f"<{tag[0]}{attributes}></{tag[0]}>"
    gated = f"<script>if ({CONSENT}) document.body.insertAdjacentHTML('beforeend', '{text}')</script>"
    return Snippet(vendor.id, mark.selector, "page.html", page(text), page(gated, HEAD))


def _module(vendor: Vendor, module: Module) -> Snippet:
    file = module.files[0].replace("*", "nuxt", 1).replace("*", "js")
    if module.name:
        text = f"export default {{ plugins: ['{module.name}'] }}\n"
    else:
        value = f"'{module.value.replace('*', '123')}'" if module.value != "*" else "{ id: '123' }"
        for step in reversed(module.key.split(".")):
            value = f"[{value}]" if step == "*" else f"{{ {step}: {value} }}"
        text = f"export default {value}\n"
    return Snippet(vendor.id, module.name or module.key, file, text, "export default {}\n", absent=True)
