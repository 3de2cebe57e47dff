//! What looks like a policy and is none, told once.

use super::Scope;
use super::name::{Odd, shown};
use crate::error::Warning;

/// How many are told one by one.
const TOLD: usize = 50;

/// What is odd about commits.
#[derive(Debug, Default)]
pub(super) struct Noticed {
    /// Messages that can't be read.
    pub(super) unreadable: Vec<Warning>,
}

impl Noticed {
    /// The warnings about it, once.
    pub(super) fn warnings(&mut self) -> Vec<Warning> {
        let mut unreadable = std::mem::take(&mut self.unreadable);
        if let Some(more) = unreadable.len().checked_sub(TOLD).filter(|more| *more > 0) {
            unreadable.truncate(TOLD);
            unreadable.push(Warning::new("the repository", format!("{more} more messages of commits can't be read")));
        }
        unreadable
    }
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
        told.push(Warning::new(place, format!("{more} more files and folders are left out for such reasons")));
    }
    told
}

/// Whether it would be a policy, or might hold some.
fn concerns(scope: &Scope, path: &str) -> bool {
    let (stem, suffix) = path.rsplit_once('.').unwrap_or((path, ""));
    match suffix.to_ascii_lowercase().as_str() {
        "md" | "markdown" => scope.covers(&format!("{stem}.md")),
        _ => scope.covers(&format!("{path}/a.md")),
    }
}
