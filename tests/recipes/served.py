"""Asks a web server for a site, and holds what it answers against the site's files and its `_headers`.

    served.py SITE ADDRESS [--br]

SITE is the published folder that the server serves at ADDRESS; `--br` says that the server should send .br files. For the time of
the test, files that readers must not get stand in SITE too.
"""

import gzip
import http.client
import re
import sys
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".link": "application/link-format; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
}
PROOF = re.compile(r"log/(checkpoint|checkpoints/\d+|sums/[0-9a-f]+|site|key\.vkey|key\.pem)|(.*/)?(SHA256SUMS|receipt\.tlog-proof)")
FEED = re.compile(r"(^|/)feed(-text)?\.xml$|/feed/\d+\.xml$")
TEXTS = {".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".md", ".ics"}
SECRETS = {".git/config": "secret", ".env": "secret", "privacy/.htpasswd": "secret"}


class Site:
    def __init__(self, root, address):
        self.root = Path(root)
        parts = urlsplit(address)
        self.base = parts.path
        self.connection = http.client.HTTPConnection(parts.netloc, timeout=20)
        self.rules = []
        for line in (self.root / "_headers").read_text().splitlines():
            if line.startswith("/"):
                pattern = ".*".join(re.escape(part) for part in line.split("*"))
                self.rules.append((re.compile(pattern), []))
            else:
                self.rules[-1][1].append(tuple(line.strip().split(": ", 1)))

    def get(self, path, **headers):
        """The answer for a path below the site's root: its status, its headers as pairs, its body."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request("GET", self.base + quote(path), headers=headers)
        answer = self.connection.getresponse()
        return answer.status, answer.getheaders(), answer.read()

    def asked(self, path):
        """What `_headers` asks for a path: all values of each header."""
        asked = {}
        for pattern, headers in self.rules:
            if pattern.fullmatch("/" + path):
                for name, value in headers:
                    asked.setdefault(name, set()).add(value)
        return asked


def values(headers, name):
    return {value for key, value in headers if key.lower() == name.lower()}


def type_of(path):
    if FEED.search(path):
        return "application/atom+xml; charset=utf-8"
    if path.endswith("feed.json"):
        return "application/feed+json"
    if path.startswith("log/tile/"):
        return "application/octet-stream"
    if PROOF.fullmatch(path):
        return "text/plain; charset=utf-8"
    return TYPES.get(Path(path).suffix)


def check_headers(site, path, headers):
    asked = site.asked(path)
    asked.pop("Content-Type", None)  # `type_of` says the same of more files
    frozen = re.match(r"files/[0-9a-f]{16}/|log/tile/", path)
    asked.setdefault("Cache-Control", {"no-cache"})
    for name in ["Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy",
                 "Access-Control-Allow-Origin", "Cache-Control"]:
        sent = values(headers, name)
        assert sent == asked.get(name, set()), f"{path}: {name} is {sent}, but should be {asked.get(name)}"
    assert ("immutable" in str(asked["Cache-Control"])) == bool(frozen), path
    expected = type_of(path)
    if expected:
        sent = values(headers, "Content-Type")
        assert {value.lower() for value in sent} == {expected}, f"{path}: its type is {sent}, not {expected}"


def check_file(site, path, brotli):
    """The file as it is, compressed, and once more to somebody who has it."""
    bytes_ = (site.root / path).read_bytes()
    status, headers, body = site.get(path)
    assert (status, body) == (200, bytes_), f"{path}: {status}"
    assert not values(headers, "Content-Encoding"), path
    check_headers(site, path, headers)
    tags = values(headers, "ETag")
    assert len(tags) == 1, f"{path} has no ETag"
    status, again, body = site.get(path, If_None_Match=tags.pop())
    assert (status, body) == (304, b""), f"{path}: {status} to whoever has it"
    for name in ["Cache-Control", "Content-Security-Policy"]:
        assert values(again, name) == values(headers, name), f"{path}: {name} of 304 is {values(again, name)}"
    if Path(path).suffix in TEXTS:
        check_compressed(site, path, bytes_, "gzip", "gz")
        if brotli and (site.root / f"{path}.br").exists():
            check_compressed(site, path, bytes_, "br", "br")


def check_compressed(site, path, bytes_, encoding, suffix):
    status, headers, body = site.get(path, Accept_Encoding=encoding)
    beside = site.root / f"{path}.{suffix}"
    if beside.exists():
        assert values(headers, "Content-Encoding") == {encoding}, f"{path}: not sent as {encoding}"
        assert body == beside.read_bytes(), f"{path}: {suffix} is not the file beside it"
    elif not values(headers, "Content-Encoding"):
        assert len(bytes_) < 2000, f"{path}: {len(bytes_)} bytes are not compressed"
        assert body == bytes_, path
        return False
    if encoding == "gzip":
        assert gzip.decompress(body) == bytes_, path
    assert any("accept-encoding" in value.lower() for value in values(headers, "Vary")), f"{path}: no Vary"
    check_headers(site, path, headers)
    return True


def check_missing(site, path):
    status, headers, body = site.get(path)
    assert status == 404, f"{path}: {status}"
    return headers, body


def main(root, address, *flags):
    site = Site(root, address)
    files = sorted(str(file.relative_to(site.root)) for file in site.root.rglob("*") if file.is_file())
    pages = [file for file in files if not any(part.startswith(".") for part in file.split("/"))]
    pages = [file for file in pages if not file.endswith((".gz", ".br"))]
    kinds = {Path(page).suffix for page in pages}
    assert {".html", ".css", ".js", ".json", ".xml", ".md", ".link", ".txt", ".svg", ".ics"} <= kinds, kinds
    assert any(page.startswith("files/") and page.endswith(".svg") for page in pages), "no drawing to ask for"
    assert "log/checkpoint" in pages and any(page.startswith("log/tile/0/") for page in pages), "no ledger to ask for"
    for page in pages:
        check_file(site, page, "--br" in flags)
        if page.endswith("/index.html") or page == "index.html":
            folder = page.removesuffix("index.html")
            status, headers, body = site.get(folder)
            assert (status, body) == (200, (site.root / page).read_bytes()), f"{folder}: {status}"
            check_headers(site, page, headers)
            if folder:
                status, headers, _ = site.get(folder.rstrip("/"))
                location = values(headers, "Location").pop() if status in (301, 308) else ""
                assert unquote(location) == site.base + folder, f"{folder}: {status} {location}"

    not_found = (site.root / "404.html").read_bytes()
    drawing = next(page for page in pages if page.startswith("files/") and page.endswith(".svg"))
    for path in ["nowhere", "privacy/v/99/", "a/b/c/d.html", "nothing.json", f"{Path(drawing).parent}/x.svg"]:
        headers, body = check_missing(site, path)
        assert body == not_found, f"{path}: not the site's own page"
        policies = values(headers, "Content-Security-Policy")
        assert policies == site.asked("404.html")["Content-Security-Policy"], f"{path}: {policies}"
        assert "immutable" not in str(values(headers, "Cache-Control")), path
        assert values(headers, "Content-Type") == {"text/html; charset=utf-8"}, path

    made = []
    for path, text in {**SECRETS, ".well-known/security.txt": "open"}.items():
        file = site.root / path
        for folder in [folder for folder in file.parents if not folder.exists()][::-1]:
            folder.mkdir()
            made.append(folder)
        file.write_text(text)
        made.append(file)
    try:
        for path in SECRETS:
            _, body = check_missing(site, path)
            assert b"secret" not in body, path
        check_missing(site, ".git/")
        status, _, body = site.get(".well-known/security.txt")
        assert (status, body) == (200, b"open"), f"/.well-known is closed: {status}"
    finally:
        for place in reversed(made):
            place.rmdir() if place.is_dir() else place.unlink()
    print(f"{len(pages)} files of {address}: headers, types, caching, compression and what is not there are right")


if __name__ == "__main__":
    main(*sys.argv[1:])
