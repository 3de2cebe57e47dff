//! What is found to be wrong, as it is told.

use super::words;
use crate::cli::tell;
use crate::cli::tongue::Tongue;

/// What is found to be wrong: told at once, and counted.
pub(super) struct Findings {
    count: usize,
    tongue: Tongue,
}

impl Findings {
    /// None yet.
    pub(super) fn new(tongue: Tongue) -> Self {
        Self { count: 0, tongue }
    }

    /// Tells one.
    pub(super) fn add(&mut self, finding: String) {
        tell(&format!("{} {finding}", words::wrong(self.tongue)));
        self.count += 1;
    }

    /// Tells the first `most` of `all`, and how many more there are.
    pub(super) fn add_some(&mut self, all: Vec<String>, most: usize) {
        let more = all.len().saturating_sub(most);
        self.count += more;
        all.into_iter().take(most).for_each(|finding| self.add(finding));
        if more > 0 {
            tell(&words::more(more, self.tongue));
        }
    }

    /// How many.
    pub(super) fn count(&self) -> usize {
        self.count
    }
}
