//! The page of a draft's text.

use super::findings::{self, FindingView};
use super::frame::{Bar, Frame, Shown};
use super::given::DraftText;
use crate::error::Result;
use crate::html;
use crate::pages::chrome::Chrome;
use crate::pages::head::Head;
use crate::pages::policy::ContentsEntry;
use crate::pages::views::VersionView;
use serde::Serialize;

#[derive(Serialize)]
struct TextView<'a> {
    chrome: Chrome,
    draft: Bar,
    id: &'a str,
    lang: &'a str,
    head: Head,
    titled: bool,
    version: VersionView,
    findings: Vec<FindingView>,
    contents: Vec<ContentsEntry>,
}

impl Frame<'_> {
    /// The page of `text`, which has one.
    pub(super) fn text(&self, text: &DraftText<'_>) -> Result<Vec<u8>> {
        let maker = self.maker(text);
        let (policy, messages, version) = (text.policy, maker.messages, text.policy.current());
        let path = self.stand.text(&policy.id);
        let document = text.texts.document(version.number);
        let entries = html::contents(&document);
        let article = html::document(&document, &self.links(text, version, &path));
        let view = TextView {
            chrome: self.chrome(messages, &path, &format!("{} · {}", messages.text("draft"), policy.name())),
            draft: self.bar(messages, &path, version),
            id: policy.id.as_str(),
            lang: version.lang.as_str(),
            head: self.head(messages, &path, text, Shown::Text),
            titled: entries.first().is_some_and(|e| e.level == 1 && e.text == version.title),
            version: self.version(text, version, &path),
            findings: findings::views(text.findings, messages, (Some(&article), "")),
            contents: maker.contents(&path, &entries, &[]),
        };
        self.site.theme.render("draft.html", messages, &view, Some(article))
    }
}
