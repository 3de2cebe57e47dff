//! The page of a proposal that is open for comments: what was before, what is published, and what is proposed, side by side.

use super::abreast::Columns;
use super::brief::{self, BriefView, ContentsEntry};
use super::chrome::Chrome;
use super::dates::DateView;
use super::legend::{self, Sample};
use super::links::{TextFiles, TextLinks};
use super::maker::Maker;
use super::messages::Messages;
use super::site::Site;
use super::texts::Texts;
use super::views::VersionView;
use super::{routes, spoken};
use crate::brief::sections;
use crate::error::Result;
use crate::html::{self, AnnexLink, Links, Note};
use crate::model::{CommitId, Date, Lang, Policy, PolicyId, VersionNumber};
use crate::weave::Redline;
use serde::Serialize;

/// The column of the proposed text.
const PROPOSED: &str = "proposed";

/// A proposal about one policy.
pub struct Consultation<'a> {
    /// What the proposal is called.
    pub name: &'a str,
    /// Its newest commit.
    pub commit: &'a CommitId,
    /// The last day for comments, if somebody says so.
    pub until: Option<Date>,
    /// Whether the policy changed otherwise since the proposal began.
    pub conflicts: bool,
    /// Whether the proposal takes the policy away.
    pub withdraws: bool,
    /// The policy as it would be: unless the proposal takes it away, its last version is the proposed text.
    pub policy: &'a Policy,
    /// Its texts.
    pub texts: &'a dyn Texts,
}

#[derive(Serialize)]
struct ConsultationView {
    chrome: Chrome,
    title: String,
    lang: String,
    /// For the parts that published texts have too.
    draft: bool,
    name: String,
    commit: String,
    until: Option<String>,
    until_day: Option<DateView>,
    /// What is to be said of it as a whole.
    said: Vec<String>,
    /// The policy as it is published.
    current: Option<String>,
    version: Option<VersionView>,
    brief: Option<BriefView>,
    contents: Vec<ContentsEntry>,
    contents_count: String,
    legend: Vec<Sample>,
    /// The columns, by their ids and names.
    tiers: Vec<TierView>,
}

#[derive(Serialize)]
struct TierView {
    id: &'static str,
    name: String,
}

#[derive(Serialize)]
struct ClosedView {
    chrome: Chrome,
    title: String,
    lang: String,
    current: Option<String>,
}

/// A column.
struct Tier {
    id: &'static str,
    name: String,
    /// The version's page, if it has one.
    href: Option<String>,
    /// Its text, a part for each row.
    rows: Vec<String>,
}

impl Site<'_> {
    /// The page at `path` of a proposal.
    ///
    /// # Errors
    /// A template fails.
    pub fn consultation(&self, path: &str, consultation: &Consultation<'_>) -> Result<Vec<u8>> {
        let Consultation { policy, texts, .. } = *consultation;
        let messages = self.messages(&policy.lang);
        let maker = Maker { site: self, messages, policy, texts, original: None, replaced: &[] };
        let last = policy.current();
        let (proposed, now) = match consultation.withdraws {
            true => (None, Some(last.number)),
            false => (Some(last), last.number.index().checked_sub(1).map(VersionNumber::at)),
        };
        let redline = proposed.zip(now).map(|(version, now)| texts.redline(now, version.number));
        let (mut contents, contents_count) =
            redline.as_ref().map(|redline| brief::contents(sections(redline), messages)).unwrap_or_default();
        let brief = redline.as_ref().and_then(|_| brief::view(&last.brief, "", messages));
        if brief.as_ref().is_some_and(|brief| brief.listed() == contents.len()) {
            contents.clear(); // the brief has the list
        }
        let tiers = consultation.tiers(&maker, path, (now, proposed.map(|version| version.number)));
        let until = consultation.until.map(|day| DateView::of(day, messages));
        let title = format!("{} · {}", messages.text("proposal"), policy.name());
        let said = [
            (consultation.withdraws, "proposal-withdraws"),
            (now.is_none(), "proposal-new"),
            (consultation.conflicts, "proposal-conflicts"),
        ];
        let chrome = Chrome::new(self, messages, path, &title).at_home(self, &policy.lang, path).draft();
        let current = now.map(|_| routes::relative(path, &routes::current(&policy.id)));
        let view = ConsultationView {
            chrome: chrome.crumb(&policy.name(), current.clone(), Some(&policy.lang)).crumb(
                &messages.text("proposal"),
                None,
                None,
            ),
            title: policy.name(),
            lang: policy.lang.to_string(),
            draft: true,
            name: consultation.name.to_owned(),
            commit: consultation.commit.short().to_owned(),
            until: until.as_ref().map(|day| messages.with("proposal-until", &[("date", day.text().to_owned().into())])),
            until_day: until,
            said: said.into_iter().filter(|(is, _)| *is).map(|(_, key)| messages.text(key)).collect(),
            current,
            version: proposed.map(|version| VersionView::new(self, messages, path, policy, version).of_draft()),
            brief,
            contents,
            contents_count,
            legend: redline.as_ref().map(|redline| legend::legend(redline, messages)).unwrap_or_default(),
            tiers: tiers.iter().map(|tier| TierView { id: tier.id, name: tier.name.clone() }).collect(),
        };
        let html = tiers.iter().map(|tier| tier.html(messages, &policy.lang)).collect();
        self.theme.render("consultation.html", messages, &view, Some(html))
    }

    /// The page at `path` of a proposal about the policy at `id` that is no longer open.
    ///
    /// # Errors
    /// A template fails.
    pub fn closed_consultation(&self, path: &str, id: &PolicyId) -> Result<Vec<u8>> {
        let entry = self.catalog.entry(id);
        let lang = entry.map_or(self.lang(), |entry| &entry.lang);
        let messages = self.messages(lang);
        let closed = messages.text("proposal-closed");
        let view = ClosedView {
            chrome: Chrome::new(self, messages, path, &closed).at_home(self, lang, path).draft(),
            title: entry.map_or(closed, |entry| entry.title.clone()),
            lang: lang.to_string(),
            current: entry.map(|_| routes::relative(path, &routes::current(id))),
        };
        self.theme.render("consultation-closed.html", messages, &view, None)
    }
}

impl Consultation<'_> {
    /// What stands beside each other: what was before the version `now`, that one, and what is proposed.
    fn tiers(&self, maker: &Maker<'_>, path: &str, of: (Option<VersionNumber>, Option<VersionNumber>)) -> Vec<Tier> {
        let (now, proposed) = of;
        let (messages, id) = (maker.messages, &self.policy.id);
        let before = now.and_then(|now| now.index().checked_sub(1)).map(VersionNumber::at);
        let links = |n: VersionNumber| ProposalLinks {
            text: TextLinks {
                site: maker.site,
                messages,
                file: self.policy.version(n).map_or(&self.policy.path, |version| &version.path),
                page: path,
                sections: Vec::new(),
                files: TextFiles::between(&self.policy.annexes, now.unwrap_or(n), n),
            },
            is_published: now.is_some(),
        };
        let named = |key: &str, n: VersionNumber| messages.with(key, &[("version", maker.name(n).into())]);
        let page = |n: VersionNumber| Some(routes::relative(path, &routes::version(id, n)));
        let document = |n: VersionNumber| self.texts.document(n);
        let (first, second) = (
            before.zip(now).map(|(a, b)| self.texts.redline(a, b)),
            now.zip(proposed).map(|(a, b)| self.texts.redline(a, b)),
        );
        let (old, published) = (before.map(document), now.map(document).unwrap_or_default());
        let columns = Columns {
            before: old.as_deref(),
            now: first.as_deref(),
            published: &published,
            proposed: second.as_deref(),
        };
        let rows = columns.rows();
        let parts = |n: VersionNumber, redline: Option<&Redline>, starts: &[usize]| match redline {
            Some(redline) => html::redline_in_parts(redline, starts, &links(n)),
            None => html::document_in_parts(&document(n), starts, &links(n)),
        };
        let before = before.map(|n| Tier {
            id: "before",
            name: named("tier-before", n),
            href: page(n),
            rows: parts(n, None, &rows.before),
        });
        let standing = now.map(|n| Tier {
            id: "now",
            name: named("tier-now", n),
            href: page(n),
            rows: parts(n, first.as_deref(), &rows.now),
        });
        let proposed = proposed.map(|n| Tier {
            id: PROPOSED,
            name: messages.text("tier-proposed"),
            href: None,
            rows: parts(n, second.as_deref(), if second.is_some() { &rows.proposed } else { &[0] }),
        });
        [before, standing, proposed].into_iter().flatten().collect()
    }
}

impl Tier {
    /// The column, in a page whose messages are these; its text is in `lang`.
    fn html(&self, messages: &Messages, lang: &Lang) -> String {
        // each id is on the page once, whatever the texts have in common; the brief leads to those of the proposed text
        let own = |html: &str| {
            if self.id == PROPOSED {
                return html.to_owned();
            }
            let ids = html.replace(" id=\"", &format!(" id=\"{}.", self.id));
            ids.replace(" href=\"#", &format!(" href=\"#{}.", self.id))
        };
        let (id, name, spoken) = (self.id, html::text(&self.name), spoken::within(lang, &messages.lang));
        let name = match &self.href {
            Some(href) => format!("<a href=\"{}\">{name}</a>", html::text(href)),
            None => name,
        };
        format!(
            "<section class=\"tier {id}\" id=\"ui.{id}\" aria-labelledby=\"ui.{id}-name\">\n<h2 id=\"ui.{id}-name\">{name}</h2>\n<article class=\"text redline\"{spoken}>\n{}</article>\n</section>\n",
            self.rows.iter().map(|row| format!("<div class=\"row\">\n{}</div>\n", own(row))).collect::<String>()
        )
    }
}

/// The links of a proposed text. Files that only the proposal has are not published.
struct ProposalLinks<'a> {
    text: TextLinks<'a>,
    is_published: bool,
}

impl Links for ProposalLinks<'_> {
    fn locate(&self, href: &str) -> Option<String> {
        self.text.locate(href)
    }

    fn annex(&self, href: &str) -> Option<AnnexLink> {
        let now = self.text.annex(href).filter(|_| self.is_published)?;
        (self.text.annex_before(href)? == now).then_some(now)
    }

    fn annex_before(&self, href: &str) -> Option<AnnexLink> {
        self.text.annex_before(href).filter(|_| self.is_published)
    }

    fn picture(&self) -> String {
        self.text.picture()
    }

    fn say(&self, note: &Note) -> String {
        self.text.say(note)
    }
}
