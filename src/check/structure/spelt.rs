//! What was meant to be a link, and is text, or says nothing of where it leads.

use crate::check::{Fix, Level, Report, Rule, Subject};
use crate::document::PieceKind;

/// A link whose address has spaces.
pub(super) const SPACE: Rule = Rule {
    id: "PM018",
    name: "link-space",
    level: Level::Error,
    bad: "The [form](forms/form 2.pdf)",
    good: "The [form](<forms/form 2.pdf>)",
    check: space,
};

/// Words of a link that say nothing of where it leads.
pub(super) const VAGUE: Rule = Rule {
    id: "PM019",
    name: "vague-link",
    level: Level::Note,
    bad: "For the form [click here](form.pdf).",
    good: "Fill in the [application form](form.pdf).",
    check: vague,
};

/// A link whose address was to be given elsewhere in the text.
pub(super) const REFERENCE: Rule = Rule {
    id: "PM026",
    name: "lost-reference",
    level: Level::Warning,
    bad: "See [the act][act].",
    good: "See [the act][act].\n\n[act]: https://example.org/act",
    check: reference,
};

/// The most bytes of an address that is looked at.
const LONGEST: usize = 2_000;

fn space(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    let mut from = source.body;
    for (at, _) in source.text[source.body..].match_indices("](") {
        let open = source.body + at + 1;
        let before = std::mem::replace(&mut from, open)..open;
        let rest = &source.text[open + 1..];
        let rest = &rest[..rest.floor_char_boundary(LONGEST)];
        let Some(end) = rest.find([')', '\n', '<', '"']).filter(|end| rest[*end..].starts_with(')')) else { continue };
        let to = &rest[..end];
        let path = to.trim();
        let is_address = path.contains(['/', '#']) || path.rsplit_once('.').is_some_and(|(_, kind)| is_kind(kind));
        if path.contains(' ') && is_address && !path.starts_with("data:") && source.is_text_at(open) {
            let (from, until) = (open + 1, open + 1 + end);
            let start = source.text[before.clone()].rfind('[').map_or(open, |at| before.start + at);
            let better = match path.split_once(": ") {
                Some((scheme, rest)) if !rest.contains(' ') => format!("{scheme}:{rest}"),
                _ => format!("<{path}>"),
            };
            report.at(start..until + 1, "link-space").with("to", path).fix(Fix::safe(from..until, better));
        }
    }
}

/// Whether a file may end so.
fn is_kind(kind: &str) -> bool {
    (2..=5).contains(&kind.len()) && kind.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Words that say nothing alone.
const NOTHING: [&str; 17] = [
    "click here",
    "here",
    "click",
    "read more",
    "more",
    "link",
    "this link",
    "this page",
    "see here",
    "คลิกที่นี่",
    "คลิก",
    "ที่นี่",
    "คลิกที่นี้",
    "กดที่นี่",
    "อ่านต่อ",
    "ลิงก์",
    "ลิงค์",
];

fn vague(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    for (ix, piece) in source.pieces.iter().enumerate() {
        if matches!(piece.kind, PieceKind::Link { .. }) {
            let said = source.text_in(ix);
            let words = said.trim().trim_matches(['.', '»', '>', '(', ')']).trim().to_lowercase();
            if NOTHING.contains(&words.as_str()) {
                report.at(piece.range.clone(), "vague-link").with("words", said.trim());
            }
        }
    }
}

fn reference(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    for (at, _) in source.text[source.body..].match_indices("][") {
        let middle = source.body + at;
        let start = source.text[..middle].rfind(['[', ']', '\n']).filter(|at| source.text[*at..].starts_with('['));
        let end = source.text[middle + 2..].find(['[', ']', '\n']).map(|end| middle + 2 + end);
        let end = end.filter(|end| source.text[*end..].starts_with(']'));
        let (Some(start), Some(end)) = (start, end) else { continue };
        let (words, name) = (&source.text[start + 1..middle], &source.text[middle + 2..end]);
        let says = |text: &str| text.chars().any(char::is_alphabetic);
        let escaped = source.text[..start].ends_with(['\\', '!']) || source.text[..start].ends_with(']');
        // brackets within a word are those of chemistry and grammar
        let bound = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
        let alone = bound(source.text[..start].chars().next_back()) && bound(source.text[end + 1..].chars().next());
        if says(words) && says(name) && alone && !escaped && source.is_text_at(middle) {
            report.at(start..end + 1, "lost-reference").with("name", name);
        }
    }
}
