//! Which pages a site has, and what each is made of: known before a text is read.

use super::{Site, routes};
use crate::catalog::Entry;
use crate::history::BlobId;
use crate::model::{Correction, Digest, Lang, PolicyId, Timestamp, VersionNumber, Withdrawal};
use crate::store;
use serde::{Deserialize, Serialize};

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Below the site's root, with `/`, not encoded.
    pub path: String,
    /// A digest of everything that goes into it: pages with equal keys have equal bytes.
    pub key: Digest,
    /// When it came to be as it is: the date of the commit that made it so.
    pub modified: Timestamp,
    /// What it shows.
    pub part: Part,
}

/// What a page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub enum Part {
    /// The current text of a policy.
    Current,
    History,
    /// What became of each section.
    Sections,
    Compare,
    Versions,
    TimeMap,
    PolicyAtom,
    /// The changes of a policy's wording alone.
    PolicyTextAtom,
    PolicyJson,
    /// The current text, for showing what a search found.
    Passages,
    Version(VersionNumber),
    Source(VersionNumber),
    /// The redline from the version before.
    Changes(VersionNumber),
    /// What changed from so many versions before the current one.
    Last(u32),
    /// A former address: where its page stands now.
    Moved(String),
    /// All policies.
    Home,
    AllChanges,
    NotFound,
    SiteAtom,
    /// The changes of wordings alone.
    SiteTextAtom,
    SiteJson,
    /// The words of all current texts, and what was said of changes.
    Search,
    Policies,
    Sitemap,
    Robots,
    Headers,
    NoJekyll,
    /// A file of the theme.
    Asset(&'static str),
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
    /// A digest of what may never change once it is published: the bytes and commits of this version and of those before
    /// it.
    pub proof: Digest,
    /// Whether the repository no longer has it in its history.
    pub gone: bool,
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
        store::key(&(self.context(site), self.last().chain, &self.links, self.gone(), self.original))
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
    let shared = |path: String, part: Part| {
        let key = store::key(&(context, &part, outline.last().chain, outline.links.last(), outline.gone()));
        Page { path, key, modified: outline.modified(), part }
    };
    let current = shared(routes::current(id), Part::Current);
    pages.push(Page { key: store::key(&(current.key, outline.original)), ..current });
    pages.extend([
        shared(routes::history(id), Part::History),
        shared(routes::sections(id), Part::Sections),
        shared(routes::compare(id), Part::Compare),
        shared(routes::of(id, "versions.json"), Part::Versions),
        shared(routes::of(id, "timemap.link"), Part::TimeMap),
        shared(routes::of(id, "feed.xml"), Part::PolicyAtom),
        shared(routes::of(id, routes::TEXT_FEED), Part::PolicyTextAtom),
        shared(routes::of(id, "feed.json"), Part::PolicyJson),
        shared(routes::of(id, routes::SEARCH), Part::Passages),
    ]);
    let backs = 2..=LAST.min(outline.versions.len() as u32 - 1);
    pages.extend(backs.map(|back| shared(routes::last(id, back), Part::Last(back))));
    for (ix, moment) in outline.versions.iter().enumerate() {
        let n = VersionNumber::at(ix);
        let next = outline.versions.get(ix + 1);
        let own = |path: String, part: Part| {
            let links = outline.links.get(ix);
            let key = store::key(&(context, &part, moment.chain, moment.gone, next.map(|m| m.chain), links));
            Page { path, key, modified: next.unwrap_or(moment).published, part }
        };
        pages.push(own(routes::version(id, n), Part::Version(n)));
        pages.push(source(routes::source(id, n), n, moment));
        if ix > 0 {
            pages.push(own(routes::changes(id, n), Part::Changes(n)));
        }
    }
    for (old, last) in &outline.entry.former_ids {
        let moved = |from: String, to: String| {
            let part = Part::Moved(to);
            Page { key: store::key(&(context, &part)), path: from, modified: outline.modified(), part }
        };
        pages.push(moved(routes::current(old), routes::current(id)));
        for (ix, moment) in outline.versions.iter().enumerate().take(last.index() + 1) {
            let n = VersionNumber::at(ix);
            pages.push(moved(routes::version(old, n), routes::version(id, n)));
            pages.push(source(routes::source(old, n), n, moment));
            if ix > 0 {
                pages.push(moved(routes::changes(old, n), routes::changes(id, n)));
            }
        }
    }
    pages
}

/// The exact bytes of a version: they depend on nothing else.
fn source(path: String, n: VersionNumber, moment: &Moment) -> Page {
    Page { path, key: store::key(&("source", moment.blob)), modified: moment.published, part: Part::Source(n) }
}

/// The pages that all policies share. `policies` is a digest of all policies, `newest` the date of the latest version,
/// `date` that of the published revision.
pub fn of_site(site: &Site<'_>, policies: Digest, newest: Timestamp, date: Timestamp) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut add = |path: &str, part: Part, modified: Timestamp, on: Option<&str>| {
        let key = store::key(&(site.key, &part, policies, on));
        pages.push(Page { path: path.to_owned(), key, modified, part });
    };
    let commit = Some(site.commit.as_str());
    add(routes::HOME, Part::Home, date, commit);
    add(routes::CHANGES, Part::AllChanges, newest, None);
    add("feed.xml", Part::SiteAtom, newest, None);
    add(routes::TEXT_FEED, Part::SiteTextAtom, newest, None);
    add("feed.json", Part::SiteJson, newest, None);
    add(routes::SEARCH, Part::Search, newest, None);
    add("policies.json", Part::Policies, date, commit);
    add("sitemap.xml", Part::Sitemap, newest, None);
    pages.push(fixed(site, "404.html", Part::NotFound, newest));
    for (path, part) in [("robots.txt", Part::Robots), ("_headers", Part::Headers), (".nojekyll", Part::NoJekyll)] {
        pages.push(fixed(site, path, part, newest));
    }
    pages.extend(site.theme.assets.iter().map(|(path, _)| fixed(site, path, Part::Asset(path), newest)));
    pages
}

/// A file that depends on settings and theme alone.
fn fixed(site: &Site<'_>, path: &str, part: Part, modified: Timestamp) -> Page {
    Page { path: path.to_owned(), key: store::key(&(site.key, &part)), modified, part }
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
