//! What templates see: plain texts and addresses, nothing to compute.

use super::messages::Messages;
use super::{Site, dates, routes};
use crate::model::{ChangeType, Class, Date, Lang, NoteOrigin, Policy, Timestamp, Version, Withdrawal};
use fluent_bundle::FluentValue;
use serde::Serialize;

/// What every page has around its content.
#[derive(Serialize)]
pub(super) struct Chrome {
    lang: String,
    title: String,
    site_title: String,
    home: String,
    changes: String,
    style: String,
    icon: String,
    feed: String,
    /// Whether search engines are told to leave it out: superseded texts and redlines.
    noindex: bool,
    canonical: Option<String>,
    links: Vec<Rel>,
    crumbs: Vec<Crumb>,
    redirect: Option<String>,
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
            title: if title.is_empty() { site_title.clone() } else { format!("{title} · {site_title}") },
            site_title,
            home: to(routes::HOME),
            changes: to(routes::CHANGES),
            style: to(routes::STYLE),
            icon: to(routes::ICON),
            feed: to("feed.xml"),
            noindex: false,
            canonical: site.config.base_url.as_ref().map(|_| site.public(path)),
            links: Vec::new(),
            crumbs: Vec::new(),
            redirect: None,
        }
    }

    /// With addresses that hold wherever the page is served.
    pub(super) fn rooted(mut self, base: &str) -> Self {
        for address in [&mut self.home, &mut self.changes, &mut self.style, &mut self.icon, &mut self.feed] {
            *address = format!("{base}{address}");
        }
        self.canonical = None;
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

    pub(super) fn translation(mut self, lang: &Lang, href: String) -> Self {
        let hreflang = Some(lang.to_string());
        self.links.push(Rel { rel: "alternate", href, media_type: None, hreflang, title: None });
        self
    }

    pub(super) fn feed(mut self, media_type: &'static str, href: String, title: &str) -> Self {
        let title = Some(title.to_owned());
        self.links.push(Rel { rel: "alternate", href, media_type: Some(media_type), hreflang: None, title });
        self
    }

    /// Adds a step, in `lang` if that is not the page's.
    pub(super) fn crumb(mut self, text: &str, href: Option<String>, lang: Option<&Lang>) -> Self {
        let lang = lang.filter(|l| l.as_str() != self.lang).map(ToString::to_string);
        self.crumbs.push(Crumb { text: text.to_owned(), href, lang });
        self
    }
}

/// A date for people and for programs.
#[derive(Serialize, Clone)]
pub(super) struct DateView {
    iso: String,
    text: String,
}

impl DateView {
    pub(super) fn of(date: Date, messages: &Messages) -> Self {
        Self { iso: date.to_string(), text: dates::long(date, messages.lang == Lang::thai()) }
    }

    pub(super) fn at(site: &Site<'_>, instant: Timestamp, messages: &Messages) -> Self {
        let date = instant.date(&site.config.time_zone);
        Self { iso: instant.to_string(), ..Self::of(date, messages) }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// A version in a list.
#[derive(Serialize)]
pub(super) struct VersionView {
    name: String,
    href: String,
    source: String,
    /// The redline from the version before.
    changes: Option<String>,
    published: DateView,
    effective: Option<DateView>,
    note: String,
    note_lang: Option<String>,
    note_origin: &'static str,
    class: &'static str,
    class_text: String,
    counts: Option<String>,
    change_type: Option<String>,
    reference: Option<String>,
    author: Option<String>,
    returned: Option<String>,
    /// Whether the repository no longer has it.
    gone: bool,
    /// The policy, for lists over several.
    policy: String,
    policy_lang: String,
}

impl VersionView {
    pub(super) fn new(site: &Site<'_>, messages: &Messages, from: &str, policy: &Policy, version: &Version) -> Self {
        let n = version.number;
        let (note, note_lang) = (version.note.in_lang(&messages.lang).to_owned(), note_lang(version, messages));
        let first = n.index() == 0;
        let counts = (version.class == Class::Text && !first).then(|| counts(messages, version));
        let returned = version.returned_after.as_ref().map(|w| {
            let date = DateView::at(site, w.date, messages);
            messages.with("returned-after", &[("date", date.text.into())])
        });
        Self {
            name: messages.with("version-n", &[("n", number(n.get()))]),
            href: routes::relative(from, &routes::version(&policy.id, n)),
            source: routes::relative(from, &routes::source(&policy.id, n)),
            changes: (!first).then(|| routes::relative(from, &routes::changes(&policy.id, n))),
            published: DateView::at(site, version.published, messages),
            effective: version.effective.map(|date| DateView::of(date, messages)),
            note,
            note_lang,
            note_origin: origin_key(version.note.origin),
            class: version.class.as_str(),
            class_text: messages.text(match (first, version.class) {
                (true, _) => "class-first",
                (_, Class::Text) => "class-text",
                (_, Class::Formatting) => "class-formatting",
                (_, Class::None) => "class-none",
            }),
            counts,
            change_type: version.change_type.map(|t| {
                messages.text(match t {
                    ChangeType::Editorial => "change-editorial",
                    ChangeType::Substantive => "change-substantive",
                })
            }),
            reference: version.reference.clone(),
            author: version.author.clone(),
            returned,
            gone: version.gone,
            policy: policy.title.clone(),
            policy_lang: policy.lang.to_string(),
        }
    }
}

/// The language of the note where the editor said which it is.
fn note_lang(version: &Version, messages: &Messages) -> Option<String> {
    version.note.by_lang.contains_key(&messages.lang).then(|| messages.lang.to_string())
}

pub(super) fn counts(messages: &Messages, version: &Version) -> String {
    let counts = [("added", version.words_added), ("removed", version.words_removed), ("moved", version.words_moved)];
    messages.with("word-counts", &counts.map(|(name, count)| (name, number(count))))
}

pub(super) fn number(n: u32) -> FluentValue<'static> {
    FluentValue::from(n)
}

fn origin_key(origin: NoteOrigin) -> &'static str {
    match origin {
        NoteOrigin::Trailer => "trailer",
        NoteOrigin::FrontMatter => "front_matter",
        NoteOrigin::Body => "body",
        NoteOrigin::Subject => "subject",
    }
}

/// A withdrawal in words.
pub(super) fn withdrawn(site: &Site<'_>, messages: &Messages, withdrawal: &Withdrawal) -> String {
    let date = DateView::at(site, withdrawal.date, messages);
    messages.with("withdrawn-on", &[("date", date.text.into())])
}
