//! Checks a published site against its own ledger: that nothing is missing, altered or added, and that the ledger only grew.
//!
//! It needs the files alone, reads them all, and believes none of them. It writes nothing.

mod log;
mod made;
mod receipts;
mod served;
mod sums;
mod witnesses;

pub use made::{Differences, compared};
pub use receipts::{Proven, receipt};
pub use served::{Folder, Served};
pub use witnesses::Witnessed;

use crate::ledger::{Checkpoint, Note, PublicKey, WitnessPolicy};
use std::fmt;

/// What is known from elsewhere.
#[derive(Debug, Default)]
pub struct Known {
    /// The key that should have signed.
    pub key: Option<PublicKey>,
    /// A checkpoint that somebody kept.
    pub earlier: Option<Note>,
    /// Which witnesses must have cosigned.
    pub policy: Option<WitnessPolicy>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Report {
    /// What is wrong; nothing if all is as it was published.
    pub wrong: Vec<Finding>,
    /// What the ledger states of itself.
    pub checkpoint: Option<Checkpoint>,
    /// How many policies it has.
    pub policies: usize,
    /// How many versions of all of them.
    pub versions: usize,
    /// How many texts are withheld, and say so.
    pub withheld: usize,
    /// Who signed it.
    pub signed: Signed,
    /// How many entries the earlier checkpoint states, if it is one of this ledger.
    pub earlier: Option<u64>,
    /// The witnesses that cosigned, if a policy was given.
    pub witnessed: Option<Witnessed>,
}

/// Who signed the ledger.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Signed {
    /// Nobody, or somebody unknown.
    #[default]
    No,
    /// The key that the site itself names.
    BySite,
    /// The key that is known from elsewhere.
    ByKnown,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, below the site's root.
    pub path: String,
    /// What is wrong with it.
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.what)
    }
}

impl Report {
    fn wrong(&mut self, path: impl Into<String>, what: impl Into<String>) {
        self.wrong.push(Finding { path: path.into(), what: what.into() });
    }
}

/// Checks a site.
pub fn site(served: &dyn Served, known: &Known) -> Report {
    let mut report = Report::default();
    if let Some(log) = log::check(served, known, &mut report) {
        receipts::check(served, &log, &mut report);
        sums::check(served, &mut report);
    }
    report.wrong.sort();
    report.wrong.dedup();
    report
}
