//! An entry of a feed: each carries its change, readable without a style sheet.

use super::annexes;
use super::dates::DateView;
use super::excerpt::Excerpt;
use super::kinds::kind as kind_of;
use super::messages::{Messages, number};
use super::site::Site;
use super::summary;
use super::views::{self, counts, undone};
use super::{routes, spoken, urn, withheld};
use crate::html;
use crate::model::{
    Annex, AnnexEvent, Class, Correction, Handover, Holding, Policy, PolicyId, Timestamp, Version, VersionNumber,
    Withdrawal,
};
use crate::places::{ANNEXES, Place};

/// How many lines of what changed in short an entry has.
const LINES: usize = 12;
/// How many it has where the redline is one that was shown before.
const LINES_AGAIN: usize = 3;
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) url: String,
    pub(super) updated: Timestamp,
    pub(super) summary: String,
    /// What kind of change it is, as machine files name it, and in words.
    pub(super) kind: Option<(&'static str, String)>,
    /// HTML.
    pub(super) content: String,
}

/// Writes the entries of a feed.
pub(super) struct EntryWriter<'a> {
    pub(super) site: &'a Site<'a>,
    pub(super) messages: &'a Messages,
    /// Where the feed stands: addresses, those inside an entry's HTML too, are as seen from there.
    pub(super) path: &'a str,
    /// Where the pages of the policy are; `None` for a feed that tells of several policies.
    pub(super) at: Option<&'a PolicyId>,
}

impl EntryWriter<'_> {
    fn id<'p>(&'p self, policy: &'p Policy) -> &'p PolicyId {
        self.at.unwrap_or(&policy.id)
    }

    /// A title, where the feed tells of several policies after the name that this one had in version `n`.
    fn titled(&self, policy: &Policy, n: VersionNumber, title: String) -> String {
        if self.at.is_none() { format!("{} · {title}", policy.name_in(n)) } else { title }
    }

    /// A rewritten history that was published all the same.
    pub(super) fn corrected(&self, policy: &Policy, correction: &Correction) -> Entry {
        let what = self.messages.text("correction");
        Entry {
            id: urn::of_correction(policy, correction),
            title: what.clone(),
            url: self.site.public(self.path, &routes::history(self.id(policy))),
            updated: correction.date,
            summary: correction.reason.clone(),
            kind: None,
            content: format!("<p>{what}: {}</p>", html::text(&correction.reason)),
        }
    }

    /// The file of a policy was deleted.
    pub(super) fn withdrawn(&self, policy: &Policy, withdrawal: &Withdrawal) -> Entry {
        let Self { site, messages, path, .. } = *self;
        let what = messages.text("withdrawn");
        let said = views::withdrawn(site, messages, withdrawal);
        let note = views::reason(messages, withdrawal);
        let reason = if note.is_empty() { String::new() } else { format!("<p>{}</p>\n", html::text(&note)) };
        Entry {
            id: urn::of_withdrawal(policy, withdrawal),
            title: self.titled(policy, policy.withdrawn_version(withdrawal), what),
            url: site.public(path, &routes::current(self.id(policy))),
            updated: withdrawal.date,
            summary: if note.is_empty() { said.clone() } else { note },
            kind: Some(("withdrawn", messages.text("withdrawn"))),
            content: format!("{reason}<p>{}</p>\n", html::text(&said)),
        }
    }

    /// Another policy replaces it.
    pub(super) fn handed_over(&self, policy: &Policy, handover: &Handover) -> Entry {
        let (site, messages) = (self.site, self.messages);
        let title = messages.with("replaced-by-title", &[("title", handover.title.as_str().into())]);
        let url = site.public(self.path, &routes::successor(&policy.id, handover.place));
        let page = site.public(self.path, &routes::current(&handover.other));
        let date = DateView::at(site, handover.date, messages).text().to_owned();
        let said = messages.with("replaced-by-policy", &[("date", date.into())]);
        let link = |href: &str, text: &str| format!("<a href=\"{}\">{}</a>", html::text(href), html::text(text));
        let ways = [link(&page, &handover.title), link(&url, &messages.text("what-changed-between"))];
        Entry {
            id: urn::of_handover(policy, handover),
            title: self.titled(policy, handover.last, title.clone()),
            updated: handover.date,
            kind: None,
            content: format!("<p>{} {}</p>\n", html::text(&said), ways.join(" · ")),
            summary: title,
            url,
        }
    }

    /// The first versions of many policies, which came on one day.
    pub(super) fn begun(&self, policies: &[&Policy], date: Timestamp) -> Entry {
        let what = self.messages.with("policies-begun", &[("n", number(policies.len() as u32))]);
        let url = self.site.public(self.path, routes::HOME);
        Entry {
            id: urn::of_begun(policies),
            title: what.clone(),
            updated: date,
            kind: Some(("first", self.messages.text("class-first"))),
            content: format!("<p><a href=\"{}\">{}</a></p>\n", html::text(&url), html::text(&what)),
            summary: what,
            url,
        }
    }

    /// A file to which the text leads was replaced, came or went, and the text stayed.
    pub(super) fn annex(&self, policy: &Policy, event: &AnnexEvent) -> Entry {
        let said = annexes::said(event, self.messages);
        let url = |annex: &Annex| self.site.public(self.path, Place::Annex(annex).path().as_str());
        let links = annexes::links(event.old.as_deref(), event.new.as_deref(), self.messages, url);
        Entry {
            id: urn::of_annex(policy, event),
            title: self.titled(policy, event.version, said.clone()),
            url: self.site.public(self.path, &routes::history(self.id(policy))),
            updated: event.date,
            kind: None,
            content: format!("<p>{}: {links}</p>", html::text(&said)),
            summary: said,
        }
    }

    /// A version takes effect on a later day than that of its publication.
    pub(super) fn effect(&self, policy: &Policy, version: &Version, held: &Holding) -> Entry {
        let Self { site, messages, path, .. } = *self;
        let said = views::takes_effect(messages, held);
        let name = messages.with("version-n", &[("n", number(version.number.get()))]);
        Entry {
            id: urn::of_effect(policy, version),
            title: self.titled(policy, version.number, format!("{name} · {said}")),
            url: site.public(path, &routes::version(self.id(policy), version.number)),
            updated: version.published,
            kind: Some(("effect", messages.text("effective"))),
            content: format!("<p>{} · {}</p>\n", html::text(&name), html::text(&said)),
            summary: said,
        }
    }

    /// A version.
    pub(super) fn version(&self, policy: &Policy, version: &Version, excerpt: &Excerpt) -> Entry {
        let Self { site, messages, path, .. } = *self;
        let (id, n) = (self.id(policy), version.number);
        let name = messages.with("version-n", &[("n", number(n.get()))]);
        let first = n.index() == 0;
        let class = kind_of(version);
        let words = messages.text(&format!("class-{class}"));
        let what = match class {
            "first" => messages.text("first-version"),
            "text" => counts(messages, version),
            _ => words.clone(),
        };
        let said = version.note.explanation(&messages.lang);
        let undoes = version.note.undoes.map(|undoing| undone(messages, undoing));
        let note = [said, undoes.as_deref().unwrap_or_default()].into_iter().filter(|part| !part.is_empty());
        let note = &*note.collect::<Vec<_>>().join(" · ");
        let url = site.public(path, &if first { routes::version(id, n) } else { routes::changes(id, n) });
        Entry {
            id: urn::of_version(policy, version),
            title: self.titled(policy, n, name),
            updated: version.published,
            summary: if note.is_empty() { what.clone() } else { note.to_owned() },
            kind: Some((class, words)),
            content: self.content(policy, version, (note, &what, &url), excerpt),
            url,
        }
    }

    /// An excerpt with files where they are as seen from the feed.
    fn with_files(&self, html: String) -> String {
        let within = format!("=\"{ANNEXES}/");
        if !html.contains(&within) {
            return html;
        }
        html.replace(&within, &format!("=\"{}/", html::text(&self.site.public(self.path, ANNEXES))))
    }

    /// The files that are others in a version than in the one before.
    fn replaced(&self, policy: &Policy, version: &Version) -> Vec<String> {
        let Some(before) = version.number.index().checked_sub(1).map(VersionNumber::at) else { return Vec::new() };
        let url = |annex: &Annex| self.site.public(self.path, Place::Annex(annex).path().as_str());
        let line = |(old, new): (&Annex, &Annex)| {
            let said = self.messages.with("annex-replaced", &[("file", new.name.clone().into())]);
            format!("{}: {}", html::text(&said), annexes::links(Some(old), Some(new), self.messages, url))
        };
        policy.annexes.replaced(before, version.number).into_iter().map(line).collect()
    }

    /// What the editor said, what changed in brief, and the changed parts of the redline. Readers of feeds drop styles
    /// and some drop the marks themselves, so that each mark is in the text too.
    fn content(
        &self,
        policy: &Policy,
        version: &Version,
        (note, what, url): (&str, &str, &str),
        excerpt: &Excerpt,
    ) -> String {
        let messages = self.messages;
        let mut content = String::new();
        let mut line = |name: &str, html: &str| content.push_str(&format!("<{name}>{html}</{name}>\n"));
        if !note.is_empty() {
            line("p", &html::text(note));
        }
        line("p", &html::text(what));
        if let Some(withdrawal) = &version.returned_after {
            line("p", &html::text(&views::returned(self.site, messages, withdrawal)));
        }
        for handover in policy.succession.before.iter().filter(|handover| handover.since == version.number) {
            let page = self.site.public(self.path, &routes::current(&handover.other));
            let link = format!("<a href=\"{}\">{}</a>", html::text(&page), html::text(&handover.title));
            line("p", &format!("{} {link}", html::text(&messages.text("replaces-policy"))));
        }
        for (key, stated) in [("effective", version.effective()), ("effective-said", views::said(version))] {
            if let Some(stated) = stated {
                let date = DateView::of(stated.date, messages);
                line("p", &format!("{} {}", html::text(&messages.text(key)), html::text(date.text())));
            }
        }
        self.replaced(policy, version).iter().for_each(|replaced| line("p", replaced));
        if let Some(last) = version.back_from {
            line("p", &html::text(&messages.with("back-from", &[("version", number(last.get()))])));
        }
        let before = version.number.index().checked_sub(1).map(VersionNumber::at);
        for version in before.and_then(|n| policy.version(n)).into_iter().chain([version]) {
            if let Some(withheld) = withheld::comparison((messages, policy), version) {
                line("p", &html::text(&withheld));
            }
        }
        // against an error page all is new, or gone
        if version.back_from.is_some() || matches!(version.class, Class::Error | Class::Withheld) {
            return content;
        }
        let lines = summary::lines(version, url, messages, if excerpt.again.is_some() { LINES_AGAIN } else { LINES });
        if !lines.is_empty() {
            let item =
                |line: &summary::Line| format!("<li><a href=\"{}\">{}</a></li>", html::text(&line.href), line.html());
            line("ul", &lines.iter().map(item).collect::<String>());
        }
        if let Some((first, before)) = excerpt.again.and_then(|n| Some((n, n.index().checked_sub(1)?))) {
            let numbers = [("from", number(VersionNumber::at(before).get())), ("to", number(first.get()))];
            let page = self.site.public(self.path, &routes::changes(self.id(policy), first));
            let (said, name) = (messages.with("changed-before", &numbers), messages.with("changes-of", &numbers));
            line("p", &format!("{} <a href=\"{}\">{}</a>", html::text(&said), html::text(&page), html::text(&name)));
            return content;
        }
        if excerpt.html.contains("<ins") || excerpt.html.contains("<del") {
            line("p", &format!("<small>{}</small>", html::text(&messages.text("feed-legend"))));
        }
        // Links within the text lead to its page, not into the feed; in text a quote is always written as a reference.
        let redline = excerpt.html.replace("href=\"#", &format!("href=\"{}#", html::text(url)));
        if !redline.is_empty() {
            content.push_str(&spoken::wrapped(&self.with_files(redline), &policy.lang));
        }
        if version.number.index() > 0 {
            let key = if excerpt.cut { "feed-rest" } else { "feed-whole" };
            let link = format!("<p><a href=\"{}\">{}</a></p>\n", html::text(url), html::text(&messages.text(key)));
            content.push_str(&link);
        }
        content
    }
}
