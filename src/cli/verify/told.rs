//! What is found to be wrong, as it is told.

use crate::cli::tell;

/// What is found to be wrong: told at once, and counted.
#[derive(Default)]
pub(super) struct Findings(usize);

impl Findings {
    /// Tells one.
    pub(super) fn add(&mut self, finding: String) {
        tell(&format!("wrong: {finding}"));
        self.0 += 1;
    }

    /// Tells the first `most` of `all`, and how many more there are.
    pub(super) fn add_some(&mut self, all: Vec<String>, most: usize) {
        let more = all.len().saturating_sub(most);
        self.0 += more;
        all.into_iter().take(most).for_each(|finding| self.add(finding));
        if more > 0 {
            tell(&format!("wrong: {more} more"));
        }
    }

    /// How many.
    pub(super) fn count(&self) -> usize {
        self.0
    }
}
