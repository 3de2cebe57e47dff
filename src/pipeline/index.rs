//! What the search looks through, updated where a publication changes it: the files of the last publication are read
//! again, if they are still what it wrote.

use super::desk::SharedDesk;
use super::files::SiteFiles;
use super::plan::Plan;
use super::present::Present;
use super::shelf::StagedState;
use crate::error::Result;
use crate::model::{Digest, Policy, Timestamp, VersionNumber};
use crate::pages::search::{self, Gathering, Labels, Terms};
use crate::pages::{Page, Site};
use crate::places::{OfSite, Place, SEARCH, SitePath};
use crate::publish::StateName;
use crate::store;
use crate::weave::Weave;
use serde::{Deserialize, Serialize};

/// What one publication leaves for the next.
#[derive(Serialize, Deserialize)]
struct SearchState {
    /// A digest of what the files depend on, apart from texts.
    key: Digest,
    /// A digest of the files that were written.
    files: Digest,
    /// A digest of what was said of each policy.
    labels: Labels,
}

/// What the search looks through, while a publication is made.
pub(super) struct Index {
    /// A digest of what the files depend on, apart from texts.
    key: Digest,
    before: Option<Labels>,
    gathering: Gathering,
}

impl Index {
    /// Continues what the last publication left, if the same program made it with the same settings, and its files are
    /// known.
    pub(super) fn begin(plan: &Plan<'_>) -> Result<Self> {
        let (folder, state) = (plan.folder, plan.state);
        // words that went with a text that is withheld are found in no text any more, so all are gathered anew
        let withheld = plan.jobs.iter().filter(|job| !job.withheld.is_empty()).map(|job| (job.number, &job.withheld));
        let key = store::key(&(plan.reader, plan.site.search_key(), withheld.collect::<Vec<_>>()));
        let files = digest(&state.record.shared);
        let is_sound = |left: &SearchState| left.key == key && left.files == files && !state.is_reread;
        let left = folder.read(&name())?.and_then(|bytes| store::from_bytes::<SearchState>(&bytes)).filter(is_sound);
        let before = left.map(|left| left.labels);
        Ok(Self { key, gathering: Gathering::new(before.is_none()), before })
    }

    /// The words of the text of a policy that was published, if they may be others now: `weave` has the versions that were
    /// read then, of `all`. None of one that is new.
    pub(super) fn words_before(&self, weave: &Weave, all: usize, is_new: bool) -> Option<Terms> {
        let known = weave.versions();
        if self.gathering.is_whole() || known == all {
            return None;
        }
        match known.checked_sub(1) {
            Some(last) => Some(Terms::of(&weave.project(VersionNumber::at(last)))),
            None => Some(Terms::default()).filter(|_| is_new),
        }
    }

    /// Gathers the words of the text of policy `number`, of which `known` of `all` versions were read before, and what left
    /// it; it had the words `before` then. `weave` has all versions.
    pub(super) fn tell(&self, number: usize, (known, all): (usize, usize), before: Option<&Terms>, weave: &Weave) {
        if self.gathering.is_whole() || known < all {
            let now = Terms::of(&weave.project(VersionNumber::at(all - 1)));
            let since = if self.gathering.is_whole() { 0 } else { known.saturating_sub(1) };
            let left = now.left(weave, since);
            self.gathering.tell(number as u32, known, before, (&now, &left));
        }
    }

    /// Stages the files that changed.
    pub(super) fn stage(
        self,
        site: &Site<'_>,
        present: &Present<'_>,
        shelf: &StagedState<'_>,
        desk: &mut SharedDesk<'_>,
    ) -> Result<()> {
        let numbers = present.numbers.iter().map(|number| *number as u32);
        let numbered: Vec<(u32, &Policy)> = numbers.zip(&present.policies).collect();
        let mut files = SearchFiles { desk, modified: present.newest };
        let labels = search::publish(site, &numbered, self.gathering, self.before.as_ref(), shelf, &mut files)?;
        let left = SearchState { key: self.key, files: digest(&desk.files), labels };
        desk.batch.keep(&name(), &store::to_bytes(&left))
    }
}

fn name() -> StateName {
    StateName::single("search")
}

/// Whether the search looks through the file at `path`.
fn is_of_search(path: &SitePath) -> bool {
    let own = path.folders().nth(1) == Some(SEARCH) || path.as_str() == OfSite::Search.name();
    own && path.uncompressed().is_none()
}

/// A digest of those of `files` that the search looks through.
fn digest(files: &SiteFiles) -> Digest {
    let own = files.iter().filter(|(path, _)| is_of_search(path));
    store::key(&own.map(|(path, file)| (path.as_str(), file)).collect::<Vec<_>>())
}

/// The files that the search looks through: those of the last publication, and of this one.
struct SearchFiles<'a, 'b> {
    desk: &'a mut SharedDesk<'b>,
    modified: Timestamp,
}

impl search::Desk for SearchFiles<'_, '_> {
    fn paths(&self) -> Vec<SitePath> {
        let shared = self.desk.state.record.shared.keys();
        shared.filter(|path| is_of_search(path) && path.as_str() != OfSite::Search.name()).cloned().collect()
    }

    fn read(&self, path: &SitePath) -> Option<Vec<u8>> {
        let file = self.desk.state.record.shared.get(path)?;
        self.desk.folder.published(path).filter(|bytes| file.has(&Digest::of(bytes)))
    }

    fn put(&mut self, place: Place<'_>, bytes: &[u8]) -> Result<()> {
        self.desk.put(Page::piece(place, Digest::of(bytes), self.modified), || Ok(bytes.to_vec()))
    }

    fn stays(&mut self, path: SitePath) {
        if let Some(file) = self.desk.state.record.shared.get(&path) {
            self.desk.files.insert(path, *file);
        }
    }
}
