//! References to numbered clauses that are not in the text.

use crate::check::{Level, Report, Rule, Subject, Text};
use crate::document::LeafKind;
use crate::letters::{digit, with_ascii_digit};
use std::collections::BTreeSet;

/// A reference to a clause of the text itself that is no more.
pub(super) const LOST: Rule = Rule {
    id: "PM020",
    name: "lost-clause",
    level: Level::Error,
    bad: "ข้อ ๑ ให้ยื่นคำขอ\n\nข้อ ๒ ให้พิจารณาตามข้อ ๔\n",
    good: "ข้อ ๑ ให้ยื่นคำขอ\n\nข้อ ๒ ให้พิจารณาตามข้อ ๑\n",
    check: lost,
};

/// A word before the number of a clause.
struct Word {
    /// As written, in lower case.
    says: &'static str,
    /// What stands before it where a clause of the same text is meant; empty for anything.
    lead: &'static [&'static str],
    /// What follows a number where a clause of another text is meant.
    other: &'static [&'static str],
}

const THAI: &[&str] = &["แห่ง", "ของ", "ใน", "ตาม", "ประกาศ", "ระเบียบ", "พระราช", "กฎ", "คำสั่ง", "และข้อ", "ถึงข้อ"];
const ENGLISH: &[&str] = &["of ", "in ", "to ", "under ", "from ", "("];

const WORDS: [Word; 5] = [
    Word {
        says: "ข้อ", lead: &["ตาม", "ใน", "แห่ง", "และ", "หรือ", "ของ", "ดู", "กับ"], other: THAI
    },
    Word {
        says: "มาตรา", lead: &["ตาม", "ใน", "และ", "หรือ", "ดู", "กับ"], other: THAI
    },
    Word { says: "section", lead: &[], other: ENGLISH },
    Word { says: "clause", lead: &[], other: ENGLISH },
    Word { says: "article", lead: &[], other: ENGLISH },
];

/// So many clauses in a row a text needs, for its numbers to be known.
const FEW: u32 = 3;

fn lost(subject: &Subject<'_>, report: &mut Report) {
    for word in &WORDS {
        let own = clauses(&subject.text, word);
        let before = subject.before.as_ref().map(|before| clauses(before, word)).unwrap_or_default();
        let numbered = (1..=FEW).all(|n| own.contains(&n));
        // clauses with a gap are numbered by a rule that is not known
        let last = own.last().copied().unwrap_or(0);
        let whole = numbered && own.len() as u32 == last;
        if !whole {
            continue;
        }
        for (range, n) in references(&subject.text, word) {
            let gone = before.contains(&n);
            // headings with numbers are not all that a text may call a section
            let certain = gone || word.other != ENGLISH && n <= last * 2;
            if !own.contains(&n) && certain {
                let said = subject.text.source.text[range.clone()].to_owned();
                let key = if gone { "lost-clause" } else { "lost-clause-never" };
                report.at(range, key).with("clause", said).with("last", last as usize);
            }
        }
    }
}

/// The numbers of the clauses that a text has, of those that begin with this word, or whose headings begin with a number.
fn clauses(text: &Text, word: &Word) -> BTreeSet<u32> {
    let mut numbers = BTreeSet::new();
    for leaf in &text.parsed.document.leaves {
        let said = leaf.text.trim_start().to_lowercase();
        let rest = match said.strip_prefix(word.says) {
            Some(rest) => rest.trim_start(),
            None if word.other == ENGLISH && matches!(leaf.kind, LeafKind::Heading(_)) => &said,
            None => continue,
        };
        if let Some((n, after)) = number(rest)
            && !after.starts_with(|c: char| c.is_alphanumeric())
            && !after.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| digit(c).is_some()))
        {
            numbers.insert(n);
        }
    }
    numbers
}

/// A number at the beginning, and what follows it.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !with_ascii_digit(c).is_ascii_digit()).unwrap_or(text.len());
    let digits: String = text[..end].chars().map(with_ascii_digit).collect();
    Some((digits.parse().ok().filter(|n| *n < 1_000)?, &text[end..]))
}

/// The references of a text to clauses of its own.
fn references(text: &Text, word: &Word) -> Vec<(std::ops::Range<usize>, u32)> {
    let source = &text.source;
    let mut found = Vec::new();
    for (_, leaf) in source.leaves() {
        let lower = source.text[leaf.clone()].to_ascii_lowercase();
        for (at, says) in lower.match_indices(word.says) {
            let (before, rest) = (&lower[..at], &lower[at + says.len()..]);
            let Some((n, after)) = number(rest.trim_start()) else { continue };
            let begins = before.trim_matches(['#', ' ', '*', '>', '-', '\t']).is_empty();
            let led = match word.lead {
                [] => before.ends_with([' ', '(', '\n']),
                lead => lead.iter().any(|lead| before.trim_end().ends_with(lead)),
            };
            let elsewhere = word.other.iter().any(|other| after.trim_start().starts_with(other));
            let sub = after.starts_with(['.', '/', '-', '–']) && after[1..].starts_with(|c: char| c.is_alphanumeric());
            let letter = after.starts_with(|c: char| c.is_alphanumeric());
            if !begins && led && !elsewhere && !sub && !letter && !is_of_another(after) {
                let start = leaf.start + at;
                let end = leaf.start + lower.len() - after.len();
                found.push((start..end, n));
            }
        }
    }
    found
}

/// Whether the rest of the sentence names another text.
fn is_of_another(after: &str) -> bool {
    const TEXTS: [&str; 16] = [
        "พระราชบัญญัติ",
        "พ.ร.บ.",
        "ระเบียบ",
        "ประกาศ",
        "กฎกระทรวง",
        "ข้อบังคับ",
        "ประมวล",
        "รัฐธรรมนูญ",
        " act",
        " law",
        " regulation",
        "directive",
        "gdpr",
        " code",
        " agreement",
        " terms",
    ];
    let end = after.char_indices().nth(80).map_or(after.len(), |(at, _)| at);
    let sentence = after[..end].split(['\n', ';']).next().unwrap_or_default();
    TEXTS.iter().any(|name| sentence.contains(name))
}
