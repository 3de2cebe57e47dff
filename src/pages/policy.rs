//! The pages of one policy: its texts and its history.

use super::annexes::AnnexView;
use super::chrome::{Chrome, ScriptTexts};
use super::cite::Citation;
use super::dates::DateView;
use super::head::{Head, Shown};
use super::links::{TextFiles, TextLinks};
use super::maker::Maker;
use super::spoken::language_name;
use super::translation::{self, Reflects};
use super::views::{self, VersionView};
use super::{annexes, labels, metadata, routes, sections};
use crate::error::Result;
use crate::html;
use crate::model::{Date, Holding, Lang, Origin, PolicyId, SectionHistory, Version, VersionNumber};
use crate::places::OfPolicy;
use serde::Serialize;
use std::sync::Arc;

#[derive(Serialize)]
struct TextView<'a> {
    chrome: Chrome,
    id: &'a str,
    n: u32,
    lang: &'a str,
    head: Head,
    /// Whether the text begins with its title, which the page has at its head.
    titled: bool,
    version: VersionView,
    citation: Citation,
    superseded: Option<Superseded>,
    withdrawn: Option<String>,
    /// Why.
    withdrawn_note: Option<String>,
    current: String,
    history: String,
    contents: Vec<ContentsEntry>,
    /// How many sections changed, of how many.
    contents_count: Option<String>,
    sections: String,
    /// Sections that no longer stand in the text.
    gone: Vec<GoneSection>,
    upcoming: Option<Upcoming>,
    /// The calendar of the days of effect, if there is one.
    calendar: Option<String>,
    /// What became of the files to which the text leads since it stands.
    annexes: Vec<AnnexView>,
    notice: Option<String>,
    translations: Vec<Translation>,
    reflects: Option<Reflects>,
    source: Option<&'a str>,
    previous: Option<String>,
    next: Option<String>,
}

/// The version that took another one's place.
#[derive(Serialize)]
struct Superseded {
    /// Whether the other one holds only from a later day on than that of its publication.
    later: bool,
    /// The day from which the other one holds.
    until: DateView,
    text: String,
    by: String,
    href: String,
    changes: String,
    /// The numbers of the sections below its headings, as the current text's page names them.
    sections: String,
}

#[derive(Serialize)]
struct ContentsEntry {
    level: u8,
    text: String,
    href: String,
    /// When it last changed, and the way to its history.
    said: Option<String>,
    history: String,
}

/// A section that older versions had.
#[derive(Serialize)]
struct GoneSection {
    id: String,
    text: String,
    href: String,
}

/// A version that takes effect after it was published.
#[derive(Serialize)]
struct Upcoming {
    date: DateView,
    text: String,
    /// The versions that hold until then, the latest last.
    until: Vec<Until>,
}

/// A version that holds until another one takes effect.
#[derive(Serialize)]
struct Until {
    text: String,
    name: String,
    href: String,
}

/// What the script of the current text needs to know.
#[derive(Serialize)]
struct ReadingData<'a> {
    texts: ScriptTexts,
    id: &'a str,
    n: u32,
    /// For each version the day on which it was published, and the numbers of the sections that it changed.
    versions: Vec<(String, Vec<usize>)>,
}

#[derive(Serialize)]
struct Translation {
    lang: String,
    text: String,
    href: String,
}

#[derive(Serialize)]
struct MovedView<'a> {
    chrome: Chrome,
    heading: String,
    lang: &'a str,
    href: String,
}

impl<'a> Maker<'a> {
    /// The current text, or one version.
    pub(super) fn text_page(&self, version: &Version, is_current: bool) -> Result<Vec<u8>> {
        let (id, n) = (&self.policy.id, version.number);
        let path = if is_current { routes::current(id) } else { routes::version(id, n) };
        let to = |target: String| routes::relative(&path, &target);
        let document = self.texts.document(n);
        let entries = html::contents(&document);
        let titled = entries.first().is_some_and(|e| e.level == 1 && e.text == version.title);
        let title = if is_current { self.policy.name() } else { format!("{} · {}", self.name_in(n), self.name(n)) };
        let (previous, next) = self.neighbours(n);
        let superseded = next.and_then(|n| self.policy.version(n)).map(|next| self.superseded(version, next, &path));
        let mut chrome = self.chrome(&path, &title).noindex(superseded.is_some());
        let date = DateView::at(self.site, version.published, self.messages);
        let first = if is_current { &self.policy.versions[0] } else { version };
        let explanation = version.note.explanation(&self.messages.lang);
        chrome = chrome
            .describe(&[&self.name(n), date.text(), views::said_beside(explanation, version)])
            .article(first.published, version.published, metadata::linked_data(self, version, &path, is_current)?)
            .timemap(to(routes::of(id, OfPolicy::TimeMap)));
        let calendar = self.calendar(&path).filter(|_| is_current);
        chrome = chrome.calendar(self.messages, calendar.as_deref(), &self.policy.name());
        if is_current {
            if let Some(previous) = previous {
                chrome = chrome.link("predecessor-version", to(routes::version(id, previous)));
            }
        } else {
            chrome = chrome.link("original", to(routes::current(id)));
            chrome = chrome.crumb(&self.name(n), None, None);
            if let Some(previous) = previous {
                chrome = chrome.link("predecessor-version", to(routes::version(id, previous)));
            }
            if let Some(next) = next {
                chrome = chrome.link("successor-version", to(routes::version(id, next)));
            }
        }
        let numbers = if is_current { self.policy.sections.at(n) } else { &[] };
        let contents = entries.iter().filter(|e| e.level > 1 && e.level < 4).map(|e| {
            let number = numbers.get(e.place).copied();
            let section = number.and_then(|n| self.policy.sections.all.get(n as usize));
            ContentsEntry {
                level: e.level,
                text: e.text.clone(),
                href: format!("#{}", crate::percent::encode(&e.anchor)),
                said: section.filter(|s| !s.changes.is_empty()).map(|s| sections::said(s, self.messages)),
                history: number
                    .map(|n| format!("{}#{}", to(routes::sections(id)), sections::id(n)))
                    .unwrap_or_default(),
            }
        });
        // what stands in a version's own page never changes
        let marks = if is_current { sections::in_current(self, &path) } else { Vec::new() };
        let files = match is_current {
            true => TextFiles::now(self.policy),
            false => TextFiles::between(&self.policy.annexes, n, n),
        };
        let (site, messages) = (self.site, self.messages);
        let links = TextLinks { site, messages, file: &version.path, page: &path, sections: marks, files };
        if is_current {
            chrome = chrome.data(&self.reading_data())?;
        }
        let view = TextView {
            chrome,
            id: id.as_str(),
            n: n.get(),
            lang: if is_current { self.policy.lang.as_str() } else { version.lang.as_str() },
            head: if is_current { self.head(&path, Shown::Text) } else { self.head_of(&path, version, None) },
            titled,
            version: self.view(&path, version),
            citation: self.citation(&path, version),
            superseded,
            withdrawn: self.withdrawn(),
            withdrawn_note: self.withdrawn_note(),
            current: to(routes::current(id)),
            history: to(routes::history(id)),
            contents: contents.collect(),
            contents_count: is_current.then(|| sections::changed(self)).flatten(),
            sections: to(routes::sections(id)),
            gone: if is_current { self.gone_sections(&path) } else { Vec::new() },
            upcoming: self.upcoming(version, &path),
            calendar,
            annexes: if is_current { annexes::since(self, &path, n) } else { Vec::new() },
            notice: labels::notice(self.site, self.messages, self.policy).filter(|_| is_current),
            translations: self.translations(&path),
            reflects: translation::reflects(self, &path).filter(|_| is_current),
            source: self.policy.source.as_deref(),
            previous: previous.map(|n| to(routes::version(id, n))),
            next: next.map(|n| to(routes::version(id, n))),
        };
        let article = html::document(&document, &links);
        self.site.theme.render("policy.html", self.messages, &view, Some(article))
    }

    fn reading_data(&self) -> ReadingData<'_> {
        let mut changed: Vec<Vec<usize>> = vec![Vec::new(); self.policy.versions.len()];
        for (ix, section) in self.policy.sections.all.iter().enumerate() {
            for event in &section.changes {
                let sections = &mut changed[event.version.index()];
                if sections.last() != Some(&ix) {
                    sections.push(ix);
                }
            }
        }
        let day = |v: &Arc<Version>| v.published.date(&self.site.config.time_zone).to_string();
        let texts = [
            ("since-none", &["n", "date"][..]),
            ("since-read", &["n", "date"]),
            ("since-versions", &["n"]),
            ("since-changes", &["versions", "sections"]),
            ("since-sections", &["n"]),
        ];
        // who has read the only version has read them all
        let said = if self.policy.versions.len() > 1 { texts.len() } else { 1 };
        ReadingData {
            texts: texts.into_iter().take(said).map(|(key, names)| (key, self.messages.forms(key, names))).collect(),
            id: self.policy.id.as_str(),
            n: self.policy.current().number.get(),
            versions: self.policy.versions.iter().map(day).zip(changed).collect(),
        }
    }

    fn gone_sections(&self, path: &str) -> Vec<GoneSection> {
        let page = routes::relative(path, &routes::sections(&self.policy.id));
        let gone = self.policy.sections.all.iter().enumerate().filter(|(_, section)| !section.stands);
        let view = |(ix, section): (usize, &SectionHistory)| {
            let id = sections::id(ix as u32);
            GoneSection { text: section.heading.clone(), href: format!("{page}#{id}"), id }
        };
        gone.map(view).collect()
    }

    /// That `next` took the place of `version`: at once, or on the later day from which it holds.
    fn superseded(&self, version: &Version, next: &Version, path: &str) -> Superseded {
        let (id, zone) = (&self.policy.id, &self.site.config.time_zone);
        let (held, then, published) = (version.holding(zone), next.holding(zone), next.published.date(zone));
        let later = then.from > published && then.from > held.from;
        let key = match held.from > published {
            _ if later => "superseded-later",
            true => "superseded-before",
            false => "superseded-on",
        };
        let day = |date| DateView::of(date, self.messages).text().to_owned().into();
        Superseded {
            later,
            until: DateView::of(then.from, self.messages),
            text: self.messages.with(key, &[("date", day(published)), ("effective", day(then.from))]),
            by: self.name(next.number),
            href: routes::relative(path, &routes::version(id, next.number)),
            changes: routes::relative(path, &routes::changes(id, next.number)),
            sections: sections::numbers(self, version.number),
        }
    }

    /// Set for a version that was published before it takes effect, unless another one took its place before, or the
    /// policy was withdrawn.
    fn upcoming(&self, version: &Version, path: &str) -> Option<Upcoming> {
        let zone = &self.site.config.time_zone;
        let held = version.holding(zone);
        let next = self.policy.version(VersionNumber::at(version.number.index() + 1));
        let replaced = next.is_some_and(|next| next.holding(zone).from <= held.from);
        let ended = self.policy.withdrawn_after(version.number).is_some_and(|gone| gone.date.date(zone) <= held.from);
        let stated = held.by.filter(|_| held.from > version.published.date(zone) && !replaced && !ended)?;
        let key = if stated.origin == Origin::Text { "upcoming-said" } else { "upcoming" };
        let date = DateView::of(held.from, self.messages);
        Some(Upcoming {
            text: self.messages.with(key, &[("date", date.text().to_owned().into())]),
            date,
            until: self.until(version, held.from, path),
        })
    }

    /// The versions that hold from the publication of `version` until `day`.
    fn until(&self, version: &Version, day: Date, path: &str) -> Vec<Until> {
        let zone = &self.site.config.time_zone;
        let published = version.published.date(zone);
        let (mut holders, mut last) = (Vec::new(), day.before());
        while let Some(holder) = self.policy.holder(version.number, last, zone).filter(|_| last >= published) {
            holders.push(holder);
            last = holder.from.before();
        }
        holders.iter().rev().map(|holder| self.holds(holder, published, path)).collect()
    }

    fn holds(&self, holder: &Holding, published: Date, path: &str) -> Until {
        let key = match holder.by {
            _ if holder.from > published => "until-from",
            Some(stated) if stated.origin != Origin::Text => "until-then",
            _ => "until-published",
        };
        let date = DateView::of(holder.from, self.messages);
        Until {
            text: self.messages.with(key, &[("date", date.text().to_owned().into())]),
            name: self.name(holder.number),
            href: routes::relative(path, &routes::version(&self.policy.id, holder.number)),
        }
    }

    fn translations(&self, path: &str) -> Vec<Translation> {
        let others = self.languages().into_iter().filter(|(_, id)| *id != self.policy.id);
        let translation = |(lang, id): (Lang, PolicyId)| Translation {
            text: language_name(&lang, self.messages),
            lang: lang.to_string(),
            href: routes::relative(path, &routes::current(&id)),
        };
        others.map(translation).collect()
    }

    /// The page at the former address `path`, whose page stands at `new` now.
    pub(super) fn moved(&self, path: &str, new: &str) -> Result<Vec<u8>> {
        let href = routes::relative(path, new);
        let title = self.messages.text("moved");
        let view = MovedView {
            chrome: Chrome::new(self.site, self.messages, path, &title).noindex(true).redirect(href.clone()),
            heading: self.policy.name(),
            lang: self.policy.lang.as_str(),
            href,
        };
        self.site.theme.render("moved.html", self.messages, &view, None)
    }
}
