//! The published site and the uncommitted edits in front of it, again and again while somebody writes.

use super::files::DraftFiles;
use super::published::Drafts;
use crate::error::{Error, Fault, Result};
use crate::history::{Proposal, Repository};
use crate::model::{CommitId, Digest};
use crate::pages::{Stand, Theme, ThemeFiles};
use crate::pipeline::archive::Source;
use crate::pipeline::publisher::{Folders, Publisher};
use crate::store;
use std::path::Path;

/// What was published last, and how the edits are shown in front of it.
pub struct Preview {
    source: Source,
    folders: Folders,
    publisher: Publisher,
    theme: Option<Theme>,
    /// What is published, once it was read: of this commit, with this theme.
    standing: Option<(Drafts, CommitId, Digest)>,
    /// What was shown last of each policy, by its path.
    last: Vec<(String, Vec<String>)>,
    shown: DraftFiles,
}

/// What there is to show.
pub struct Turn {
    /// The files in front of the site.
    pub files: DraftFiles,
    /// Files that can't be shown, and why; of these the last good pages stay.
    pub trouble: Option<String>,
    /// What all pages look like: another whenever the theme is.
    pub look: String,
}

impl Preview {
    /// A preview of `source`, whose published site is kept in `folders`.
    pub fn new(source: Source, folders: Folders) -> Self {
        let folders = Folders { live: Stand::Preview.live(), ..folders };
        let publisher = Publisher::new(folders.clone());
        Self { source, folders, publisher, theme: None, standing: None, last: Vec::new(), shown: DraftFiles::new() }
    }

    /// Reads what is new: a commit, a template, an edit. Only what changed is done again.
    ///
    /// # Errors
    /// A template, the settings or the repository can't be read; then nothing changed.
    pub fn turn(&mut self) -> Result<Turn> {
        let tip = Repository::discover(&self.source.repo)?.tip(&self.source.rev)?;
        let files = ThemeFiles::read(self.folders.theme.as_deref())?;
        let is_new = |theme: &Theme| theme.key() != files.key();
        if self.theme.as_ref().is_none_or(is_new) {
            self.theme = Some(Theme::new(&files)?);
        }
        let stands = |(_, commit, theme): &(Drafts, CommitId, Digest)| *commit == tip.commit && *theme == files.key();
        if !self.standing.as_ref().is_some_and(stands) {
            self.publish()?;
            self.standing = Some((Drafts::open(&self.source, &|_| {})?, tip.commit, files.key()));
        }
        let (Some((drafts, ..)), Some(theme)) = (&mut self.standing, &self.theme) else {
            return Err(Error::environment("the preview was not prepared"));
        };
        let draft = drafts.draft(&Proposal::WorkTree)?;
        let mut files = draft.files(theme, &Stand::Preview, None)?;
        let stand = Stand::Preview;
        let mut last: Vec<(String, Vec<String>)> = Vec::new();
        for policy in &draft.policies {
            let id = &policy.policy.id;
            last.push((policy.policy.path.clone(), vec![stand.text(id), stand.redline(id)]));
        }
        let mut trouble = Vec::new();
        for (path, error) in &draft.failures {
            trouble.push(format!("{path}: {error}"));
            for (_, pages) in self.last.iter().filter(|(known, _)| known == path) {
                let kept = pages.iter().filter_map(|page| Some((page.clone(), self.shown.get(page)?.clone())));
                files.extend(kept);
                last.push((path.clone(), pages.clone()));
            }
        }
        (self.last, self.shown) = (last, files.clone());
        let look = theme.key().to_string()[..16].to_owned();
        Ok(Turn { files, trouble: Some(trouble.join("\n")).filter(|trouble| !trouble.is_empty()), look })
    }

    /// Publishes what is committed into the folder of the preview. A history that was rewritten begins anew: nobody but the
    /// one who rewrote it ever saw the folder.
    fn publish(&mut self) -> Result<()> {
        match self.publisher.publish(&self.source, None, &|_| {}) {
            Err(error) if error.fault() == Fault::PublishedHistory => {
                self.publisher = Publisher::new(self.folders.clone());
                for folder in [Some(&self.folders.out), self.folders.state.as_ref()].into_iter().flatten() {
                    std::fs::remove_dir_all(folder)
                        .map_err(|e| Error::environment(format!("can't remove `{}`", folder.display())).because(e))?;
                }
                self.publisher.publish(&self.source, None, &|_| {}).map(|_| ())
            }
            published => published.map(|_| ()),
        }
    }
}

/// The name of the folder in which the published site of a preview is kept: of the repository at `location`, as `source`
/// names it.
pub fn preview_name(location: &Path, source: &Source) -> String {
    let place = location.canonicalize().unwrap_or_else(|_| location.to_owned());
    let key = store::key(&(place.as_os_str().as_encoded_bytes(), &source.rev, &source.policies, &source.config));
    format!("preview-{}", &key.to_string()[..16])
}
