//! Blocks of which only a number changed: their own, or those of the footnotes that they refer to.

use super::line::Mark;
use super::ordinal::ordinal;
use super::tidy::is_edit;
use crate::document::{self, ContainerKind, LeafKind};
use crate::weave::nodes::Weave;
use crate::weave::redline::{Change, RedLeaf, Redline};
use rustc_hash::FxHashMap;

/// What footnotes are called that were called otherwise, by what they were called.
pub(super) type Labels = FxHashMap<String, String>;

/// The footnotes of a redline that were called otherwise.
pub(super) fn labels(redline: &Redline) -> Labels {
    let renamed = redline.containers.iter().filter_map(|c| match (&c.was, &c.kind) {
        (Some(ContainerKind::Footnote(was)), ContainerKind::Footnote(now)) => Some((was.clone(), now.clone())),
        _ => None,
    });
    renamed.collect()
}

impl Weave {
    /// Whether nothing of the leaf is changed but its number and those of footnotes.
    pub(super) fn renumbered(&self, leaf: &RedLeaf, marks: &[Mark], labels: &Labels, versions: (u32, u32)) -> bool {
        if leaf.change != Change::Same || !marks.iter().any(is_edit) {
            return false;
        }
        let marks = self.without_references(marks, labels, versions);
        let numbered = matches!(leaf.kind, LeafKind::Heading(_) | LeafKind::Line | LeafKind::Paragraph);
        let only_number = |gone: Change| {
            let side = || marks.iter().filter(|m| m.change != gone);
            if side().any(|m| m.word.is_none()) {
                return false;
            }
            let number = ordinal(side().map(|m| self.words.text(m.text)));
            side().skip(number).all(|m| !is_edit(m))
        };
        let edited = marks.iter().any(|m| is_edit(m));
        !edited || (numbered && only_number(Change::Inserted) && only_number(Change::Deleted))
    }

    /// The marks without those of references to footnotes that are called otherwise now.
    fn without_references<'m>(&self, marks: &'m [Mark], labels: &Labels, versions: (u32, u32)) -> Vec<&'m Mark> {
        let only_called_otherwise = |passage: &[Mark]| {
            let of = |change: Change| {
                passage.iter().filter(move |m| m.change == change).map(|m| self.reference(m, versions))
            };
            let (old, new): (Vec<_>, Vec<_>) = (of(Change::Deleted).collect(), of(Change::Inserted).collect());
            let same = |(old, new): (&Option<&str>, &Option<&str>)| match (old, new) {
                (Some(old), Some(new)) => labels.get(*old).is_some_and(|label| label == new),
                _ => false,
            };
            is_edit(&passage[0]) && old.len() == new.len() && old.iter().zip(&new).all(same)
        };
        let passages = marks.chunk_by(|a, b| is_edit(a) == is_edit(b));
        passages.filter(|passage| !only_called_otherwise(passage)).flatten().collect()
    }

    /// The footnote to which a word refers, if it does.
    pub(super) fn reference(&self, mark: &Mark, versions: (u32, u32)) -> Option<&str> {
        let version = if mark.change == Change::Deleted { versions.0 } else { versions.1 };
        let mut marks = self.setting(mark, version).iter().flat_map(|span| &span.marks);
        marks.find_map(|mark| match mark {
            document::Mark::Footnote(label) => Some(label.as_str()),
            _ => None,
        })
    }
}
