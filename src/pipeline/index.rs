//! What the search looks through, made anew where a publication changes it: the files of the last publication are read
//! again, if they are still what it wrote.

use super::files::{File, Files};
use super::shelf::Shelf;
use super::state::State;
use crate::error::Result;
use crate::model::{Digest, Policy, Timestamp, VersionNumber};
use crate::pages::search::{self, Desk, Gathering, Labels, Terms};
use crate::pages::{Page, Site};
use crate::places::{OfSite, Place, SEARCH, SitePath};
use crate::publish::{Batch, Folder, StateName};
use crate::store;
use crate::weave::Weave;

/// What one publication leaves for the next: digests of what the files depend on beside texts, and of what was written, and
/// what tells apart what was said of each policy.
type Kept = (Digest, Digest, Labels);

/// What the search looks through, while a publication is made.
pub(super) struct Index {
    /// A digest of what the files depend on beside texts.
    key: Digest,
    before: Option<Labels>,
    gathering: Gathering,
}

impl Index {
    /// Goes on with what the last publication into `folder` left, if it was made by the same program with settings of the
    /// same digest `key`, and its files are known.
    pub(super) fn begin(folder: &Folder, state: &State, key: Digest) -> Result<Self> {
        let sound = |(of, files, labels): Kept| {
            (of == key && files == digest(&state.record.shared) && !state.is_reread).then_some(labels)
        };
        let before = folder.read(&name())?.and_then(|bytes| store::from_bytes::<Kept>(&bytes)).and_then(sound);
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

    /// Stages what is other than before. All files that the search looks through then.
    pub(super) fn publish(
        self,
        site: &Site<'_>,
        (numbers, policies, shelf): (&[usize], &[Policy], &Shelf<'_>),
        (state, folder, modified): (&State, &Folder, Timestamp),
        batch: &mut Batch<'_>,
    ) -> Result<Files> {
        let numbered: Vec<(u32, &Policy)> = numbers.iter().map(|number| *number as u32).zip(policies).collect();
        let mut table = Table { state, folder, modified, batch, files: Files::new() };
        let labels = search::publish(site, &numbered, self.gathering, self.before.as_ref(), shelf, &mut table)?;
        let Table { files, .. } = table;
        batch.keep(&name(), &store::to_bytes(&(self.key, digest(&files), labels)))?;
        Ok(files)
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
fn digest(files: &Files) -> Digest {
    let own = files.iter().filter(|(path, _)| is_of_search(path));
    store::key(&own.map(|(path, file)| (path.as_str(), file)).collect::<Vec<_>>())
}

/// The files of the last publication, and of this one.
struct Table<'a, 'b> {
    state: &'a State,
    folder: &'a Folder,
    modified: Timestamp,
    batch: &'a mut Batch<'b>,
    files: Files,
}

impl Desk for Table<'_, '_> {
    fn paths(&self) -> Vec<SitePath> {
        let shared = self.state.record.shared.keys();
        shared.filter(|path| is_of_search(path) && path.as_str() != OfSite::Search.name()).cloned().collect()
    }

    fn read(&self, path: &SitePath) -> Option<Vec<u8>> {
        let file = self.state.record.shared.get(path)?;
        self.folder.published(path).filter(|bytes| file.has(&Digest::of(bytes)))
    }

    fn put(&mut self, place: Place<'_>, bytes: &[u8]) -> Result<()> {
        let page = Page::piece(place, Digest::of(bytes), self.modified);
        if self.state.record.shared.get(&page.path).is_none_or(|file| !file.is(&page)) {
            self.batch.put(&self.state.slot(&page), bytes)?;
        }
        let file = File::new(&page, bytes.len() as u64);
        self.files.insert(page.path, file);
        Ok(())
    }

    fn stays(&mut self, path: SitePath) {
        if let Some(file) = self.state.record.shared.get(&path) {
            self.files.insert(path, *file);
        }
    }
}
