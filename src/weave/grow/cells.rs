//! Which column of a table is which: decided by the cells that stayed as they were, in all rows together.

use crate::weave::sequence::between;
use std::collections::HashMap;

/// A pair of rows: their tables and the numbers of their cells' texts.
pub(super) struct Rows {
    pub(super) tables: (Option<usize>, Option<usize>),
    pub(super) old: Vec<u32>,
    pub(super) new: Vec<u32>,
}

/// For each pair of rows the pairs of cells that are the same, in order.
pub(super) fn cells(rows: &[Rows]) -> Vec<Vec<(usize, usize)>> {
    let mut tables: HashMap<(Option<usize>, Option<usize>), Vec<&Rows>> = HashMap::new();
    for row in rows {
        tables.entry(row.tables).or_default().push(row);
    }
    let columns: HashMap<_, _> = tables.into_iter().map(|(key, rows)| (key, columns(&rows))).collect();
    let fits = |row: &Rows, (old, new): &(usize, usize)| *old < row.old.len() && *new < row.new.len();
    rows.iter().map(|row| columns[&row.tables].iter().copied().filter(|pair| fits(row, pair)).collect()).collect()
}

/// What agreeing cells weigh, beside 1 for two columns in the same place.
const AGREES: usize = 8;

/// The most columns that are compared; tables of more keep their columns in place.
const MOST: usize = 200;

/// The pairs of columns in order in which most cells agree. Those that are left over and stand in the same place
/// between pairs are the same too, when their number is.
fn columns(rows: &[&Rows]) -> Vec<(usize, usize)> {
    let most = |side: fn(&Rows) -> usize| rows.iter().map(|r| side(r)).max().unwrap_or(0);
    let (old, new) = (most(|r| r.old.len()), most(|r| r.new.len()));
    if old > MOST || new > MOST {
        return (0..old.min(new)).map(|c| (c, c)).collect();
    }
    let width = new + 1;
    let mut votes = vec![0usize; old * new];
    for row in rows {
        for (i, a) in row.old.iter().enumerate() {
            for (j, _) in row.new.iter().enumerate().filter(|(_, b)| a == *b) {
                votes[i * new + j] += AGREES;
            }
        }
    }
    if old == new {
        (0..old).for_each(|c| votes[c * new + c] += 1);
    }
    let mut best = vec![0usize; (old + 1) * width];
    for i in (0..old).rev() {
        for j in (0..new).rev() {
            let paired = votes[i * new + j] + best[(i + 1) * width + j + 1];
            best[i * width + j] = paired.max(best[(i + 1) * width + j]).max(best[i * width + j + 1]);
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old && j < new {
        let here = best[i * width + j];
        if votes[i * new + j] > 0 && here == votes[i * new + j] + best[(i + 1) * width + j + 1] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if here == best[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    let mut all = Vec::with_capacity(pairs.len());
    for (gone, came, pair) in between(pairs, 0..old, 0..new) {
        if gone.len() == came.len() {
            all.extend(gone.zip(came));
        }
        all.extend(pair);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &[&[u32]], new: &[&[u32]], expected: &[(usize, usize)]) {
        let rows = old.iter().zip(new);
        let rows: Vec<Rows> =
            rows.map(|(a, b)| Rows { tables: (None, None), old: a.to_vec(), new: b.to_vec() }).collect();
        assert_eq!(cells(&rows)[0], expected);
    }

    #[test]
    fn columns_come_and_go_for_all_rows_alike() {
        check(&[&[1, 2], &[3, 4]], &[&[1, 9, 2], &[3, 9, 7]], &[(0, 0), (1, 2)]);
        check(&[&[1, 2, 3], &[4, 5, 6]], &[&[1, 3], &[4, 6]], &[(0, 0), (2, 1)]);
        check(&[&[1, 2, 3], &[4, 5, 6]], &[&[1, 3, 9], &[4, 6, 8]], &[(0, 0), (2, 1)]);
    }

    #[test]
    fn columns_stay_where_nothing_says_otherwise() {
        check(&[&[1, 2]], &[&[3, 4]], &[(0, 0), (1, 1)]);
        check(&[&[1, 1, 1]], &[&[1, 1, 2]], &[(0, 0), (1, 1), (2, 2)]);
    }
}
