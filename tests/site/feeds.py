"""Reads every Atom feed of the sites named on the command line with feedparser, as many programs do, and follows each to
its oldest entries (RFC 5005)."""

import json
import re
import sys
from pathlib import Path
from urllib.parse import unquote

import feedparser


def check(path: Path) -> int:
    feed = feedparser.parse(path.read_bytes())
    assert not feed.bozo, f"{path}: {feed.bozo_exception}"
    assert feed.version == "atom10" and feed.feed.title and feed.feed.id and feed.feed.updated_parsed, path
    ids = [entry.id for entry in feed.entries]
    assert ids and len(set(ids)) == len(ids) and all(one.startswith("urn:uuid:") for one in ids), path
    for entry in feed.entries:
        assert entry.title and entry.link and entry.summary and entry.updated_parsed, (path, entry.id)
        html = entry.content[0].value
        assert entry.content[0].type == "text/html" and html, (path, entry.id)
        # what feedparser leaves of a change says still what was added and what was removed
        for name, sign in (("ins", "[+"), ("del", "[−")):
            marked = re.findall(rf"<{name}\b[^>]*>(.*?)</{name}>", html, re.S)
            assert all(text.strip() == "" or sign in text for text in marked), (path, entry.id)
    return len(ids)


def read(root: Path, path: Path):
    """The document at `path`, as a program reads it that found it there; the site's address, unless the document names
    another place as its own: that of a policy that moved."""
    here = str(path.relative_to(root))
    headers = {"content-location": f"https://found.example/{here}", "content-type": "application/atom+xml; charset=utf-8"}
    feed = feedparser.parse(path.read_bytes(), response_headers=headers)
    own = next(link.href for link in feed.feed.links if link.rel == "self")
    return feed, unquote(own).removesuffix(here) if unquote(own).endswith("/" + here) else None


def follow(root: Path, newest: Path) -> int:
    """From the newest entries to the oldest: every version is there once, and every address is that of a file."""
    path, site, ids, seen = newest, read(root, newest)[1], [], set()
    place = lambda address: root / unquote(address.split("?")[0]).removeprefix(site)
    while path:
        feed, there = read(root, path)
        links = {link.rel: link.href for link in feed.feed.links}
        assert not feed.bozo and there == site and path not in seen, (path, feed.get("bozo_exception"))
        assert path == newest or place(links["current"]) == newest, path
        seen.add(path)
        ids += [entry.id for entry in feed.entries]
        for entry in feed.entries:
            page = place(entry.link)
            assert page.is_file() or (page / "index.html").is_file(), (path, entry.link)
        path = place(links["prev-archive"]) if "prev-archive" in links else None
    versions = json.loads((newest.parent / "versions.json").read_text())["versions"]
    assert len(set(ids)) == len(ids) >= len(versions), newest
    return len(seen)


def follow_site(root: Path) -> int:
    """From the newest entries of all policies to the oldest: every document is read, and none twice."""
    path, ids, seen = root / "feed.xml", set(), set()
    while path:
        assert path not in seen, path
        seen.add(path)
        feed = read(root, path)[0]
        assert not feed.bozo and feed.entries, (path, feed.get("bozo_exception"))
        ids |= {entry.id for entry in feed.entries}
        own = next(link.href for link in feed.feed.links if link.rel == "self")
        base = unquote(own).removesuffix(str(path.relative_to(root)))
        before = next((link.href for link in feed.feed.links if link.rel == "prev-archive"), None)
        path = root / unquote(before.split("?")[0]).removeprefix(base) if before else None
    listed = sum(1 for _ in root.glob("changes/*/**/*.xml"))
    assert len(seen) == 1 + listed, (root, len(seen), listed)
    return len(ids)


feeds = [path for site in sys.argv[1:] for path in Path(site).rglob("feed*.xml")]
assert len(feeds) > 3 * len(sys.argv[1:]) - 3, "feeds are found"
feeds += [path for site in sys.argv[1:] for path in Path(site).glob("**/feed/*.xml")]
policies = [(Path(site), path) for site in sys.argv[1:] for path in Path(site).glob("*/**/feed.xml")]
policies = [(root, path) for root, path in policies if (path.parent / "v").is_dir() and read(root, path)[1]]
assert policies, "policies are found"
documents = sum(follow(root, path) for root, path in policies)
followed = sum(follow_site(Path(site)) for site in sys.argv[1:])
assert followed, "entries of sites are found"
print(f"{len(feeds)} feeds, {sum(map(check, feeds))} entries, {documents} documents of {len(policies)} policies")
