//! Marks in a file that were not meant to stay: of a merge, of code that nobody closed, of what was to be filled in.

use crate::check::{Level, Report, Rule, Subject};
use crate::document::{PieceKind, Source};

/// `<<<<<<<` and `>>>>>>>`, as git writes them.
pub(super) const CONFLICT: Rule = Rule {
    id: "PM002",
    name: "conflict-mark",
    level: Level::Error,
    bad: "<<<<<<< HEAD\nKept for 30 days.\n=======\nKept for 90 days.\n>>>>>>> fees\n",
    good: "Kept for 90 days.\n",
    check: conflict,
};

/// Code or a comment that nothing closes.
pub(super) const UNCLOSED: Rule = Rule {
    id: "PM010",
    name: "unclosed",
    level: Level::Error,
    bad: "<!-- ask the lawyers\n\nKept for 90 days.\n",
    good: "<!-- ask the lawyers -->\n\nKept for 90 days.\n",
    check: unclosed,
};

/// What was to be filled in.
pub(super) const PLACEHOLDER: Rule = Rule {
    id: "PM024",
    name: "placeholder",
    level: Level::Warning,
    bad: "In force from [ระบุวันที่].\n",
    good: "In force from 1 December 2026.\n",
    check: placeholder,
};

/// What a line with a mark begins with; `=======` alone may be the underline of a heading.
const MARKS: [&str; 3] = ["<<<<<<< ", "||||||| ", ">>>>>>> "];

fn conflict(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let in_code = || source.pieces.iter().any(|piece| piece.is_code() && piece.range.contains(&start));
        if MARKS.iter().any(|mark| line.starts_with(mark)) && !in_code() {
            report.at(start..start + line.trim_end().len(), "conflict-mark");
        }
    }
}

fn unclosed(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    for piece in &source.pieces {
        let text = &source.text[piece.range.clone()];
        let first = piece.range.start..piece.range.start + text.find('\n').unwrap_or(text.len());
        match &piece.kind {
            PieceKind::Code { fenced: true, .. } if !is_closed(text) => _ = report.at(first, "unclosed-code"),
            PieceKind::Html if is_open_comment(text) => {
                let start = piece.range.start + text.rfind("<!--").unwrap_or(0);
                report.at(start..start + 4, "unclosed-comment");
            }
            _ => {}
        }
    }
    // a comment in the middle of a paragraph is text where nothing closes it
    for (at, _) in source.text[source.body..].match_indices("<!--").map(|(at, s)| (source.body + at, s)) {
        let is_text = source.piece_at(at).is_some_and(|ix| matches!(source.pieces[ix].kind, PieceKind::Text(_)));
        if is_text && !in_code(source, at) && !source.text[..at].ends_with('\\') {
            report.at(at..at + 4, "unclosed-comment");
        }
    }
}

/// Whether the last line of fenced code is a fence as long as the first one.
fn is_closed(code: &str) -> bool {
    let fence = |line: &str| {
        let bare = line.trim_start_matches([' ', '\t', '>']);
        let mark = bare.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        Some((mark, bare.chars().take_while(|c| *c == mark).count(), bare.trim().chars().all(|c| c == mark)))
    };
    let mut lines = code.trim_end().lines();
    let (first, last) = (lines.next().and_then(fence), lines.next_back().and_then(fence));
    match (first, last) {
        (Some((mark, length, _)), Some((end, long, bare))) => mark == end && long >= length && bare,
        (None, _) => true, // it is none that could be judged
        _ => false,
    }
}

fn is_open_comment(html: &str) -> bool {
    html.rfind("<!--").is_some_and(|at| !html[at..].contains("-->"))
}

fn in_code(source: &Source, at: usize) -> bool {
    source.pieces.iter().any(|piece| piece.is_code() && piece.range.contains(&at))
}

/// What begins a passage that somebody was to fill in; the first letter after a bracket counts.
const BLANKS: [&str; 7] =
    ["[ระบุ", "[ใส่", "[กรอก", "[insert ", "[company name", "[organisation name", "[organization name"];

/// What says that a text is not finished.
const TO_DO: [&str; 5] = ["TODO", "TBD", "FIXME", "Lorem ipsum", "lorem ipsum"];

fn placeholder(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    for (_, leaf) in source.leaves() {
        let text = &source.text[leaf.clone()];
        let lower = text.to_ascii_lowercase();
        let blanks = BLANKS.iter().flat_map(|blank| lower.match_indices(blank).map(|(at, found)| (at, found.len())));
        let words = TO_DO.iter().flat_map(|word| text.match_indices(word)).filter(|(at, word)| {
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
            !letter(text[..*at].chars().next_back()) && !letter(text[at + word.len()..].chars().next())
        });
        for (at, length) in blanks.chain(words.map(|(at, word)| (at, word.len()))) {
            let start = leaf.start + at;
            let piece = source.piece_at(start).map(|ix| &source.pieces[ix].kind);
            let is_link = matches!(piece, Some(PieceKind::Link { .. } | PieceKind::InlineCode(_)));
            let before = report.has(start);
            if !is_link && !before {
                let open = text[at..].starts_with(['[', '(']);
                let end = if open { text[at..].find([']', ')', '\n']).map_or(length, |end| end + 1) } else { length };
                let said = text[at..at + end].trim().to_owned();
                let finding = report.at(start..start + end, "placeholder").with("words", said.as_str());
                if open || said == "TBD" {
                    finding.level(Level::Note); // a form that readers fill in, or a day that nobody knows yet
                }
            }
        }
    }
}
