"""Reads every Atom feed of the sites named on the command line with feedparser, as many programs do."""

import re
import sys
from pathlib import Path

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


feeds = [path for site in sys.argv[1:] for path in Path(site).rglob("feed*.xml")]
assert len(feeds) > 3 * len(sys.argv[1:]) - 3, "feeds are found"
print(f"{len(feeds)} feeds, {sum(map(check, feeds))} entries")
