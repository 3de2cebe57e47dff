//! The pages that tell of the site and not of a policy: how it works, and that a page was not found.

use super::chrome::Chrome;
use super::legend::{self, Sample};
use super::messages::Messages;
use super::routes;
use super::site::Site;
use crate::error::Result;
use crate::places::DEPTHS;
use serde::Serialize;

#[derive(Serialize)]
struct AboutView {
    chrome: Chrome,
    /// The page that tells how to check what is published.
    check: String,
    texts: Vec<About>,
}

/// How the site works, in one language.
#[derive(Serialize)]
struct About {
    lang: String,
    /// What the language calls itself.
    name: String,
    title: String,
    parts: Vec<Part>,
    /// What the page that tells how to check is called.
    check: String,
}

#[derive(Serialize)]
struct Part {
    heading: String,
    text: String,
    /// The marks of redlines, where it explains them.
    legend: Vec<Sample>,
}

/// What is told, by the names of its texts.
const PARTS: [(&str, &str); 6] = [
    ("about-site-versions", "about-site-versions-text"),
    (MARKS, "about-site-marks-text"),
    ("about-site-follow", "about-site-follow-text"),
    ("about-site-cite", "about-site-cite-text"),
    ("about-site-nothing", "about-site-nothing-text"),
    ("about-site-check", "about-site-check-text"),
];
/// The part that explains the marks of redlines.
const MARKS: &str = "about-site-marks";

/// In the site's language, and in those of its policies that the interface speaks.
pub(super) fn about(site: &Site<'_>) -> Result<Vec<u8>> {
    let messages = site.messages(site.lang());
    let title = messages.text("about-site");
    let view = AboutView {
        chrome: Chrome::new(site, messages, routes::ABOUT, &title).crumb(&title, None, None),
        check: routes::relative(routes::ABOUT, routes::HOW_TO_CHECK),
        texts: site.interfaces().into_iter().map(About::new).collect(),
    };
    site.theme.render("about.html", messages, &view, None)
}

impl About {
    fn new(messages: &Messages) -> Self {
        let part = |(heading, text): &(&str, &str)| Part {
            heading: messages.text(heading),
            text: messages.text(text),
            legend: if *heading == MARKS { legend::every(messages) } else { Vec::new() },
        };
        Self {
            lang: messages.lang.to_string(),
            name: super::spoken::language_name(&messages.lang, messages),
            title: messages.text("about-site"),
            parts: PARTS.iter().map(part).collect(),
            check: messages.text("check"),
        }
    }
}

#[derive(Serialize)]
struct NotFoundView {
    chrome: Chrome,
    /// The ways to the site from addresses at each depth, where it does not know its own.
    ways: Vec<WayUp>,
}

#[derive(Serialize)]
struct WayUp {
    depth: usize,
    style: String,
    home: String,
    changes: String,
}

/// Served at any depth: its links are absolute where the site knows its address. Where it does not, the page asks for a style
/// at every depth; the one that is there shows the links that lead from there.
pub(super) fn not_found(site: &Site<'_>) -> Result<Vec<u8>> {
    let messages = site.messages(site.lang());
    let chrome = Chrome::new(site, messages, routes::NOT_FOUND, &messages.text("not-found")).noindex(true);
    let view = match &site.config.base_url {
        Some(base) => NotFoundView { chrome: chrome.rooted(base), ways: Vec::new() },
        None => NotFoundView { chrome: chrome.nowhere(), ways: (0..site.depths()).map(WayUp::new).collect() },
    };
    site.theme.render("404.html", messages, &view, None)
}

impl WayUp {
    fn new(depth: usize) -> Self {
        let up = |file: &str| format!("{}{file}", "../".repeat(depth));
        Self {
            depth,
            style: up(&format!("assets/depth/{depth}.css")),
            home: up(routes::HOME),
            changes: up(routes::CHANGES),
        }
    }
}

impl Site<'_> {
    /// The interface's languages in which the site has texts, its own first.
    pub(super) fn interfaces(&self) -> Vec<&Messages> {
        let mut all = vec![self.messages(self.lang())];
        let mut more: Vec<&Messages> = self.catalog.entries().iter().map(|entry| self.messages(&entry.lang)).collect();
        more.sort_by_key(|messages| messages.lang.as_str());
        for messages in more {
            if all.iter().all(|known| known.lang != messages.lang) {
                all.push(messages);
            }
        }
        all
    }

    /// From how many depths a page that is not found leads to the site: those of its pages, and one below.
    pub(super) fn depths(&self) -> usize {
        // `v/1/changes/` stands below the folder of a policy, and then the root is a depth too
        let deepest = self.catalog.entries().iter().map(|entry| entry.id.as_str().split('/').count()).max();
        (deepest.unwrap_or(0) + 5).min(DEPTHS)
    }
}
