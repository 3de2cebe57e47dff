//! From a repository to a published site.
//!
//! `publish` is one publication, step by step; each step has a file of its own. [`Publisher`] publishes again and again.
//!
//! What decides whether a page is rendered is its key alone: a digest of everything that goes into it. The published line
//! of commits only grows; what was read of it, and of the texts, is kept.

mod advance;
mod annexes;
mod archive;
mod attach;
mod briefs;
mod catalog;
mod changes;
mod checking;
mod compressed;
mod consultations;
mod continued;
mod cosigning;
mod desk;
mod draft;
mod drafted;
mod edition;
mod effect;
mod ends;
mod failures;
mod files;
mod guard;
mod hovering;
mod hrefs;
mod index;
mod inputs;
mod job;
mod ledger;
mod live;
mod logged;
mod named;
mod names;
mod note;
mod pairs;
mod plan;
mod policies;
mod policy;
mod present;
mod publisher;
mod read;
mod record;
mod refusals;
mod renamed;
mod shared;
mod shelf;
mod signing;
mod staged;
mod state;
mod stated;
mod statement;
mod strays;
mod succession;
mod sums;
mod survey;
mod texts;
mod unnamed;
mod withheld;

pub use archive::{Source, proposals};
pub use checking::{CheckRequest, Checked, CheckedText, What, check};
pub use cosigning::{keep_cosignatures, published_ledger};
pub use draft::{Draft, DraftFiles, DraftPolicy, Drafts, Preview, Turn, preview_name, write_draft};
pub use drafted::DRAFT_JSON;
pub use hovering::{Known, Told};
pub use publisher::{Folders, Publisher};
pub use survey::{Survey, checked_out, survey, survey_one, weave, weave_files};

use crate::error::{Error, Result, Warning};
use crate::history::{Repository, Tip};
use crate::publish::{Publication, Published};
use advance::{PublishedLine, advance};
use catalog::{catalog, known_names};
use consultations::Consultations;
use failures::Failures;
use index::Index;
use inputs::Inputs;
use names::KnownNames;
use plan::plan;
use policies::policies;
use rayon::prelude::*;
use record::{Recorded, record};
use shared::shared;
use staged::StagedPolicies;
use state::State;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use unnamed::Unnamed;

/// How far long work is.
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

/// A function that any thread calls to report how far long work is.
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
    /// Warnings about what is new, by place.
    pub warnings: Vec<Warning>,
    /// Policies that could not be published; the others were.
    pub failures: Vec<Error>,
}

/// One publication: reads what was committed since the last one, and publishes what that changes. Then `state` is what was
/// published; after an error it must be discarded.
fn publish(inputs: &Inputs<'_>, state: &mut State) -> Result<Report> {
    let line = advance(inputs, state)?;
    let unnamed = Unnamed::all(inputs, &line, state)?;
    let mut withheld = Failures::new();
    let staged = loop {
        let naming = catalog(inputs, &line, &unnamed, state, &withheld);
        let mut plan = plan(inputs, &line, &unnamed, &naming, state, &withheld)?;
        let mut consultations = Consultations::of(inputs, &plan, &unnamed)?;
        consultations.invite(&mut plan);
        let mut warnings = guard::check(inputs, &plan)?;
        if line.has_changes && withheld.is_empty() {
            let archive = &inputs.archive;
            warnings.extend(strays::strays(&archive.repository, &archive.tip, &naming.catalog)?);
        }
        let publication = inputs.folder.begin()?;
        let index = Index::begin(&plan)?;
        let mut policies = policies(inputs, &plan, &index, &publication)?;
        if !policies.led_to.is_empty() {
            withheld.append(&mut policies.led_to);
            continue; // without these, so that no link leads to a page that is missing
        }
        let ledger = ledger::ledger(inputs, &plan, &mut policies, &publication)?;
        let mut shared = shared(inputs, &plan, &policies, (index, &mut consultations), &ledger, &publication)?;
        statement::state_files(inputs, &plan, &policies, &ledger, &mut shared)?;
        let recorded = record(inputs, &plan, &policies, (shared, ledger), &publication)?;
        let warnings = [warnings, consultations.warnings].concat();
        let names = recorded.record.complete.then(|| known_names(inputs, &line, &unnamed, &naming));
        break StagedPublication { publication, policies, recorded, names, refused: naming.refused, warnings };
    };
    finish(inputs, staged, line, withheld, state)
}

/// A publication of which everything is staged.
struct StagedPublication<'a> {
    publication: Publication<'a>,
    policies: StagedPolicies,
    recorded: Recorded,
    /// What the policies are called, if none failed.
    names: Option<KnownNames>,
    /// Policies that can't have the id that an author wrote.
    refused: Failures,
    /// Warnings about addresses.
    warnings: Vec<Warning>,
}

/// Puts everything that is staged into its place, and brings `state` to what is published then.
fn finish(
    inputs: &Inputs<'_>,
    staged: StagedPublication<'_>,
    line: PublishedLine<'_>,
    withheld: Failures,
    state: &mut State,
) -> Result<Report> {
    let StagedPublication { publication, policies, recorded, names, refused, warnings } = staged;
    let mut published = publication.finish()?;
    let mut failures = refused;
    failures.extend(policies.failures);
    let all = [warnings, policies.warnings, recorded.warnings, line.warnings];
    let mut warnings = all.concat();
    warnings.sort();
    warnings.dedup();
    state.replace((recorded.record, recorded.log), policies.fresh, &recorded.standing);
    state.history = Some(line.history);
    state.names = names;
    published.files = state.file_count();
    Ok(Report {
        tip: inputs.archive.tip.clone(),
        policies: recorded.policies,
        versions: recorded.versions,
        changed: policies.changed,
        published,
        warnings,
        failures: failures.into_values().chain(withheld.into_values()).collect(),
    })
}

/// Publishes everything committed into the folder `out`, in which only files that changed are written.
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
        match e.hint_text() {
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
