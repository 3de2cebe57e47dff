//! Compares a site with what was made again of its repository: every byte of every file.

use super::served::Served;
use std::collections::HashSet;

/// In what two sites differ; nothing if they are the same.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Files with other bytes.
    pub altered: Vec<String>,
    /// Files that were made again and are not served.
    pub missing: Vec<String>,
    /// Files that are served and were not made again.
    pub extra: Vec<String>,
    /// How many files were made again.
    pub files: usize,
}

impl Differences {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.altered.len() + self.missing.len() + self.extra.len()
    }
}

/// Compares the site that is `served` with the one that was `made` again.
pub fn compared(served: &dyn Served, made: &dyn Served) -> Differences {
    let there: HashSet<&String> = served.paths().iter().collect();
    let mut differences = Differences { files: made.paths().len(), ..Differences::default() };
    for path in made.paths() {
        if !there.contains(path) {
            differences.missing.push(path.clone());
        } else if served.read(path) != made.read(path) {
            differences.altered.push(path.clone());
        }
    }
    let again: HashSet<&String> = made.paths().iter().collect();
    differences.extra.extend(served.paths().iter().filter(|path| !again.contains(path)).cloned());
    differences
}
