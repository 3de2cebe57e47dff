//! What the search on the home page looks through: scripts with the words of all current texts, of what policies are called,
//! and of what was said of every change. A browser loads those of the words that it looks for.
//!
//! `search.js` says where the files begin. A file of words (`w…`) says in which policies and commits each of its words
//! stands, one of cards (`p…`) what policies are called, one of remarks (`n…`) what was said with commits. Policies and
//! commits have numbers that stay. The words are those that [`weave::terms()`](crate::weave::terms()) cuts. The browser needs no dictionary:
//! what is looked for is put together from the words of the index itself, so that it is found however a compound was cut.

mod cards;
mod gather;
mod index;
mod list;
mod mark;
mod script;
mod shard;
mod terms;

pub use gather::Gathering;
pub use index::{Desk, Labels, Numbered, publish};
pub use terms::{Left, Terms};
