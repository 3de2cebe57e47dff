//! The nouns of the program: policies and their versions, independent of how they are read or shown.

mod addenda;
mod annex;
mod brief;
mod date;
mod digest;
mod distinct;
mod force;
mod id;
mod lang;
mod later;
mod policy;
mod section;
mod stated;
mod succession;

pub use addenda::{Addenda, Addendum, Said};
pub use annex::{Annex, AnnexEvent, Annexed, Annexes, Shape};
pub use brief::{Brief, FactChange, FactKind, SectionChange, SectionState};
pub use date::{BUDDHIST_AHEAD, BUDDHIST_FROM, Date, Month, SHORT_YEARS, Timestamp, Zone, common_year};
pub use digest::Digest;
pub use distinct::distinct_briefs;
pub use force::{Holding, OnDay};
pub use id::{CommitId, PolicyId, VersionNumber, composed, is_word_char, stem};
pub use lang::{Direction, Lang};
pub use later::{Kind, StatedLater};
pub use policy::{ChangeType, Class, Correction, Note, NoteOrigin, Policy, Undoing, Version, Withdrawal};
pub use section::{SectionEvent, SectionHistory, Sections};
pub use stated::{Dates, Origin, Stated};
pub use succession::{Handover, Succession};
