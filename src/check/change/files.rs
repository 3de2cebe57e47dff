//! What becomes of files: of those to which a text leads, and of its own.

use crate::check::{Place, Report, Subject, Target};
use crate::document::PieceKind;
use std::collections::BTreeSet;

/// A file to which the text leads is another one than before.
pub(super) fn replaced(subject: &Subject<'_>, report: &mut Report) {
    let mut told = BTreeSet::new();
    for piece in &subject.text.source.pieces {
        let (PieceKind::Link { to, .. } | PieceKind::Image { to, .. }) = &piece.kind else { continue };
        let Target::File { path, .. } = subject.neighbours.target(subject.path, to) else { continue };
        let is_policy = subject.neighbours.policies().binary_search(&path).is_ok();
        if !is_policy && subject.before.is_some() && subject.neighbours.is_replaced(&path) && told.insert(path.clone())
        {
            report.at(piece.range.clone(), "replaced-annex").with("path", path);
        }
    }
}

/// The text seems to be one that stood in another file and was written anew as it went from there: its history ends.
pub(super) fn rewritten(subject: &Subject<'_>, report: &mut Report) {
    if let Some(gone) = subject.gone.filter(|_| subject.before.is_none()) {
        let place =
            subject.text.headings().next().map(|heading| subject.text.source.pieces[heading.piece].range.clone());
        let place = place.map_or(Place::File, |range| {
            let line = subject.text.source.text[range.clone()].lines().next().unwrap_or_default();
            Place::Text(range.start..range.start + line.len())
        });
        report.at(place, "rename-and-rewrite").with("gone", gone);
    }
}
