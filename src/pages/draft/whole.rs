//! All pages of a draft, and what programs are told of it.

use super::frame::Frame;
use super::given::{DraftOf, DraftText};
use super::stand::Stand;
use crate::error::Result;
use crate::model::PolicyId;
use crate::pages::json::write;
use crate::pages::routes;
use crate::pages::site::Site;
use serde_json::json;

impl Site<'_> {
    /// The pages of a draft with their paths: the overview, and the text and the redline of each policy of which the draft
    /// has a text.
    ///
    /// # Errors
    /// A template fails.
    pub fn draft_pages(
        &self,
        stand: &Stand,
        draft: &DraftOf,
        texts: &[DraftText<'_>],
    ) -> Result<Vec<(String, Vec<u8>)>> {
        let drafted: Vec<&PolicyId> = texts.iter().filter(|t| t.version().is_some()).map(|t| &t.policy.id).collect();
        let frame = Frame { site: self, stand, draft, drafted: &drafted };
        let mut pages = vec![(stand.overview().to_owned(), frame.overview(texts)?)];
        for text in texts.iter().filter(|text| text.version().is_some()) {
            pages.push((stand.text(&text.policy.id), frame.text(text)?));
            pages.push((stand.redline(&text.policy.id), frame.redline(text, text.before())?));
        }
        Ok(pages)
    }

    /// What programs are told of a draft: `draft.json` beside the overview.
    ///
    /// # Errors
    /// It can't be written as JSON.
    pub fn draft_json(&self, stand: &Stand, draft: &DraftOf, texts: &[DraftText<'_>]) -> Result<Vec<u8>> {
        let policies = texts.iter().map(|text| {
            let (id, version) = (&text.policy.id, text.version());
            let redline = version.map(|_| routes::public(&stand.redline(id)));
            json!({
                "id": id.as_str(), "path": text.policy.path, "title": text.policy.name(), "lang": text.policy.lang.as_str(),
                "kind": text.kind.as_str(), "was": text.published.map(PolicyId::as_str),
                "from": text.before().map(|n| n.get()), "to": version.map(|version| version.number.get()),
                "class": version.map(|version| version.class.as_str()),
                "url": version.map(|_| routes::public(&stand.text(id))), "changes_url": redline,
                "findings": text.findings.len(),
            })
        });
        write(&json!({
            "draft": true, "name": draft.name,
            "commit": draft.commit.as_ref().map(|commit| commit.as_str()),
            "base": draft.base.as_ref().map(|commit| commit.as_str()),
            "conflicts": draft.conflicts, "policies": policies.collect::<Vec<_>>(),
            "failures": draft.failures.iter().map(|(path, message)| json!({"path": path, "message": message})).collect::<Vec<_>>(),
        }))
    }
}
