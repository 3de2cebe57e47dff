//! Publishes again and again into one folder, each time what is new.

use super::archive::{Archive, Discovered, Source};
use super::continued::Continued;
use super::drafted::refuse_draft;
use super::files::SiteFiles;
use super::inputs::{Inputs, PROGRAM};
use super::ledger;
use super::signing::Signing;
use super::state::State;
use super::{Listener, Report};
use crate::error::Result;
use crate::history::Repository;
use crate::pages::{Theme, ThemeFiles};
use crate::places::SitePath;
use crate::publish::{Folder, Published, Target};
use crate::store;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// Where a publisher publishes, and with what.
#[derive(Debug, Clone, Default)]
pub struct Folders {
    /// The published folder.
    pub out: PathBuf,
    /// Templates in place of built-in ones of the same name.
    pub theme: Option<PathBuf>,
    /// Where the state is kept, if not in the repository's git directory.
    pub state: Option<PathBuf>,
    /// The script by which pages follow what is saved, in a preview.
    pub live: Option<&'static str>,
    /// Whether files in the published folder that are not known to be ours are overwritten.
    pub take_over: bool,
    /// The user's home, into which nothing is published.
    pub home: Option<PathBuf>,
    /// Where programs keep what they need to know, for repositories that can't be written.
    pub user_state: Option<PathBuf>,
    /// The file of the key that signs the ledger, in place of the one that the settings name.
    pub key: Option<PathBuf>,
    /// A folder with the published ledger to go on from, where there is no state.
    pub continued: Option<PathBuf>,
    /// A published site that is made again without a key: its signatures are repeated.
    pub repeated: Option<PathBuf>,
    /// A folder for locks that publishers with different states have in common.
    pub locks: Option<PathBuf>,
}

impl Folders {
    /// The target of a publication of `repository`.
    pub(super) fn target(&self, repository: &Repository) -> Target {
        let Self { out, state, take_over, home, user_state, locks, .. } = self.clone();
        let (git, work_tree) = (repository.common_folder().to_owned(), repository.work_tree().map(Path::to_owned));
        Target { out, state, take_over, git, work_tree, home, user_state, locks }
    }
}

/// Publishes a repository into a folder, as often as there is something new.
pub struct Publisher {
    folders: Folders,
    /// The theme as it was read last.
    read: Option<Theme>,
    /// The folder and what the last publication left, held from the first publication on: nobody else may publish there
    /// meanwhile. After a failed publication both are opened again, which completes or discards it first.
    held: Option<(Folder, State)>,
    /// Whether the site is one that this value published, and its state vanished since: the repository was replaced.
    orphan: bool,
}

impl Publisher {
    /// Publishes into these folders.
    pub fn new(folders: Folders) -> Self {
        Self { folders, read: None, held: None, orphan: false }
    }

    /// Publishes what `source` names and is not published yet. The first time it also restores what was
    /// removed from the folder. `accept` is the reason for which a history that was rewritten is published all the same.
    ///
    /// # Errors
    /// The repository, its configuration or the folder can't be used, or published history would be broken: then the site
    /// is as it was. The disk failed while files were put into place: [`Folder`] says what is there then.
    pub fn publish(&mut self, source: &Source, accept: Option<&str>, listener: Listener<'_>) -> Result<Report> {
        let files = ThemeFiles::read(self.folders.theme.as_deref())?;
        let draft = Archive::find(source)?;
        let held = self.held.take().filter(|(folder, state)| folder.is_in_place() && state.is_home(folder));
        self.orphan |= held.as_ref().is_some_and(|(folder, _)| !folder.has_its_state());
        let (folder, mut state) = match held.filter(|(folder, _)| folder.has_its_state()) {
            Some(held) => held,
            None => self.take(&draft)?,
        };
        let archive = draft.open(source, Some(&state.record).filter(|record| record.line > 0).map(|r| &*r.folder))?;
        let reader = store::key(&(PROGRAM, archive.texts));
        // if they can't be read, the publication says so
        let proposals = archive.repository.proposals(&archive.config.drafts).unwrap_or_default();
        let signing = self.signing(&archive)?;
        let (settings, live) = (archive.settings, self.folders.live);
        let inputs = store::key(&(PROGRAM, files.key(), settings, archive.reading, signing.digest(), proposals, live));
        let continued = self.continued(&folder, &state)?;
        let record = &state.record;
        let nothing_new =
            record.inputs == Some(inputs) && record.commit == archive.tip.commit.as_str() && record.complete;
        let host = archive.config.host;
        let mut report = match nothing_new {
            true => unchanged(archive, &state),
            false => {
                let theme = match self.read.take().filter(|theme| theme.key() == files.key()) {
                    Some(theme) => theme,
                    None => Theme::new(&files)?,
                };
                let theme = self.read.insert(theme);
                let (folder, key, continued, live) = (&folder, inputs, continued.as_ref(), self.folders.live);
                let inputs = Inputs { archive, theme, live, folder, reader, key, signing, continued, accept, listener };
                super::publish(&inputs, &mut state)?
            }
        };
        report.warnings.extend(host.into_iter().flat_map(|host| host.warnings(state.sizes())));
        self.held = Some((folder, state));
        self.orphan = false;
        Ok(report)
    }

    /// The keys that sign.
    fn signing(&self, archive: &Archive) -> Result<Signing> {
        if let Some(site) = &self.folders.repeated {
            return Signing::repeated(&archive.config, site);
        }
        let repository = &archive.repository;
        let public = [Some(repository.common_folder()), repository.work_tree(), Some(&*self.folders.out)];
        let public: Vec<&Path> = public.into_iter().flatten().collect();
        Signing::read(&archive.config, self.folders.key.as_deref(), &public)
    }

    /// The published ledger to go on from.
    fn continued(&self, folder: &Folder, state: &State) -> Result<Option<Continued>> {
        let named = self.folders.continued.as_deref().map(Continued::read).transpose()?;
        match (&state.record.ledger, named) {
            (Some(logged), Some(named)) => named.refuse_another(logged).map(|()| None),
            (Some(_), None) => ledger::gone_on(folder, state),
            (None, Some(named)) => Ok(Some(named)),
            (None, None) => Continued::there(folder),
        }
    }

    /// Takes the folder, with the state that the last publication left; files that were removed since count as never
    /// written.
    fn take(&self, archive: &Discovered) -> Result<(Folder, State)> {
        let take_over = self.folders.take_over || self.orphan;
        let folder = Folder::open(&Target { take_over, ..self.folders.target(archive.repository()) })?;
        refuse_draft(&folder, &self.folders.out.display().to_string())?;
        let mut state = State::load(&folder)?;
        ledger::gone_on(&folder, &state)?;
        let all: Vec<&SiteFiles> = state.files_by_owner().collect();
        let missing =
            all.par_iter().flat_map_iter(|files| folder.missing(files.iter().map(|(path, file)| (path, file.size))));
        let missing: Vec<SitePath> = missing.cloned().collect();
        missing.iter().for_each(|path| state.forget(path));
        Ok((folder, state))
    }
}

fn unchanged(archive: Archive, state: &State) -> Report {
    Report {
        tip: archive.tip,
        policies: state.record.policies.len(),
        versions: state.record.policies.iter().map(|p| p.versions).sum(),
        changed: Vec::new(),
        published: Published { files: state.file_count(), ..Published::default() },
        warnings: Vec::new(),
        failures: Vec::new(),
    }
}
