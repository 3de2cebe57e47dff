//! Which pages a site has, and what each is made of: known before a text is read.

use super::Site;
use crate::catalog::Entry;
use crate::history::BlobId;
use crate::model::{Annex, Correction, Digest, Lang, PolicyId, Timestamp, VersionNumber, Withdrawal};
use crate::places::{OfPolicy, OfSite, Place, Rank, SitePath};
use crate::store;
use serde::{Deserialize, Serialize};

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Below the site's root.
    pub path: SitePath,
    /// When it is put into place.
    pub rank: Rank,
    /// A digest of everything that goes into it: pages with equal keys have equal bytes.
    pub key: Digest,
    /// When it came to be as it is: the date of the commit that made it so.
    pub modified: Timestamp,
    /// What it shows.
    pub part: Part,
}

/// What a page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Part {
    /// What all policies share.
    Site(OfSite),
    /// A file of a policy; at a former address of the policy too, where no page can redirect.
    Policy(OfPolicy),
    /// A former address: where its page is now.
    Moved(SitePath),
    /// A file to which texts lead.
    Annex,
}

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
    /// For a translation a digest of the original's versions.
    pub original: Option<Digest>,
    /// For each version a digest of where the links in it, and in the one before, lead.
    pub links: Vec<Digest>,
    /// A digest of what became of the files to which its texts lead, if they lead to any.
    pub annexes: Option<Digest>,
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

impl Page {
    /// A file to which texts lead since `modified`: its bytes depend on nothing else.
    pub fn of_annex(annex: &Annex, modified: Timestamp) -> Self {
        let place = Place::Annex(annex);
        Self {
            path: place.path(),
            rank: place.rank(),
            key: store::key(&("annex", annex.digest)),
            modified,
            part: Part::Annex,
        }
    }

    /// Whether its bytes never change once they are published.
    pub fn is_frozen(&self) -> bool {
        matches!(self.part, Part::Policy(OfPolicy::Source(_)) | Part::Annex)
    }
}

impl Outline<'_> {
    /// A digest of everything that the policy's pages are made of but single versions.
    fn context(&self, site: &Site<'_>) -> Digest {
        let languages = site.languages(&self.entry.id, self.entry.translation_of.as_ref());
        store::key(&(site.key, self.entry, &self.withdrawn, &self.corrections, languages))
    }

    /// Which versions the repository no longer has.
    fn gone(&self) -> Vec<bool> {
        self.versions.iter().map(|v| v.gone).collect()
    }

    /// A digest of everything that the policy's pages are made of.
    pub fn key(&self, site: &Site<'_>) -> Digest {
        store::key(&(self.context(site), self.last().chain, &self.links, &self.annexes, self.gone(), self.original))
    }

    fn last(&self) -> &Moment {
        self.versions.last().expect("a policy has a version")
    }

    /// The last that happened to it.
    fn modified(&self) -> Timestamp {
        let published = self.last().published;
        self.withdrawn.iter().map(|w| w.date).chain(self.corrections.iter().map(|c| c.date)).fold(published, Ord::max)
    }
}

/// How many versions before the current one have a page that compares them with it, for readers without JavaScript.
pub(super) const LAST: u32 = 10;

/// All pages of one policy.
pub fn of_policy(site: &Site<'_>, outline: &Outline<'_>) -> Vec<Page> {
    let (id, context) = (&outline.entry.id, outline.context(site));
    let mut pages = Vec::with_capacity(10 + 3 * outline.versions.len());
    let all = (outline.last().chain, outline.links.last(), &outline.annexes, outline.gone());
    let shared = |at: &PolicyId, file: OfPolicy| {
        let place = Place::Policy(at, file);
        // what a file at a former address says depends on where it is
        let former = (at != id).then_some(at);
        let key = match file {
            OfPolicy::Current => store::key(&(context, file, &all, outline.original)),
            _ => store::key(&(context, file, &all, former)),
        };
        Page { path: place.path(), rank: place.rank(), key, modified: outline.modified(), part: Part::Policy(file) }
    };
    pages.extend(whole_pages(outline.versions.len()).map(|file| shared(id, file)));
    pages.extend(COPIED.iter().map(|file| shared(id, *file)));
    for (ix, moment) in outline.versions.iter().enumerate() {
        let n = VersionNumber::at(ix);
        let next = outline.versions.get(ix + 1);
        let own = |file: OfPolicy| {
            let (place, links) = (Place::Policy(id, file), outline.links.get(ix));
            let key = store::key(&(context, file, moment.chain, moment.gone, next.map(|m| m.chain), links));
            let modified = next.unwrap_or(moment).published;
            Page { path: place.path(), rank: place.rank(), key, modified, part: Part::Policy(file) }
        };
        pages.extend([own(OfPolicy::Version(n)), source(id, n, moment)]);
        if ix > 0 {
            pages.push(own(OfPolicy::Redline(n)));
        }
    }
    for (old, last) in &outline.entry.former_ids {
        let moved = |file: OfPolicy| {
            let (place, to) = (Place::Policy(old, file), Place::Policy(id, file).path());
            let part = Part::Moved(to);
            let key = store::key(&(context, &part));
            Page { path: place.path(), rank: place.rank(), key, modified: outline.modified(), part }
        };
        pages.extend(whole_pages(last.index() + 1).map(moved));
        // programs follow no page that redirects: at the former address they find the same
        pages.extend(COPIED.iter().map(|file| shared(old, *file)));
        for (ix, moment) in outline.versions.iter().enumerate().take(last.index() + 1) {
            let n = VersionNumber::at(ix);
            pages.extend([moved(OfPolicy::Version(n)), source(old, n, moment)]);
            if ix > 0 {
                pages.push(moved(OfPolicy::Redline(n)));
            }
        }
    }
    pages
}

/// The pages, for people, that tell of a policy of so many versions as a whole. With one there is nothing to compare.
fn whole_pages(versions: usize) -> impl Iterator<Item = OfPolicy> {
    let several = [OfPolicy::Sections, OfPolicy::Compare].into_iter().filter(move |_| versions > 1);
    [OfPolicy::Current, OfPolicy::History].into_iter().chain(several).chain(backs(versions))
}

/// The files, for programs, that do.
const COPIED: &[OfPolicy] = &[
    OfPolicy::Versions,
    OfPolicy::TimeMap,
    OfPolicy::Atom,
    OfPolicy::TextAtom,
    OfPolicy::JsonFeed,
    OfPolicy::Passages,
];

/// The redlines to the current one of so many `versions`; the last step has a page of its own.
fn backs(versions: usize) -> impl Iterator<Item = OfPolicy> {
    let most = LAST.min(u32::try_from(versions).unwrap_or(u32::MAX).saturating_sub(1));
    (2..=most).map(OfPolicy::Last)
}

/// The exact bytes of a version: they depend on nothing else.
fn source(id: &PolicyId, n: VersionNumber, moment: &Moment) -> Page {
    let place = Place::Policy(id, OfPolicy::Source(n));
    let key = store::key(&("source", moment.blob));
    let part = Part::Policy(OfPolicy::Source(n));
    Page { path: place.path(), rank: place.rank(), key, modified: moment.published, part }
}

/// The pages that all policies share. `policies` is a digest of all policies, `newest` the date of the latest version,
/// `date` that of the published revision.
pub fn of_site(site: &Site<'_>, policies: Digest, newest: Timestamp, date: Timestamp) -> Vec<Page> {
    let page = |file: &OfSite| {
        let (place, part) = (Place::Site(*file), Part::Site(*file));
        let (key, modified) = match file {
            OfSite::Home | OfSite::Policies => {
                (store::key(&(site.key, &part, policies, Some(site.commit.as_str()))), date)
            }
            OfSite::Changes | OfSite::Atom | OfSite::TextAtom | OfSite::JsonFeed | OfSite::Search | OfSite::Sitemap => {
                (store::key(&(site.key, &part, policies)), newest)
            }
            // settings and theme alone
            _ => (store::key(&(site.key, &part)), newest),
        };
        Page { path: place.path(), rank: place.rank(), key, modified, part }
    };
    OfSite::ALL.iter().map(page).collect()
}

impl Site<'_> {
    /// The text `id`, a translation of `original` if it is one, in all its languages; nothing if there is one.
    pub(super) fn languages(&self, id: &PolicyId, original: Option<&PolicyId>) -> Vec<(Lang, PolicyId)> {
        let original = original.unwrap_or(id);
        let family = self.catalog.family(original).iter().map(|ix| &self.catalog.entries()[*ix]);
        let mut languages: Vec<(Lang, PolicyId)> = family.map(|e| (e.lang.clone(), e.id.clone())).collect();
        languages.sort_by_key(|(lang, id)| (id != original, lang.clone()));
        if languages.len() > 1 { languages } else { Vec::new() }
    }
}
