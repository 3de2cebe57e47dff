//! Characters that make a text look like another one, or that were lost when the file was saved.

use crate::check::{Fix, Level, Report, Rule, Subject};
use crate::showable;

/// Characters that turn the direction of the text.
pub(super) const DIRECTION: Rule = Rule {
    id: "PM015",
    name: "hidden-direction",
    level: Level::Error,
    bad: "The fee is \u{202e}001\u{202c} baht.",
    good: "The fee is 100 baht.",
    check: direction,
};

/// A file that is not UTF-8, or that was not when it was converted.
pub(super) const ENCODING: Rule = Rule {
    id: "PM017",
    name: "encoding",
    level: Level::Error,
    bad: "A file in Windows-874, or `เก็บ\u{fffd}ว้ 30 วัน`",
    good: "The same file saved as UTF-8: `เก็บไว้ 30 วัน`",
    check: encoding,
};

fn direction(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    for (start, line) in lines(&source.text) {
        let rtl = line
            .chars()
            .any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'));
        for (at, c) in line.char_indices() {
            let overrides = matches!(c, '\u{202d}' | '\u{202e}');
            let embeds = matches!(c, '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{2069}');
            let tag = matches!(c, '\u{e0000}'..='\u{e007f}') && !line.contains('\u{1f3f4}');
            if overrides || tag || embeds && !rtl {
                let range = start + at..start + at + c.len_utf8();
                let finding = report.at(range.clone(), "hidden-direction").with("name", showable::name(c));
                finding.fix(Fix::offered(range, ""));
            }
        }
    }
}

fn encoding(subject: &Subject<'_>, report: &mut Report) {
    let text = &subject.text;
    let sound = std::str::from_utf8(&text.bytes).is_ok();
    let lost = text.source.text.find('\u{fffd}');
    let wide = text.bytes.starts_with(b"\xff\xfe") || text.bytes.starts_with(b"\xfe\xff");
    match lost {
        Some(at) if !sound && !wide => {
            report.at(at..at + 3, "encoding");
        }
        _ if wide || text.bytes.contains(&0) => {
            report.at(0..0, "encoding-wide").level(Level::Warning);
        }
        Some(at) => {
            report.at(at..at + 3, "encoding-lost");
        }
        None => {}
    }
}

/// The lines of a text, each with its place.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        at += line.len();
        (at - line.len(), line)
    })
}
