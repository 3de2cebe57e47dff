//! The nouns of the program: policies and their versions, independent of how they are read or shown.

mod annex;
mod brief;
mod date;
mod digest;
mod force;
mod id;
mod lang;
mod policy;
mod section;

pub use annex::{Annex, AnnexEvent, Annexed, Annexes, Shape};
pub use brief::{Brief, FactChange, FactKind, SectionChange, SectionState, distinct_briefs};
pub use date::{Date, Month, Timestamp, Zone};
pub use digest::Digest;
pub use force::{Dates, Holding, OnDay, Origin, Stated};
pub use id::{CommitId, PolicyId, VersionNumber, composed, is_word_char, stem};
pub use lang::{Direction, Lang};
pub use policy::{ChangeType, Class, Correction, Note, NoteOrigin, Policy, Undoing, Version, Withdrawal};
pub use section::{SectionEvent, SectionHistory, Sections};
