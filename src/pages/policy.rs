//! The pages of one policy: its texts and its history.

use super::maker::{Maker, language_name};
use super::views::{self, Chrome, DateView, VersionView};
use super::{Page, Site, Text, TextLinks, redline, routes};
use crate::error::Result;
use crate::html;
use crate::model::{Lang, Policy, PolicyId, Version};
use serde::Serialize;

pub(super) fn pages<'a>(site: &'a Site<'a>, policy: &'a Policy, text: &'a Text<'a>) -> Vec<Page<'a>> {
    let maker = Maker { site, messages: site.messages(&policy.lang), policy, text };
    let id = &policy.id;
    let mut pages = vec![
        Page::new(routes::current(id), move || maker.text_page(policy.current(), true)),
        Page::new(routes::history(id), move || maker.history()),
        Page::new(routes::compare(id), move || redline::compare(&maker)),
    ];
    for version in &policy.versions {
        let n = version.number;
        pages.push(Page::new(routes::version(id, n), move || maker.text_page(version, false)));
        pages.push(Page::new(routes::source(id, n), move || (text.source)(n)));
        if n.index() > 0 {
            pages.push(Page::new(routes::changes(id, n), move || redline::redline(&maker, version)));
        }
    }
    for (old, last) in &policy.former_ids {
        pages.push(maker.moved(routes::current(old), routes::current(id)));
        for n in policy.versions.iter().map(|v| v.number).take_while(|n| n <= last) {
            pages.push(maker.moved(routes::version(old, n), routes::version(id, n)));
            pages.push(Page::new(routes::source(old, n), move || (text.source)(n)));
            if n.index() > 0 {
                pages.push(maker.moved(routes::changes(old, n), routes::changes(id, n)));
            }
        }
    }
    pages
}

#[derive(Serialize)]
struct TextView<'a> {
    chrome: Chrome<'a>,
    id: &'a str,
    n: u32,
    lang: &'a str,
    /// Set unless the text has a heading of its own at its head.
    heading: Option<&'a str>,
    version: VersionView,
    superseded: Option<Superseded>,
    withdrawn: Option<String>,
    current: String,
    history: String,
    contents: Vec<ContentsEntry>,
    translations: Vec<Translation>,
    source: Option<&'a str>,
    article: String,
    previous: Option<String>,
    next: Option<String>,
}

/// The version that took another one's place.
#[derive(Serialize)]
struct Superseded {
    text: String,
    by: String,
    href: String,
    changes: String,
}

#[derive(Serialize)]
struct ContentsEntry {
    level: u8,
    text: String,
    href: String,
}

#[derive(Serialize)]
struct Translation {
    lang: String,
    text: String,
    href: String,
}

#[derive(Serialize)]
struct HistoryView<'a> {
    chrome: Chrome<'a>,
    heading: &'a str,
    lang: &'a str,
    versions: Vec<VersionView>,
    count: String,
    withdrawn: Option<String>,
    current: String,
    compare: String,
    feed: String,
}

#[derive(Serialize)]
struct MovedView<'a> {
    chrome: Chrome<'a>,
    heading: &'a str,
    lang: &'a str,
    href: String,
}

impl<'a> Maker<'a> {
    /// The current text, or one version.
    fn text_page(&self, version: &Version, is_current: bool) -> Result<Vec<u8>> {
        let (id, n) = (&self.policy.id, version.number);
        let path = if is_current { routes::current(id) } else { routes::version(id, n) };
        let to = |target: String| routes::relative(&path, &target);
        let document = self.text.weave.project(n);
        let entries = html::contents(&document);
        let headed = entries.first().is_some_and(|e| e.level == 1);
        let title =
            if is_current { self.policy.title.clone() } else { format!("{} · {}", version.title, self.name(n)) };
        let (previous, next) = self.neighbours(n);
        let superseded = next.and_then(|n| self.policy.version(n)).map(|next| Superseded {
            text: self.messages.with(
                "superseded-on",
                &[("date", DateView::at(self.site, next.published, self.messages).text().to_owned().into())],
            ),
            by: self.name(next.number),
            href: to(routes::version(id, next.number)),
            changes: to(routes::changes(id, next.number)),
        });
        let mut chrome = self.chrome(&path, &title).noindex(superseded.is_some());
        if !is_current {
            chrome = chrome.crumb(&self.name(n), None, None);
            if let Some(previous) = previous {
                chrome = chrome.link("predecessor-version", to(routes::version(id, previous)));
            }
            if let Some(next) = next {
                chrome = chrome.link("successor-version", to(routes::version(id, next)));
            }
        }
        let contents = entries.iter().filter(|e| e.level > 1 && e.level < 4).map(|e| ContentsEntry {
            level: e.level,
            text: e.text.clone(),
            href: format!("#{}", crate::percent::encode(&e.anchor)),
        });
        let links = TextLinks { site: self.site, messages: self.messages, file: &version.path, page: &path };
        let view = TextView {
            chrome,
            id: id.as_str(),
            n: n.get(),
            lang: self.policy.lang.as_str(),
            heading: (!headed).then_some(version.title.as_str()),
            version: self.view(&path, version),
            superseded,
            withdrawn: self.withdrawn(),
            current: to(routes::current(id)),
            history: to(routes::history(id)),
            contents: contents.collect(),
            translations: self.translations(&path),
            source: self.policy.source.as_deref(),
            article: html::document(&document, &links),
            previous: previous.map(|n| to(routes::version(id, n))),
            next: next.map(|n| to(routes::version(id, n))),
        };
        self.site.theme.render("policy.html", &view)
    }

    fn translations(&self, path: &str) -> Vec<Translation> {
        let others = self.languages().into_iter().filter(|(_, id)| *id != self.policy.id);
        let translation = |(lang, id): (Lang, PolicyId)| Translation {
            text: language_name(&lang),
            lang: lang.to_string(),
            href: routes::relative(path, &routes::current(&id)),
        };
        others.map(translation).collect()
    }

    fn history(&self) -> Result<Vec<u8>> {
        let id = &self.policy.id;
        let path = routes::history(id);
        let to = |target: String| routes::relative(&path, &target);
        let heading = self.messages.text("history");
        let count = views::number(self.policy.versions.len() as u32);
        let view = HistoryView {
            chrome: self.chrome(&path, &format!("{heading} · {}", self.policy.title)).crumb(&heading, None, None),
            heading: &self.policy.title,
            lang: self.policy.lang.as_str(),
            versions: self.policy.versions.iter().rev().map(|v| self.view(&path, v)).collect(),
            count: self.messages.with("version-count", &[("n", count)]),
            withdrawn: self.withdrawn(),
            current: to(routes::current(id)),
            compare: to(routes::compare(id)),
            feed: to(routes::of(id, "feed.xml")),
        };
        self.site.theme.render("history.html", &view)
    }

    /// A page that stood at `old` and stands at `new` now.
    fn moved(self, old: String, new: String) -> Page<'a> {
        let path = old.clone();
        Page::new(old, move || {
            let href = routes::relative(&path, &new);
            let title = self.messages.text("moved");
            let view = MovedView {
                chrome: Chrome::new(self.site, self.messages, &path, &title)
                    .noindex(true)
                    .redirect(href.clone())
                    .crumb(&self.messages.text("home"), Some(routes::relative(&path, routes::HOME)), None),
                heading: &self.policy.title,
                lang: self.policy.lang.as_str(),
                href,
            };
            self.site.theme.render("moved.html", &view)
        })
    }
}
