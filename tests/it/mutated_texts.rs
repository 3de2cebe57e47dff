//! Pairs of texts with random faults in them: whatever a text holds, what is made of it is valid and exact.
//!
//! A few hundred pairs each time; `MUTATIONS=100000 cargo test --test it mutated_texts` for a long run, `MUTATIONS_FROM=n` to
//! begin with the pair of that number.

use crate::judge::blocks;
use crate::valid::faults;
use promulgate::document::{self, Document};
use promulgate::html::{self, LeftOut, Links, NoLinks, Stretch};
use promulgate::model::{Class, Lang, VersionNumber};
use promulgate::weave::{Redline, Weave};
use promulgate::{brief, showable};

/// Texts with every construct that is understood.
const TEXTS: &[&str] = &[
    "---\ntitle: T\nsummary: \"S\"\n---\n# Privacy\n\nWe keep logs for **30 days**, then [delete](https://e.org/x \"t\") them.\n\n## Your rights\n\n1. You may ask.\n2. You must *not* ask twice.\n   - within 10 days\n   - or later\n\n> [!NOTE]\n> Nobody reads this.\n",
    "# นโยบาย\n\nเก็บข้อมูลส่วนบุคคล ๓๐ วัน และไม่เปิดเผย[^1]\n\n| สิ่งที่เก็บ | นานเท่าใด |\n|:--|--:|\n| ชื่อ | 90 วัน |\n| ที่อยู่ `x` | 2 ปี | เกิน |\n| สั้น |\n\n[^1]: เว้นแต่ *กฎหมาย* กำหนด\n",
    "Term\n: first definition\n: second\n\n- [ ] open task\n- [x] done task\n\n```rust\nlet x = 1;\n```\n\n    indented\n\n***\n\nSetext\n======\n\nline one  \nline two\n\n![alt](a.png) <kbd>Ctrl</kbd> ~~gone~~ a<sub>2</sub>\n",
    "<table><tr><th>Fee</th><td>10 baht<table><tr><td>in</td></tr></table></td></tr><tr><td colspan=2>x</td></tr></table>\n\n<div><p>one<p>two <b>bold <i>both</b> it</i></div>\n\n<ul><li>a<li>b <ol start=3><li>c</ol></ul>\n\n<dl><dt>t<dd>d</dl>\n\n<pre>a\n b</pre>\n",
    "## 1. Scope {#scope}\n\nSee [scope](#scope) and [other](other.md#x), <https://e.org>, <a@e.org>.\n\n> quote\n>\n> > deeper\n> > - list\n\n## 2. Data\n\n[ref]: https://e.org/long \"title\"\n\nA [ref] link and [text][ref].\n\n<!-- comment -->\n\n## 3. Contact\n\nCall 02 123 4567, pay $5 or 7%.\n",
    "ข้อ ๑ ผู้ควบคุมต้องแจ้งภายใน 72 ชั่วโมง\n\nข้อ ๒ ห้ามเปิดเผย\n\n* a\n* b\n\n+ c\n\n  para in c\n\n  | h |\n  |---|\n  | q |\n",
];

/// What is put in anywhere.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "  \n",
    "# ",
    "\n## h\n\n",
    "> ",
    "\n> q\n",
    "- ",
    "\n- x\n",
    "\n1. y\n",
    "\n10) z\n",
    "|",
    "\n|a|b|\n|-|-|\n|c|d|e|\n",
    "| > q | # h | - x | --- |",
    "**",
    "*",
    "_",
    "`",
    "```",
    "~~",
    "~~~\n",
    "[",
    "](",
    "](#scope)",
    "](http://x/)",
    "](javascript:alert(1))",
    "![",
    "[^1]",
    "\n[^1]: note\n",
    "\n[^a b]: n\n",
    ":",
    "\n: def\n",
    "<",
    ">",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<u>",
    "<a href=\"data:x\" id=c1>",
    "</a>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th>",
    "<thead>",
    "<caption>",
    "</caption>",
    "<td colspan=2 rowspan=3>",
    "<ol reversed type=a>",
    "<li value=7>",
    "</ol>",
    ":::note\n",
    "\n:::\n",
    ":::",
    "!!! tip \"a\"\n    ",
    "{: .a #b}",
    "{:toc}",
    "[TOC]",
    "\n๑. ",
    "\n3. ",
    "**“",
    "”**",
    "https://a.org/",
    "www.a.org",
    "a@b.org",
    "\u{fdd0}",
    "<!--\u{fdd1}",
    "&#xFDD1;",
    "<tbody>",
    "<ul>",
    "<ol>",
    "<li>",
    "</ul>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<h2>",
    "</h2>",
    "<blockquote>",
    "</blockquote>",
    "<pre>",
    "</pre>",
    "<script>alert(1)</script>",
    "<style>",
    "<svg onload=x>",
    "<img src=x onerror=y alt=z>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<?x",
    "&lt;",
    "&#27;",
    "&#7;",
    "&#155;",
    "&#xFFFE;",
    "&#13;",
    "&#10;",
    "&nbsp;",
    "&#0;",
    "&amp;",
    "&quot;",
    "\u{202e}",
    "\u{202c}",
    "\u{2066}",
    "\u{2069}",
    "\u{200e}",
    "\u{200f}",
    "\u{61c}",
    "\u{200b}",
    "\u{200d}",
    "\u{200c}",
    "\u{ad}",
    "\u{feff}",
    "\u{e0041}",
    "\u{1f3f4}\u{e0067}\u{e007f}",
    "\u{f8ff}article\u{f8ff}",
    "\0",
    "\u{1}",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{9b}",
    "\u{fdd0}",
    "\r",
    "\t",
    "\u{a0}",
    "\u{2028}",
    "e\u{301}",
    "ไม่",
    "น\u{e4d}\u{e32}",
    "👩‍⚕️",
    "{#scope}",
    "{.x}",
    "\\",
    "    ",
    "\"",
    "'",
    "=\n",
    "---\n",
    "| |",
    "\\|",
];

/// A generator that gives the same numbers everywhere (xorshift64*, Vigna 2016).
struct Dice(u64);

impl Dice {
    fn of(number: u64) -> Self {
        Self(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % sides.max(1)
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.roll(of.len())]
    }
}

/// The text with so many faults.
fn mutated(text: &[u8], faults: usize, dice: &mut Dice) -> Vec<u8> {
    let mut text = text.to_vec();
    for _ in 0..faults {
        let at = dice.roll(text.len() + 1);
        let end = (at + dice.roll(40)).min(text.len());
        match dice.roll(12) {
            0 if !text.is_empty() => text[at.min(end.saturating_sub(1))] ^= 1 << dice.roll(8),
            1 => drop(text.drain(at..end)),
            2 => {
                let part = text[at..end].to_vec();
                let to = dice.roll(text.len() + 1);
                text.splice(to..to, part);
            }
            3 => {
                let part: Vec<u8> = text.drain(at..end).collect();
                let to = dice.roll(text.len() + 1);
                text.splice(to..to, part);
            }
            4 => {
                let mut lines: Vec<&[u8]> = text.split(|b| *b == b'\n').collect();
                let (a, b) = (dice.roll(lines.len()), dice.roll(lines.len()));
                lines.swap(a, b);
                text = lines.join(&b'\n');
            }
            5 => {
                let prefix = dice.one(&["> ", "- ", "  ", "    ", "1. ", "| ", ": "]);
                let (from, count) = (dice.roll(8), 1 + dice.roll(4));
                let lines = text.split(|b| *b == b'\n').enumerate();
                let lines: Vec<Vec<u8>> = lines
                    .map(|(n, line)| {
                        if (from..from + count).contains(&n) {
                            [prefix.as_bytes(), line].concat()
                        } else {
                            line.to_vec()
                        }
                    })
                    .collect();
                text = lines.join(&b'\n');
            }
            6 => {
                let piece = dice.one(PIECES).repeat(1 + dice.roll(120));
                text.splice(at..at, piece.into_bytes());
            }
            _ => {
                let piece = dice.one(PIECES).bytes();
                text.splice(at..at, piece);
            }
        }
    }
    text
}

/// Links as on a page.
struct OnPage;

impl Links for OnPage {
    fn locate(&self, _: &str) -> Option<String> {
        None
    }
}

/// What is wrong with what is made of two texts.
fn check(old: &[u8], new: &[u8]) -> Vec<String> {
    let before = document::parse(old, "p.md");
    let after = document::parse_after(new, "p.md", Some(&before));
    let alone = document::parse(new, "p.md");
    let mut wrong = Vec::new();
    let mut say = |what: &str, more: Vec<String>| wrong.extend(more.into_iter().map(|more| format!("{what}: {more}")));
    if after.document != alone.document {
        say("reading", vec!["a text reads otherwise after another".into()]);
    }
    let (a, b) = (&before.document, &after.document);
    let mut weave = Weave::default();
    weave.append(a);
    let class = weave.append(b);
    if (class == Class::None) != (a == b) {
        say("class", vec![format!("{class:?} of {} texts", if a == b { "equal" } else { "unequal" })]);
    }
    let [first, second] = [0, 1].map(VersionNumber::at);
    let redline = weave.redline(first, second);
    for (name, document) in [("old", a), ("new", b)] {
        say(name, faults(&html::document(document, &OnPage)));
    }
    let marked = html::redline(&redline, &NoLinks);
    say("redline", faults(&marked));
    say("redline on a page", faults(&html::redline(&redline, &OnPage)));
    say("redline back", faults(&html::redline(&weave.redline(second, first), &OnPage)));
    say("excerpt", faults(&html::excerpt(&redline, &NoLinks, 2000).0));
    // wherever something is left out
    let line = LeftOut { href: "#a".into(), heading: Some("<a>".into()), said: "3 words".into() };
    let count = redline.leaves.len();
    let stretches = (0..count)
        .step_by(3)
        .flat_map(|from| [Stretch::Shown(from..(from + 2).min(count)), Stretch::LeftOut(vec![line.clone()])]);
    let stretches: Vec<Stretch> = stretches.collect();
    say("in short", faults(&html::redline_in_short(&redline, &stretches, &OnPage, "", ("", ""))));
    if wrong.is_empty() {
        exact(&marked, a, b, &mut wrong);
    }
    told(&redline, &mut wrong);
    wrong
}

/// Without `ins` it is the old text, without `del` the new one.
fn exact(marked: &str, old: &Document, new: &Document, wrong: &mut Vec<String>) {
    for (gone, document) in [("ins", old), ("del", new)] {
        if blocks(marked, gone) != blocks(&html::document(document, &NoLinks), "") {
            let (found, expected) = (blocks(marked, gone), blocks(&html::document(document, &NoLinks), ""));
            let at = found.iter().zip(&expected).take_while(|(a, b)| a == b).count();
            let here = [found.get(at), expected.get(at)];
            wrong.push(format!("without {gone} it is another text, in place of the second the first: {here:?}"));
        }
    }
}

/// What is said of a change can be shown.
fn told(redline: &Redline, wrong: &mut Vec<String>) {
    let brief = brief::brief(redline, &Lang::english());
    let facts = brief.facts.iter().flat_map(|fact| [&fact.old, &fact.new]).flatten();
    for text in brief.sections.iter().map(|s| &s.heading).chain(facts).chain(&brief.stale_date) {
        if *showable::one_line(text) != **text {
            wrong.push(format!("the brief says {text:?}"));
        }
    }
}

#[test]
fn whatever_a_text_holds_what_is_made_of_it_is_valid_and_exact() {
    let number = |name: &str, usual: u64| std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(usual);
    let (from, count) = (number("MUTATIONS_FROM", 1), number("MUTATIONS", 300));
    let mut failed = Vec::new();
    for n in from..from + count {
        let mut dice = Dice::of(n);
        let text = dice.one(TEXTS).as_bytes();
        let text = if dice.roll(3) == 0 { [text, b"\n\n", dice.one(TEXTS).as_bytes()].concat() } else { text.to_vec() };
        let old = {
            let many = dice.roll(6);
            mutated(&text, many, &mut dice)
        };
        let new = {
            let many = 1 + dice.roll(8);
            mutated(&old, many, &mut dice)
        };
        let wrong = std::panic::catch_unwind(|| check(&old, &new)).unwrap_or_else(|_| vec!["it panicked".into()]);
        if !wrong.is_empty() {
            failed.push((
                n,
                wrong,
                String::from_utf8_lossy(&old).into_owned(),
                String::from_utf8_lossy(&new).into_owned(),
            ));
        }
    }
    let shown: Vec<_> = failed.iter().take(5).collect();
    assert!(failed.is_empty(), "{} of {count} pairs: {shown:#?}", failed.len());
}
