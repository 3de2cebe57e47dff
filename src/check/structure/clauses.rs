//! References to numbered clauses that are not in the text.

use crate::check::{Level, Report, Rule, Subject, Text};
use crate::document::{Leaf, LeafKind};
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
        let now = Clauses::of(&subject.text, word);
        let published = subject.before.as_ref().map(|before| Clauses::of(before, word));
        let own = now.numbers();
        let before = published.as_ref().map(Clauses::numbers).unwrap_or_default();
        let numbered = (1..=FEW).all(|n| own.contains(&n));
        // clauses with a gap are numbered by a rule that is not known
        let last = own.last().copied().unwrap_or(0);
        let whole = numbered && own.len() as u32 == last;
        if !whole {
            continue;
        }
        for Reference { range, n, part } in references(&subject.text, word) {
            if let (Some(part), Some(published)) = (&part, &published)
                && own.contains(&n)
                && published.parts(n).contains(part)
                && !now.parts(n).contains(part)
            {
                let said = subject.text.source.text[range.clone()].to_owned();
                report.at(range.clone(), "lost-clause-part").with("clause", said);
            }
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

/// The clause of a text to which a reference at this place of it leads: where the reference stands, and what the clause says,
/// a block in each line.
pub fn clause_at(text: &Text, at: usize) -> Option<(std::ops::Range<usize>, String)> {
    let mut words = WORDS.iter().flat_map(|word| references(text, word).into_iter().map(move |found| (word, found)));
    let (word, Reference { range, n, .. }) = words.find(|(_, found)| found.range.contains(&at))?;
    let leaves = &text.parsed.document.leaves;
    let first = leaves.iter().position(|leaf| begun(leaf, word) == Some(n))?;
    let rest = leaves[first + 1..].iter().take_while(|leaf| begun(leaf, word).is_none()).take(MOST);
    let said: Vec<&str> = std::iter::once(&leaves[first]).chain(rest).map(|leaf| leaf.text.as_str()).collect();
    Some((range, said.join("\n")))
}

/// So many blocks of a clause are shown after its first one.
const MOST: usize = 4;

/// The clauses of a text that begin with one word, or whose headings begin with a number.
struct Clauses<'t> {
    leaves: &'t [Leaf],
    /// The number of the clause that begins with each leaf.
    begun: Vec<Option<u32>>,
}

impl<'t> Clauses<'t> {
    fn of(text: &'t Text, word: &Word) -> Self {
        let leaves = &text.parsed.document.leaves;
        Self { leaves, begun: leaves.iter().map(|leaf| begun(leaf, word)).collect() }
    }

    fn numbers(&self) -> BTreeSet<u32> {
        self.begun.iter().flatten().copied().collect()
    }

    /// The marks in brackets with which blocks of clause `n` begin: `a` of “(a) …”, `2` of “(๒) …”.
    fn parts(&self, n: u32) -> BTreeSet<String> {
        let Some(first) = self.begun.iter().position(|begun| *begun == Some(n)) else { return BTreeSet::new() };
        let rest = (first + 1..self.leaves.len()).take_while(|ix| self.begun[*ix].is_none());
        rest.filter_map(|ix| bracketed(self.leaves[ix].text.trim_start())).map(|(part, _)| part).collect()
    }
}

/// The number of the clause that begins with a block.
fn begun(leaf: &Leaf, word: &Word) -> Option<u32> {
    let said = leaf.text.trim_start();
    let head = said.get(..word.says.len()).filter(|head| head.eq_ignore_ascii_case(word.says));
    let rest = match head {
        Some(head) => said[head.len()..].trim_start(),
        None if word.other == ENGLISH && matches!(leaf.kind, LeafKind::Heading(_)) => said,
        None => return None,
    };
    let (n, after) = number(rest)?;
    let deeper = after.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| digit(c).is_some()));
    (!after.starts_with(char::is_alphanumeric) && !deeper).then_some(n)
}

/// A mark in brackets at the beginning, and what follows it.
fn bracketed(text: &str) -> Option<(String, &str)> {
    let (inside, after) = text.strip_prefix('(')?.split_once(')')?;
    let fit = !inside.is_empty() && inside.chars().count() <= 3 && inside.chars().all(char::is_alphanumeric);
    fit.then(|| (inside.chars().map(with_ascii_digit).collect::<String>().to_lowercase(), after))
}

/// A number at the beginning, and what follows it.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !with_ascii_digit(c).is_ascii_digit()).unwrap_or(text.len());
    let digits: String = text[..end].chars().map(with_ascii_digit).collect();
    Some((digits.parse().ok().filter(|n| *n < 1_000)?, &text[end..]))
}

/// A reference to a clause of the same text.
struct Reference {
    range: std::ops::Range<usize>,
    n: u32,
    /// Of “4(b)” the `b`.
    part: Option<String>,
}

/// The references of a text to clauses of its own.
fn references(text: &Text, word: &Word) -> Vec<Reference> {
    let source = &text.source;
    let mut found = Vec::new();
    for (_, leaf) in source.leaves() {
        let lower = source.text[leaf.clone()].to_ascii_lowercase();
        for (at, says) in lower.match_indices(word.says) {
            let (before, rest) = (&lower[..at], &lower[at + says.len()..]);
            let Some((n, after)) = number(rest.trim_start()) else { continue };
            let (part, after) = match bracketed(after.trim_start()) {
                Some((part, after)) => (Some(part), after),
                None => (None, after),
            };
            let begins = before.trim_matches(['#', ' ', '*', '>', '-', '\t']).is_empty();
            let led = match word.lead {
                [] => before.ends_with([' ', '(', '\n']),
                lead => lead.iter().any(|lead| before.trim_end().ends_with(lead)),
            };
            let elsewhere = word.other.iter().any(|other| after.trim_start().starts_with(other));
            let mut next = after.chars();
            let sub = next.next().is_some_and(|c| matches!(c, '.' | '/' | '-' | '–'))
                && next.next().is_some_and(char::is_alphanumeric);
            let letter = after.starts_with(|c: char| c.is_alphanumeric());
            if !begins && led && !elsewhere && !sub && !letter && !is_of_another(after) {
                let start = leaf.start + at;
                let end = leaf.start + lower.len() - after.len();
                found.push(Reference { range: start..end, n, part });
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
