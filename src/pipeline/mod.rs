//! From a repository to a published site: `publisher` does it again and again, `update` is one publication.

mod annexes;
mod archive;
mod attach;
mod briefs;
mod common;
mod compressed;
mod effect;
mod ends;
mod files;
mod guard;
mod index;
mod jobs;
mod lists;
mod live;
mod months;
mod named;
mod note;
mod pairs;
mod policy;
mod publisher;
mod read;
mod shelf;
mod state;
mod survey;
mod texts;
mod update;

pub use archive::Source;
pub use publisher::{Folders, Publisher};
pub use survey::{Outcome, survey, survey_one, weave, weave_files};

use crate::error::{Error, Result, Warning};
use crate::history::{Repository, Tip};
use crate::publish::Published;
use rayon::prelude::*;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Where long work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Done so far.
    pub done: usize,
    /// To be done.
    pub all: usize,
}

/// What long work is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading commits.
    Commits,
    /// Reading, comparing and rendering versions.
    Versions,
}

/// A function that is told where long work stands, from any thread.
pub type Listener<'a> = &'a (dyn Fn(Progress) + Sync);

/// What was published.
#[derive(Debug)]
pub struct Report {
    /// The published commit.
    pub tip: Tip,
    /// How many policies.
    pub policies: usize,
    /// How many versions of all of them.
    pub versions: usize,
    /// The ids of policies of which pages were written.
    pub changed: Vec<String>,
    /// What was written.
    pub published: Published,
    /// What is odd about what is new, by place.
    pub warnings: Vec<Warning>,
    /// Policies that could not be published; the others were.
    pub failures: Vec<Error>,
}

/// Publishes everything committed into the folder `out`, in which only what is new or other is written.
///
/// # Errors
/// As [`Publisher::publish`].
pub fn build(source: &Source, out: &Path, theme: Option<&Path>, listener: Listener<'_>) -> Result<Report> {
    let folders = Folders { out: out.to_owned(), theme: theme.map(Path::to_owned), ..Folders::default() };
    Publisher::new(folders).publish(source, None, listener)
}

/// A repository that a thread opened for itself.
fn opened(repository: &Result<Repository>) -> Result<&Repository> {
    repository.as_ref().map_err(|e| {
        let error = Error::environment(e.to_string());
        match e.remedy() {
            Some(remedy) => error.hint(remedy),
            None => error,
        }
    })
}

/// Does `work` with each of `items` side by side, the first ones first, and gives the results in their order. Each thread
/// makes what it needs with `begin`.
fn side_by_side<T: Sync, S, R: Send>(
    items: &[T],
    begin: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &T) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let take = |state: &mut S| -> Vec<(usize, R)> {
        let places = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)).filter(|ix| *ix < items.len()));
        places.map(|ix| (ix, work(state, &items[ix]))).collect()
    };
    let threads = rayon::current_num_threads().min(items.len());
    let mut results: Vec<(usize, R)> = match threads {
        0 | 1 => take(&mut begin()),
        _ => (0..threads).into_par_iter().with_max_len(1).flat_map_iter(|_| take(&mut begin())).collect(),
    };
    results.sort_by_key(|(ix, _)| *ix);
    results.into_iter().map(|(_, result)| result).collect()
}
