//! Carries out an intent. Repeating it after any interruption has the same result.

use super::beneath::{Access, Kind, Root};
use super::intent::Intent;
use super::staging::{folder_place, held_place, root_place, site_place, state_place, within};
use super::{Folder, INTENT, LEFT, cannot};
use crate::error::{Error, Result};
use crate::places::SitePath;
use std::collections::HashSet;
use std::io;

/// What could not be put into its place, or removed.
#[derive(Default)]
struct Stuck {
    /// Files that are not what this publication made of them.
    written: Vec<SitePath>,
    /// Files that should be gone.
    removed: Vec<SitePath>,
    /// Why, of the first.
    error: Option<Error>,
}

impl Stuck {
    /// A file that should be gone and is not.
    fn keep(&mut self, path: &SitePath, error: Error) {
        self.error.get_or_insert(error);
        self.removed.push(path.clone());
    }
}

impl Folder {
    /// Carries out `intent`.
    ///
    /// # Errors
    /// Something that is new can't be put into its place: everything is taken back, and the site is as it was before, unless
    /// public pages lead to it already.
    /// Something can't be replaced: all else is done but removing, and what is left is noted for the next publication.
    /// Otherwise the intent stays, and whoever opens the folder next goes on with it.
    pub(super) fn apply(&self, intent: &Intent) -> Result<()> {
        let mut stuck = Stuck::default();
        if let Err(error) = self.bring(intent) {
            if !self.has_replaced(intent) {
                self.take_back(intent)?;
                return Err(error);
            }
            // an interrupted run came further, and somebody took away since what public pages lead to by now
            let away = |path: &&SitePath| !matches!(self.site.kind(path.as_str()), Ok(Some(_)));
            stuck.written.extend(intent.new.iter().map(|file| &file.path).filter(away).cloned());
            stuck.error = Some(error);
        }
        self.flush()?;
        match self.lay_bare(intent, &mut stuck) {
            true => self.replace(intent, &mut stuck),
            false => stuck.written.extend(intent.replace.iter().cloned()),
        }
        if !intent.remove.is_empty() {
            self.flush()?;
            self.remove_all(intent, &mut stuck);
        }
        self.put_beside(intent, &mut stuck)?;
        if stuck.error.is_none() {
            self.forget_note(LEFT)?;
        } else {
            let line = |kind: &str, path: &SitePath| format!("{kind} {path}\n");
            let written = stuck.written.iter().map(|path| line("written", path));
            let removed = stuck.removed.iter().map(|path| line("removed", path));
            self.note(LEFT, written.chain(removed).collect::<String>().as_bytes())?;
        }
        self.state.forget_contents();
        for name in &intent.state {
            let staged = state_place(&intent.staged, name);
            let root = &self.state.root;
            moved(root, &staged, root, name.as_str(), Access::Private)
                .map_err(|e| cannot("move into place", &root.path().join(name.as_str()), e))?;
        }
        intent.forget.iter().try_for_each(|name| self.forget_note(name.as_str()))?;
        self.forget_intent()?;
        self.clear()?;
        stuck.error.map_or(Ok(()), Err)
    }

    /// Puts everything that is new into its place.
    fn bring(&self, intent: &Intent) -> Result<()> {
        let failed = |path: &str, e: io::Error| cannot("move into place", &self.site.path().join(path), e);
        let (staging, at) = self.staging_of(intent);
        for file in &intent.new {
            let Some(number) = file.held else { continue };
            let held = at(held_place(&intent.staged, number));
            // where the page stands already, it came there before an interruption
            if matches!(self.site.kind(file.path.as_str()), Ok(None)) {
                moved(staging, &held, &self.site, file.path.as_str(), Access::Public)
                    .map_err(|e| failed(file.path.as_str(), e))?;
            }
        }
        let root = root_place(&intent.staged);
        if intent.root && matches!(staging.kind(&root), Ok(Some(_))) && self.site.become_folder(staging, &root).is_ok()
        {
            return Ok(());
        }
        let comes_whole = intent.comes_whole();
        for folder in &intent.folders {
            moved(staging, &at(folder_place(&intent.staged, folder)), &self.site, folder, Access::Public)
                .map_err(|e| failed(folder, e))?;
        }
        for path in intent.new.iter().map(|file| &file.path).filter(|path| !comes_whole(path)) {
            moved(staging, &at(site_place(&intent.staged, path)), &self.site, path.as_str(), Access::Public)
                .map_err(|e| failed(path.as_str(), e))?;
        }
        Ok(())
    }

    /// Whether a page that was public was replaced already, before an interruption.
    fn has_replaced(&self, intent: &Intent) -> bool {
        let (staging, at) = self.staging_of(intent);
        let is_staged = |path: &SitePath| matches!(staging.kind(&at(site_place(&intent.staged, path))), Ok(Some(_)));
        let comes_whole = intent.comes_whole();
        let beside = intent.beside.iter().filter(|path| !comes_whole(path));
        intent.replace.iter().chain(beside).any(|path| !is_staged(path))
    }

    /// Takes back what [`Self::bring`] did: nothing led to any of it.
    fn take_back(&self, intent: &Intent) -> Result<()> {
        let (staging, at) = self.staging_of(intent);
        let comes_whole = intent.comes_whole();
        let is_staged = |place: String| matches!(staging.kind(&at(place)), Ok(Some(_)));
        for file in &intent.new {
            let path = file.path.as_str();
            let ours = match file.held {
                Some(number) => !is_staged(held_place(&intent.staged, number)),
                None => !is_staged(site_place(&intent.staged, &file.path)),
            };
            if ours && matches!(self.site.kind(path), Ok(Some(Kind::File(_)))) {
                self.site.remove(path).map_err(|e| cannot("take back", &self.site.path().join(path), e))?;
            }
            if ours || comes_whole(&file.path) {
                self.site.prune(path);
            }
        }
        // those that came with a folder
        for path in intent.beside.iter().filter(|path| comes_whole(path)) {
            let (place, ours) = (path.as_str(), !is_staged(site_place(&intent.staged, path)));
            if ours && matches!(self.site.kind(place), Ok(Some(Kind::File(_)))) {
                self.site.remove(place).map_err(|e| cannot("take back", &self.site.path().join(place), e))?;
                self.site.prune(place);
            }
        }
        self.forget_intent()?;
        self.clear()
    }

    /// Removes the compressed copies of all files that are about to change or to go, so that no server ever sends a copy of
    /// what a file was. Whether all of them are gone, on the disk too.
    fn lay_bare(&self, intent: &Intent, stuck: &mut Stuck) -> bool {
        if intent.bare.is_empty() {
            return true;
        }
        let (staging, at) = self.staging_of(intent);
        let come: HashSet<&SitePath> = intent.beside.iter().collect();
        for path in &intent.bare {
            let is_staged = matches!(staging.kind(&at(site_place(&intent.staged, path))), Ok(Some(_)));
            if come.contains(path) && !is_staged {
                continue; // the new one stands there already, since before an interruption
            }
            let gone = match self.site.kind(path.as_str()) {
                Ok(Some(Kind::File(_))) => self.site.remove(path.as_str()),
                _ => Ok(()),
            };
            if let Err(e) = gone {
                stuck.keep(path, cannot("remove", &self.site.path().join(path.as_str()), e));
            }
        }
        if let Err(error) = self.flush() {
            stuck.error.get_or_insert(error);
        }
        stuck.error.is_none()
    }

    /// Puts compressed copies beside their files, which are on the disk by then.
    fn put_beside(&self, intent: &Intent, stuck: &mut Stuck) -> Result<()> {
        if intent.beside.is_empty() {
            return Ok(());
        }
        self.flush()?;
        let (staging, at) = self.staging_of(intent);
        let other: HashSet<String> = stuck.written.iter().map(|path| path.as_str().to_owned()).collect();
        for path in &intent.beside {
            if path.uncompressed().is_some_and(|file| other.contains(file)) {
                stuck.written.push(path.clone());
                continue;
            }
            let staged = at(site_place(&intent.staged, path));
            if let Err(e) = moved(staging, &staged, &self.site, path.as_str(), Access::Public) {
                stuck.error.get_or_insert_with(|| cannot("put into place", &self.site.path().join(path.as_str()), e));
                stuck.written.push(path.clone());
            }
        }
        Ok(())
    }

    fn replace(&self, intent: &Intent, stuck: &mut Stuck) {
        let (staging, at) = self.staging_of(intent);
        for path in &intent.replace {
            let staged = at(site_place(&intent.staged, path));
            if let Err(e) = moved(staging, &staged, &self.site, path.as_str(), Access::Public) {
                stuck.error.get_or_insert_with(|| cannot("replace", &self.site.path().join(path.as_str()), e));
                stuck.written.push(path.clone());
            }
        }
    }

    /// Removes files, and folders that are empty then. Pages that go may link to one another, so each loses its links
    /// first. Where something could not be replaced, which may lead to them, all of them stay.
    fn remove_all(&self, intent: &Intent, stuck: &mut Stuck) {
        if stuck.error.is_some() {
            stuck.removed.extend(intent.remove.iter().map(|file| file.path.clone()));
            return;
        }
        let (staging, at) = self.staging_of(intent);
        let there = |path: &SitePath| matches!(self.site.kind(path.as_str()), Ok(Some(Kind::File(_))));
        let mut gone = Vec::new();
        for file in &intent.remove {
            let held = file.held.map(|number| at(held_place(&intent.staged, number)));
            match held.filter(|_| there(&file.path)) {
                Some(held) => match moved(staging, &held, &self.site, file.path.as_str(), Access::Public) {
                    Ok(()) => gone.push(&file.path),
                    Err(e) => stuck.keep(&file.path, cannot("remove", &self.site.path().join(file.path.as_str()), e)),
                },
                None => gone.push(&file.path),
            }
        }
        if !stuck.removed.is_empty() {
            // a page that still has its links leads to others
            stuck.removed = intent.remove.iter().map(|file| file.path.clone()).collect();
            return;
        }
        for path in gone {
            match if there(path) { self.site.remove(path.as_str()) } else { Ok(()) } {
                Ok(()) => self.site.prune(path.as_str()),
                Err(e) => stuck.keep(path, cannot("remove", &self.site.path().join(path.as_str()), e)),
            }
        }
    }

    /// Brings to the disk what was done, and forgets that it was to be done: only then may another publication begin.
    fn forget_intent(&self) -> Result<()> {
        self.flush()?;
        let failed = |e: io::Error| cannot("remove", &self.state.root.path().join(INTENT), e);
        self.state.root.remove(INTENT).map_err(failed)?;
        self.state.root.sync().map_err(failed)
    }

    /// Where the files of the site are staged, and the place there of what is staged at a place.
    fn staging_of(&self, intent: &Intent) -> (&Root, impl Fn(String) -> String + use<>) {
        let is_within = intent.within;
        let at = move |place: String| if is_within { within(&place) } else { place };
        (if is_within { &self.site } else { &self.state.root }, at)
    }
}

/// Renames what is staged into its place, unless that was done before an interruption.
fn moved(from: &Root, staged: &str, to: &Root, place: &str, access: Access) -> io::Result<()> {
    match from.rename(staged, to, place, access) {
        Err(e) if e.kind() == io::ErrorKind::NotFound && matches!(from.kind(staged), Ok(None)) => {
            match to.kind(place)? {
                Some(_) => Ok(()),
                None => Err(e),
            }
        }
        other => other,
    }
}
