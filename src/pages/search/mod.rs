//! What the search on the home page looks through: scripts with the words of all current texts, of what policies are called,
//! and of what was said of every change. A browser loads those of the words that it looks for.
//!
//! `search.js` says where the files begin. A file of words (`w…`) says in which policies and commits each of its words
//! stands, one of cards (`p…`) what policies are called and when their versions came, one of remarks (`n…`) what was said with
//! commits. Policies and commits have numbers that stay. The words are those that [`weave::terms()`](crate::weave::terms())
//! cuts. The browser needs no dictionary: what is looked for is put together from the words of the index itself, so that it is
//! found however a compound was cut.
//!
//! Invariants:
//! - how much a word weighs in a text depends on that text alone, and on its length only by powers of two: a commit rewrites
//!   the files of words that came, went or changed weight in the policies that it touches, and no others;
//! - a key is known as former of a policy if and only if it was a key of one of its versions and is none of the latest, in
//!   the same way; with it stands the last version that had it. So a word goes from one list to the other in the
//!   same file, which is written anyway, and nobody needs to know what else left that policy;
//! - an index that grew commit by commit has the bytes of one that was made at once.

mod cards;
mod gather;
mod index;
mod list;
mod mark;
mod script;
mod shard;
mod terms;

pub use gather::Gathering;
pub use index::{Desk, Labels, Numbered, TermSource, publish};
pub use terms::{Left, Terms};
