//! Findings in words, with places as people count them: what all formats show.

use crate::check::{Catalogue, Edit, Level, Lines, Place, Position, Rule};
use crate::pipeline::Checked;
use std::ops::Range;

/// A finding in words.
pub(super) struct Told<'c> {
    /// The path in the repository; of the message, its file.
    pub(super) path: String,
    pub(super) rule: &'static Rule,
    pub(super) level: Level,
    pub(super) message: String,
    pub(super) hint: String,
    pub(super) stands: Stands,
    /// Where it begins and ends; `None` for the whole file. The end is the place after the last character.
    pub(super) region: Option<(Position, Position)>,
    /// The same in bytes of `text`.
    pub(super) range: Range<usize>,
    /// The text in which it stands.
    pub(super) text: &'c str,
    pub(super) fix: Option<ToldFix>,
}

/// In what a finding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    InFile,
    InMessage,
}

/// How it can be mended.
pub(super) struct ToldFix {
    pub(super) safe: bool,
    pub(super) edits: Vec<(Position, Position, String)>,
}

/// The findings in words. What is found in the message for several texts is told once.
pub(super) fn told<'c>(checked: &'c Checked, message: Option<&str>, catalogue: &Catalogue) -> Vec<Told<'c>> {
    let mut all: Vec<Told<'c>> = Vec::new();
    let said = checked.message.as_deref().unwrap_or_default();
    let of_message = Lines::of(said);
    for text in &checked.texts {
        let in_file = text.text.source.text.as_str();
        let of_text = Lines::of(in_file);
        for finding in &text.findings {
            let (source, lines, range, stands) = match &finding.place {
                Place::File => (in_file, &of_text, 0..0, Stands::InFile),
                Place::Text(range) => (in_file, &of_text, range.clone(), Stands::InFile),
                Place::Message(range) => (said, &of_message, range.clone(), Stands::InMessage),
            };
            let at = |range: &Range<usize>| (lines.position(range.start), lines.position(range.end));
            let fix = finding.fix.as_ref().map(|fix| {
                let edit = |edit: &Edit| {
                    let (start, end) = at(&edit.range);
                    (start, end, edit.by.clone())
                };
                ToldFix { safe: fix.safe, edits: fix.edits.iter().map(edit).collect() }
            });
            let path = match stands {
                Stands::InFile => text.path.clone(),
                Stands::InMessage => message.unwrap_or("commit message").to_owned(),
            };
            let told = Told {
                path,
                rule: finding.rule,
                level: finding.level,
                message: catalogue.message(&finding.said),
                hint: catalogue.hint(&finding.said),
                stands,
                region: (finding.place != Place::File).then(|| at(&range)),
                range,
                text: source,
                fix,
            };
            let again = |known: &Told<'_>| {
                let same = known.rule == told.rule && known.range == told.range && known.message == told.message;
                known.stands == Stands::InMessage && same
            };
            if stands == Stands::InFile || !all.iter().any(again) {
                all.push(told);
            }
        }
    }
    all
}

impl Told<'_> {
    /// The line on which it begins, without spaces around it; empty for the whole file.
    pub(super) fn line(&self) -> &str {
        if self.region.is_none() {
            return "";
        }
        let start = self.text[..self.range.start].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[self.range.start..].find('\n').map_or(self.text.len(), |at| self.range.start + at);
        self.text[start..end].trim()
    }
}
