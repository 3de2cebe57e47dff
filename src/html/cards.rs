//! The changes of a redline one by one, each on a card of its own.

use super::{Links, tree, view::View};
use crate::document::{ContainerKind, LeafKind, without_pictures};
use crate::weave::{Change, RedLeaf, Redline};
use rustc_hash::FxHashMap;

/// One change of a redline, cut out of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Its number, as [`Redline::changes`] counts.
    pub change: usize,
    /// The heading that it stands under, not escaped.
    pub heading: Option<String>,
    /// The changed blocks as HTML without ids; of a table the rows with changes below its head.
    pub html: String,
}

/// A card for each change of `redline`, in reading order. None when their HTML would be longer than `most` bytes: short
/// changes deep in other blocks may be many times the text.
pub fn cards(redline: &Redline, links: &dyn Links, most: usize) -> Vec<Card> {
    let mut whole = View::of_redline(redline);
    whole.address(redline);
    whole.leaves.iter_mut().for_each(|leaf| leaf.begins = None); // the addresses stand in the text
    let (mut cards, mut parts): (Vec<Card>, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
    let mut tables = Tables::of(redline);
    let (mut heading, mut heads) = (None, 0);
    for (ix, (leaf, number)) in redline.leaves.iter().zip(redline.changes()).enumerate() {
        if let Some(change) = number {
            if cards.last().is_none_or(|card: &Card| card.change != change) {
                let under = if is_heading(leaf) { None } else { heading.clone() };
                cards.push(Card { change, heading: under, html: String::new() });
                parts.push(tables.head(ix));
                heads = parts.last().map_or(0, Vec::len);
            }
            if let Some(part) = parts.last_mut().filter(|part| part[..heads].binary_search(&ix).is_err()) {
                part.push(ix);
            }
        }
        if is_heading(leaf) {
            heading = Some(text(leaf));
        }
    }
    let Some(written) = tree::write_parts(&whole, &parts, links, most) else { return Vec::new() };
    for (card, html) in cards.iter_mut().zip(written) {
        card.html = html;
    }
    cards
}

fn is_heading(leaf: &RedLeaf) -> bool {
    matches!(leaf.kind, LeafKind::Heading(_))
}

/// The text of a leaf as it stands in the newer version, or stood in the older one.
fn text(leaf: &RedLeaf) -> String {
    let gone = if leaf.change == Change::Deleted { Change::Inserted } else { Change::Deleted };
    let pieces = leaf.pieces();
    let text: String =
        pieces.iter().filter(|piece| piece.change != gone).map(|piece| piece.text.replace('\n', " ")).collect();
    without_pictures(&text).into_owned()
}

/// The tables of a redline.
struct Tables {
    /// The table in which each leaf stands, if it is a cell.
    table: Vec<Option<usize>>,
    heads: FxHashMap<usize, Head>,
}

/// The head of a table.
#[derive(Default)]
struct Head {
    cells: Vec<usize>,
    /// How long it is, about.
    length: usize,
    /// How much may still be said again: about twice what the table says.
    left: usize,
    /// Whether a cell of the table fills several places: its head fits no row that stands alone.
    spans: bool,
}

impl Tables {
    fn of(redline: &Redline) -> Self {
        const LEAST: usize = 2000;
        let mut tables = Self { table: Vec::with_capacity(redline.leaves.len()), heads: FxHashMap::default() };
        for (ix, leaf) in redline.leaves.iter().enumerate() {
            let mut around = std::iter::successors(leaf.parent, |c| redline.containers[*c].parent);
            let mut in_head = false;
            let table = around.find(|c| {
                in_head |= redline.containers[*c].kind == ContainerKind::Head;
                matches!(redline.containers[*c].kind, ContainerKind::Table(_))
            });
            let table = table.filter(|_| matches!(leaf.kind, LeafKind::Cell(_)));
            tables.table.push(table);
            if let Some(table) = table {
                let length = 10 + leaf.pieces().iter().map(|piece| piece.text.len()).sum::<usize>();
                let head = tables.heads.entry(table).or_insert_with(|| Head { left: LEAST, ..Head::default() });
                head.left += 2 * length;
                head.spans |= matches!(&leaf.kind, LeafKind::Cell(cell) if cell.columns > 1 || cell.rows > 1);
                if in_head {
                    head.length += length;
                    head.cells.push(ix);
                }
            }
        }
        tables
    }

    /// The cells of the head of the table in which a cell stands. A long head is not said again for each of many rows, nor
    /// one in a table with cells that fill several places.
    fn head(&mut self, cell: usize) -> Vec<usize> {
        let Some(head) = self.table[cell].and_then(|table| self.heads.get_mut(&table)) else { return Vec::new() };
        match head.left.checked_sub(head.length).filter(|_| !head.spans) {
            Some(left) => {
                head.left = left;
                head.cells.clone()
            }
            None => Vec::new(),
        }
    }
}
