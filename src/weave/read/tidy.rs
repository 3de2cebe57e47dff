//! Marks as a person would set them, from marks as they stand in the weave.

use super::line::Mark;
use crate::weave::compare::RUN;
use crate::weave::joints::JOINED;
use crate::weave::redline::Change;

/// Tidies the marks of one leaf. What stands in the older and what stands in the newer version stays the same, and in
/// the same order.
pub(super) fn tidy(mut marks: Vec<Mark>) -> Vec<Mark> {
    if !marks.iter().any(is_edit) {
        return marks;
    }
    if rewritten(&marks) {
        marks = mark_rewritten(&marks);
    } else {
        marks = drown_islands(marks);
    }
    deletions_first(marks)
}

/// Whether a mark is of what was deleted or inserted, and does not look the same in both versions.
pub(super) fn is_edit(mark: &Mark) -> bool {
    !mark.alike && matches!(mark.change, Change::Deleted | Change::Inserted)
}

/// Whether less than about a third of either text survives, and that in pieces, so that both are better read whole.
fn rewritten(marks: &[Mark]) -> bool {
    let edits = marks.chunk_by(|a, b| is_edit(a) == is_edit(b)).filter(|run| is_edit(&run[0]));
    if edits.count() < 2 {
        return false;
    }
    let sum = |wanted: fn(&Mark) -> bool| marks.iter().filter(|m| wanted(m)).map(|m| m.letters).sum::<u32>();
    let same = sum(stays);
    let edited = |change| move |m: &&Mark| is_edit(m) && m.change == change;
    let [deleted, inserted] = [Change::Deleted, Change::Inserted]
        .map(|change| marks.iter().filter(edited(change)).map(|m| m.letters).sum::<u32>());
    deleted > 0 && inserted > 0 && SURVIVES * same < same + deleted.min(inserted)
}

/// One part of so many of a text must survive, or it is rewritten.
pub(super) const SURVIVES: u32 = 3;

/// Whether a mark is of what the newer version has and a reader takes for what stood there.
fn stays(mark: &Mark) -> bool {
    !is_edit(mark) && mark.change != Change::Deleted
}

/// What it costs a reader to find a single word, without a space around it, between two edits.
pub(super) const ISLAND: i32 = 9;

/// Everything deleted and inserted anew.
fn mark_all(marks: &[Mark]) -> Vec<Mark> {
    let with = |change| move |m: &Mark| Mark { change, alike: false, ..*m };
    let old = marks.iter().filter(|m| m.change != Change::Inserted).map(with(Change::Deleted));
    let new = marks.iter().filter(|m| m.change != Change::Deleted).map(with(Change::Inserted));
    old.chain(new).collect()
}

/// A stretch that stayed of so many letters is no accident: it stays, however much around it was written anew.
pub(in crate::weave) const FIRM: u32 = 40;

/// Everything marked but what stays in long stretches.
fn mark_rewritten(marks: &[Mark]) -> Vec<Mark> {
    let mut out = Vec::with_capacity(marks.len());
    let mut rest: Vec<Mark> = Vec::new();
    for run in marks.chunk_by(|a, b| is_edit(a) == is_edit(b)) {
        let letters = run.iter().filter(|m| stays(m)).map(|m| m.letters).sum::<u32>();
        if !is_edit(&run[0]) && letters >= FIRM {
            out.extend(mark_all(&rest));
            rest.clear();
            out.extend_from_slice(run);
        } else {
            rest.extend_from_slice(run);
        }
    }
    out.extend(mark_all(&rest));
    out
}

/// Turns accidental equality inside a rewritten passage into part of it, where that is easier to read: it costs the
/// characters of the words that stay, twice, and saves insertions and deletions.
fn drown_islands(marks: Vec<Mark>) -> Vec<Mark> {
    let mut out: Vec<Mark> = Vec::with_capacity(marks.len());
    let mut edits_from = 0; // where the edits at the end of `out` begin
    let runs: Vec<&[Mark]> = marks.chunk_by(|a, b| is_edit(a) == is_edit(b)).collect();
    for (ix, run) in runs.iter().enumerate() {
        let stays = !is_edit(&run[0]);
        match runs.get(ix + 1) {
            Some(after) if stays && ix > 0 && is_island(run, &out[edits_from..], after) => out.extend(mark_all(run)),
            _ => {
                out.extend_from_slice(run);
                edits_from = if stays { out.len() } else { edits_from };
            }
        }
    }
    out
}

fn is_island(run: &[Mark], before: &[Mark], after: &[Mark]) -> bool {
    if run.iter().any(|m| m.change == Change::Reformatted) || is_joint(run, before, after) {
        return false;
    }
    // nobody sees that a space is another one
    let has = |marks: &[Mark], change| usize::from(marks.iter().any(|m| m.change == change && m.size > 0));
    let runs = |marks: &[Mark]| has(marks, Change::Deleted) + has(marks, Change::Inserted);
    let mut saved = RUN * (runs(before) + runs(after)) as i32 - 2 * RUN;
    let both = has(before, Change::Deleted) + has(after, Change::Deleted) > 0
        && has(before, Change::Inserted) + has(after, Change::Inserted) > 0;
    if run.iter().filter(|m| stays(m)).count() == 1 && both {
        saved += ISLAND; // within a compound
    }
    let cost: u32 = run.iter().filter(|m| stays(m)).map(|m| 2 * m.size).sum();
    (cost as i32) < saved
}

/// Whether a word that joins stays between a few words of which all are others.
fn is_joint(run: &[Mark], before: &[Mark], after: &[Mark]) -> bool {
    let mut seen = run.iter().filter(|m| stays(m) && m.size > 0);
    let few = |marks: &[Mark], change| {
        let count = marks.iter().filter(|m| m.change == change && m.letters > 0).count();
        (1..=JOINED as usize).contains(&count)
    };
    seen.next().is_some_and(|m| m.joins)
        && seen.next().is_none()
        && [before, after].iter().all(|marks| few(marks, Change::Deleted) && few(marks, Change::Inserted))
}

/// In every passage of edits, what is deleted stands before what is inserted.
fn deletions_first(mut marks: Vec<Mark>) -> Vec<Mark> {
    for run in marks.chunk_by_mut(|a, b| (is_edit(a), a.alike) == (is_edit(b), b.alike)) {
        if run[0].alike || is_edit(&run[0]) {
            run.sort_by_key(|m| m.change == Change::Inserted); // stable
        }
    }
    marks
}
