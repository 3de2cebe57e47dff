//! Every page of a site: where it stands and how it is rendered. Planning knows all pages and renders none.

mod dates;
mod feed;
mod files;
mod json;
mod legend;
mod maker;
mod messages;
mod policy;
mod redline;
mod routes;
mod site;
mod theme;
mod views;

pub use theme::Theme;

use crate::catalog::Catalog;
use crate::config::Config;
use crate::error::Result;
use crate::html::{Links, Note};
use crate::model::{CommitId, Lang, Policy, VersionNumber};
use crate::weave::Weave;
use messages::Messages;

/// What all pages of a site share.
pub struct Site<'a> {
    config: &'a Config,
    catalog: &'a Catalog,
    theme: &'a Theme,
    /// The published revision.
    commit: &'a CommitId,
    /// The oldest commit of the history: it tells one repository from another.
    root: &'a CommitId,
}

/// The texts of one policy.
pub struct Text<'a> {
    /// All versions in one.
    pub weave: &'a Weave,
    /// The bytes of a version's file.
    pub source: &'a (dyn Fn(VersionNumber) -> Result<Vec<u8>> + Sync),
}

/// A file of the site.
pub struct Page<'a> {
    /// Below the site's root, with `/`, not encoded.
    pub path: String,
    render: Box<dyn Fn() -> Result<Vec<u8>> + Send + Sync + 'a>,
}

impl<'a> Page<'a> {
    fn new(path: impl Into<String>, render: impl Fn() -> Result<Vec<u8>> + Send + Sync + 'a) -> Self {
        Self { path: path.into(), render: Box::new(render) }
    }

    /// The file's bytes.
    pub fn render(&self) -> Result<Vec<u8>> {
        (self.render)()
    }
}

impl<'a> Site<'a> {
    /// The site of the published revision `commit`, in the repository that began with `root`.
    pub fn new(
        config: &'a Config,
        catalog: &'a Catalog,
        theme: &'a Theme,
        commit: &'a CommitId,
        root: &'a CommitId,
    ) -> Self {
        Self { config, catalog, theme, commit, root }
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

    /// The address for other programs of the page at `path`: absolute where the site knows its own, else relative to
    /// its root.
    fn public(&self, path: &str) -> String {
        format!("{}{}", self.config.base_url.as_deref().unwrap_or(""), routes::public(path))
    }
}

/// All pages of one policy.
pub fn of_policy<'a>(site: &'a Site<'a>, policy: &'a Policy, text: &'a Text<'a>) -> Result<Vec<Page<'a>>> {
    let mut pages = policy::pages(site, policy, text);
    pages.extend(feed::of_policy(site, policy, text));
    pages.push(json::versions(policy));
    pages.push(files::timemap(site, policy));
    Ok(pages)
}

/// The pages that all policies share.
pub fn of_site<'a>(site: &'a Site<'a>, policies: &'a [Policy]) -> Result<Vec<Page<'a>>> {
    let mut pages = site::pages(site, policies);
    pages.extend(feed::of_site(site, policies));
    pages.push(json::policies(site, policies));
    pages.extend(files::of_site(site, policies));
    Ok(pages)
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
}

impl Links for TextLinks<'_> {
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
