//! From a page that is planned to its bytes: the one place that names the maker of each file.

use super::feed::{self, ATOM, JSON, TEXT};
use super::lists::{ListPage, Lists};
use super::logo::Logo;
use super::maker::Maker;
use super::months::{Months, Telling};
use super::page::{Page, Part};
use super::site::Site;
use super::texts::{Shelf, Texts};
use super::{
    about, calendar, changes, compare, diff_json, files, home, json, llms, month, notice, redline, replaced,
    section_feed, sections, syndicate, withheld,
};
use crate::error::Result;
use crate::model::{Policy, Version, VersionNumber};
use crate::places::{OfPolicy, OfSite};

/// The policies of which pages of a policy tell beside itself, as they are published now.
#[derive(Default)]
pub struct Related {
    /// The original, if it is a translation.
    pub original: Option<Policy>,
    /// Those that it replaced, each followed by those that it replaced in turn.
    pub replaced: Vec<Policy>,
}

impl Site<'_> {
    /// The bytes of a page of `policy`, with its `related` ones. Of its versions those up to the one that the page shows and the next must be
    /// there; all of them for a page that shows no one version.
    ///
    /// # Errors
    /// A template fails, or a text can't be read.
    pub fn render(&self, page: &Page, policy: &Policy, related: &Related, texts: &dyn Texts) -> Result<Vec<u8>> {
        let maker = Maker {
            site: self,
            messages: self.messages(&policy.lang),
            policy,
            texts,
            original: related.original.as_ref(),
            replaced: &related.replaced,
        };
        let file = match &page.part {
            Part::Policy(file) => *file,
            Part::Moved(to) => return maker.moved(page.path.as_str(), to.as_str()),
            Part::Site(_) | Part::Annex | Part::Piece => unreachable!("`{}` is no page of a policy", page.path),
        };
        let path = page.path.as_str();
        match file {
            OfPolicy::Current => maker.current_page(),
            OfPolicy::History => maker.history(),
            OfPolicy::OlderHistory(number) => maker.older_history(path, number),
            OfPolicy::Sections => sections::page(&maker),
            OfPolicy::OlderSection(section, number) => sections::older(&maker, path, section, number),
            OfPolicy::Compare => compare::compare(&maker),
            OfPolicy::Versions => json::versions(policy),
            OfPolicy::TimeMap => Ok(files::timemap(self, path, policy)),
            OfPolicy::Atom => syndicate::atom(&feed::of_policy(&maker, path, ATOM)),
            OfPolicy::OlderAtom(number) => syndicate::atom(&feed::older(&maker, path, number)),
            OfPolicy::TextAtom => syndicate::atom(&feed::of_policy(&maker, path, TEXT)),
            OfPolicy::JsonFeed => syndicate::json(&feed::of_policy(&maker, path, JSON)),
            OfPolicy::Notice => notice::data(&maker, path),
            OfPolicy::NoticePage => notice::page(&maker, path),
            OfPolicy::MachineRedline(n) => diff_json::file(&maker, n),
            OfPolicy::SectionAtom(section) => syndicate::atom(&section_feed::feed(&maker, path, section)),
            OfPolicy::Dates => Ok(calendar::of_policy(&maker, path)),
            OfPolicy::Version(n) => maker.version_page(version(policy, n)),
            OfPolicy::Source(n) => texts.source(n),
            OfPolicy::Withheld(n) => Ok(withheld::file(version(policy, n))),
            OfPolicy::Receipt(_) => unreachable!("the ledger makes `{}`", page.path),
            OfPolicy::Redline(n) => redline::changes(&maker, version(policy, n)),
            OfPolicy::Last(back) => redline::last(&maker, back),
            OfPolicy::Successor(place) => replaced::page(&maker, path, place),
        }
    }

    /// The bytes of a page that all policies share.
    ///
    /// # Errors
    /// A template fails.
    pub fn render_shared(
        &self,
        page: &Page,
        policies: &[Policy],
        (lists, months): (&Lists<'_>, &Months<'_>),
        shelf: &dyn Shelf,
    ) -> Result<Vec<u8>> {
        let Part::Site(file) = page.part else { unreachable!("`{}` is a page of a policy", page.path) };
        let feed = |kind| feed::of_site(self, page.path.as_str(), policies, (months, shelf), kind);
        match file {
            OfSite::Home => home::home(self, lists, self.lang()),
            OfSite::Changes => changes::changes(self, policies, months),
            OfSite::Atom => syndicate::atom(&feed(ATOM)?),
            OfSite::TextAtom => syndicate::atom(&feed(TEXT)?),
            OfSite::JsonFeed => syndicate::json(&feed(JSON)?),
            OfSite::NotFound => about::not_found(self),
            OfSite::About => about::about(self),
            OfSite::Drawing | OfSite::Picture => Ok(self.logo.map_or(&[][..], Logo::bytes).to_vec()),
            OfSite::Depth(depth) => Ok(files::style_at(depth).into_bytes()),
            OfSite::Style => Ok((self.theme.asset(file.name()).to_owned() + &files::colours(self.config)).into_bytes()),
            OfSite::Search => unreachable!("what the search looks through is no page"),
            OfSite::Policies => json::policies(self, policies),
            OfSite::Sitemap => files::sitemap(self, policies),
            OfSite::Dates => Ok(calendar::of_site(self, policies)),
            OfSite::Llms => Ok(llms::text(self, policies, lists)),
            OfSite::Robots => Ok(files::robots(self)),
            OfSite::Headers => Ok(files::HEADERS.as_bytes().to_vec()),
            OfSite::NoJekyll => Ok(Vec::new()),
            OfSite::Script
            | OfSite::CompareScript
            | OfSite::CardsScript
            | OfSite::ListsScript
            | OfSite::NoticeScript
            | OfSite::Icon => Ok(self.theme.asset(file.name()).as_bytes().to_vec()),
        }
    }
}

impl Lists<'_> {
    /// The bytes of a page.
    ///
    /// # Errors
    /// A template fails.
    pub fn render(&self, site: &Site<'_>, page: &ListPage<'_>) -> Result<Vec<u8>> {
        match page {
            ListPage::Sheet(sheet) => self.sheet(site, sheet),
            ListPage::Home(lang) => home::home(site, self, lang),
        }
    }
}

impl Months<'_> {
    /// The bytes of what tells of a part of a month.
    ///
    /// # Errors
    /// A template fails.
    pub fn render(&self, site: &Site<'_>, telling: Telling) -> Result<Vec<u8>> {
        match telling {
            Telling::Page(ix) => month::page(site, self, ix),
            Telling::Atom(ix) => syndicate::atom(&feed::of_month(site, self, ix)),
        }
    }
}

fn version(policy: &Policy, n: VersionNumber) -> &Version {
    policy.version(n).expect("a version that is read")
}
