//! What templates see: plain texts and addresses, nothing to compute.

use super::dates::DateView;
use super::kinds::kind;
use super::labels::{self, Label};
use super::messages::{Messages, number};
use super::office::OfficeView;
use super::{Site, json, metadata, routes};
use crate::error::Result;
use crate::model::{
    ChangeType, Class, Holding, Lang, NoteOrigin, Origin, Policy, Stated, Timestamp, Undoing, Version, Withdrawal,
};
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
    dates: Option<(String, String)>,
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
    /// What the script needs to know, as JSON.
    data: Option<String>,
}

/// Texts for the script, by key: for each a form for each of several numbers.
pub(super) type Texts = BTreeMap<&'static str, BTreeMap<u32, String>>;

/// What the script of a page needs to know if that is only what to say.
#[derive(Serialize)]
pub(super) struct ScriptData {
    pub(super) texts: Texts,
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
            locale: metadata::locale(&messages.lang),
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
        self.dates = Some((first.to_string(), last.to_string()));
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

/// A version in a list.
#[derive(Serialize)]
pub(super) struct VersionView {
    name: String,
    href: String,
    source: String,
    /// The redline from the version before.
    changes: Option<String>,
    published: DateView,
    /// That it was published then, or recorded.
    published_as: String,
    /// The day of effect that this version was given.
    effective: Option<DateView>,
    /// The day of effect that its text states, if that came with it.
    said: Option<DateView>,
    note: String,
    /// What is folded away of a long note.
    note_rest: Option<String>,
    note_lang: Option<String>,
    note_origin: &'static str,
    /// What else is said, in paragraphs.
    note_details: Vec<String>,
    /// Whether most commits before said the same.
    note_repeats: bool,
    /// What it takes back, in words.
    undoes: Option<String>,
    class: &'static str,
    /// The class, or `first`.
    kind: &'static str,
    class_text: String,
    counts: Option<String>,
    change_type: Option<String>,
    labels: Vec<Label>,
    reference: Option<String>,
    author: Option<String>,
    returned: Option<String>,
    /// Whether the repository no longer has it.
    gone: bool,
    /// The policy, for lists over several.
    policy: String,
    policy_lang: String,
    /// The folder in which it stands, unless that is said with its title.
    folder: String,
}

impl VersionView {
    pub(super) fn new(site: &Site<'_>, messages: &Messages, from: &str, policy: &Policy, version: &Version) -> Self {
        let n = version.number;
        let ((note, note_rest), note_lang) =
            (folded(said_beside(version.note.in_lang(&messages.lang), version)), note_lang(version, messages));
        let first = n.index() == 0;
        let counts = (version.class == Class::Text && !first).then(|| counts(messages, version));
        let returned = version.returned_after.as_ref().map(|w| returned(site, messages, w));
        Self {
            name: messages.with("version-n", &[("n", number(n.get()))]),
            href: routes::relative(from, &routes::version(&policy.id, n)),
            source: routes::relative(from, &routes::source(&policy.id, n)),
            changes: (!first).then(|| routes::relative(from, &routes::changes(&policy.id, n))),
            published: DateView::at(site, version.published, messages),
            published_as: messages.text(if site.config.archive { "recorded" } else { "published" }),
            effective: version.effective().map(|stated| DateView::of(stated.date, messages)),
            said: said(version).map(|stated| DateView::of(stated.date, messages)),
            note,
            note_rest,
            note_lang,
            note_origin: origin_key(version.note.origin),
            note_details: version.note.details.lines().map(str::to_owned).collect(),
            note_repeats: version.note.repeats,
            undoes: version.note.undoes.map(|undoing| undone(messages, undoing)),
            class: version.class.as_str(),
            kind: kind(version),
            class_text: messages.text(&format!("class-{}", kind(version))),
            counts,
            change_type: version.change_type.map(|t| {
                messages.text(match t {
                    ChangeType::Editorial => "change-editorial",
                    ChangeType::Substantive => "change-substantive",
                })
            }),
            labels: labels::labels(site, messages, version),
            reference: version.reference.clone(),
            author: version.author.clone(),
            returned,
            gone: version.gone,
            policy: policy.name(),
            policy_lang: policy.lang.to_string(),
            folder: if policy.publisher.is_some() { String::new() } else { site.catalog.folder(&policy.path) },
        }
    }
}

impl VersionView {
    /// Under the name `policy`, for lists over several policies.
    pub(super) fn named(self, policy: String) -> Self {
        Self { policy, ..self }
    }
}

/// The day of effect that a text states of itself, where it tells more than what the version was given.
pub(super) fn said(version: &Version) -> Option<Stated> {
    version.said().filter(|said| version.effective().is_none_or(|given| given.date != said.date))
}

/// A note, where it says more than what the text is called.
pub(super) fn said_beside<'a>(note: &'a str, version: &Version) -> &'a str {
    if note.to_lowercase() == version.title.to_lowercase() { "" } else { note }
}

/// From which day on a version holds, in words; also whether it is its text that says so.
pub(super) fn takes_effect(messages: &Messages, held: &Holding) -> String {
    format!("{} {}", messages.text(effect_key(held)), DateView::of(held.from, messages).text())
}

/// The name of the words that stand before that day.
pub(super) fn effect_key(held: &Holding) -> &'static str {
    let by_text = held.by.is_some_and(|stated| stated.origin == Origin::Text);
    if by_text { "effective-said" } else { "effective" }
}

/// A note, or its beginning and the rest.
fn folded(note: &str) -> (String, Option<String>) {
    const LONG: usize = 240;
    const SHOWN: usize = 160;
    let Some((shown, _)) = note.char_indices().nth(SHOWN).filter(|_| note.chars().count() > LONG) else {
        return (note.to_owned(), None);
    };
    match note[..shown].rfind(char::is_whitespace) {
        Some(at) => (format!("{} …", &note[..at]), Some(format!("… {}", note[at..].trim_start()))),
        None => (note.to_owned(), None),
    }
}

/// The language of the note where the editor said which it is.
fn note_lang(version: &Version, messages: &Messages) -> Option<String> {
    version.note.by_lang.contains_key(&messages.lang).then(|| messages.lang.to_string())
}

pub(super) fn counts(messages: &Messages, version: &Version) -> String {
    word_counts(messages, [version.words_added, version.words_removed, version.words_moved])
}

/// How many words were added, removed and moved, in words.
pub(super) fn word_counts(messages: &Messages, [added, removed, moved]: [u32; 3]) -> String {
    messages.with("word-counts", &[("added", number(added)), ("removed", number(removed)), ("moved", number(moved))])
}

fn origin_key(origin: NoteOrigin) -> &'static str {
    match origin {
        NoteOrigin::Trailer => "trailer",
        NoteOrigin::FrontMatter => "front_matter",
        NoteOrigin::Body => "body",
        NoteOrigin::Subject => "subject",
        NoteOrigin::Merged => "merged",
    }
}

/// What a version takes back, in words.
pub(super) fn undone(messages: &Messages, undoing: Undoing) -> String {
    let (key, n) = match undoing {
        Undoing::Version(n) => ("takes-back", n),
        Undoing::Since(n) => ("goes-back", n),
    };
    messages.with(key, &[("n", number(n.get()))])
}

/// The words of the one who withdrew a policy.
pub(super) fn reason(messages: &Messages, withdrawal: &Withdrawal) -> String {
    withdrawal.note.in_lang(&messages.lang).to_owned()
}

/// A return in words, after a withdrawal.
pub(super) fn returned(site: &Site<'_>, messages: &Messages, withdrawal: &Withdrawal) -> String {
    let date = DateView::at(site, withdrawal.date, messages);
    messages.with("returned-after", &[("date", date.text().into())])
}

/// A withdrawal in words.
pub(super) fn withdrawn(site: &Site<'_>, messages: &Messages, withdrawal: &Withdrawal) -> String {
    let date = DateView::at(site, withdrawal.date, messages);
    messages.with("withdrawn-on", &[("date", date.text().into())])
}
