//! Every page of a site: where it stands, what it depends on and how it is rendered. Planning knows all pages and
//! renders none.

mod brief;
mod dates;
mod feed;
mod files;
mod history;
mod json;
mod kinds;
mod labels;
mod legend;
mod maker;
mod messages;
mod metadata;
mod plan;
mod policy;
mod redline;
mod routes;
mod search;
mod sections;
mod site;
mod summary;
mod syndicate;
mod theme;
mod timeline;
mod translation;
mod views;

pub use feed::Excerpt;
pub use plan::{Moment, Outline, Page, Part, of_policy, of_site};
pub use search::Terms;
pub use theme::{Theme, ThemeFiles};

use crate::catalog::Catalog;
use crate::config::Config;
use crate::document::Document;
use crate::error::Result;
use crate::html::{Links, Note, SectionLink};
use crate::model::{CommitId, Digest, Lang, Policy, PolicyId, VersionNumber};
use crate::store;
use crate::weave::{Redline, Weave};
use feed::{ATOM, JSON, TEXT};
use maker::Maker;
use messages::Messages;
use std::borrow::Cow;

/// What all pages of a site share.
pub struct Site<'a> {
    config: &'a Config,
    catalog: &'a Catalog,
    theme: &'a Theme,
    /// The published revision.
    commit: &'a CommitId,
    /// The oldest commit of the history: it tells one repository from another.
    root: &'a CommitId,
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
    /// What feeds show of each version, oldest first, as [`Site::excerpt`] has it.
    fn excerpts(&self) -> &[Excerpt];
}

/// What is kept of each policy for the pages that all share, by its place among the policies.
pub trait Shelf: Sync {
    /// The words of its current text.
    ///
    /// # Errors
    /// They can't be read.
    fn terms(&self, ix: usize) -> Result<Terms>;
    /// What feeds show of its versions, oldest first.
    ///
    /// # Errors
    /// They can't be read.
    fn excerpts(&self, ix: usize) -> Result<Vec<Excerpt>>;
}

impl<'a> Site<'a> {
    /// The site of the published revision `commit`, in the repository that began with `root`, made by the program that
    /// the digest `program` tells from others.
    pub fn new(
        config: &'a Config,
        catalog: &'a Catalog,
        theme: &'a Theme,
        commit: &'a CommitId,
        root: &'a CommitId,
        program: Digest,
    ) -> Self {
        let settings = (&config.title, config.time_zone.name(), &config.base_url, config.show_authors);
        let key = store::key(&(program, theme.key, settings, catalog.lang(), root));
        Self { config, catalog, theme, commit, root, key }
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

    /// What feeds show of a redline of a policy in `lang`.
    pub fn excerpt(&self, redline: &Redline, lang: &Lang) -> Excerpt {
        Excerpt::of(redline, self.messages(lang))
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
        match &page.part {
            Part::Current => maker.text_page(policy.current(), true),
            Part::History => maker.history(),
            Part::Sections => sections::page(&maker),
            Part::Compare => redline::compare(&maker),
            Part::Versions => json::versions(policy),
            Part::TimeMap => Ok(files::timemap(self, &page.path, policy)),
            Part::PolicyAtom => syndicate::atom(&feed::of_policy(&maker, &page.path, ATOM)),
            Part::PolicyTextAtom => syndicate::atom(&feed::of_policy(&maker, &page.path, TEXT)),
            Part::PolicyJson => syndicate::json(&feed::of_policy(&maker, &page.path, JSON)),
            Part::Passages => search::passages(&maker),
            Part::Version(n) => maker.text_page(version(policy, *n), false),
            Part::Source(n) => texts.source(*n),
            Part::Changes(n) => redline::changes(&maker, version(policy, *n)),
            Part::Last(back) => redline::last(&maker, *back),
            Part::Moved(to) => maker.moved(&page.path, to),
            _ => unreachable!("`{}` is no page of a policy", page.path),
        }
    }

    /// The bytes of a page that all policies share.
    ///
    /// # Errors
    /// A template fails.
    pub fn render_shared(&self, page: &Page, policies: &[Policy], shelf: &dyn Shelf) -> Result<Vec<u8>> {
        match &page.part {
            Part::Home => site::home(self, policies),
            Part::AllChanges => site::changes(self, policies),
            Part::NotFound => site::not_found(self),
            Part::SiteAtom => syndicate::atom(&feed::of_site(self, &page.path, policies, shelf, ATOM)?),
            Part::SiteTextAtom => syndicate::atom(&feed::of_site(self, &page.path, policies, shelf, TEXT)?),
            Part::SiteJson => syndicate::json(&feed::of_site(self, &page.path, policies, shelf, JSON)?),
            Part::Search => search::index(self, policies, shelf),
            Part::Policies => json::policies(self, policies),
            Part::Sitemap => files::sitemap(self, policies),
            Part::Robots => Ok(files::robots(self)),
            Part::Headers => Ok(files::HEADERS.as_bytes().to_vec()),
            Part::NoJekyll => Ok(Vec::new()),
            Part::Asset(path) => Ok(self.theme.asset(path).as_bytes().to_vec()),
            _ => unreachable!("`{}` is a page of a policy", page.path),
        }
    }
}

/// Where the exact bytes of version `n` of the policy `id` stand.
pub fn source_path(id: &PolicyId, n: VersionNumber) -> String {
    routes::source(id, n)
}

fn version(policy: &Policy, n: VersionNumber) -> &crate::model::Version {
    policy.version(n).expect("a version that is read")
}

/// What a text that stands alone, without a page around it, is shown with; notes are in English.
pub fn alone(theme: &Theme) -> &dyn Links {
    theme.languages.english()
}

/// Links from the text in the file at `file`, shown on the page at `page`.
struct TextLinks<'a> {
    site: &'a Site<'a>,
    messages: &'a Messages,
    file: &'a str,
    page: &'a str,
    /// What is said of the section below each heading.
    sections: Vec<Option<SectionLink>>,
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
            url.push_str(&crate::percent::encode(&fragment));
        }
        Some(url)
    }

    fn say(&self, note: &Note) -> String {
        self.messages.note(note)
    }
}
