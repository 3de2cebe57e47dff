//! Pages of a draft: what a proposal would make of policies, beside what is published. They are marked as drafts on every
//! page, and search engines are told to leave them out.
//!
//! `given` is what they are made of, `stand` where they are and how they lead to what is published; then a file for each
//! page.

mod assets;
mod findings;
mod frame;
mod given;
mod links;
mod overview;
mod redline;
mod stand;
mod text;
mod whole;

pub use given::{DraftKind, DraftOf, DraftText, Finding, FindingLevel};
pub use stand::Stand;
