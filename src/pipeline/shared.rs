//! Stages the pages that all policies share: home, lists, changes, feeds, search, and the files that texts link to.

use super::attach;
use super::compressed;
use super::consultations::Consultations;
use super::desk::SharedDesk;
use super::files::SiteFiles;
use super::index::Index;
use super::inputs::Inputs;
use super::job::Job;
use super::ledger::Ledger;
use super::plan::Plan;
use super::present::{KeptPolicy, Present};
use super::shelf::StagedState;
use super::staged::StagedPolicies;
use super::{opened, side_by_side};
use crate::error::{Result, Warning};
use crate::history::Repository;
use crate::pages::{self, Example, LedgerNow, Lists, Months, Page};
use crate::percent::encode_all;
use crate::publish::{Batch, Publication};
use crate::store;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The shared pages, staged but not yet part of the publication.
pub(super) struct SharedPages<'a> {
    pub(super) present: Present<'a>,
    pub(super) files: SiteFiles,
    pub(super) batch: Batch<'a>,
    pub(super) warnings: Vec<Warning>,
}

/// Stages those of the shared pages that changed. Policies that fail are carried over under the numbers that they have
/// now.
pub(super) fn shared<'a>(
    inputs: &Inputs<'_>,
    plan: &'a Plan<'a>,
    staged: &'a StagedPolicies,
    (index, consultations): (Index, &mut Consultations),
    ledger: &Ledger,
    publication: &'a Publication<'a>,
) -> Result<SharedPages<'a>> {
    let present = Present::of(plan, staged)?;
    carry_failed(plan, staged, &present, publication)?;
    let (folder, archive) = (plan.folder, &inputs.archive);
    let keys = inputs.signing.keys(&ledger.logged.announced);
    let now = LedgerNow::new(&ledger.checkpoint, keys.iter(), example(plan, &present, ledger));
    let site = &plan.site.clone().with_ledger(now);
    let by_number: HashMap<usize, &KeptPolicy<'_>> = present.kept.iter().map(|one| (one.job.number, one)).collect();
    let (again, place) = (Mutex::new(None), archive.repository.location()); // for what is asked side by side; mostly nothing is
    let woven = |number: usize| {
        let mut again = again.lock().unwrap_or_else(PoisonError::into_inner);
        let repository = opened(again.get_or_insert_with(|| Repository::discover(place)))?;
        by_number[&number].job.woven(by_number[&number].kept, repository, folder)
    };
    let shelf = StagedState::new(publication, present.numbers.clone(), &woven);
    let mut desk = SharedDesk { state: plan.state, folder, batch: publication.batch(), files: SiteFiles::new() };
    let (lists, (months, of_months)) = rayon::join(
        || Lists::new(site, &present.policies),
        || {
            let months = Months::new(site, &present.policies);
            let pages = months.pages(site);
            (months, pages)
        },
    );
    let made_of = store::key(&present.keys);
    let pages = pages::of_site(site, (&present.policies, made_of), present.newest, archive.tip.date);
    let render = |page: &Page| site.render_shared(page, &present.policies, (&lists, &months), &shelf);
    stage(pages, render, &mut desk)?;
    for (page, shown) in lists.pages(site, &present.keys, present.newest) {
        desk.put(page, || lists.render(site, &shown))?;
    }
    for (page, telling) in of_months {
        desk.put(page, || months.render(site, telling))?;
    }
    consultations.stage(&mut desk)?;
    index.stage(site, &present, &shelf, &mut desk)?;
    let warnings = attach::stage(&present, &archive.repository, &mut desk)?;
    let SharedDesk { mut batch, mut files, .. } = desk;
    if archive.config.precompress {
        batch.add()?; // what is compressed is read from the publication
        let all = present.kept.iter().flat_map(|one| &one.kept.files).chain(&files);
        let compressed = compressed::stage(all, plan.state, publication)?;
        files.extend(compressed);
        batch = publication.batch();
    }
    Ok(SharedPages { present, files, batch, warnings })
}

/// The newest version of a policy that stands, in the site's language if there is one, to show how one is checked.
fn example(plan: &Plan<'_>, present: &Present<'_>, ledger: &Ledger) -> Option<Example> {
    let jobs: HashMap<usize, &Job<'_>> = plan.jobs.iter().map(|job| (job.number, job)).collect();
    let numbered = present.numbers.iter().zip(&present.policies);
    let (number, policy) = numbered.min_by_key(|(_, policy)| {
        (policy.withdrawn.is_some(), policy.lang.primary() != plan.naming.catalog.lang().primary())
    })?;
    let before = || jobs[number].known_before.map(|known| &known.log);
    let name = ledger.policies.get(number).or_else(before)?.name.as_deref().map(encode_all)?;
    Some(Example { name, id: policy.id.clone(), n: policy.current().number })
}

/// Keeps what is known of the policies that fail.
fn carry_failed(
    plan: &Plan<'_>,
    staged: &StagedPolicies,
    present: &Present<'_>,
    publication: &Publication<'_>,
) -> Result<()> {
    let mut batch = publication.batch();
    for KeptPolicy { job, kept } in present.kept.iter().filter(|one| staged.fails(one.job.number, plan)) {
        kept.carry(job.number, plan.reader, plan.folder, &mut batch)?;
    }
    batch.add()
}

/// Stages those of `pages` that changed; they are rendered side by side.
fn stage(pages: Vec<Page>, render: impl Fn(&Page) -> Result<Vec<u8>> + Sync, desk: &mut SharedDesk<'_>) -> Result<()> {
    let state = desk.state;
    let changed = |page: &Page| state.record.shared.get(&page.path).is_none_or(|file| !file.is(page));
    let bytes = side_by_side(&pages, || (), |(), page| if changed(page) { render(page) } else { Ok(Vec::new()) });
    pages.into_iter().zip(bytes).try_for_each(|(page, bytes)| desk.put(page, || bytes))
}
