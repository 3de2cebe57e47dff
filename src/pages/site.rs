//! What all pages of a site share: its settings, policies and theme, and what follows from them.

use super::ledger_now::LedgerNow;
use super::logo::Logo;
use super::messages::Messages;
use super::routes;
use super::theme::Theme;
use crate::catalog::Catalog;
use crate::config::Config;
use crate::model::{CommitId, Digest, Lang, PolicyId};
use crate::places::Place;
use crate::store;
use std::collections::BTreeSet;

/// What all pages of a site share.
#[derive(Clone)]
pub struct Site<'a> {
    pub(super) config: &'a Config,
    pub(super) catalog: &'a Catalog,
    pub(super) theme: &'a Theme,
    /// The logo of the office.
    pub(super) logo: Option<&'a Logo>,
    /// The published revision.
    pub(super) commit: &'a CommitId,
    /// The oldest commit of the history: it tells one repository from another.
    pub(super) root: &'a CommitId,
    /// The languages in which there is a home page, that of the site first; none where there is one home page.
    pub(super) homes: Vec<Lang>,
    /// The script by which pages follow what is saved, if somebody serves the site for that.
    pub(super) live: Option<&'static str>,
    /// The ledger, for pages that tell how it is now: those that are rendered after it grew.
    pub(super) ledger: Option<LedgerNow>,
    /// The proposals for new policies that are open for comments: what each is called, and where its page is.
    pub proposed: Vec<(String, String)>,
    /// A digest of what goes into every page: the program, the theme, the settings.
    pub(super) key: Digest,
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
        let key = store::key(&(program, theme.key, config, logo.map(Logo::annex), catalog.lang(), root));
        let homes = homes(catalog, theme);
        Self { config, catalog, theme, logo, commit, root, homes, live: None, ledger: None, proposed: Vec::new(), key }
    }

    /// With the script at `live` on every page, by which it follows what is saved.
    pub fn live(self, live: Option<&'static str>) -> Self {
        let key = if live.is_some() { store::key(&(self.key, live)) } else { self.key };
        Self { live, key, ..self }
    }

    /// With the ledger as it is now.
    pub fn with_ledger(self, ledger: LedgerNow) -> Self {
        Self { ledger: Some(ledger), ..self }
    }

    /// The path of the home page for readers of `lang`.
    pub(super) fn home(&self, lang: &Lang) -> String {
        let others = self.homes.iter().skip(1);
        let other = others.map(Lang::primary).find(|other| *other == lang.primary());
        other.map_or_else(|| routes::HOME.to_owned(), |other| Place::Home(other).path().into())
    }

    /// A digest of everything that what the search looks through depends on beside texts and what is said of them.
    pub fn search_key(&self) -> Digest {
        store::key(&self.config.time_zone.name())
    }

    /// A digest of everything that the pages of proposals depend on beside the proposal and its policy.
    pub fn draft_key(&self) -> Digest {
        store::key(&(self.key, &self.homes))
    }

    /// The policies.
    pub fn catalog(&self) -> &Catalog {
        self.catalog
    }

    pub(super) fn lang(&self) -> &Lang {
        self.catalog.lang()
    }

    /// The interface's texts for pages about a text in `lang`.
    pub(super) fn messages(&self, lang: &Lang) -> &Messages {
        self.theme.languages.for_lang(lang, self.lang())
    }

    pub(super) fn title(&self, messages: &Messages) -> String {
        self.config.title.clone().unwrap_or_else(|| messages.text("site-title"))
    }

    /// The address, in the file for other programs at `from`, of the page at `to`: absolute where the site knows its
    /// own address, else as seen from that file, which is how such files are read (RFC 3986 section 5.1.3).
    pub(super) fn public(&self, from: &str, to: &str) -> String {
        match &self.config.base_url {
            Some(base) => format!("{base}{}", routes::public(to)),
            None => routes::relative_public(from, to),
        }
    }

    /// The text `id`, a translation of `original` if it is one, in all its languages; nothing if there is one.
    pub(super) fn languages(&self, id: &PolicyId, original: Option<&PolicyId>) -> Vec<(Lang, PolicyId)> {
        let original = original.unwrap_or(id);
        let family = self.catalog.family(original).iter().map(|ix| &self.catalog.entries()[*ix]);
        let mut languages: Vec<(Lang, PolicyId)> = family.map(|e| (e.lang.clone(), e.id.clone())).collect();
        languages.sort_by_key(|(lang, id)| (id != original, lang.clone()));
        if languages.len() > 1 { languages } else { Vec::new() }
    }

    /// The text that stands in place of `key` on the pages of an archive, which records what others publish.
    pub(super) fn recorded_or(&self, key: &'static str) -> &'static str {
        const RECORDED: &[(&str, &str)] = &[
            ("on-nothing", "on-nothing-recorded"),
            ("on-in-force-said", "on-in-force-said-recorded"),
            ("on-published", "on-recorded"),
            ("on-not-yet", "on-not-yet-recorded"),
            ("on-not-yet-said", "on-not-yet-said-recorded"),
            ("stood", "stood-recorded"),
            ("stands", "stands-recorded"),
        ];
        let archived = RECORDED.iter().find(|(usual, _)| self.config.archive && *usual == key);
        archived.map_or(key, |(_, recorded)| recorded)
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
