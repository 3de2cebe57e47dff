//! What became of each section of a policy: of late on one page, before that on pages of the section's own, and what
//! stands after headings.

use super::chrome::Chrome;
use super::cut::SECTION;
use super::dates::DateView;
use super::head::{Head, Shown};
use super::maker::Maker;
use super::messages::{Messages, number};
use super::summary::{self, Line, Told};
use super::{brief, routes};
use crate::error::Result;
use crate::html::SectionLink;
use crate::model::{Policy, SectionEvent, SectionHistory, SectionState, VersionNumber};
use crate::places::OfPolicy;
use serde::Serialize;

#[derive(Serialize)]
struct SectionsView<'a> {
    chrome: Chrome,
    head: Head,
    lang: &'a str,
    standing: Vec<SectionView>,
    gone: Vec<SectionView>,
    current: String,
    withdrawn: Option<String>,
}

#[derive(Serialize)]
struct SectionView {
    id: String,
    /// The element of its heading.
    tag: &'static str,
    heading: String,
    /// Where it stands in the current text.
    href: Option<String>,
    said: String,
    runs: Vec<RunView>,
    /// The page with what happened before.
    older: Option<String>,
    older_count: String,
    /// Its feed, if it has one.
    feed: Option<String>,
}

/// A page of what happened to a section before.
#[derive(Serialize)]
struct OlderView<'a> {
    chrome: Chrome,
    head: Head,
    lang: &'a str,
    /// What the section was called then.
    section: String,
    range: String,
    runs: Vec<RunView>,
    newer: String,
    older: Option<String>,
    current: String,
}

/// Changes in a row.
#[derive(Serialize)]
struct RunView {
    /// Whether no word came or went in them.
    #[serde(skip)]
    quiet: bool,
    /// What is said in place of several such, which are folded.
    folded: Option<String>,
    events: Vec<EventView>,
}

#[derive(Serialize)]
pub(super) struct EventView {
    href: String,
    name: String,
    date: DateView,
    state: &'static str,
    pub(super) said: String,
    /// How many words came and went.
    pub(super) counts: Option<String>,
    /// What changed, as far as it is a fact.
    pub(super) facts: Vec<Line>,
}

/// The id of section `number` wherever it is named: the same in all versions.
pub(super) fn id(number: u32) -> String {
    format!("ui.s{number}")
}

/// When a section last changed and how often, in a few words.
pub(super) fn said(section: &SectionHistory, messages: &Messages) -> String {
    match section.changes.last() {
        None => messages.with("section-unchanged", &[("version", number(section.born.get()))]),
        Some(last) => {
            let numbers = [("n", number(section.changes.len() as u32)), ("version", number(last.version.get()))];
            messages.with("section-last-changed", &numbers)
        }
    }
}

/// How many sections of the current text ever changed; `None` if none did.
pub(super) fn changed(maker: &Maker<'_>) -> Option<String> {
    let sections = &maker.policy.sections;
    let now = sections.at(maker.policy.current().number);
    let changed = now.iter().filter(|ix| sections.all.get(**ix as usize).is_some_and(|s| !s.changes.is_empty()));
    let numbers = [("n", number(changed.count() as u32)), ("all", number(now.len() as u32))];
    (maker.policy.versions.len() > 1 && !now.is_empty()).then(|| maker.messages.with("sections-ever-changed", &numbers))
}

/// The sections of `policy` that have a feed, where the settings ask for it: the first ones, if they ever changed. One that
/// is gone keeps its feed, which says so.
pub(super) fn followed(policy: &Policy) -> impl Iterator<Item = u32> {
    let all = policy.sections.all.iter().zip(0..).take(FOLLOWED);
    all.filter(|(section, _)| !section.changes.is_empty()).map(|(_, ix)| ix)
}

/// The page of all sections.
pub(super) fn page(maker: &Maker<'_>) -> Result<Vec<u8>> {
    let (policy, messages) = (maker.policy, maker.messages);
    let path = routes::sections(&policy.id);
    let to = |target: String| routes::relative(&path, &target);
    let now = policy.sections.at(policy.current().number);
    let followed: Vec<u32> = if maker.site.config.section_feeds { followed(policy).collect() } else { Vec::new() };
    let view = |ix: u32| {
        let section = policy.sections.all.get(ix as usize)?;
        let (untitled, all) = (section.heading.is_empty(), section.changes.len());
        let (head, last) = (SECTION.head(all), SECTION.pages(all).last());
        Some(SectionView {
            id: id(ix),
            tag: if section.stands { "h2" } else { "h3" },
            heading: if untitled { messages.text("before-first-heading") } else { section.heading.clone() },
            href: (ix == 0 || now.contains(&ix)).then(|| match ix {
                0 => to(routes::current(&policy.id)),
                ix => format!("{}#{}", to(routes::current(&policy.id)), id(ix)),
            }),
            said: said(section, messages),
            older: last.map(|last| to(routes::of(&policy.id, OfPolicy::OlderSection(ix, last)))),
            feed: followed.contains(&ix).then(|| to(routes::of(&policy.id, OfPolicy::SectionAtom(ix)))),
            older_count: messages.with("section-older", &[("n", number(head.start as u32))]),
            runs: runs(maker, &section.changes[head], &path),
        })
    };
    let heading = messages.text("section-history");
    let preamble = policy.sections.all.first().filter(|section| !section.changes.is_empty()).map(|_| 0);
    let gone = policy.sections.all.iter().enumerate().filter(|(_, s)| !s.stands).map(|(ix, _)| ix as u32);
    let view = SectionsView {
        chrome: maker
            .chrome(&path, &format!("{heading} · {}", policy.name()))
            .noindex(true)
            .crumb(&heading, None, None),
        head: maker.head(&path, Shown::Sections),
        lang: policy.lang.as_str(),
        standing: preamble.into_iter().chain(policy.sections.standing()).filter_map(view).collect(),
        gone: gone.filter_map(view).collect(),
        current: to(routes::current(&policy.id)),
        withdrawn: maker.withdrawn(),
    };
    maker.site.theme.render("sections.html", messages, &view, None)
}

/// The page `number` of what happened to a section before, at `path`. What it says rests on nothing that came later.
pub(super) fn older(maker: &Maker<'_>, path: &str, section: u32, number_of_page: u32) -> Result<Vec<u8>> {
    let (policy, messages) = (maker.policy, maker.messages);
    let changes = &policy.sections.all[section as usize].changes;
    let page = SECTION.page(number_of_page, changes.len());
    let last = &changes[page.end - 1];
    let version = policy.version(last.version).expect("a version that is read");
    let to = |target: String| routes::relative(path, &target);
    let at = |number: u32| to(routes::of(&policy.id, OfPolicy::OlderSection(section, number)));
    let sealed = SECTION.seal(number_of_page, changes.len()).is_some();
    let sections = to(routes::sections(&policy.id));
    let places = [("from", number(page.start as u32 + 1)), ("to", number(page.end as u32))];
    let (heading, name) = (messages.text("section-history"), name_in(maker, last, section));
    let view = OlderView {
        chrome: maker
            .lasting_chrome(path, &format!("{name} · {heading}"), last.version)
            .crumb(&heading, Some(sections.clone()), None)
            .crumb(&name, None, None),
        head: maker.lasting_head(path, version, heading),
        lang: version.lang.as_str(),
        section: name,
        range: messages.with("section-range", &places),
        runs: runs(maker, &changes[page], path),
        newer: if sealed { at(number_of_page + 1) } else { format!("{sections}#{}", id(section)) },
        older: (number_of_page > 1).then(|| at(number_of_page - 1)),
        current: format!("{}#{}", to(routes::current(&policy.id)), id(section)),
    };
    maker.site.theme.render("section-older.html", messages, &view, None)
}

/// What a section was called in the version of `event`, as its redline has it.
pub(super) fn name_in(maker: &Maker<'_>, event: &SectionEvent, section: u32) -> String {
    let version = maker.policy.version(event.version);
    let change = version.and_then(|version| version.brief.sections.iter().find(|s| s.change == event.change));
    match change.map(|change| change.heading.clone()).filter(|heading| !heading.is_empty()) {
        Some(heading) => heading,
        None if section == 0 => maker.messages.text("before-first-heading"),
        None => maker.messages.text("section-untitled"),
    }
}

/// How many sections of a policy may have a feed, those that first stood in it.
const FOLLOWED: usize = 60;
/// How many facts stand with a change of a section.
const FACTS: usize = 3;

fn event_view(maker: &Maker<'_>, event: &SectionEvent, path: &str, above: &Told) -> EventView {
    let view = told(maker, event, &routes::relative(path, &routes::changes(&maker.policy.id, event.version)));
    EventView { facts: above.once(&maker.policy.id, event.version, view.facts, maker.messages), ..view }
}

/// What is told of a change of a section, whose redline is at `page`.
pub(super) fn told(maker: &Maker<'_>, event: &SectionEvent, page: &str) -> EventView {
    let version = maker.policy.version(event.version).expect("a version that is read");
    let section = version.brief.sections.iter().find(|section| section.change == event.change);
    let words = section.map_or([0, 0], |section| [section.added as u32, section.removed as u32]);
    let counts = [("added", number(words[0])), ("removed", number(words[1]))];
    EventView {
        href: format!("{page}#c{}", event.change),
        name: maker.name(event.version),
        date: DateView::at(maker.site, version.published, maker.messages),
        state: event.state.as_str(),
        said: match event.state {
            SectionState::Changed if words == [0, 0] => maker.messages.text("section-look"),
            state => brief::state_text(state, maker.messages),
        },
        counts: (words != [0, 0]).then(|| maker.messages.with("section-counts", &counts)),
        facts: summary::facts_of(version, event.change, page, maker.messages, FACTS),
    }
}

/// The changes `events`, newest first; those in a row that no word came or went in are folded.
fn runs(maker: &Maker<'_>, events: &[SectionEvent], path: &str) -> Vec<RunView> {
    let told = Told::default();
    let views: Vec<EventView> = events.iter().rev().map(|event| event_view(maker, event, path, &told)).collect();
    let is_quiet = |event: &EventView| event.state == SectionState::Changed.as_str() && event.counts.is_none();
    let mut runs: Vec<RunView> = Vec::new();
    for event in views {
        let quiet = is_quiet(&event);
        match runs.last_mut().filter(|run| run.quiet == quiet) {
            Some(run) => run.events.push(event),
            None => runs.push(RunView { quiet, folded: None, events: vec![event] }),
        }
    }
    for run in runs.iter_mut().filter(|run| run.quiet && run.events.len() > 1) {
        run.folded = Some(maker.messages.with("section-looks", &[("n", number(run.events.len() as u32))]));
    }
    runs
}

/// What stands after each heading of the current text: when the section last changed.
pub(super) fn in_current(maker: &Maker<'_>, path: &str) -> Vec<Option<SectionLink>> {
    let sections = &maker.policy.sections;
    if maker.policy.versions.len() < 2 {
        return Vec::new(); // nothing leads to them
    }
    let page = routes::relative(path, &routes::sections(&maker.policy.id));
    let link = |number: &u32| {
        let section = sections.all.get(*number as usize)?;
        let changed = !section.changes.is_empty();
        let (id, said) = (id(*number), said(section, maker.messages));
        Some(SectionLink { href: changed.then(|| format!("{page}#{id}")), id: Some(id), said })
    };
    sections.at(maker.policy.current().number).iter().map(link).collect()
}

/// The numbers of the sections below the headings of version `n`, for the way to where one reads in the current text.
pub(super) fn numbers(maker: &Maker<'_>, n: VersionNumber) -> String {
    let numbers: Vec<String> = maker.policy.sections.at(n).iter().map(u32::to_string).collect();
    numbers.join(" ")
}
