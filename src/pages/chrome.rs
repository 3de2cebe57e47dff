//! What every page has around what it shows: head, header and footer, as templates see them.

use super::messages::{Messages, locale};
use super::office::OfficeView;
use super::site::Site;
use super::{json, routes};
use crate::error::Result;
use crate::model::{Lang, Timestamp};
use serde::Serialize;
use std::collections::BTreeMap;

/// What every page has around its content.
#[derive(Serialize)]
pub(super) struct Chrome {
    lang: String,
    title: String,
    /// What it shows where its address is shared.
    shared_title: String,
    description: Option<String>,
    /// The language with its country, as Open Graph names it.
    locale: Option<String>,
    /// When a text was published first, and last.
    dates: Option<Dates>,
    /// For search engines, as JSON.
    linked_data: Option<String>,
    site_title: String,
    home: String,
    changes: String,
    style: String,
    script: String,
    icon: String,
    feed: String,
    /// The page that tells how the site works.
    about: String,
    /// Whose site it is.
    office: OfficeView,
    /// Whether search engines are told to leave it out: superseded texts and redlines.
    noindex: bool,
    canonical: Option<String>,
    links: Vec<Rel>,
    crumbs: Vec<Crumb>,
    redirect: Option<String>,
    /// The script by which the page follows what is saved.
    live: Option<String>,
    /// What the script needs to know, as JSON.
    data: Option<String>,
}

/// When a text was published first, and last.
#[derive(Serialize)]
struct Dates {
    first: String,
    last: String,
}

/// Texts for the script, by key: for each a form for each of several numbers.
pub(super) type ScriptTexts = BTreeMap<&'static str, BTreeMap<u32, String>>;

/// What the script of a page needs to know if that is only what to say.
#[derive(Serialize)]
pub(super) struct ScriptData {
    pub(super) texts: ScriptTexts,
}

/// A `<link>` to a related page.
#[derive(Serialize)]
pub(super) struct Rel {
    rel: &'static str,
    href: String,
    media_type: Option<&'static str>,
    hreflang: Option<String>,
    title: Option<String>,
}

/// A step of the way from the home page.
#[derive(Serialize)]
pub(super) struct Crumb {
    text: String,
    href: Option<String>,
    lang: Option<String>,
}

impl Chrome {
    pub(super) fn new(site: &Site<'_>, messages: &Messages, path: &str, title: &str) -> Self {
        let to = |target: &str| routes::relative(path, target);
        let site_title = site.title(messages);
        Self {
            lang: messages.lang.to_string(),
            shared_title: if title.is_empty() { site_title.clone() } else { title.to_owned() },
            description: None,
            locale: locale(&messages.lang),
            dates: None,
            linked_data: None,
            title: if title.is_empty() { site_title.clone() } else { format!("{title} · {site_title}") },
            site_title,
            home: to(routes::HOME),
            changes: to(routes::CHANGES),
            style: to(routes::STYLE),
            script: to(routes::SCRIPT),
            icon: to(routes::ICON),
            feed: to(routes::FEED),
            about: to(routes::ABOUT),
            office: OfficeView::new(site, &messages.lang, path),
            noindex: false,
            canonical: site.config.base_url.as_ref().map(|_| site.public(path, path)),
            links: Vec::new(),
            crumbs: Vec::new(),
            redirect: None,
            live: site.live.map(to),
            data: None,
        }
    }

    /// With the script at `script` in place of the one that most pages have.
    pub(super) fn script(mut self, script: &str, path: &str) -> Self {
        self.script = routes::relative(path, script);
        self
    }

    /// With the home page for readers of `lang` in place of the site's.
    pub(super) fn at_home(mut self, site: &Site<'_>, lang: &Lang, path: &str) -> Self {
        self.home = routes::relative(path, &site.home(lang));
        self
    }

    /// With what the script needs to know.
    pub(super) fn data(mut self, data: &impl Serialize) -> Result<Self> {
        self.data = Some(json::inline(data)?);
        Ok(self)
    }

    /// With what it shows where its address is shared, in a sentence or two.
    pub(super) fn describe(mut self, description: &[&str]) -> Self {
        let said: Vec<&str> = description.iter().copied().filter(|text| !text.is_empty()).collect();
        self.description = Some(said.join(" · ")).filter(|text| !text.is_empty());
        self
    }

    /// As the page of a text, first published and last changed then, with its schema.org data.
    pub(super) fn article(mut self, first: Timestamp, last: Timestamp, linked_data: String) -> Self {
        self.dates = Some(Dates { first: first.to_string(), last: last.to_string() });
        self.linked_data = Some(linked_data);
        self
    }

    /// With addresses that hold wherever the page is served.
    pub(super) fn rooted(mut self, base: &str) -> Self {
        let scripts = [&mut self.style, &mut self.script, &mut self.icon];
        let pages = [&mut self.home, &mut self.changes, &mut self.feed, &mut self.about];
        for address in scripts.into_iter().chain(pages) {
            *address = format!("{base}{address}");
        }
        self.office.rooted(base);
        self.canonical = None;
        self.live = None;
        self
    }

    /// Without addresses: nobody knows where the page is served.
    pub(super) fn nowhere(mut self) -> Self {
        for address in [&mut self.home, &mut self.changes, &mut self.icon, &mut self.feed, &mut self.about] {
            address.clear();
        }
        self.office.nowhere();
        self
    }

    /// As a page of a draft, which has no address for good.
    pub(super) fn draft(self) -> Self {
        Self { canonical: None, noindex: true, ..self }
    }

    /// Without the ways to pages of the site that are not there.
    pub(super) fn alone(mut self) -> Self {
        for address in [&mut self.changes, &mut self.feed, &mut self.about] {
            address.clear();
        }
        self
    }

    pub(super) fn noindex(mut self, noindex: bool) -> Self {
        self.noindex = noindex;
        self
    }

    pub(super) fn redirect(mut self, to: String) -> Self {
        self.redirect = Some(to);
        self
    }

    pub(super) fn link(mut self, rel: &'static str, href: String) -> Self {
        self.links.push(Rel { rel, href, media_type: None, hreflang: None, title: None });
        self
    }

    /// A link to a list of the versions of a text, at `href` (RFC 7089).
    pub(super) fn timemap(mut self, href: String) -> Self {
        let media_type = Some("application/link-format");
        self.links.push(Rel { rel: "timemap", href, media_type, hreflang: None, title: None });
        self
    }

    pub(super) fn translation(mut self, lang: &Lang, href: String) -> Self {
        let hreflang = Some(lang.to_string());
        self.links.push(Rel { rel: "alternate", href, media_type: None, hreflang, title: None });
        self
    }

    fn feed(mut self, media_type: &'static str, href: String, title: &str) -> Self {
        let title = Some(title.to_owned());
        self.links.push(Rel { rel: "alternate", href, media_type: Some(media_type), hreflang: None, title });
        self
    }

    /// The same for programs, at `href`.
    pub(super) fn machine(mut self, media_type: &'static str, href: String) -> Self {
        self.links.push(Rel { rel: "alternate", href, media_type: Some(media_type), hreflang: None, title: None });
        self
    }

    /// A calendar at `href` of the days of effect of what is called `title`, if there is one.
    pub(super) fn calendar(self, messages: &Messages, href: Option<&str>, title: &str) -> Self {
        let title = format!("{title} · {}", messages.text("calendar"));
        match href {
            Some(href) => self.feed("text/calendar", href.to_owned(), &title),
            None => self,
        }
    }

    /// The feeds whose files stand in the folder `at`, below the site's root, which tell of what is called `title`; one of
    /// words alone is among them if `text`.
    pub(super) fn feeds(mut self, messages: &Messages, path: &str, (at, text): (&str, bool), title: &str) -> Self {
        let to = |file: &str| routes::relative(path, &format!("{at}{file}"));
        self = self.feed("application/atom+xml", to(routes::FEED), title);
        if text {
            let title = format!("{title} · {}", messages.text("feed-text"));
            self = self.feed("application/atom+xml", to(routes::TEXT_FEED), &title);
        }
        self.feed("application/feed+json", to(routes::JSON_FEED), title)
    }

    /// Adds a step, in `lang` if that is not the page's.
    pub(super) fn crumb(mut self, text: &str, href: Option<String>, lang: Option<&Lang>) -> Self {
        let lang = lang.filter(|l| l.as_str() != self.lang).map(ToString::to_string);
        self.crumbs.push(Crumb { text: text.to_owned(), href, lang });
        self
    }
}
