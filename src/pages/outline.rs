//! A policy as far as it is known before its texts are read: what its pages depend on.

use super::site::Site;
use crate::catalog::Entry;
use crate::history::BlobId;
use crate::model::{Addenda, Correction, Digest, Handover, PolicyId, Succession, Timestamp, VersionNumber, Withdrawal};
use crate::store;
use serde::{Deserialize, Serialize};

/// A policy as far as it is known before its texts are read.
#[derive(Clone)]
pub struct Outline<'a> {
    /// What it is called, and where it stands.
    pub entry: &'a Entry,
    /// Oldest first; never empty.
    pub versions: Vec<Moment>,
    /// Set while the policy is withdrawn.
    pub withdrawn: Option<Withdrawal>,
    /// Where what was published of it was rewritten.
    pub corrections: Vec<Correction>,
    /// For a translation a digest of the original's versions, and of what became of the original's file of changes.
    pub original: Option<(Digest, Option<Digest>)>,
    /// For each version a digest of where the links in it, and in the one before, lead.
    pub links: Vec<Digest>,
    /// A digest of what became of the files to which its texts lead, if they lead to any.
    pub annexes: Option<Digest>,
    /// A digest of what became of its file of changes, if it has one.
    pub changes: Option<Digest>,
    /// What that file states.
    pub addenda: Addenda,
    /// Which policies it replaces, and which ones replace it.
    pub succession: Succession,
    /// The proposals that are open about it: what each is called, and where its page is.
    pub proposals: Vec<(String, String)>,
}

/// A version before its text is read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Moment {
    /// The committer date.
    pub published: Timestamp,
    /// Its bytes.
    pub blob: BlobId,
    /// A digest of everything that this version and those before it are made of.
    pub chain: Digest,
    /// A digest of what may never change once it is published: the bytes, commits and paths of this version and of those
    /// before it.
    pub proof: Digest,
    /// Whether the repository no longer has it in its history.
    pub gone: bool,
}

impl Outline<'_> {
    /// A digest of everything that the policy's pages are made of but single versions.
    pub(super) fn context(&self, site: &Site<'_>) -> Digest {
        let languages = site.languages(&self.entry.id, self.entry.translation_of.as_ref());
        let home = site.home(&self.entry.lang);
        store::key(&(site.key, self.entry, self.folder(site), &self.withdrawn, &self.corrections, languages, home))
    }

    /// A digest of what pages of older items are made of but these items; all that comes later leaves it as it is.
    pub(super) fn lasting(&self, site: &Site<'_>, at: &PolicyId) -> Digest {
        let home = site.home(&self.entry.lang);
        store::key(&(site.key, at, &self.entry.lang, &self.entry.publisher, self.folder(site), home))
    }

    /// The folder in which it stands among the others.
    fn folder<'s>(&self, site: &'s Site<'_>) -> &'s str {
        site.catalog.folder(&self.entry.path)
    }

    /// Which versions the repository no longer has.
    pub(super) fn gone(&self) -> Vec<bool> {
        self.versions.iter().map(|v| v.gone).collect()
    }

    /// A digest of everything that the policy's pages are made of.
    pub fn key(&self, site: &Site<'_>) -> Digest {
        store::key(&(
            self.context(site),
            self.last().chain,
            &self.links,
            &self.annexes,
            self.gone(),
            self.original,
            self.changes,
            &self.succession,
            &self.proposals,
        ))
    }

    /// The policies that replaced it while version `n` was its last one.
    pub(super) fn replaced_after(&self, n: VersionNumber) -> Vec<&Handover> {
        self.succession.after.iter().filter(|handover| handover.last == n).collect()
    }

    pub(super) fn last(&self) -> &Moment {
        self.versions.last().expect("a policy has a version")
    }

    /// The date of the last that happened to it.
    pub fn modified(&self) -> Timestamp {
        let published = self.last().published;
        self.withdrawn.iter().map(|w| w.date).chain(self.corrections.iter().map(|c| c.date)).fold(published, Ord::max)
    }
}
