//! Which column of a redline's table each cell stands in, when columns came and went.

use crate::document::{ContainerKind, LeafKind};
use crate::weave::redline::{Change, RedLeaf, Redline};
use crate::weave::sequence;
use rustc_hash::FxHashMap;

/// Gives every cell its column. The columns of both versions stand in one order, each that went before those that came
/// in its place; cells that stand in both versions say which columns are the same.
pub(super) fn place(redline: &mut Redline) {
    let mut tables: FxHashMap<usize, Vec<Cell>> = FxHashMap::default();
    let mut at: FxHashMap<usize, (usize, usize)> = FxHashMap::default();
    for (ix, leaf) in redline.leaves.iter().enumerate().filter(|(_, l)| matches!(l.kind, LeafKind::Cell(_))) {
        let Some(row) = leaf.parent else { continue };
        let Some(table) = table(redline, row) else { continue };
        let (old, new) = at.entry(row).or_default();
        tables.entry(table).or_default().push(Cell {
            leaf: ix,
            old: (leaf.change != Change::Inserted).then_some(*old),
            new: (leaf.change != Change::Deleted).then_some(*new),
        });
        *old += usize::from(leaf.change != Change::Inserted);
        *new += usize::from(leaf.change != Change::Deleted);
    }
    for cells in tables.into_values() {
        let columns = Columns::of(&cells);
        for cell in cells {
            set(&mut redline.leaves[cell.leaf], &columns, &cell);
        }
    }
}

/// A cell with its place among the cells of its row, in either version.
struct Cell {
    leaf: usize,
    old: Option<usize>,
    new: Option<usize>,
}

/// For every column of either version its place among those of both.
struct Columns {
    old: Vec<usize>,
    new: Vec<usize>,
}

impl Columns {
    fn of(cells: &[Cell]) -> Self {
        let most = |side: fn(&Cell) -> Option<usize>| cells.iter().filter_map(side).max().map_or(0, |c| c + 1);
        let (old_count, new_count) = (most(|c| c.old), most(|c| c.new));
        let mut votes: FxHashMap<(usize, usize), u64> = FxHashMap::default();
        for pair in cells.iter().filter_map(|c| c.old.zip(c.new)) {
            *votes.entry(pair).or_default() += 1;
        }
        let mut pairs: Vec<(usize, usize)> = votes.keys().copied().collect();
        pairs.sort_unstable();
        let weights: Vec<u64> = pairs.iter().map(|p| votes[p]).collect();
        let pairs = sequence::increasing(&pairs, |ix| weights[ix]);
        let (mut columns, mut count) = (Self { old: Vec::new(), new: Vec::new() }, 0);
        for (next_i, next_j) in pairs.into_iter().chain([(old_count, new_count)]) {
            while columns.old.len() < next_i {
                columns.old.push(count);
                count += 1;
            }
            while columns.new.len() < next_j {
                columns.new.push(count);
                count += 1;
            }
            columns.old.push(count);
            columns.new.push(count);
            count += 1;
        }
        columns
    }
}

fn set(leaf: &mut RedLeaf, columns: &Columns, cell: &Cell) {
    let place = cell.new.map(|c| columns.new[c]).or_else(|| cell.old.map(|c| columns.old[c]));
    leaf.column = place.unwrap_or(0);
}

fn table(redline: &Redline, row: usize) -> Option<usize> {
    let mut around = std::iter::successors(Some(row), |c| redline.containers[*c].parent);
    around.find(|c| matches!(redline.containers[*c].kind, ContainerKind::Table(_)))
}
