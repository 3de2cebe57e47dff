//! Where the links of a text lead: to policies, and to the files of the versions that are shown.

use super::messages::Messages;
use super::routes;
use super::site::Site;
use super::theme::Theme;
use crate::html::{AnnexLink, Links, Note, SectionLink};
use crate::model::{Annex, Annexed, Annexes, Policy, VersionNumber};
use crate::percent::{decode, encode};
use crate::places::Place;

/// Links from the text in the file at `file`, shown on the page at `page`.
pub(super) struct TextLinks<'a> {
    pub(super) site: &'a Site<'a>,
    pub(super) messages: &'a Messages,
    pub(super) file: &'a str,
    pub(super) page: &'a str,
    /// What is said of the section below each heading.
    pub(super) sections: Vec<Option<SectionLink>>,
    pub(super) files: TextFiles<'a>,
}

/// The files to which a text leads.
#[derive(Clone, Copy)]
pub(super) struct TextFiles<'a> {
    now: &'a Annexed,
    /// Those of the older version of a redline.
    before: &'a Annexed,
    /// Those of all versions, where any two may be compared.
    all: Option<&'a Annexes>,
}

impl<'a> TextFiles<'a> {
    /// The current text, with the files as they stand now.
    pub(super) fn now(policy: &'a Policy) -> Self {
        Self { now: &policy.annexes.now, before: &policy.annexes.now, all: None }
    }

    /// What version `b` says, where it differs from `a`.
    pub(super) fn between(annexes: &'a Annexes, a: VersionNumber, b: VersionNumber) -> Self {
        Self { now: annexes.at(b), before: annexes.at(a), all: None }
    }

    /// Any two versions.
    pub(super) fn any(policy: &'a Policy) -> Self {
        let current = policy.annexes.at(policy.current().number);
        Self { now: current, before: current, all: Some(&policy.annexes) }
    }

    fn runs(&self, href: &str, link: impl Fn(&Annexed) -> Option<AnnexLink>) -> Vec<(usize, Option<AnnexLink>)> {
        let runs = self.all.map_or(&[][..], |all| all.runs());
        if !runs.iter().any(|(_, files)| files.contains_key(href)) {
            return Vec::new();
        }
        let mut links: Vec<(usize, Option<AnnexLink>)> =
            runs.iter().map(|(from, files)| (*from, link(files))).collect();
        links.dedup_by(|next, before| next.1 == before.1);
        links
    }
}

/// The address of a file as seen from the page at `page`.
pub(super) fn annex_url(page: &str, annex: &Annex) -> String {
    routes::relative(page, Place::Annex(annex).path().as_str())
}

/// A file to which `href` leads, with the place in it that `href` names, at an address that `url` gives.
fn annex_link(files: &Annexed, href: &str, url: impl Fn(&Annex) -> String) -> Option<AnnexLink> {
    let annex = files.get(href)?;
    let mut url = url(annex);
    if let Some((_, fragment)) = href.split_once('#') {
        url.push('#');
        url.push_str(&encode(&decode(fragment)).replace("%26", "&"));
    }
    Some(AnnexLink { url, shape: annex.shape })
}

impl Links for TextLinks<'_> {
    fn section(&self, place: usize) -> Option<&SectionLink> {
        self.sections.get(place)?.as_ref()
    }

    fn locate(&self, href: &str) -> Option<String> {
        let destination = self.site.catalog.resolve(self.file, href)?;
        let mut url = routes::relative(self.page, &routes::current(&destination.policy));
        if let Some(fragment) = destination.fragment {
            url.push('#');
            url.push_str(&encode(&fragment));
        }
        Some(url)
    }

    fn annex(&self, href: &str) -> Option<AnnexLink> {
        annex_link(self.files.now, href, |annex| annex_url(self.page, annex))
    }

    fn annex_before(&self, href: &str) -> Option<AnnexLink> {
        annex_link(self.files.before, href, |annex| annex_url(self.page, annex))
    }

    fn annexes(&self, href: &str) -> Vec<(usize, Option<AnnexLink>)> {
        self.files.runs(href, |files| annex_link(files, href, |annex| annex_url(self.page, annex)))
    }

    fn picture(&self) -> String {
        self.messages.text("picture")
    }

    fn say(&self, note: &Note) -> String {
        self.messages.note(note)
    }
}

/// Links of a text that feeds show, wherever these stand: to files alone, by their paths below the site's root.
pub(super) struct FeedLinks<'a> {
    pub(super) messages: &'a Messages,
    pub(super) files: TextFiles<'a>,
}

impl Links for FeedLinks<'_> {
    fn locate(&self, _href: &str) -> Option<String> {
        None
    }

    fn annex(&self, href: &str) -> Option<AnnexLink> {
        annex_link(self.files.now, href, |annex| annex_url("", annex))
    }

    fn annex_before(&self, href: &str) -> Option<AnnexLink> {
        annex_link(self.files.before, href, |annex| annex_url("", annex))
    }

    fn picture(&self) -> String {
        self.messages.text("picture")
    }

    fn say(&self, note: &Note) -> String {
        self.messages.note(note)
    }

    fn on_a_page(&self) -> bool {
        false
    }
}

/// What a text that stands alone, without a page around it, is shown with; notes are in English.
pub fn alone(theme: &Theme) -> &dyn Links {
    theme.languages.english()
}
