//! Two versions shown as one text.

use crate::document::{ContainerKind, Content, LeafKind, Mark, Span, without_pictures};
use crate::model::Class;
use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Two versions shown as one text with insertions and deletions. Without what is inserted it is the older version's
/// text, without what is deleted the newer one's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redline {
    /// Containers; a parent stands before its children.
    pub containers: Vec<RedContainer>,
    /// Leaf blocks in reading order. Leaves of one container need not be neighbours: a deleted block of another
    /// container may stand between them.
    pub leaves: Vec<RedLeaf>,
    /// Words inserted, but for those that were moved here and for numbers of headings and items.
    pub words_added: usize,
    /// Words deleted, but for those that were moved elsewhere and for numbers of headings and items.
    pub words_removed: usize,
    /// Words that stand in both versions, in another place.
    pub words_moved: usize,
    /// Whether a text was too long to compare to the last word, so that marks are coarser than they could be.
    pub coarse: bool,
    kept: Kept,
}

/// What was found in a redline once; no part of it.
#[derive(Default)]
struct Kept(OnceLock<Box<dyn Any + Send + Sync>>);

impl Clone for Kept {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Kept {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Kept {}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept")
    }
}

/// A container of a redline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedContainer {
    /// The container around it; its place is lower.
    pub parent: Option<usize>,
    /// What it is in the newer version, or was in the older one.
    pub kind: ContainerKind,
    /// What it was in the older version, if that is something else.
    pub was: Option<ContainerKind>,
    /// Whether it stands in the newer version.
    pub current: bool,
    /// Of an item of a numbered list, its number in the newer version, or the one that it had.
    pub number: Option<u64>,
}

/// A leaf block of a redline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedLeaf {
    /// The container around it.
    pub parent: Option<usize>,
    /// What it is in the newer version, or was in the older one.
    pub kind: LeafKind,
    /// What it was in the older version, if that is something else.
    pub was: Option<Was>,
    /// Addresses of this place within the page.
    pub anchors: Vec<String>,
    /// What happened to the block as a whole.
    pub change: Change,
    /// Set for a block that was deleted in one place and inserted in another.
    pub moved: Option<Move>,
    /// Whether nothing changed but its number, such as the 3 in “3. Scope”.
    pub renumbered: bool,
    /// Its place among the columns of its table, for a cell; columns that came and columns that went both count.
    pub column: usize,
    /// Words inserted in it, but for moved ones; none if only its number changed.
    pub words_added: usize,
    /// Words deleted in it, but for moved ones; none if only its number changed.
    pub words_removed: usize,
    /// Its text.
    pub text: RedText,
}

/// The text of a leaf block of a redline.
#[derive(Debug, Clone)]
pub enum RedText {
    /// It is the same in both versions.
    Same(Arc<Content>),
    /// In pieces; neighbours differ in what happened to them or how they are set.
    Pieces(Vec<Piece>),
}

impl RedText {
    /// In pieces, in whichever way it is held.
    fn pieces(&self) -> Cow<'_, [Piece]> {
        match self {
            Self::Pieces(pieces) => pieces.into(),
            Self::Same(content) => {
                let mut pieces = Pieces::default();
                pieces.add(Change::Same, false, &content.text, &content.spans, &content.spans);
                pieces.0.into()
            }
        }
    }
}

/// Texts are equal when their pieces are.
impl PartialEq for RedText {
    fn eq(&self, other: &Self) -> bool {
        self.pieces() == other.pieces()
    }
}

impl Eq for RedText {}

/// What a block was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Was {
    /// What it was itself.
    pub kind: LeafKind,
    /// The containers around it, from the outside in, if they were of other kinds.
    pub within: Option<Vec<ContainerKind>>,
}

/// A move of one block or of several in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The same in the place that the blocks left and in the place where they stand now; from 1.
    pub number: usize,
    /// Whether this is the first of the blocks.
    pub first: bool,
    /// Whether the blocks were edited on the way.
    pub edited: bool,
}

/// A stretch of a leaf's text to which one thing happened and that is set alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What happened to it.
    pub change: Change,
    /// Whether it stands in both versions, in different places: deleted here and inserted there, or the other way
    /// round.
    pub moved: bool,
    /// Whether a block ends here that ends in one version only: the block was split or merged here. Then there is no
    /// text.
    pub block_end: bool,
    /// For the end of a block: whether the next part is an item of a list.
    pub item: bool,
    /// The text; not empty but for the end of a block.
    pub text: String,
    /// Its text in the older version, if that was written otherwise though it reads the same: another kind of space, other
    /// places where a line may be broken, letters composed or not, a date in another notation.
    pub alike: Option<String>,
    /// How it is set in the newer version, or was in the older one if it is deleted.
    pub marks: Vec<Mark>,
    /// How it was set in the older version, if it is reformatted.
    pub was: Vec<Mark>,
}

/// What happened to a block or a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// It stands in both versions.
    Same,
    /// It stands in the older version only.
    Deleted,
    /// It stands in the newer version only.
    Inserted,
    /// Its text stands in both, set in another way.
    Reformatted,
}

impl Redline {
    /// What was found in it: what `find` gives the first time that somebody asks. `None` if somebody asked for another kind of
    /// thing before.
    pub(crate) fn found<T: Any + Send + Sync>(&self, find: impl FnOnce() -> T) -> Option<&T> {
        self.kept.0.get_or_init(|| Box::new(find())).downcast_ref()
    }

    /// What kind of change it is: of text when words came, went or moved.
    pub fn class(&self) -> Class {
        let edits = |leaf: &RedLeaf| {
            let edited = |p: &Piece| {
                matches!(p.change, Change::Deleted | Change::Inserted) && !without_pictures(p.text.trim()).is_empty()
            };
            leaf.marked_pieces().iter().any(edited)
        };
        match () {
            () if self.leaves.iter().any(edits) => Class::Text,
            () if self.is_unchanged() && !self.leaves.iter().any(RedLeaf::looks_alike) => Class::None,
            () => Class::Formatting,
        }
    }

    /// Whether nothing is marked.
    pub fn is_unchanged(&self) -> bool {
        self.containers.iter().all(|c| c.was.is_none()) && self.leaves.iter().all(|leaf| !leaf.is_marked())
    }
}

impl RedLeaf {
    /// Whether something in it, or it itself, is marked.
    pub fn is_marked(&self) -> bool {
        self.change != Change::Same
            || self.was.is_some()
            || self.marked_pieces().iter().any(|p| p.change != Change::Same)
    }

    /// Whether something in it was written otherwise and looks the same.
    pub fn looks_alike(&self) -> bool {
        self.marked_pieces().iter().any(|p| p.alike.is_some())
    }

    /// Its text in pieces; neighbours differ in what happened to them or how they are set.
    pub fn pieces(&self) -> Cow<'_, [Piece]> {
        self.text.pieces()
    }

    /// How many words it has in the newer version, or had if it went.
    pub fn words(&self) -> usize {
        match &self.text {
            RedText::Same(content) => content.words(|| count(content.text.as_str())),
            RedText::Pieces(pieces) => {
                let gone = if self.change == Change::Deleted { Change::Inserted } else { Change::Deleted };
                count(&pieces.iter().filter(|p| p.change != gone).map(|p| p.text.as_str()).collect::<String>())
            }
        }
    }

    /// How long its text is in both versions, in bytes.
    pub fn length(&self) -> usize {
        match &self.text {
            RedText::Same(content) => content.text.len(),
            RedText::Pieces(pieces) => pieces.iter().map(|piece| piece.text.len()).sum(),
        }
    }

    /// The pieces of a text in which something may be marked; none of one that is the same in both versions.
    pub fn marked_pieces(&self) -> &[Piece] {
        match &self.text {
            RedText::Same(_) => &[],
            RedText::Pieces(pieces) => pieces,
        }
    }
}

/// How many words a text has.
fn count(text: &str) -> usize {
    super::cut(text).filter(|word| super::weight(word) > 0).count()
}

/// Pieces put together from words.
#[derive(Default)]
pub(super) struct Pieces(pub(super) Vec<Piece>);

impl Pieces {
    /// Adds text set as the spans `now` say; `before` is how it was set if it is reformatted. The text of both is the
    /// same, so they cover it in the same way.
    pub(super) fn add(&mut self, change: Change, moved: bool, text: &str, now: &[Span], before: &[Span]) {
        let (mut start, mut now, mut before) = (0, now, before);
        while let (Some((span, later)), Some((old, old_later))) = (now.split_first(), before.split_first()) {
            let end = span.end.min(old.end);
            let same = change != Change::Reformatted || span.marks == old.marks;
            let change = if same && change == Change::Reformatted { Change::Same } else { change };
            let was = if same { &[][..] } else { &old.marks };
            self.push(&text[start..end], (change, moved), &span.marks, was);
            start = end;
            now = if end == span.end { later } else { now };
            before = if end == old.end { old_later } else { before };
        }
    }

    /// Adds the end of a block; `item` if the next part is an item.
    pub(super) fn end_block(&mut self, change: Change, item: bool) {
        let (text, marks, was) = Default::default();
        self.0.push(Piece { change, moved: false, block_end: true, item, text, alike: None, marks, was });
    }

    /// Adds a text that was written as `old`, and looked the same, with how both are set.
    pub(super) fn add_alike(&mut self, old: (String, Vec<Mark>), new: (String, Vec<Mark>)) {
        let same = old.1 == new.1;
        self.0.push(Piece {
            change: if same { Change::Same } else { Change::Reformatted },
            moved: false,
            block_end: false,
            item: false,
            text: new.0,
            alike: Some(old.0),
            marks: new.1,
            was: if same { Vec::new() } else { old.1 },
        });
    }

    fn push(&mut self, text: &str, (change, moved): (Change, bool), marks: &[Mark], was: &[Mark]) {
        let is_plain = |p: &Piece| !p.block_end && p.alike.is_none();
        match self.0.last_mut() {
            Some(last)
                if (last.change, last.moved) == (change, moved)
                    && is_plain(last)
                    && last.marks == marks
                    && last.was == was =>
            {
                last.text.push_str(text);
            }
            _ => self.0.push(Piece {
                change,
                moved,
                block_end: false,
                item: false,
                text: text.to_owned(),
                alike: None,
                marks: marks.to_vec(),
                was: was.to_vec(),
            }),
        }
    }
}
