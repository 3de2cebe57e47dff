//! The number of cells in the rows of a table.

use super::{ContainerKind, Document, LeafKind};
use std::collections::{BTreeMap, BTreeSet};

/// A table is filled up if it has no more places than the first and, for each cell, as many as the second.
pub const FILLED_UP: [usize; 2] = [64, 5];

/// Whether short rows of a table are filled up with empty cells: not where these would be many times the cells, as below one
/// long row.
pub fn is_filled_up(rows: usize, width: usize, cells: usize) -> bool {
    let [few, times] = FILLED_UP;
    rows.saturating_mul(width) <= few + times * cells
}

/// How many tables have rows that are not filled up.
pub(super) fn ragged(document: &Document) -> usize {
    let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
    let mut wide = BTreeSet::new();
    for leaf in &document.leaves {
        if let (LeafKind::Cell(cell), Some(row)) = (&leaf.kind, leaf.parent) {
            *rows.entry(row).or_default() += 1;
            wide.extend(cell.is_wide().then_some(row));
        }
    }
    let mut tables: BTreeMap<usize, (usize, usize, usize)> = BTreeMap::new();
    let table = |row: usize| {
        let mut around = std::iter::successors(Some(row), |c| document.containers[*c].parent);
        around.find(|c| matches!(document.containers[*c].kind, ContainerKind::Table(_)))
    };
    // where cells fill several places, none is filled up
    let wide: BTreeSet<usize> = wide.into_iter().filter_map(table).collect();
    for (row, count) in rows {
        if let Some(table) = table(row).filter(|table| !wide.contains(table)) {
            let (rows, width, cells) = tables.entry(table).or_default();
            (*rows, *width, *cells) = (*rows + 1, count.max(*width), *cells + count);
        }
    }
    tables.into_values().filter(|(rows, width, cells)| !is_filled_up(*rows, *width, *cells)).count()
}
