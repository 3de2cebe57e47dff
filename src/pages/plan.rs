//! Which pages a site has, and what each is made of: known before a text is read.

use super::cut::{FEED, HISTORY, SECTION};
use super::outline::Outline;
use super::page::{LAST, Page, Part};
use super::routes::has_text_feed;
use super::site::Site;
use super::{calendar, llms, section_feed, sections};
use crate::model::{Digest, Handover, Lang, Policy, PolicyId, Sections, Timestamp, VersionNumber};
use crate::places::{OfPolicy, OfSite, Place};
use crate::store;

/// All pages of the `policy` of an outline, as far as it is read.
pub fn of_policy(site: &Site<'_>, outline: &Outline<'_>, policy: &Policy) -> Vec<Page> {
    let sections = &policy.sections;
    let (id, context) = (&outline.entry.id, outline.context(site));
    let mut pages = Vec::with_capacity(10 + 3 * outline.versions.len());
    let withheld: Vec<_> = outline.addenda.withheld().collect();
    let all = (
        &withheld,
        outline.last().chain,
        outline.links.last(),
        &outline.annexes,
        outline.gone(),
        outline.changes,
        &outline.succession,
    );
    let shared = |at: &PolicyId, file: OfPolicy| {
        let place = Place::Policy(at, file);
        // what a file at a former address says depends on where it is
        let former = (at != id).then_some(at);
        let key = match file {
            OfPolicy::Current => store::key(&(context, file, &all, outline.original, &outline.proposals)),
            // no link or file of a text is in them
            OfPolicy::Notice | OfPolicy::NoticePage => {
                store::key(&(context, file, outline.last().chain, former, outline.changes))
            }
            _ => store::key(&(context, file, &all, former)),
        };
        Page { path: place.path(), rank: place.rank(), key, modified: outline.modified(), part: Part::Policy(file) }
    };
    pages.extend(whole_pages(outline.versions.len()).map(|file| shared(id, file)));
    pages.extend(copied(outline.versions.len()).map(|file| shared(id, file)));
    pages.extend(successors(outline).map(|(file, handover)| {
        let (place, last) = (Place::Policy(id, file), outline.versions.get(handover.last.index()));
        let key = store::key(&(context, file, last.map(|last| last.chain), handover));
        let modified = handover.date.max(outline.modified());
        Page { path: place.path(), rank: place.rank(), key, modified, part: Part::Policy(file) }
    }));
    for (ix, moment) in outline.versions.iter().enumerate() {
        let n = VersionNumber::at(ix);
        let next = outline.versions.get(ix + 1);
        let own = |file: OfPolicy| {
            let (place, links) = (Place::Policy(id, file), outline.links.get(ix));
            let (stated, heirs) = (outline.addenda.near(n), outline.replaced_after(n));
            let key =
                store::key(&(context, file, moment.chain, moment.gone, next.map(|m| m.chain), links, stated, heirs));
            let modified = next.unwrap_or(moment).published;
            Page { path: place.path(), rank: place.rank(), key, modified, part: Part::Policy(file) }
        };
        pages.extend([own(OfPolicy::Version(n)), source(outline, id, n)]);
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
        pages.extend(successors(outline).map(|(file, _)| moved(file)));
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
        for n in (0..=last.index().min(outline.versions.len().saturating_sub(1))).map(VersionNumber::at) {
            let ix = n.index();
            pages.extend([moved(OfPolicy::Version(n)), source(outline, old, n)]);
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

/// The redlines to the policies that replace it.
fn successors<'a>(outline: &'a Outline<'_>) -> impl Iterator<Item = (OfPolicy, &'a Handover)> {
    outline.succession.after.iter().map(|handover| (OfPolicy::Successor(handover.place), handover))
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
    let stated = outline.addenda.among(FEED.page(number, all));
    let key = store::key(&(outline.lasting(site, at), file, last.chain, seal, open, stated));
    Page { path: place.path(), rank: place.rank(), key, modified: last.published, part: Part::Policy(file) }
}

/// The page of older versions `number`.
fn older_history(site: &Site<'_>, outline: &Outline<'_>, number: u32) -> Page {
    let (file, all) = (OfPolicy::OlderHistory(number), outline.versions.len());
    let (page, seal) = (HISTORY.page(number, all), HISTORY.seal(number, all));
    let (next, last) = (&outline.versions[page.end], &outline.versions[seal.unwrap_or(all - 1)]);
    let gone: Vec<bool> = outline.versions[page.clone()].iter().map(|v| v.gone).collect();
    let stated = outline.addenda.among(page);
    let key = store::key(&(outline.lasting(site, &outline.entry.id), file, next.chain, seal, gone, stated));
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
    let stated = outline.addenda.among(0..0);
    let key = store::key(&(outline.lasting(site, id), file, last.chain, seal.is_some(), page, stated));
    let place = Place::Policy(id, file);
    Page { path: place.path(), rank: place.rank(), key, modified: last.published, part: Part::Policy(file) }
}

/// The redline to version `n` for programs, at `at`, where the settings ask for it: no later version changes it.
fn machine_redline(site: &Site<'_>, outline: &Outline<'_>, at: &PolicyId, n: VersionNumber) -> Option<Page> {
    let (file, moment) = (OfPolicy::MachineRedline(n), &outline.versions[n.index()]);
    let stated = outline.addenda.among(0..0);
    let key = store::key(&(outline.lasting(site, &outline.entry.id), file, moment.chain, stated));
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
        let last_version = events.last()?.version;
        let last = outline.versions.get(last_version.index())?;
        let first = policy.sections.all[section as usize].changes.first()?;
        let stated = outline.addenda.among(0..last_version.index() + 1);
        let key = store::key(&(lasting, at, file, last.chain, events, stated));
        let place = Place::Policy(at, file);
        let page =
            Page { path: place.path(), rank: place.rank(), key, modified: last.published, part: Part::Policy(file) };
        (first.version.index() < versions).then_some(page)
    };
    if site.config.section_feeds { sections::followed(policy).filter_map(of).collect() } else { Vec::new() }
}

/// The exact bytes of version `n`, which depend on nothing else, or what stands in their place.
fn source(outline: &Outline<'_>, id: &PolicyId, n: VersionNumber) -> Page {
    let moment = &outline.versions[n.index()];
    let withheld = outline.addenda.withheld().find(|(of, _)| *of == n);
    let (file, key) = match withheld {
        Some(_) => (OfPolicy::Withheld(n), store::key(&("withheld", moment.blob, id, outline.addenda.of(n)))),
        None => (OfPolicy::Source(n), store::key(&("source", moment.blob))),
    };
    let place = Place::Policy(id, file);
    Page { path: place.path(), rank: place.rank(), key, modified: moment.published, part: Part::Policy(file) }
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
