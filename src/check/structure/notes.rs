//! Footnotes that lost their text, or their place.

use crate::check::{Level, Report, Rule, Subject};
use crate::document::PieceKind;

/// A reference to a footnote that is not there, or a footnote that nothing refers to.
pub(super) const LOST: Rule = Rule {
    id: "PM025",
    name: "lost-footnote",
    level: Level::Warning,
    bad: "Kept for 30 days.[^1]\n",
    good: "Kept for 30 days.[^1]\n\n[^1]: From the end of the contract.\n",
    check: lost,
};

fn lost(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    for (place, _) in source.prose() {
        // the sign may be cut into several pieces of text
        let around = source.text[place.start..].find('\n').map_or(source.text.len(), |end| place.start + end);
        for (at, _) in source.text[place.clone()].match_indices('[').filter(|(at, _)| place.start + at < place.end) {
            let start = place.start + at;
            let rest = &source.text[start..around];
            let Some(label) = rest.strip_prefix("[^").and_then(|rest| rest.split_once(']')).map(|(label, _)| label)
            else {
                continue;
            };
            if !label.is_empty() && !label.contains([' ', '[']) && !report.has(start) {
                report.at(start..start + label.len() + 3, "lost-footnote").with("label", label);
            }
        }
    }
    let referred = |label: &str| {
        source
            .pieces
            .iter()
            .any(|piece| matches!(&piece.kind, PieceKind::FootnoteReference { label: to } if to == label))
    };
    for piece in &source.pieces {
        if let PieceKind::Footnote { label } = &piece.kind
            && !referred(label)
        {
            let end =
                source.text[piece.range.clone()].find(':').map_or(piece.range.end, |at| piece.range.start + at + 1);
            report.at(piece.range.start..end, "lost-footnote-unused").with("label", label.as_str());
        }
    }
}
