//! The leaves of a version as the blocks that are aligned: a row of a table is one block (or each cell is), any other
//! leaf is one.

use crate::document::LeafKind;
use crate::weave::class::{BlockClass, class};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A block as far as alignment cares: a leaf, or a whole row of a table.
pub(super) struct Block {
    /// Equal exactly for blocks with the same texts that may be the same.
    pub(super) symbol: u32,
    pub(super) class: BlockClass,
    /// The texts of its cells, if it is a row.
    pub(super) cells: Box<[u32]>,
    /// The container around it.
    pub(super) parent: Option<usize>,
    /// Whether it may be one of several into which a block was split, or that were merged.
    pub(super) part: bool,
    /// Whether it may be split, or be what several were merged into.
    pub(super) whole: bool,
}

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
#[derive(Default)]
pub(super) struct Symbols {
    leaves: FxHashMap<(u8, u32), u32>,
    /// Of rows by the texts of their cells.
    rows: FxHashMap<Vec<u32>, u32>,
}

impl Symbols {
    fn number(&mut self, class: BlockClass, texts: &[u32]) -> u32 {
        let next = (self.leaves.len() + self.rows.len()) as u32;
        match texts {
            [text] if class != BlockClass::Row => *self.leaves.entry((class.symbol(), *text)).or_insert(next),
            _ => self.rows.get(texts).copied().unwrap_or_else(|| *self.rows.entry(texts.to_vec()).or_insert(next)),
        }
    }
}

/// Groups leaves into blocks; cells into rows, if `rows`.
pub(super) fn blocks<'a>(leaves: impl Iterator<Item = LeafFacts<'a>>, rows: bool, symbols: &mut Symbols) -> Blocks {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut blocks: Vec<Block> = Vec::new();
    let mut texts: Vec<u32> = Vec::new();
    for (at, leaf) in leaves.enumerate() {
        let class = match class(leaf.kind) {
            BlockClass::Row if !rows => BlockClass::Text,
            class => class,
        };
        texts.push(leaf.text);
        match (blocks.last(), ranges.last_mut()) {
            (Some(row), Some(range)) if class == BlockClass::Row && row.class == class && row.parent == leaf.parent => {
                range.end = at + 1;
            }
            _ => {
                let part = matches!(leaf.kind, LeafKind::Paragraph | LeafKind::Line);
                let whole = part || (class == BlockClass::Text && matches!(leaf.kind, LeafKind::Cell(_)));
                blocks.push(Block { symbol: 0, class, cells: Box::default(), parent: leaf.parent, part, whole });
                ranges.push(at..at + 1);
            }
        }
    }
    for (block, leaves) in blocks.iter_mut().zip(&ranges) {
        block.symbol = symbols.number(block.class, &texts[leaves.clone()]);
        if block.class == BlockClass::Row {
            block.cells = texts[leaves.clone()].into();
        }
    }
    Blocks { leaves: ranges, blocks }
}
