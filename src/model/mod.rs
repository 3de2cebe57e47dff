//! The nouns: what a policy and its versions are, free of how they are read or shown.

mod date;
mod digest;
mod id;
mod policy;

pub use date::{Date, Timestamp, Zone};
pub use digest::Digest;
pub use id::{CommitId, Lang, PolicyId, VersionNumber, is_word_char};
pub use policy::{ChangeType, Class, Correction, Note, NoteOrigin, Policy, Version, Withdrawal};
