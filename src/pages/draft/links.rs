//! Where the links of a draft's texts lead: to other drafts, else to what is published.

use super::stand::Stand;
use crate::html::{AnnexLink, Links, Note, Sign};
use crate::model::PolicyId;
use crate::pages::links::TextLinks;
use crate::pages::routes;
use crate::percent::encode;

/// Links from a text of a draft.
pub(super) struct DraftLinks<'a> {
    pub(super) text: TextLinks<'a>,
    pub(super) stand: &'a Stand,
    /// The policies of which the draft has a text.
    pub(super) drafted: &'a [&'a PolicyId],
    /// What is to be looked at in the text.
    pub(super) signs: Vec<Sign>,
}

impl Links for DraftLinks<'_> {
    fn locate(&self, href: &str) -> Option<String> {
        let destination = self.text.site.catalog.resolve(self.text.file, href)?;
        let page = self.stand.text(&destination.policy);
        let mut url = match self.drafted.contains(&&destination.policy) {
            true => routes::relative(self.text.page, &page),
            false => self.stand.published(self.text.page, &page)?,
        };
        if let Some(fragment) = destination.fragment {
            url.push('#');
            url.push_str(&encode(&fragment));
        }
        Some(url)
    }

    fn annex(&self, href: &str) -> Option<AnnexLink> {
        self.text.annex(href)
    }

    fn annex_before(&self, href: &str) -> Option<AnnexLink> {
        self.text.annex_before(href)
    }

    fn picture(&self) -> String {
        self.text.picture()
    }

    fn signs(&self) -> &[Sign] {
        &self.signs
    }

    fn say(&self, note: &Note) -> String {
        self.text.say(note)
    }
}
