//! Marks as a person would set them, from marks as the comparison found them.

use super::redline::Change;

/// A word of a leaf and what happened to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mark {
    /// The word's place in its leaf.
    pub(super) at: usize,
    pub(super) change: Change,
    /// Letters and digits; 0 for white space and punctuation.
    pub(super) weight: usize,
    /// Characters.
    pub(super) size: usize,
}

/// Tidies the marks of one leaf. What stands in the older and what stands in the newer version stays the same, and in
/// the same order.
pub(super) fn tidy(mut marks: Vec<Mark>) -> Vec<Mark> {
    if !marks.iter().any(|m| is_edit(m.change)) {
        return marks;
    }
    if rewritten(&marks) {
        marks = mark_all(&marks);
    } else {
        marks = drown_islands(marks);
    }
    deletions_first(marks)
}

fn is_edit(change: Change) -> bool {
    matches!(change, Change::Deleted | Change::Inserted)
}

/// Whether less than about a third of either text survives, so that both are better read whole.
fn rewritten(marks: &[Mark]) -> bool {
    let sum = |wanted: fn(Change) -> bool| marks.iter().filter(|m| wanted(m.change)).map(|m| m.weight).sum::<usize>();
    let same = sum(|c| !is_edit(c));
    let (deleted, inserted) = (sum(|c| c == Change::Deleted), sum(|c| c == Change::Inserted));
    deleted > 0 && inserted > 0 && 3 * same < same + deleted.min(inserted)
}

/// Everything deleted and inserted anew.
fn mark_all(marks: &[Mark]) -> Vec<Mark> {
    let with = |change| move |m: &Mark| Mark { change, ..*m };
    let old = marks.iter().filter(|m| m.change != Change::Inserted).map(with(Change::Deleted));
    let new = marks.iter().filter(|m| m.change != Change::Deleted).map(with(Change::Inserted));
    old.chain(new).collect()
}

/// Turns accidental equality inside a rewritten passage into part of it: between two edits, white space and
/// punctuation, or at most two words that are no longer than the edits around them.
fn drown_islands(marks: Vec<Mark>) -> Vec<Mark> {
    let runs: Vec<(bool, &[Mark])> =
        marks.chunk_by(|a, b| is_edit(a.change) == is_edit(b.change)).map(|r| (is_edit(r[0].change), r)).collect();
    let mut out = Vec::with_capacity(marks.len());
    for (ix, (edit, run)) in runs.iter().enumerate() {
        let around = match (ix.checked_sub(1).map(|i| runs[i].1), runs.get(ix + 1).map(|r| r.1)) {
            (Some(before), Some(after)) if !edit => Some((before, after)),
            _ => None,
        };
        if around.is_some_and(|(before, after)| is_island(run, before, after)) {
            out.extend(mark_all(run));
        } else {
            out.extend_from_slice(run);
        }
    }
    out
}

fn is_island(run: &[Mark], before: &[Mark], after: &[Mark]) -> bool {
    let edits = || before.iter().chain(after);
    let both = edits().any(|m| m.change == Change::Deleted) && edits().any(|m| m.change == Change::Inserted);
    let one_kind = |side: &[Mark]| side.iter().all(|m| m.change == side[0].change);
    if !both || run.iter().any(|m| m.change == Change::Reformatted) || (one_kind(before) && one_kind(after)) {
        return false;
    }
    let words = run.iter().filter(|m| m.weight > 0).count();
    let size = |marks: &mut dyn Iterator<Item = &Mark>| marks.map(|m| m.size).sum::<usize>();
    words == 0 || (words <= 2 && size(&mut run.iter()) <= size(&mut before.iter()).min(size(&mut after.iter())))
}

/// In every passage of edits, what is deleted stands before what is inserted.
fn deletions_first(mut marks: Vec<Mark>) -> Vec<Mark> {
    for run in marks.chunk_by_mut(|a, b| is_edit(a.change) == is_edit(b.change)) {
        if is_edit(run[0].change) {
            run.sort_by_key(|m| m.change == Change::Inserted); // stable
        }
    }
    marks
}
