//! Links that lead nowhere.

use crate::check::{Level, Report, Rule, Subject, Target};
use crate::document::PieceKind;
use std::ops::Range;

/// A link to a file or an anchor that is not there.
pub(super) const BROKEN: Rule = Rule {
    id: "PM003",
    name: "broken-link",
    level: Level::Error,
    bad: "See [the fees](fees.md#late).",
    good: "See [the fees](fees.md#late-payment).",
    check: broken,
};

fn broken(subject: &Subject<'_>, report: &mut Report) {
    for piece in &subject.text.source.pieces {
        match &piece.kind {
            PieceKind::Link { to, .. } => look(subject, to, piece.range.clone(), report),
            PieceKind::Image { to, .. } => look(subject, to, piece.range.clone(), report),
            _ => {}
        }
    }
}

fn look(subject: &Subject<'_>, to: &str, place: Range<usize>, report: &mut Report) {
    match subject.neighbours.target(subject.path, to) {
        Target::Nowhere { path } => _ = report.at(place, "broken-link").with("path", path),
        Target::Beyond => _ = report.at(place, "broken-link-beyond").with("to", to),
        Target::Here { anchor: Some(anchor) } => {
            if !subject.text.parsed.document.anchors().any(|known| known == anchor) {
                report.at(place, "broken-link-anchor-here").with("anchor", anchor);
            }
        }
        Target::File { path, anchor: Some(anchor) } => {
            let text =
                subject.neighbours.policies().binary_search(&path).is_ok().then(|| subject.neighbours.text(&path));
            if let Some(text) = text.flatten()
                && !text.parsed.document.anchors().any(|known| known == anchor)
            {
                report.at(place, "broken-link-anchor").with("anchor", anchor).with("path", path);
            }
        }
        Target::Here { anchor: None } | Target::File { anchor: None, .. } | Target::Outside => {}
    }
}
