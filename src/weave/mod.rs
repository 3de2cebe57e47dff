//! Every version of one policy in one ordered structure, from which each version and each redline is read off.
//!
//! The weave is over *texts*. A text is what one or several versions say, numbered from 0 in the order of first appearance; a
//! version points to its text. A version whose text is there already adds a pointer and nothing else: real policies flip
//! back and forth between few texts.
//!
//! The words of all texts stand in one sequence, and between them the ends of blocks; every word and every end carries
//! the texts in which it stands. A text is what stands in it; the redline of any two texts is what stands in either. The
//! idea is the interleaved delta of SCCS (Rochkind, *The Source Code Control System*, 1975), on words and ends of blocks in
//! place of lines. A block that was split is an end that came, blocks that were merged are an end that went.
//!
//! A new text is matched with its *base*, the text of the version before. So texts are a tree, as in RCS (Tichy, 1985), and
//! the redline between a text and its base shows what was matched; any other one is put together from what is known.
//!
//! The passes, in order:
//! 1. a version's text is cut into `words`, which have numbers in a `vocabulary`;
//! 2. `grow` adds it to the weave, whose `nodes` are matched with it: blocks first, then the words in them, by one way to
//!    `compare`;
//! 3. `read` reads a version, or the `redline` of any two, off the weave, and brings it to what a person would write;
//! 4. `store` keeps the weave until the next version comes.
//!
//! Growing may read what is there; reading never changes a weave.
//!
//! Invariants:
//! - no two texts are equal, and the base of a text has a lower number;
//! - the words and ends that stand in a text, in the weave's order, are its words in reading order, each block's end after
//!   its words: a block is what stands between two ends;
//! - after the last end that stands in a text no word stands in it;
//! - a container's parent never changes, and in one text it is one container;
//! - what is appended later changes no redline of two texts that are there: the redline to the latest version can be
//!   published once and for all.

// words and their numbers
mod intern;
mod terms;
mod vocabulary;
mod words;

// what a weave and a redline are made of
mod class;
mod life;
mod nodes;
mod redline;

// how two sequences are compared
mod bag;
mod compare;
mod joints;
mod sequence;

// from versions to a weave, and from a weave to redlines
mod grow;
mod read;
mod store;

pub use nodes::Weave;
pub use read::clauses;
pub use read::{Export, ExportContainer, ExportLeaf, ExportMove, ExportShape, Limits, Run, limits};
pub(crate) use read::{Listed, numbers};
pub use redline::{Change, Move, Piece, RedContainer, RedLeaf, RedText, Redline, Was};
pub use terms::{folded, parts, terms};
pub(crate) use words::{cut, weight};

use crate::document::Document;
use crate::model::VersionNumber;

/// What changed from one text to another, which no history has.
pub fn redline(old: &Document, new: &Document) -> Redline {
    let mut weave = Weave::default();
    weave.append(old);
    weave.append(new);
    weave.redline(VersionNumber::at(0), VersionNumber::at(1))
}

#[cfg(test)]
mod tests;
