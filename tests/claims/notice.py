#!/usr/bin/env python3
"""Counts what the pages of a site claim about notice and force, and where their own text says otherwise:
`tests/claims/notice.py SITE…`. Exit 1 if a page says “without notice” against its text."""
import html
import re
import sys
from datetime import date
from pathlib import Path

MONTHS = {m: i % 12 + 1 for i, m in enumerate(
    "january february march april may june july august september october november december "
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split())}
NAME = "|".join(MONTHS)
DAY = re.compile(rf"(?:({NAME})\s+(\d\d?)(?:st|nd|rd|th)?,?\s+(\d{{4}}))|(?:(\d\d?)\s+({NAME})\s+(\d{{4}}))|(\d{{4}})-(\d\d)-(\d\d)", re.I)
# far looser than what the program itself reads: any day that stands close behind a word of effect
EFFECT = re.compile(r"(?:effective|in effect|into effect|take[s]? effect|in force|into force|มีผล\w*)[^.\n]{0,40}$", re.I)
CLAIMS = {
    "without notice": re.compile(r'class="label unannounced"'),
    "announced": re.compile(r'class="label announced"'),
    "in force": re.compile(r'data-by="(?:trailer|front_matter)"'),
    "the text says": re.compile(r'data-by="text"'),
}


def days(text):
    """The days that stand close behind a word of effect."""
    text = re.sub(r"[*_|]", " ", text).translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))
    for found in DAY.finditer(text):
        m, d, y, d2, m2, y2, y3, m3, d3 = found.groups()
        year, month, day = (y or y2 or y3), (m or m2 or m3), (d or d2 or d3)
        month = MONTHS[month.lower()] if month.lower() in MONTHS else int(month)
        year = int(year) - 543 if int(year) > 2400 else int(year)
        if EFFECT.search(text[max(0, found.start() - 60):found.start()]):
            try:
                yield date(year, month, int(day))
            except ValueError:
                pass


def site(root):
    counts, against = dict.fromkeys(CLAIMS, 0), []
    for page in root.rglob("index.html"):
        text = page.read_text(encoding="utf-8")
        for claim, mark in CLAIMS.items():
            counts[claim] += len(mark.findall(text))
        if page.parts[-2] != "changes" or not CLAIMS["without notice"].search(text):
            continue
        published = date.fromisoformat(re.search(r'<time datetime="(\d{4}-\d\d-\d\d)', text)[1])
        source = (page.parent.parent / "source.md").read_text(encoding="utf-8", errors="replace")
        body = re.sub(r"^---\n.*?\n---\n", "", source, flags=re.S)
        later = [day for day in days(html.unescape(body)) if day > published]
        if later:
            against.append(f"{page.parent.relative_to(root)}: published {published}, its text: {later[0]}")
    return counts, against


def main():
    bad = 0
    for root in map(Path, sys.argv[1:]):
        counts, against = site(root)
        print(f"{root.name}: " + ", ".join(f"{claim} {n}" for claim, n in counts.items()) + f"; without notice against the text {len(against)}")
        print("".join(f"  {line}\n" for line in against), end="")
        bad += len(against)
    sys.exit(1 if bad else 0)


main()
