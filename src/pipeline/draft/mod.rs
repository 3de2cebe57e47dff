//! A proposal beside what is published: which policies it changes, and what readers would see of them.
//!
//! [`Drafts`] holds what is published, read once. A proposal is one more commit on top of that, held in memory
//! ([`crate::history::Proposal`]); the same readers read it, so a draft shows what a publication would. A [`Draft`] is a
//! value: its [`files`](Draft::files) are written into a folder, served, or published beside a policy.

mod consult;
mod files;
mod findings;
mod folder;
mod naming;
mod preview;
mod published;
mod read;
mod value;

pub(super) use consult::{OpenPage, Published};
pub use files::DraftFiles;
pub use folder::write as write_draft;
pub use preview::{Preview, Turn, preview_name};
pub use published::Drafts;
pub use value::{Draft, DraftPolicy};
