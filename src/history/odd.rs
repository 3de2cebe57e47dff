//! Warnings about files that look like policies but are not, each reported once.

use super::Scope;
use super::name::{Odd, shown};
use crate::error::Warning;
use crate::model::stem;
use std::collections::BTreeSet;

/// How many are told one by one.
const TOLD: usize = 50;

/// What is odd about commits.
#[derive(Debug, Clone, Default)]
pub(super) struct Noticed {
    /// Messages that can't be read.
    pub(super) unreadable: Vec<Warning>,
    /// Merges by which published commits may have left the line.
    pub(super) swapped: Vec<Warning>,
    /// Files that are pointers of Git LFS now.
    pub(super) pointers: BTreeSet<String>,
}

impl Noticed {
    /// The warnings about it, once.
    pub(super) fn warnings(&mut self) -> Vec<Warning> {
        let hint = "keep texts out of LFS: git lfs untrack, git add --renormalize ., git commit";
        let pointer = |path: String| {
            let message = "this is a Git LFS pointer, not a text; it makes no version, and what was published stays";
            Warning::new(shown(&path), format!("{message}; {hint}"))
        };
        let pointers = std::mem::take(&mut self.pointers).into_iter().map(pointer).collect();
        [
            limited(pointers, "files are Git LFS pointers, not texts"),
            limited(std::mem::take(&mut self.unreadable), "commit messages can't be read"),
            limited(std::mem::take(&mut self.swapped), "merges took published commits off the first-parent line"),
        ]
        .concat()
    }
}

/// The first of `told`, and how many more there are of these.
fn limited(mut told: Vec<Warning>, of_these: &str) -> Vec<Warning> {
    if let Some(more) = told.len().checked_sub(TOLD).filter(|more| *more > 0) {
        told.truncate(TOLD);
        told.push(Warning::new("the repository", format!("{more} more {of_these}")));
    }
    told
}

/// Warnings about what is left out (paths and reasons), unless the settings leave it out too.
pub(super) fn warnings(scope: &Scope, odd: Vec<(String, Odd)>) -> Vec<Warning> {
    let mut told: Vec<Warning> = odd
        .into_iter()
        .filter(|(path, _)| concerns(scope, path))
        .map(|(path, odd)| Warning::new(shown(&path), odd.told()))
        .collect();
    told.sort();
    if let Some(more) = told.len().checked_sub(TOLD).filter(|more| *more > 0) {
        told.truncate(TOLD);
        let place =
            if scope.folder.is_empty() { "the repository".to_owned() } else { format!("{}/", shown(&scope.folder)) };
        told.push(Warning::new(place, format!("{more} more files and folders are skipped for similar reasons")));
    }
    told
}

/// Whether it would be a policy, or might hold some.
fn concerns(scope: &Scope, path: &str) -> bool {
    if stem(path).is_some() { scope.covers(path) } else { scope.covers(&format!("{path}/a.md")) }
}
