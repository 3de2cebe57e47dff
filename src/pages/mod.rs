//! Every page of a site: where it stands, what it depends on and how it is rendered. Planning knows all pages and
//! renders none.

mod about;
mod again;
mod annexes;
mod brief;
mod calendar;
mod card;
mod chrome;
mod cite;
mod compare;
mod cut;
mod dates;
mod diff_json;
mod entry;
mod family;
mod feed;
mod files;
mod groups;
mod head;
mod history;
mod home;
mod json;
mod kinds;
mod labels;
mod latest;
mod legend;
mod links;
mod lists;
mod llms;
mod log;
mod maker;
mod messages;
mod metadata;
mod month;
mod months;
mod notice;
mod office;
mod plan;
mod policy;
mod redline;
mod routes;
pub mod search;
mod section_feed;
mod sections;
mod sheets;
mod short;
mod site;
mod spoken;
mod summary;
mod syndicate;
mod theme;
mod timeline;
mod translation;
mod urn;
mod views;

pub use again::Repeats;
pub use diff_json::as_json as redline_as_json;
pub use entry::{Excerpt, Excerpts};
pub use feed::open;
pub use lists::{ListPage, Lists};
pub use months::{Months, Telling};
pub use office::Logo;
pub use plan::{Moment, Outline, Page, Part, of_policy, of_site};
pub use sheets::Sheet;
pub use theme::{Theme, ThemeFiles};

use crate::catalog::Catalog;
use crate::config::Config;
use crate::document::Document;
use crate::error::Result;
use crate::html::Links;
use crate::model::{Annexes, CommitId, Digest, Lang, Policy, VersionNumber};
use crate::places::{OfPolicy, OfSite, Place};
use crate::store;
use crate::weave::{Redline, Weave};
use feed::{ATOM, JSON, TEXT};
use links::{FeedLinks, TextFiles};
use maker::Maker;
use messages::Messages;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What all pages of a site share.
pub struct Site<'a> {
    config: &'a Config,
    catalog: &'a Catalog,
    theme: &'a Theme,
    /// The logo of the office.
    logo: Option<&'a Logo>,
    /// The published revision.
    commit: &'a CommitId,
    /// The oldest commit of the history: it tells one repository from another.
    root: &'a CommitId,
    /// The languages in which there is a home page, that of the site first; none where there is one home page.
    homes: Vec<Lang>,
    /// A digest of what goes into every page: the program, the theme, the settings.
    key: Digest,
}

/// The texts of one policy.
pub trait Texts {
    /// Version `n` as a document.
    fn document(&self, n: VersionNumber) -> Cow<'_, Document>;
    /// What changed from the older version `a` to `b`.
    fn redline(&self, a: VersionNumber, b: VersionNumber) -> Cow<'_, Redline>;
    /// All versions read so far.
    fn weave(&self) -> &Weave;
    /// The bytes of version `n`'s file.
    ///
    /// # Errors
    /// They can't be read.
    fn source(&self, n: VersionNumber) -> Result<Vec<u8>>;
    /// What feeds show of some versions, as [`Site::excerpt`] has it.
    fn excerpts(&self) -> &Excerpts;
    /// What was found of redlines that come again.
    fn repeats(&self) -> &Repeats;
}

/// What is kept of each policy for the pages that all share, by its place among the policies.
pub trait Shelf: Sync {
    /// The words of its current text, and those that left it.
    ///
    /// # Errors
    /// They can't be read.
    fn terms(&self, ix: usize) -> Result<(search::Terms, search::Left)>;
    /// What feeds show of its newest versions, those of [`open`] at least.
    ///
    /// # Errors
    /// They can't be read.
    fn excerpts(&self, ix: usize) -> Result<Excerpts>;
}

impl<'a> Site<'a> {
    /// The site of an office with this logo, at the published revision `commit`, in the repository that began with `root`, made by the program that
    /// the digest `program` tells from others.
    pub fn new(
        (config, logo): (&'a Config, Option<&'a Logo>),
        catalog: &'a Catalog,
        theme: &'a Theme,
        commit: &'a CommitId,
        root: &'a CommitId,
        program: Digest,
    ) -> Self {
        let settings = (&config.title, config.time_zone.name(), &config.base_url, config.show_authors, config.archive);
        let more = (config.machine_redlines, config.section_feeds);
        let office = (&config.office, logo.map(Logo::annex));
        let key = store::key(&(program, theme.key, settings, more, office, catalog.lang(), root));
        let homes = homes(catalog, theme);
        Self { config, catalog, theme, logo, commit, root, homes, key }
    }

    /// The path of the home page for readers of `lang`.
    fn home(&self, lang: &Lang) -> String {
        let others = self.homes.iter().skip(1);
        let other = others.map(Lang::primary).find(|other| *other == lang.primary());
        other.map_or_else(|| routes::HOME.to_owned(), |other| Place::Home(other).path().into())
    }

    /// A digest of everything that what the search looks through depends on beside texts and what is said of them.
    pub fn search_key(&self) -> Digest {
        store::key(&self.config.time_zone.name())
    }

    fn lang(&self) -> &Lang {
        self.catalog.lang()
    }

    /// The interface's texts for pages about a text in `lang`.
    fn messages(&self, lang: &Lang) -> &Messages {
        self.theme.languages.for_lang(lang, self.lang())
    }

    fn title(&self, messages: &Messages) -> String {
        self.config.title.clone().unwrap_or_else(|| messages.text("site-title"))
    }

    /// The address, in the file for other programs at `from`, of the page at `to`: absolute where the site knows its
    /// own address, else as seen from that file, which is how such files are read (RFC 3986 section 5.1.3).
    fn public(&self, from: &str, to: &str) -> String {
        match &self.config.base_url {
            Some(base) => format!("{base}{}", routes::public(to)),
            None => routes::relative_public(from, to),
        }
    }

    /// What feeds show of the redline to version `to` of a policy in `lang`, whose texts are in `weave` and lead to the files
    /// `annexes`.
    pub fn excerpt(
        &self,
        (weave, redline): (&Weave, &Redline),
        lang: &Lang,
        annexes: &Annexes,
        to: VersionNumber,
    ) -> Excerpt {
        if let Some(first) = again::shown_by(weave, to, redline) {
            return Excerpt::again(first);
        }
        let before = VersionNumber::at(to.index().saturating_sub(1));
        let files = TextFiles::between(annexes, before, to);
        Excerpt::of(redline, &FeedLinks { messages: self.messages(lang), files })
    }

    /// A digest of everything that [`Site::excerpt`] depends on but the redline.
    pub fn excerpt_key(&self, lang: &Lang) -> Digest {
        store::key(&(self.theme.key, self.lang(), lang))
    }

    /// The bytes of a page of `policy`, which is a translation of `original` if there is one. Of its versions those up to the one that the page shows and the next must be
    /// there; all of them for a page that shows no one version.
    ///
    /// # Errors
    /// A template fails, or a text can't be read.
    pub fn render(
        &self,
        page: &Page,
        policy: &Policy,
        original: Option<&Policy>,
        texts: &dyn Texts,
    ) -> Result<Vec<u8>> {
        let maker = Maker { site: self, messages: self.messages(&policy.lang), policy, texts, original };
        let file = match &page.part {
            Part::Policy(file) => *file,
            Part::Moved(to) => return maker.moved(page.path.as_str(), to.as_str()),
            Part::Site(_) | Part::Annex | Part::Piece => unreachable!("`{}` is not a page of a policy", page.path),
        };
        let path = page.path.as_str();
        match file {
            OfPolicy::Current => maker.text_page(policy.current(), true),
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
            OfPolicy::Version(n) => maker.text_page(version(policy, n), false),
            OfPolicy::Source(n) => texts.source(n),
            OfPolicy::Redline(n) => redline::changes(&maker, version(policy, n)),
            OfPolicy::Last(back) => redline::last(&maker, back),
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
            OfSite::Changes => site::changes(self, policies, months),
            OfSite::Atom => syndicate::atom(&feed(ATOM)?),
            OfSite::TextAtom => syndicate::atom(&feed(TEXT)?),
            OfSite::JsonFeed => syndicate::json(&feed(JSON)?),
            OfSite::NotFound => about::not_found(self),
            OfSite::About => about::about(self),
            OfSite::Drawing | OfSite::Picture => Ok(self.logo.map_or(&[][..], Logo::bytes).to_vec()),
            OfSite::Depth(depth) => Ok(files::style_at(depth).into_bytes()),
            OfSite::Style => Ok((self.theme.asset(file.name()).to_owned() + &files::colours(self.config)).into_bytes()),
            OfSite::Search => unreachable!("the search index is not a page"),
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

/// The languages in which a site has a home page, its own first: those in which a policy has a text that has texts in others
/// too, as far as the interface has them. None where that is one.
fn homes(catalog: &Catalog, theme: &Theme) -> Vec<Lang> {
    let own = catalog.lang();
    let translated = catalog.entries().iter().filter_map(|entry| entry.translation_of.as_ref());
    let texts = translated.flat_map(|original| catalog.family(original)).map(|ix| &catalog.entries()[*ix].lang);
    let others: BTreeSet<&str> = texts.map(Lang::primary).filter(|lang| *lang != own.primary()).collect();
    let others = others.into_iter().filter_map(|lang| theme.languages.of(lang)).map(|messages| messages.lang.clone());
    let homes: Vec<Lang> = std::iter::once(own.clone()).chain(others).collect();
    if homes.len() > 1 { homes } else { Vec::new() }
}

fn version(policy: &Policy, n: VersionNumber) -> &crate::model::Version {
    policy.version(n).expect("a version that is read")
}

/// What a text that stands alone, without a page around it, is shown with; notes are in English.
pub fn alone(theme: &Theme) -> &dyn Links {
    theme.languages.english()
}
