//! The nouns: what a policy and its versions are, free of how they are read or shown.

mod annex;
mod brief;
mod date;
mod digest;
mod id;
mod policy;
mod section;

pub use annex::{Annex, AnnexEvent, Annexed, Annexes, Shape};
pub use brief::{Brief, FactChange, FactKind, SectionChange, SectionState};
pub use date::{Date, Timestamp, Zone};
pub use digest::Digest;
pub use id::{CommitId, Lang, PolicyId, VersionNumber, is_word_char};
pub use policy::{ChangeType, Class, Correction, Note, NoteOrigin, Policy, Version, Withdrawal};
pub use section::{SectionEvent, SectionHistory, Sections};
