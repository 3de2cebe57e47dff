//! Reads versions and redlines off a weave, pass by pass: which texts are compared, what stands in either line by line, what
//! versions in between tore apart is brought together, what moved, what was written otherwise, marks as a person would set
//! them; then columns, numbers and the count of changes. Most of it has a twin in the script of the page that compares.

// versions
mod left;
mod project;

// which texts, and line by line
mod compose;
pub(super) mod line;
mod rows;
mod texts;

// brought together
mod mend;
pub(super) mod moves;

// marks as a person would set them
mod alike;
mod ordinal;
mod renumbered;
pub(super) mod tidy;

// the whole redline
mod changes;
mod columns;
mod numbers;

// for the script, and for facts
pub mod clauses;
mod export;
mod limits;

pub use export::{Export, ExportContainer, ExportLeaf, ExportMove, ExportShape, Run};
pub use limits::{Limits, limits};
pub(crate) use numbers::{Listed, numbers};
