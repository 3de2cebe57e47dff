//! Which pages a site has, and what each is made of: known before a text is read.

use super::cut::{FEED, HISTORY, SECTION};
use super::routes::has_text_feed;
use super::{Site, calendar, llms, section_feed, sections};
use crate::catalog::Entry;
use crate::history::BlobId;
use crate::model::{Annex, Correction, Digest, Lang, Policy, PolicyId, Sections, Timestamp, VersionNumber, Withdrawal};
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
    /// A part of what all policies share: of what the search looks through, or of a long list of policies.
    Piece,
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

    /// The version by which it is complete: it is rendered when that one is read, else when all are.
    pub fn of_version(&self, versions: usize) -> Option<VersionNumber> {
        match self.part {
            Part::Policy(OfPolicy::Version(n) | OfPolicy::Source(n) | OfPolicy::Redline(n)) => Some(n),
            Part::Policy(OfPolicy::MachineRedline(n)) => Some(n),
            // the texts that its redlines show need not be held until then
            Part::Policy(OfPolicy::OlderAtom(number)) => FEED.seal(number, versions).map(VersionNumber::at),
            _ => None,
        }
    }

    /// The file at `place`, a part of what all policies share, with what the digest `key` is of.
    pub fn piece(place: Place<'_>, key: Digest, modified: Timestamp) -> Self {
        Self { path: place.path(), rank: place.rank(), key, modified, part: Part::Piece }
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
        let home = site.home(&self.entry.lang);
        store::key(&(site.key, self.entry, self.folder(site), &self.withdrawn, &self.corrections, languages, home))
    }

    /// A digest of what pages of older items are made of but these items; all that comes later leaves it as it is.
    fn lasting(&self, site: &Site<'_>, at: &PolicyId) -> Digest {
        let home = site.home(&self.entry.lang);
        store::key(&(site.key, at, &self.entry.lang, &self.entry.publisher, self.folder(site), home))
    }

    /// The folder in which it stands among the others.
    fn folder(&self, site: &Site<'_>) -> String {
        site.catalog.folder(&self.entry.path)
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

/// All pages of the `policy` of an outline, as far as it is read.
pub fn of_policy(site: &Site<'_>, outline: &Outline<'_>, policy: &Policy) -> Vec<Page> {
    let sections = &policy.sections;
    let (id, context) = (&outline.entry.id, outline.context(site));
    let mut pages = Vec::with_capacity(10 + 3 * outline.versions.len());
    let all = (outline.last().chain, outline.links.last(), &outline.annexes, outline.gone());
    let shared = |at: &PolicyId, file: OfPolicy| {
        let place = Place::Policy(at, file);
        // what a file at a former address says depends on where it is
        let former = (at != id).then_some(at);
        let key = match file {
            OfPolicy::Current => store::key(&(context, file, &all, outline.original)),
            // no link or file of a text is in them
            OfPolicy::Notice | OfPolicy::NoticePage => store::key(&(context, file, outline.last().chain, former)),
            _ => store::key(&(context, file, &all, former)),
        };
        Page { path: place.path(), rank: place.rank(), key, modified: outline.modified(), part: Part::Policy(file) }
    };
    pages.extend(whole_pages(outline.versions.len()).map(|file| shared(id, file)));
    pages.extend(copied(outline.versions.len()).map(|file| shared(id, file)));
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
            pages.extend(machine_redline(site, outline, id, n));
        }
    }
    let feeds = |at: &PolicyId, versions: usize| section_feeds(site, outline, policy, at, versions);
    pages.extend(feeds(id, outline.versions.len()));
    let calendar = calendar::key(site, policy);
    let dates = |at: &PolicyId| {
        let place = Place::Policy(at, OfPolicy::Dates);
        let key = store::key(&(calendar?, at));
        let part = Part::Policy(OfPolicy::Dates);
        Some(Page { path: place.path(), rank: place.rank(), key, modified: outline.modified(), part })
    };
    pages.extend(dates(id));
    let all = outline.versions.len();
    pages.extend(FEED.pages(all).map(|number| older_feed(site, outline, id, all, number)));
    pages.extend(HISTORY.pages(all).map(|number| older_history(site, outline, number)));
    pages.extend(older_sections(sections, all).map(|page| older_section(site, outline, sections, page)));
    for (old, last) in &outline.entry.former_ids {
        let moved = |file: OfPolicy| {
            let (place, to) = (Place::Policy(old, file), Place::Policy(id, file).path());
            let part = Part::Moved(to);
            let key = store::key(&(context, &part));
            Page { path: place.path(), rank: place.rank(), key, modified: outline.modified(), part }
        };
        pages.extend(whole_pages(last.index() + 1).map(moved));
        // programs follow no page that redirects: at the former address they find the same
        let all = last.index() + 1;
        pages.extend(copied(all).map(|file| shared(old, file)));
        pages.extend(dates(old));
        pages.extend(feeds(old, all));
        pages.extend(HISTORY.pages(all).map(|number| moved(OfPolicy::OlderHistory(number))));
        pages.extend(
            older_sections(sections, all).map(|(section, number)| moved(OfPolicy::OlderSection(section, number))),
        );
        pages.extend(FEED.pages(all).map(|number| older_feed(site, outline, old, all, number)));
        for (ix, moment) in outline.versions.iter().enumerate().take(last.index() + 1) {
            let n = VersionNumber::at(ix);
            pages.extend([moved(OfPolicy::Version(n)), source(old, n, moment)]);
            if ix > 0 {
                pages.push(moved(OfPolicy::Redline(n)));
                pages.extend(machine_redline(site, outline, old, n));
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

/// The files, for programs and for other sites, that do. With one version, whose words all are new, no feed leaves anything
/// out, and there is no change to give notice of.
fn copied(versions: usize) -> impl Iterator<Item = OfPolicy> {
    let several = [OfPolicy::TextAtom, OfPolicy::Notice, OfPolicy::NoticePage];
    let several = several.into_iter().filter(move |file| match file {
        OfPolicy::TextAtom => has_text_feed(versions),
        _ => versions > 1,
    });
    [OfPolicy::Versions, OfPolicy::TimeMap, OfPolicy::Atom, OfPolicy::JsonFeed].into_iter().chain(several)
}

/// The redlines to the current one of so many `versions`; the last step has a page of its own.
fn backs(versions: usize) -> impl Iterator<Item = OfPolicy> {
    let most = LAST.min(u32::try_from(versions).unwrap_or(u32::MAX).saturating_sub(1));
    (2..=most).map(OfPolicy::Last)
}

/// The document of older entries `number`, at `at`, where `all` versions were published.
fn older_feed(site: &Site<'_>, outline: &Outline<'_>, at: &PolicyId, all: usize, number: u32) -> Page {
    let file = OfPolicy::OlderAtom(number);
    let (place, seal) = (Place::Policy(at, file), FEED.seal(number, all));
    let last = &outline.versions[seal.unwrap_or(all - 1)];
    // until it stays as it is, what was announced in it may still be taken back
    let open = (seal.is_none() && all == outline.versions.len()).then_some(&outline.withdrawn);
    let key = store::key(&(outline.lasting(site, at), file, last.chain, seal, open));
    Page { path: place.path(), rank: place.rank(), key, modified: last.published, part: Part::Policy(file) }
}

/// The page of older versions `number`.
fn older_history(site: &Site<'_>, outline: &Outline<'_>, number: u32) -> Page {
    let (file, all) = (OfPolicy::OlderHistory(number), outline.versions.len());
    let (page, seal) = (HISTORY.page(number, all), HISTORY.seal(number, all));
    let (next, last) = (&outline.versions[page.end], &outline.versions[seal.unwrap_or(all - 1)]);
    let gone: Vec<bool> = outline.versions[page].iter().map(|v| v.gone).collect();
    let key = store::key(&(outline.lasting(site, &outline.entry.id), file, next.chain, seal, gone));
    let place = Place::Policy(&outline.entry.id, file);
    Page { path: place.path(), rank: place.rank(), key, modified: last.published, part: Part::Policy(file) }
}

/// The pages of older changes of sections, when there were so many versions: section and number.
fn older_sections(sections: &Sections, versions: usize) -> impl Iterator<Item = (u32, u32)> {
    sections.all.iter().zip(0..).flat_map(move |(section, ix)| {
        let changes = section.changes.partition_point(|event| event.version.index() < versions);
        SECTION.pages(changes).map(move |number| (ix, number))
    })
}

/// A page of older changes of a section.
fn older_section(site: &Site<'_>, outline: &Outline<'_>, sections: &Sections, (section, number): (u32, u32)) -> Page {
    let (file, id) = (OfPolicy::OlderSection(section, number), &outline.entry.id);
    let changes = &sections.all[section as usize].changes;
    let (page, seal) = (SECTION.page(number, changes.len()), SECTION.seal(number, changes.len()));
    let last = &outline.versions[changes[page.end - 1].version.index()];
    let key = store::key(&(outline.lasting(site, id), file, last.chain, seal.is_some(), page));
    let place = Place::Policy(id, file);
    Page { path: place.path(), rank: place.rank(), key, modified: last.published, part: Part::Policy(file) }
}

/// The redline to version `n` for programs, at `at`, where the settings ask for it: no later version changes it.
fn machine_redline(site: &Site<'_>, outline: &Outline<'_>, at: &PolicyId, n: VersionNumber) -> Option<Page> {
    let (file, moment) = (OfPolicy::MachineRedline(n), &outline.versions[n.index()]);
    let key = store::key(&(outline.lasting(site, &outline.entry.id), file, moment.chain));
    let place = Place::Policy(at, file);
    let page =
        Page { path: place.path(), rank: place.rank(), key, modified: moment.published, part: Part::Policy(file) };
    site.config.machine_redlines.then_some(page)
}

/// The feeds of sections that changed by the time of so many `versions`, at `at`, where the settings ask for them.
fn section_feeds(site: &Site<'_>, outline: &Outline<'_>, policy: &Policy, at: &PolicyId, versions: usize) -> Vec<Page> {
    let lasting = outline.lasting(site, &outline.entry.id);
    let of = |section: u32| {
        let (file, events) = (OfPolicy::SectionAtom(section), section_feed::shown(policy, section));
        let last = events.last().and_then(|event| outline.versions.get(event.version.index()))?;
        let first = policy.sections.all[section as usize].changes.first()?;
        let key = store::key(&(lasting, at, file, last.chain, events));
        let place = Place::Policy(at, file);
        let page =
            Page { path: place.path(), rank: place.rank(), key, modified: last.published, part: Part::Policy(file) };
        (first.version.index() < versions).then_some(page)
    };
    if site.config.section_feeds { sections::followed(policy).filter_map(of).collect() } else { Vec::new() }
}

/// The exact bytes of a version: they depend on nothing else.
fn source(id: &PolicyId, n: VersionNumber, moment: &Moment) -> Page {
    let place = Place::Policy(id, OfPolicy::Source(n));
    let key = store::key(&("source", moment.blob));
    let part = Part::Policy(OfPolicy::Source(n));
    Page { path: place.path(), rank: place.rank(), key, modified: moment.published, part }
}

/// The pages that all `policies` share, of which there is a digest with all that is in them. `newest` is the date of the
/// latest version, `date` that of the published revision.
pub fn of_site(
    site: &Site<'_>,
    (policies, digest): (&[Policy], Digest),
    newest: Timestamp,
    date: Timestamp,
) -> Vec<Page> {
    let calendar = calendar::key_of_all(site, policies);
    let page = |file: &OfSite| {
        let (place, part) = (Place::Site(*file), Part::Site(*file));
        let (key, modified) = match file {
            OfSite::Home | OfSite::Policies => {
                (store::key(&(site.key, &part, digest, Some(site.commit.as_str()))), date)
            }
            OfSite::Changes | OfSite::Atom | OfSite::TextAtom | OfSite::JsonFeed | OfSite::Sitemap => {
                (store::key(&(site.key, &part, digest)), newest)
            }
            OfSite::Dates => (calendar?, newest),
            OfSite::Llms => (llms::key(site, policies), newest),
            OfSite::About => {
                let langs: Vec<&Lang> = site.interfaces().iter().map(|messages| &messages.lang).collect();
                (store::key(&(site.key, &part, langs)), newest)
            }
            OfSite::NotFound => (store::key(&(site.key, &part, site.depths())), newest),
            // settings and theme alone
            _ => (store::key(&(site.key, &part)), newest),
        };
        Some(Page { path: place.path(), rank: place.rank(), key, modified, part })
    };
    let stands = |file: &&OfSite| match file {
        // what the search looks through goes by its bytes
        OfSite::Search => false,
        OfSite::Drawing | OfSite::Picture => site.logo.is_some_and(|logo| logo.file() == **file),
        OfSite::Depth(_) => site.config.base_url.is_none(),
        _ => true,
    };
    OfSite::ALL.iter().filter(stands).filter_map(page).collect()
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
