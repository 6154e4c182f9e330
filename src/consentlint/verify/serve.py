"""A static folder on a loopback port. Only files below the folder, only for who asks by its name."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from consentlint.verify.fence import FOLDER_HOST

PAGES = (".html", ".htm", ".xhtml")
INDEX = ("index.html", "index.htm")


class Server(ThreadingHTTPServer):
    """Serves `folder`, which may be changed between two visits."""

    daemon_threads = True

    def __init__(self, folder: str = ".", host: str = FOLDER_HOST) -> None:
        self.folder, self.host = folder, host
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(SimpleHTTPRequestHandler):
    server: Server

    def guess_type(self, path: Any) -> str:
        # By the name alone: what a machine has in tables of its own would make results differ.
        return TYPES.get(os.path.splitext(str(path))[1].lower(), "application/octet-stream")

    def send_head(self) -> Any:
        # A page elsewhere could point a name of its own at this port.
        if self.headers.get("Host", "").split(":")[0] != self.server.host:
            return self.send_error(421)
        path = self.translate_path(self.path)
        root = os.path.realpath(self.server.folder)
        if os.path.commonpath([root, os.path.realpath(path)]) != root:
            return self.send_error(404)  # a link that leads out of the folder
        if os.path.isdir(path) and not any(os.path.isfile(os.path.join(path, name)) for name in INDEX):
            return self.send_error(404)
        return super().send_head()

    def translate_path(self, path: str) -> str:
        self.directory = self.server.folder
        return super().translate_path(path)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is printed."""


TYPES = {
    ".html": "text/html; charset=utf-8", ".htm": "text/html; charset=utf-8",
    ".xhtml": "application/xhtml+xml", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css",
    ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".gif": "image/gif",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".ico": "image/x-icon",
    ".woff": "font/woff", ".woff2": "font/woff2", ".wasm": "application/wasm", ".xml": "text/xml",
    ".txt": "text/plain", ".webmanifest": "application/manifest+json",
}  # fmt: skip


@contextmanager
def serving(folder: str, host: str = FOLDER_HOST) -> Iterator[Server]:
    """A server in a thread of its own, until the block ends."""
    with Server(folder, host) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


def pages(folder: str) -> list[str]:
    """The pages below a folder, relative to it, `index.html` first, then by path. Folders of tools are left out."""
    found = []
    for top, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        inner = os.path.relpath(top, folder)
        found += [os.path.normpath(os.path.join(inner, name)) for name in names if name.lower().endswith(PAGES)]
    shown = [path.replace(os.sep, "/") for path in found]
    return sorted(shown, key=lambda path: (path not in INDEX, path.count("/"), path))
