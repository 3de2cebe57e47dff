//! Proposals that are open for comments: a page for each policy that one changes, beside the policy.
//!
//! Nothing that a proposal says or breaks keeps what is published from being published: what can't be shown is a warning. The
//! page of a proposal that is gone stays and says so.

use super::desk::SharedDesk;
use super::draft::{OpenPage, Published};
use super::inputs::Inputs;
use super::plan::Plan;
use super::unnamed::Unnamed;
use crate::error::{Error, Result, Warning};
use crate::history::ProposalRef;
use crate::model::PolicyId;
use crate::pages::Page;
use crate::places::{DRAFTS, Place, SitePath, tamed};
use crate::store;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The pages of proposals.
#[derive(Default)]
pub(super) struct Consultations {
    pub(super) pages: Vec<ConsultationPage>,
    /// Pages that stay as they are, because their proposals can't be read now.
    pub(super) kept: Vec<SitePath>,
    pub(super) warnings: Vec<Warning>,
}

/// A page of a proposal.
pub(super) struct ConsultationPage {
    pub(super) page: Page,
    /// The policy that it is about.
    pub(super) id: PolicyId,
    /// What the proposal is called; `None` if it is no longer open.
    pub(super) name: Option<String>,
    /// What the page is, unless that is as it was.
    pub(super) bytes: Option<Vec<u8>>,
}

impl Consultations {
    /// All proposals of the published repository, and what was published of others.
    ///
    /// # Errors
    /// A template fails.
    pub(super) fn of(inputs: &Inputs<'_>, plan: &Plan<'_>, unnamed: &[Unnamed<'_>]) -> Result<Self> {
        let (archive, mut all) = (&inputs.archive, Self::default());
        let before: Vec<(SitePath, PolicyId, String)> = plan.state.record.shared.keys().filter_map(parts).collect();
        let (open, count) = match archive.repository.proposals(&archive.config.drafts) {
            Ok(found) => found,
            Err(error) => {
                all.warnings.push(Warning::new("`drafts`", error.to_string()));
                all.kept.extend(before.into_iter().map(|(path, ..)| path));
                return Ok(all);
            }
        };
        if count > open.len() {
            let message = format!("there are {count} proposals; the first {} are published", open.len());
            all.warnings.push(Warning::new("`drafts`", message));
        }
        let (mut published, mut unread) = (None, BTreeSet::new());
        let mut names = BTreeSet::new();
        for proposal in open.iter().filter(|one| !archive.repository.has_merged(&archive.tip, &one.commit)) {
            let name = address(proposal, &mut names);
            let is_as_it_was = |page: &Page| plan.state.record.shared.get(&page.path).is_some_and(|file| file.is(page));
            // those of an earlier proposal of that name say that it is closed
            let (own, others): (Vec<&PolicyId>, Vec<&PolicyId>) = before
                .iter()
                .filter(|(.., of)| *of == name)
                .map(|(_, id, _)| id)
                .partition(|id| is_as_it_was(&page(inputs, plan, proposal, (id, &name))));
            if !own.is_empty() && others.iter().all(|id| is_as_it_was(&closed(inputs, plan, (id, &name)))) {
                let stays = |id: &PolicyId| ConsultationPage {
                    page: page(inputs, plan, proposal, (id, &name)),
                    id: id.clone(),
                    name: Some(proposal.short.clone()),
                    bytes: None,
                };
                all.pages.extend(own.into_iter().map(stays));
                continue;
            }
            let published = published.get_or_insert_with(|| published_now(inputs, plan, unnamed));
            let read = catch_unwind(AssertUnwindSafe(|| published.open(&archive.tip, proposal, &name)));
            let place = |warning: &str| format!("{}, {warning}", proposal.name);
            match read {
                Ok(Ok((mut pages, warnings, whole))) => {
                    let count = pages.len();
                    pages.retain(|page| !is_barred(plan, &page.id));
                    if !whole || pages.len() < count {
                        unread.insert(name.clone());
                    }
                    let told = |warning: Warning| Warning { place: place(&warning.place), ..warning };
                    all.warnings.extend(warnings.into_iter().map(told));
                    let fresh = |OpenPage { id, bytes }| ConsultationPage {
                        page: page(inputs, plan, proposal, (&id, &name)),
                        id,
                        name: Some(proposal.short.clone()),
                        bytes: Some(bytes),
                    };
                    all.pages.extend(pages.into_iter().map(fresh));
                }
                other => {
                    let why = match other {
                        Ok(Err(error)) => error.to_string(),
                        _ => "internal error; please report it with the text".to_owned(),
                    };
                    all.warnings.push(Warning::new(&proposal.name, format!("the proposal can't be shown: {why}")));
                    unread.insert(name);
                }
            }
        }
        all.leave(inputs, plan, before, &unread)?;
        Ok(all)
    }

    /// What becomes of the pages that were there `before` and are of no proposal now; of those that are `unread`, nothing.
    fn leave(
        &mut self,
        inputs: &Inputs<'_>,
        plan: &Plan<'_>,
        before: Vec<(SitePath, PolicyId, String)>,
        unread: &BTreeSet<String>,
    ) -> Result<()> {
        for (path, id, name) in before {
            if self.pages.iter().any(|page| page.page.path == path) {
                continue;
            }
            if unread.contains(&name) {
                self.kept.push(path);
                continue;
            }
            let page = closed(inputs, plan, (&id, &name));
            let is_known = plan.state.record.shared.get(&path).is_some_and(|file| file.is(&page));
            let bytes = if is_known { None } else { Some(plan.site.closed_consultation(path.as_str(), &id)?) };
            self.pages.push(ConsultationPage { page, id, name: None, bytes });
        }
        Ok(())
    }

    /// Stages those pages that changed.
    pub(super) fn stage(&mut self, desk: &mut SharedDesk<'_>) -> Result<()> {
        for page in &mut self.pages {
            let bytes = page.bytes.take();
            let missing = || Error::input(format!("the page `{}` was not made", page.page.path));
            desk.put(page.page.clone(), || bytes.ok_or_else(missing))?;
        }
        for path in &self.kept {
            if let Some(file) = desk.state.record.shared.get(path) {
                desk.files.insert(path.clone(), *file);
            }
        }
        Ok(())
    }

    /// Has each policy of `plan` tell of the proposals that are open about it, and the home page of those for new ones.
    pub(super) fn invite(&self, plan: &mut Plan<'_>) {
        for job in &mut plan.jobs {
            job.outline.proposals = self.about(&job.outline.entry.id);
        }
        let is_new = |page: &&ConsultationPage| plan.site.catalog().entry(&page.id).is_none();
        let new = self.pages.iter().filter(is_new);
        let new = new.filter_map(|page| Some((page.name.clone()?, page.page.path.as_str().to_owned()))).collect();
        plan.site.proposed = new;
    }

    /// The open proposals about the policy at `id`: what each is called, and where its page is.
    fn about(&self, id: &PolicyId) -> Vec<(String, String)> {
        let own = self.pages.iter().filter(|page| page.id == *id);
        own.filter_map(|page| Some((page.name.clone()?, page.page.path.as_str().to_owned()))).collect()
    }
}

/// The page of `proposal` about the policy at `id`, in the folder `name`.
fn page(inputs: &Inputs<'_>, plan: &Plan<'_>, proposal: &ProposalRef, (id, name): (&PolicyId, &str)) -> Page {
    let job = plan.jobs.iter().find(|job| job.outline.entry.id == *id);
    let standing =
        job.map(|job| (job.outline.entry, job.outline.versions.last().map(|last| last.chain), job.outline.changes));
    let key = store::key(&("open", plan.site.draft_key(), proposal.short.as_str(), proposal.commit.as_str(), standing));
    Page::piece(Place::Draft(id, name), key, inputs.archive.tip.date)
}

/// Whether the policy at `id` stays as it was published, so that a proposal can't be compared with what is committed.
fn is_barred(plan: &Plan<'_>, id: &PolicyId) -> bool {
    plan.jobs.iter().any(|job| job.outline.entry.id == *id && plan.is_barred(job.number))
}

/// The page of a proposal about the policy at `id`, in the folder `name`, that is no longer open.
fn closed(inputs: &Inputs<'_>, plan: &Plan<'_>, (id, name): (&PolicyId, &str)) -> Page {
    let entry = plan.naming.catalog.entry(id).map(|entry| (&entry.title, &entry.lang));
    let key = store::key(&("closed", plan.site.draft_key(), id, entry));
    Page::piece(Place::Draft(id, name), key, inputs.archive.tip.date)
}

/// The name of the folder of a proposal, which none of `names` has.
fn address(proposal: &ProposalRef, names: &mut BTreeSet<String>) -> String {
    let name = tamed(&PolicyId::new(&proposal.short.replace('/', "-"))).join("-");
    let mut numbered = (2..).map(|n| format!("{name}-{n}"));
    let mut own = name.clone();
    while !names.insert(own.clone()) {
        own = numbered.next().unwrap_or_default();
    }
    own
}

/// The policy and the folder of the page of a proposal at `path`, if that is one.
fn parts(path: &SitePath) -> Option<(SitePath, PolicyId, String)> {
    let (rest, name) = path.as_str().strip_suffix("/index.html")?.rsplit_once('/')?;
    let id = rest.strip_suffix(DRAFTS)?.strip_suffix('/')?;
    Some((path.clone(), PolicyId::new(id), name.to_owned()))
}

/// What is published now, as proposals are read against it.
fn published_now<'a>(inputs: &'a Inputs<'_>, plan: &'a Plan<'_>, unnamed: &[Unnamed<'_>]) -> Published<'a> {
    let entries = plan.naming.catalog.entries();
    let numbers = plan.naming.places.iter().map(|place| unnamed[*place].number);
    Published {
        archive: &inputs.archive,
        site: &plan.site,
        history: &plan.line.history,
        ids: numbers.zip(entries).map(|(number, entry)| (number, entry.id.clone())).collect(),
        profiles: unnamed.iter().map(|policy| (policy.number, policy.profile.clone())).collect(),
        withheld: plan.jobs.iter().flat_map(|job| job.withheld.values().map(|(digest, _)| *digest)).collect(),
    }
}
