//! What stands at the head of every page of a policy: whose it is, what it is called, what is known of the version, and
//! the way to its other pages.

use super::dates::DateView;
use super::kinds::kind;
use super::maker::Maker;
use super::messages::{Messages, number};
use super::routes;
use super::site::Site;
use crate::model::{Class, Date, Origin, Policy, Version, VersionNumber};
use serde::Serialize;

/// The head of a page.
#[derive(Serialize)]
pub(super) struct Head {
    publisher: Option<String>,
    title: String,
    lang: String,
    /// What of the policy the page shows, where that is not its text.
    page: Option<String>,
    /// Whether the tabs say that too, so that it is only for the ear.
    tabbed: bool,
    status: Option<Status>,
    tabs: Vec<Tab>,
    /// Where the current text is compared with the one of a day, if there is something to compare.
    since: Option<String>,
}

/// What is known of a version, in a line.
#[derive(Serialize)]
pub(super) struct Status {
    name: String,
    /// Where the version stands for good.
    href: String,
    dated: Dated,
    /// What it changed.
    changed: String,
    class: &'static str,
    /// The redline from the version before.
    changes: Option<String>,
}

/// When a version was published, or from when on it holds.
#[derive(Serialize)]
struct Dated {
    text: String,
    date: DateView,
    /// What the line says in place of it from that day on, if the day came after the publication.
    then: Option<String>,
}

/// One of the ways between the pages of a policy.
#[derive(Serialize)]
struct Tab {
    text: String,
    href: String,
    here: bool,
}

/// The pages that have a tab.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Text,
    Changes,
    History,
    Compare,
    Sections,
}

impl Head {
    /// The head of a page of a draft, whose last version is `version`, with the ways to its other pages: what each is called,
    /// where it is, and whether it is this one.
    pub(super) fn of_draft(
        policy: &Policy,
        version: &Version,
        tabs: impl Iterator<Item = (String, String, bool)>,
    ) -> Self {
        Self {
            publisher: policy.publisher.clone(),
            title: version.title.clone(),
            lang: version.lang.to_string(),
            page: None,
            tabbed: false,
            status: None,
            tabs: tabs.map(|(text, href, here)| Tab { text, href, here }).collect(),
            since: None,
        }
    }

    /// With what the page shows of the policy.
    pub(super) fn showing(self, page: String) -> Self {
        Self { page: Some(page), ..self }
    }
}

impl Maker<'_> {
    /// The head of the page at `path` that tells of the whole policy, and so of its current version.
    pub(super) fn head(&self, path: &str, shown: Shown) -> Head {
        let current = self.policy.current();
        let page = match shown {
            Shown::Text | Shown::Changes => None,
            Shown::History => Some("history"),
            Shown::Compare => Some("compare"),
            Shown::Sections => Some("section-history"),
        };
        Head {
            publisher: self.publisher(),
            title: self.policy.title.clone(),
            lang: self.policy.lang.to_string(),
            page: page.map(|key| self.messages.text(key)),
            tabbed: true,
            status: Some(self.status(path, current)),
            tabs: self.tabs(path, Some(shown), Some(current.number)),
            since: self.compare_address(path).filter(|_| shown != Shown::Compare),
        }
    }

    /// The head of the page at `path` that shows `version`, or what led from an older one to it.
    pub(super) fn head_of(&self, path: &str, version: &Version, page: Option<String>) -> Head {
        let shown = page.as_ref().map(|_| Shown::Changes);
        Head {
            publisher: self.publisher(),
            title: version.title.clone(),
            lang: version.lang.to_string(),
            page,
            tabbed: false,
            status: Some(self.status(path, version)),
            tabs: self.tabs(path, shown, Some(version.number)),
            since: None,
        }
    }

    /// The head of a page of older items, which says nothing that later versions could change.
    pub(super) fn lasting_head(&self, path: &str, version: &Version, page: String) -> Head {
        Head { status: None, tabs: self.tabs(path, None, None), ..self.head_of(path, version, Some(page)) }
    }

    pub(super) fn status(&self, path: &str, version: &Version) -> Status {
        Status::new((self.site, self.messages), self.policy, path, version)
    }

    /// The ways to the other pages, of which `shown` is this one; without a version, those that stay.
    fn tabs(&self, path: &str, shown: Option<Shown>, version: Option<VersionNumber>) -> Vec<Tab> {
        let id = &self.policy.id;
        let several = self.policy.versions.len() > 1;
        let redline = version.filter(|n| n.index() > 0).map(|n| routes::changes(id, n));
        let pages = [
            (Shown::Text, "tab-text", Some(routes::current(id))),
            (Shown::Changes, "changes", redline),
            (Shown::History, "tab-history", Some(routes::history(id))),
            (Shown::Compare, "tab-compare", several.then(|| routes::compare(id))),
            (Shown::Sections, "sections", several.then(|| routes::sections(id))),
        ];
        let tab = |(page, key, to): (Shown, &str, Option<String>)| {
            let href = routes::relative(path, &to?);
            Some(Tab { text: self.messages.text(key), href, here: shown == Some(page) })
        };
        pages.into_iter().filter_map(tab).collect()
    }

    /// Whose the policy is: as somebody says, else the folder in which it stands.
    pub(super) fn publisher(&self) -> Option<String> {
        // a folder is named after somebody or something, a year or a number says nothing
        let folder =
            || Some(self.site.catalog.folder(&self.policy.path)).filter(|name| name.contains(char::is_alphabetic));
        self.policy.publisher.as_deref().or_else(folder).map(str::to_owned)
    }

    fn compare_address(&self, path: &str) -> Option<String> {
        (self.policy.versions.len() > 1).then(|| routes::relative(path, &routes::compare(&self.policy.id)))
    }
}

impl Status {
    /// What the page at `path` says of a `version` of `policy`.
    pub(super) fn new(
        (site, messages): (&Site<'_>, &Messages),
        policy: &Policy,
        path: &str,
        version: &Version,
    ) -> Self {
        let n = version.number;
        let sections = version.brief.sections.len() as u32;
        let changed = match version.class {
            Class::Text if n.index() > 0 && sections > 0 => {
                messages.with("sections-changed", &[("n", number(sections))])
            }
            _ => messages.text(&format!("line-{}", kind(version))),
        };
        Self {
            name: messages.with("version-n", &[("n", number(n.get()))]),
            href: routes::relative(path, &routes::version(&policy.id, n)),
            dated: Dated::new((site, messages), policy, version),
            changed,
            class: kind(version),
            changes: (n.index() > 0).then(|| routes::relative(path, &routes::changes(&policy.id, n))),
        }
    }

    /// As it is to be said on a page that is made anew whenever something happens, where that was last on the day `last`: of
    /// no day gone by that it is to come.
    pub(super) fn on(mut self, last: Option<Date>) -> Self {
        if let Some(then) = self.dated.then.take_if(|_| last.is_some_and(|last| self.dated.date.is_by(last))) {
            self.dated.text = then;
        }
        self
    }

    /// The day that it names.
    pub(super) fn date(&self) -> &str {
        self.dated.date.text()
    }
}

impl Dated {
    /// From when on the newest version holds, as far as somebody says so; else when the version was published.
    fn new((site, messages): (&Site<'_>, &Messages), policy: &Policy, version: &Version) -> Self {
        let zone = &site.config.time_zone;
        let (held, published) = (version.holding(zone), version.published.date(zone));
        let newest = version.number == policy.current().number && policy.withdrawn.is_none();
        let say = |key, date: &DateView| messages.with(key, &[("date", date.text().to_owned().into())]);
        let Some(stated) = held.by.filter(|_| newest) else {
            let date = DateView::of(published, messages);
            return Self { text: say(site.recorded_or("on-published"), &date), date, then: None };
        };
        let by_text = stated.origin == Origin::Text;
        let date = DateView::of(if by_text { stated.date } else { held.from }, messages);
        let since = say(if by_text { "line-said" } else { "on-in-force" }, &date);
        if held.from > published && !by_text {
            Self { text: say("line-takes-effect", &date), then: Some(since), date }
        } else {
            Self { text: since, then: None, date }
        }
    }
}
