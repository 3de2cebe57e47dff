//! The pages of a policy's texts: of the current one, and of each version.

use super::annexes::AnnexView;
use super::chrome::{Chrome, ScriptTexts};
use super::cite::Citation;
use super::dates::DateView;
use super::head::{Head, Shown};
use super::links::{TextFiles, TextLinks};
use super::maker::Maker;
use super::replaced::ReplacedView;
use super::spoken::language_name;
use super::succession::{Superseded, Upcoming};
use super::translation::{self, Reflects};
use super::views::{self, VersionView};
use super::{annexes, labels, metadata, routes, sections, withheld};
use crate::document::Document;
use crate::error::Result;
use crate::html::{self, SectionLink};
use crate::model::{Lang, PolicyId, SectionHistory, Version, VersionNumber};
use crate::percent::encode;
use crate::places::OfPolicy;
use serde::Serialize;
use std::borrow::Cow;
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
    /// That the text is withheld, and why.
    withheld: Option<String>,
    /// The policies that replaced this one, and those that it replaced.
    replaced_by: Vec<ReplacedView>,
    replaces: Vec<ReplacedView>,
    /// The proposals that are open about it.
    proposals: Vec<ProposalView>,
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
    /// Whether the script can tell since when each paragraph stands.
    stands: bool,
    notice: Option<String>,
    translations: Vec<Translation>,
    reflects: Option<Reflects>,
    source: Option<&'a str>,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Serialize)]
pub(super) struct ContentsEntry {
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

/// What the script of the current text needs to know.
#[derive(Serialize)]
struct ReadingData<'a> {
    texts: ScriptTexts,
    id: &'a str,
    n: u32,
    /// For each version the day on which it was published, and the numbers of the sections that it changed.
    versions: Vec<(String, Vec<usize>)>,
    /// Where it reads since when each paragraph stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    stands: Option<StandsData>,
}

/// The page that has all versions of a text, and with `{n}` for a number those of a version and of its changes.
#[derive(Serialize)]
struct StandsData {
    compare: String,
    version: String,
    changes: String,
}

/// A proposal about a policy.
#[derive(Serialize)]
struct ProposalView {
    name: String,
    href: String,
}

#[derive(Serialize)]
struct Translation {
    lang: String,
    text: String,
    href: String,
}

impl<'a> Maker<'a> {
    /// The current text, with what is known of the policy as a whole.
    pub(super) fn current_page(&self) -> Result<Vec<u8>> {
        let (policy, messages, version) = (self.policy, self.messages, self.policy.current());
        let (path, document) = (routes::current(&policy.id), self.texts.document(version.number));
        let calendar = self.calendar(&path);
        let chrome = self.text_chrome(&path, &policy.name(), version, true)?;
        let chrome = chrome.calendar(messages, calendar.as_deref(), &policy.name());
        let chrome = self.along_the_time(chrome, &path, version.number).data(&self.reading_data(&path))?;
        let (head, numbers) = (self.head(&path, Shown::Text), policy.sections.at(version.number));
        let view = TextView {
            lang: policy.lang.as_str(),
            contents_count: sections::changed(self),
            replaced_by: self.replaced_by(&path),
            replaces: self.replaces(&path),
            proposals: self.proposals(&path),
            gone: self.gone_sections(&path),
            calendar,
            annexes: annexes::since(self, &path, version.number),
            stands: self.tells_since_when(),
            notice: labels::notice(self.site, messages, policy),
            reflects: translation::reflects(self, &path),
            ..self.text_view(chrome, &path, version, head, &document, numbers)
        };
        let links = self.text_links(&path, version, sections::in_current(self, &path), TextFiles::now(policy));
        self.text_page(&view, &document, &links)
    }

    /// The text of one version, at its own address. What stands there never changes but for the way to the next version.
    pub(super) fn version_page(&self, version: &Version) -> Result<Vec<u8>> {
        let (id, n) = (&self.policy.id, version.number);
        let withheld = withheld::notice(self.messages, version);
        let document = match withheld {
            Some(_) => Cow::default(),
            None => self.texts.document(n),
        };
        let path = routes::version(id, n);
        let title = format!("{} · {}", self.name_in(n), self.name(n));
        let next = self.neighbours(n).1.and_then(|next| self.policy.version(next));
        let chrome = self
            .text_chrome(&path, &title, version, false)?
            .noindex(next.is_some())
            .link("original", routes::relative(&path, &routes::current(id)))
            .crumb(&self.name(n), None, None);
        let (chrome, head) = (self.along_the_time(chrome, &path, n), self.head_of(&path, version, None));
        let view = TextView {
            superseded: next.map(|next| self.superseded(version, next, &path)),
            withheld,
            ..self.text_view(chrome, &path, version, head, &document, &[])
        };
        let files = TextFiles::between(&self.policy.annexes, n, n);
        self.text_page(&view, &document, &self.text_links(&path, version, Vec::new(), files))
    }

    fn text_page(&self, view: &TextView<'_>, document: &Document, links: &TextLinks<'_>) -> Result<Vec<u8>> {
        self.site.theme.render("policy.html", self.messages, view, Some(html::document(document, links)))
    }

    /// What a page has around a text: that of `version`, or, if it is the current one, of the whole policy.
    fn text_chrome(&self, path: &str, title: &str, version: &Version, is_current: bool) -> Result<Chrome> {
        let first = if is_current { &self.policy.versions[0] } else { version };
        let date = DateView::at(self.site, version.published, self.messages);
        let explanation = version.note.explanation(&self.messages.lang);
        let linked_data = metadata::linked_data(self, version, path, is_current)?;
        let timemap = routes::relative(path, &routes::of(&self.policy.id, OfPolicy::TimeMap));
        Ok(self
            .chrome(path, title)
            .describe(&[&self.name(version.number), date.text(), views::said_beside(explanation, version)])
            .article(first.published, version.published, linked_data)
            .timemap(timemap))
    }

    /// With links to the versions before and after version `n`.
    fn along_the_time(&self, mut chrome: Chrome, path: &str, n: VersionNumber) -> Chrome {
        let (previous, next) = self.neighbours(n);
        for (rel, version) in [("predecessor-version", previous), ("successor-version", next)] {
            if let Some(version) = version {
                chrome = chrome.link(rel, routes::relative(path, &routes::version(&self.policy.id, version)));
            }
        }
        chrome
    }

    /// What the page at `path` shows of `version`, whoever's page it is. The sections below the headings have these
    /// `numbers`, if the page leads to their history.
    fn text_view<'v>(
        &'v self,
        chrome: Chrome,
        path: &str,
        version: &'v Version,
        head: Head,
        document: &Document,
        numbers: &[u32],
    ) -> TextView<'v> {
        let id = &self.policy.id;
        let to = |target: String| routes::relative(path, &target);
        let entries = html::contents(document);
        let (previous, next) = self.neighbours(version.number);
        TextView {
            chrome,
            id: id.as_str(),
            n: version.number.get(),
            lang: version.lang.as_str(),
            head,
            titled: entries.first().is_some_and(|e| e.level == 1 && e.text == version.title),
            version: self.view(path, version),
            citation: self.citation(path, version),
            superseded: None,
            withdrawn: self.withdrawn(),
            withheld: None,
            replaced_by: self.replaced_after(path, version.number),
            replaces: Vec::new(),
            proposals: Vec::new(),
            withdrawn_note: self.withdrawn_note(),
            current: to(routes::current(id)),
            history: to(routes::history(id)),
            contents: self.contents(path, &entries, numbers),
            contents_count: None,
            sections: to(routes::sections(id)),
            gone: Vec::new(),
            upcoming: self.upcoming(version, path),
            calendar: None,
            annexes: Vec::new(),
            stands: false,
            notice: None,
            translations: self.translations(path),
            reflects: None,
            source: self.policy.source.as_deref(),
            previous: previous.map(|n| to(routes::version(id, n))),
            next: next.map(|n| to(routes::version(id, n))),
        }
    }

    /// The table of contents: headings below the title, two levels of them.
    pub(super) fn contents(&self, path: &str, entries: &[html::Entry], numbers: &[u32]) -> Vec<ContentsEntry> {
        let page = routes::relative(path, &routes::sections(&self.policy.id));
        let entry = |e: &html::Entry| {
            let number = numbers.get(e.place).copied();
            let section = number.and_then(|n| self.policy.sections.all.get(n as usize));
            ContentsEntry {
                level: e.level,
                text: e.text.clone(),
                href: format!("#{}", encode(&e.anchor)),
                said: section.filter(|s| !s.changes.is_empty()).map(|s| sections::said(s, self.messages)),
                history: number.map(|n| format!("{page}#{}", sections::id(n))).unwrap_or_default(),
            }
        };
        entries.iter().filter(|e| e.level > 1 && e.level < 4).map(entry).collect()
    }

    fn text_links<'l>(
        &'l self,
        page: &'l str,
        version: &'l Version,
        sections: Vec<Option<SectionLink>>,
        files: TextFiles<'l>,
    ) -> TextLinks<'l> {
        TextLinks { site: self.site, messages: self.messages, file: &version.path, page, sections, files }
    }

    /// Whether what the page that compares has tells since when the words of the current text stand: of no version is the text
    /// withheld.
    fn tells_since_when(&self) -> bool {
        self.policy.versions.len() > 1 && self.policy.versions.iter().all(|version| version.withheld.is_none())
    }

    fn reading_data(&self, path: &str) -> ReadingData<'_> {
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
        let mut texts = vec![
            ("since-none", &["n", "date"][..]),
            ("since-read", &["n", "date"]),
            ("since-versions", &["n"]),
            ("since-changes", &["versions", "sections"]),
            ("since-sections", &["n"]),
        ];
        // who has read the only version has read them all
        if self.policy.versions.len() == 1 {
            texts.truncate(1);
        }
        let (id, first) = (&self.policy.id, VersionNumber::at(0));
        let numbered = |target: String| routes::relative(path, &target).replace("/1/", "/{n}/");
        let stands = self.tells_since_when().then(|| StandsData {
            compare: routes::relative(path, &routes::compare(id)),
            version: numbered(routes::version(id, first)),
            changes: numbered(routes::changes(id, first)),
        });
        if stands.is_some() {
            texts.extend([("stands-since", &["n", "date"][..]), ("stands-first", &["date"])]);
        }
        ReadingData {
            stands,
            texts: texts.into_iter().map(|(key, names)| (key, self.messages.forms(key, names))).collect(),
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

    fn proposals(&self, path: &str) -> Vec<ProposalView> {
        let view =
            |(name, page): &(String, String)| ProposalView { name: name.clone(), href: routes::relative(path, page) };
        self.policy.proposals.iter().map(view).collect()
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
}
