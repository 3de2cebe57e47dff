//! The leaves of a version as the blocks that are aligned: a row of a table is one block (or each cell is), any other
//! leaf is one.

use super::align::{Block, BlockClass};
use crate::document::LeafKind;
use std::collections::HashMap;
use std::ops::Range;

/// A leaf, as far as alignment cares.
pub(super) struct LeafFacts<'a> {
    pub(super) kind: &'a LeafKind,
    pub(super) parent: Option<usize>,
    /// The number of its text.
    pub(super) text: u32,
}

/// The blocks of a version.
pub(super) struct Blocks {
    /// Which leaves each block is.
    pub(super) leaves: Vec<Range<usize>>,
    pub(super) blocks: Vec<Block>,
}

/// Numbers for what blocks hold, the same on both sides.
pub(super) type Symbols = HashMap<(u8, Vec<u32>), u32>;

/// Groups leaves into blocks; cells into rows, if `rows`.
pub(super) fn blocks<'a>(leaves: impl Iterator<Item = LeafFacts<'a>>, rows: bool, symbols: &mut Symbols) -> Blocks {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut blocks: Vec<Block> = Vec::new();
    let mut texts: Vec<Vec<u32>> = Vec::new();
    for (at, leaf) in leaves.enumerate() {
        let class = match class(leaf.kind) {
            BlockClass::Row if !rows => BlockClass::Text,
            class => class,
        };
        match (blocks.last(), ranges.last_mut(), texts.last_mut()) {
            (Some(row), Some(range), Some(texts))
                if class == BlockClass::Row && row.class == class && row.parent == leaf.parent =>
            {
                texts.push(leaf.text);
                range.end = at + 1;
            }
            _ => {
                let part = matches!(leaf.kind, LeafKind::Paragraph | LeafKind::Line);
                let whole = part || (class == BlockClass::Text && matches!(leaf.kind, LeafKind::Cell(_)));
                blocks.push(Block { symbol: 0, class, parent: leaf.parent, part, whole });
                texts.push(vec![leaf.text]);
                ranges.push(at..at + 1);
            }
        }
    }
    for (block, texts) in blocks.iter_mut().zip(texts) {
        let next = symbols.len() as u32;
        block.symbol = *symbols.entry((block.class.symbol(), texts)).or_insert(next);
    }
    Blocks { leaves: ranges, blocks }
}

/// What a leaf may be paired with.
pub(super) fn class(kind: &LeafKind) -> BlockClass {
    match kind {
        LeafKind::Heading(_) => BlockClass::Heading,
        LeafKind::Code(_) => BlockClass::Code,
        LeafKind::Rule => BlockClass::Rule,
        LeafKind::Cell(_) => BlockClass::Row,
        LeafKind::Paragraph | LeafKind::Line | LeafKind::Term => BlockClass::Text,
    }
}
