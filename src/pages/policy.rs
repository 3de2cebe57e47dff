//! The pages of one policy: its texts and its history.

use super::maker::{Maker, language_name};
use super::views::{self, Chrome, DateView, VersionView};
use super::{TextLinks, routes};
use crate::error::Result;
use crate::html;
use crate::model::{Correction, Lang, PolicyId, Version};
use serde::Serialize;

#[derive(Serialize)]
struct TextView<'a> {
    chrome: Chrome,
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
    chrome: Chrome,
    heading: &'a str,
    lang: &'a str,
    versions: Vec<VersionView>,
    corrections: Vec<CorrectionView>,
    count: String,
    withdrawn: Option<String>,
    current: String,
    compare: String,
    feed: String,
}

/// Published history was rewritten.
#[derive(Serialize)]
struct CorrectionView {
    date: DateView,
    text: String,
    reason: String,
}

#[derive(Serialize)]
struct MovedView<'a> {
    chrome: Chrome,
    heading: &'a str,
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
            previous: previous.map(|n| to(routes::version(id, n))),
            next: next.map(|n| to(routes::version(id, n))),
        };
        let article = html::document(&document, &links);
        self.site.theme.render("policy.html", self.messages, &view, Some(article))
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

    pub(super) fn history(&self) -> Result<Vec<u8>> {
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
            corrections: self.policy.corrections.iter().rev().map(|c| self.correction(c)).collect(),
            count: self.messages.with("version-count", &[("n", count)]),
            withdrawn: self.withdrawn(),
            current: to(routes::current(id)),
            compare: to(routes::compare(id)),
            feed: to(routes::of(id, "feed.xml")),
        };
        self.site.theme.render("history.html", self.messages, &view, None)
    }

    fn correction(&self, correction: &Correction) -> CorrectionView {
        let commits = [("old", correction.old.short().into()), ("new", correction.new.short().into())];
        CorrectionView {
            date: DateView::at(self.site, correction.date, self.messages),
            text: self.messages.with("correction-of", &commits),
            reason: correction.reason.clone(),
        }
    }

    /// The page at the former address `path`, whose page stands at `new` now.
    pub(super) fn moved(&self, path: &str, new: &str) -> Result<Vec<u8>> {
        let href = routes::relative(path, new);
        let title = self.messages.text("moved");
        let view = MovedView {
            chrome: Chrome::new(self.site, self.messages, path, &title).noindex(true).redirect(href.clone()).crumb(
                &self.messages.text("home"),
                Some(routes::relative(path, routes::HOME)),
                None,
            ),
            heading: &self.policy.title,
            lang: self.policy.lang.as_str(),
            href,
        };
        self.site.theme.render("moved.html", self.messages, &view, None)
    }
}
