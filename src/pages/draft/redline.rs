//! The page of what a draft changes in a text.

use super::findings::{self, FindingView};
use super::frame::{Bar, Frame, Shown};
use super::given::DraftText;
use crate::brief::sections;
use crate::document::Document;
use crate::error::Result;
use crate::model::VersionNumber;
use crate::pages::annexes::{self, ReplacedView};
use crate::pages::brief::{self, BriefView, ContentsEntry};
use crate::pages::chrome::{Chrome, ScriptData};
use crate::pages::head::Head;
use crate::pages::legend::{self, Sample};
use crate::pages::messages::number;
use crate::pages::redline::{article, redline_texts};
use crate::pages::routes;
use crate::pages::views::VersionView;
use crate::weave;
use serde::Serialize;
use std::borrow::Cow;

#[derive(Serialize)]
struct RedlineView<'a> {
    chrome: Chrome,
    draft: Bar,
    /// 0 if there is none.
    from: u32,
    to: u32,
    lang: &'a str,
    head: Head,
    title: String,
    version: VersionView,
    findings: Vec<FindingView>,
    unchanged: Option<String>,
    replaced: Vec<ReplacedView>,
    coarse: Option<String>,
    brief: Option<BriefView>,
    contents: Vec<ContentsEntry>,
    contents_count: String,
    legend: Vec<Sample>,
    /// How much is left out, in words.
    short: Option<String>,
    /// How many words that are.
    left_out: Option<usize>,
    old_name: String,
    new_name: String,
}

impl Frame<'_> {
    /// The page of what `text` changes in the version `before`, which is published; of a new policy all is new.
    pub(super) fn redline(&self, text: &DraftText<'_>, before: Option<VersionNumber>) -> Result<Vec<u8>> {
        let maker = self.maker(text);
        let (policy, messages, version) = (text.policy, maker.messages, text.policy.current());
        let path = self.stand.redline(&policy.id);
        let redline = match before {
            Some(before) => text.texts.redline(before, version.number),
            None => Cow::Owned(weave::redline(&Document::default(), &text.texts.document(version.number))),
        };
        let links = self.links(text, version, &path);
        let lang = maker.common_lang(before.unwrap_or(version.number), version.number);
        let page = routes::relative(&path, &self.stand.text(&policy.id));
        let (article, left_out) = article(&redline, &links, messages, (&page, lang));
        let brief = brief::view(&version.brief, "", messages);
        let (mut contents, contents_count) = brief::contents(sections(&redline), messages);
        if brief.as_ref().is_some_and(|brief| brief.listed() == contents.len()) || before.is_none() {
            contents.clear(); // the brief has the list, or all is new
        }
        let replaced = before.map_or_else(Vec::new, |n| annexes::replaced(&maker, &path, (n, version.number)));
        let title = match before {
            Some(before) => messages.with("draft-changes", &[("n", number(before.get()))]),
            None => messages.text("draft-new"),
        };
        let view = RedlineView {
            chrome: self
                .chrome(messages, &path, &format!("{title} · {}", policy.name()))
                .data(&ScriptData { texts: redline_texts(messages) })?,
            draft: self.bar(messages, &path, version),
            from: before.map_or(0, VersionNumber::get),
            to: version.number.get(),
            lang,
            head: self.head(messages, &path, text, Shown::Redline).showing(title.clone()),
            title,
            version: self.version(text, version, &path),
            findings: findings::views(text.findings, messages, (Some(&article), &page)),
            unchanged: (redline.is_unchanged() && replaced.is_empty())
                .then(|| messages.text("nothing-visible-changed")),
            replaced,
            coarse: redline.coarse.then(|| messages.text("coarse-marks")),
            brief,
            contents,
            contents_count,
            legend: legend::legend(&redline, messages),
            short: left_out.map(|words| messages.with("left-out", &[("n", number(words as u32))])),
            left_out,
            old_name: before.map_or_else(String::new, |before| maker.name(before)),
            new_name: messages.text("draft"),
        };
        self.site.theme.render("draft-changes.html", messages, &view, Some(article))
    }
}
