//! Lines that end within a Thai word: a page shows a space there.

use crate::check::{Fix, Report, Subject};
use crate::document::PieceKind;
use crate::letters::is_thai;
use crate::weave::cut;

/// How many letters on each side say where words begin.
const NEAR: usize = 40;

/// Reports ends of lines within a word of the dictionary.
pub(super) fn check(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    for lines in source.pieces.windows(3) {
        let [before, end, after] = lines else { continue };
        let (PieceKind::Text(head), PieceKind::LineEnd, PieceKind::Text(tail)) = (&before.kind, &end.kind, &after.kind)
        else {
            continue;
        };
        let mut left: Vec<char> = head.chars().rev().take_while(|c| is_thai(*c)).take(NEAR).collect();
        left.reverse();
        let left: String = left.into_iter().collect();
        let right: String = tail.chars().take_while(|c| is_thai(*c)).take(NEAR).collect();
        if left.is_empty() || right.is_empty() {
            continue;
        }
        let text = format!("{left}{right}");
        let mut at = 0;
        let word = cut(&text).find(|word| {
            at += word.len();
            at > left.len()
        });
        let Some(word) = word.filter(|word| at - word.len() < left.len()) else { continue };
        let place = before.range.end..after.range.start;
        let finding = report.at(place.clone(), "cut-word").with("word", word);
        // in a quote the sign of the line stands there too
        if source.text[place.clone()].trim().is_empty() {
            finding.fix(Fix::safe(place, ""));
        }
    }
}
