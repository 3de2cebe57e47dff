//! The changes of a redline one by one, each on a card of its own.

use super::{Links, tree, view::View};
use crate::document::{ContainerKind, LeafKind};
use crate::weave::{Change, RedLeaf, Redline};

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

/// A card for each change of `redline`, in reading order.
pub fn cards(redline: &Redline, links: &dyn Links) -> Vec<Card> {
    let mut whole = View::of_redline(redline);
    whole.address(redline);
    whole.leaves.iter_mut().for_each(|leaf| leaf.begins = None); // the addresses stand in the text
    let (mut cards, mut parts): (Vec<Card>, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
    let mut heading = None;
    for (ix, (leaf, number)) in redline.leaves.iter().zip(redline.changes()).enumerate() {
        if let Some(change) = number {
            if cards.last().is_none_or(|card: &Card| card.change != change) {
                let under = if is_heading(leaf) { None } else { heading.clone() };
                cards.push(Card { change, heading: under, html: String::new() });
                parts.push(head(redline, leaf));
            }
            if let Some(part) = parts.last_mut().filter(|part| !part.contains(&ix)) {
                part.push(ix);
            }
        }
        if is_heading(leaf) {
            heading = Some(text(leaf));
        }
    }
    let views = |part: &Vec<usize>| part.iter().map(|ix| whole.leaves[*ix].clone()).collect();
    let parts: Vec<Vec<_>> = parts.iter().map(views).collect();
    for (card, html) in cards.iter_mut().zip(tree::write_parts(&whole, &parts, links)) {
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
    pieces.iter().filter(|piece| piece.change != gone).map(|piece| piece.text.replace('\n', " ")).collect()
}

/// The cells of the head of the table in which a cell stands.
fn head(redline: &Redline, cell: &RedLeaf) -> Vec<usize> {
    let within = |leaf: &RedLeaf, wanted: fn(&ContainerKind) -> bool| {
        let mut around = std::iter::successors(leaf.parent, |c| redline.containers[*c].parent);
        around.find(|c| wanted(&redline.containers[*c].kind))
    };
    let table = |leaf: &RedLeaf| within(leaf, |kind| matches!(kind, ContainerKind::Table(_)));
    let Some(own) = table(cell).filter(|_| matches!(cell.kind, LeafKind::Cell(_))) else { return Vec::new() };
    let is_head = |leaf: &RedLeaf| within(leaf, |kind| *kind == ContainerKind::Head).is_some();
    let cells = redline.leaves.iter().enumerate().filter(|(_, leaf)| is_head(leaf) && table(leaf) == Some(own));
    cells.map(|(ix, _)| ix).collect()
}
