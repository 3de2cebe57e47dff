//! The rows of tables among the lines of a redline.

use super::line::Line;
use crate::document::LeafKind;
use crate::weave::redline::Change;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Brings the cells of each row together where rows that went and cells that came stand in one place: a cell of a new column
/// would stand below the row that was removed. Neither version's text is put in another order.
pub(super) fn gather(lines: Vec<Line>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut lines = lines.into_iter().peekable();
    let mut rows = FxHashSet::default();
    while let Some(line) = lines.next() {
        let start = out.len();
        let goes_on = |next: &Line| is_same_row(&line, next) && next.leaf.change == line.leaf.change;
        let mut cells = Vec::new();
        while let Some(next) = lines.next_if(goes_on) {
            cells.push(next);
        }
        let torn = is_cell(&line) && !rows.insert(line.leaf.parent);
        out.push(line);
        out.append(&mut cells);
        if torn {
            join(&mut out, start);
        }
    }
    out
}

/// Moves the cells from `start` on to the end of the others of their row, or these to them, if nothing but what the other
/// version lacks stands between.
fn join(lines: &mut [Line], start: usize) {
    let before = start.checked_sub(1).filter(|before| !is_same_row(&lines[*before], &lines[start]));
    let Some(before) = before else { return };
    let one_sided = |change: Change| matches!(change, Change::Deleted | Change::Inserted);
    let between = lines[before].leaf.change;
    if !one_sided(between) {
        return;
    }
    let is_between = |line: &Line| line.leaf.change == between && !is_same_row(line, &lines[start]);
    let from = lines[..start].iter().rposition(|line| !is_between(line));
    let Some(last) = from.filter(|last| is_same_row(&lines[*last], &lines[start])) else { return };
    let other = |line: &Line| one_sided(line.leaf.change) && line.leaf.change != between;
    if other(&lines[start]) {
        let count = lines.len() - start;
        lines[last + 1..].rotate_right(count);
    } else if other(&lines[last]) {
        let group =
            lines[..=last].iter().rev().take_while(|line| other(line) && is_same_row(line, &lines[start])).count();
        lines[last + 1 - group..start].rotate_left(group);
    }
}

pub(super) fn is_cell(line: &Line) -> bool {
    matches!(line.leaf.kind, LeafKind::Cell(_))
}

fn is_same_row(one: &Line, other: &Line) -> bool {
    is_cell(one) && is_cell(other) && one.leaf.parent == other.leaf.parent
}

/// The blocks to which `change` happened as a whole, in order: single lines, and rows of which all cells are so.
pub(super) fn whole(lines: &[Line], change: Change) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let end = if is_cell(&lines[at]) {
            at + lines[at..].iter().take_while(|line| is_same_row(line, &lines[at])).count()
        } else {
            at + 1
        };
        if lines[at..end].iter().all(|line| line.leaf.change == change) {
            found.push(at..end);
        }
        at = end;
    }
    found
}
