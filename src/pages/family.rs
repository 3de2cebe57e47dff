//! A policy in all its languages, of which a list shows one.

use super::messages::Messages;
use super::routes;
use super::site::Site;
use super::spoken::language_name;
use crate::model::{Lang, Policy};
use serde::Serialize;

/// A policy with its translations.
pub(super) struct Family<'a> {
    /// The original comes first, each with its place among all policies.
    pub(super) all: Vec<(usize, &'a Policy)>,
    /// The folder in which it stands.
    pub(super) folder: String,
}

/// A text in another language than the one that is shown.
#[derive(Serialize)]
pub(super) struct Translation {
    lang: String,
    name: String,
    href: String,
}

impl<'a> Family<'a> {
    /// The text for readers of `lang`: the one in it, if there is one that stands, else the original.
    pub(super) fn told(&self, lang: &Lang) -> &'a Policy {
        let (_, original) = self.all[0];
        let is_told = |policy: &&Policy| policy.lang.primary() == lang.primary() && policy.withdrawn.is_none();
        self.all.iter().map(|(_, policy)| *policy).find(is_told).unwrap_or(original)
    }

    /// Whether the policy was withdrawn.
    pub(super) fn is_withdrawn(&self) -> bool {
        self.all[0].1.withdrawn.is_some()
    }

    /// The texts beside `told`, as seen from the page at `path`.
    pub(super) fn others(&self, messages: &Messages, path: &str, told: &Policy) -> Vec<Translation> {
        let others = self.all.iter().map(|(_, policy)| *policy).filter(|policy| policy.id != told.id);
        let view = |policy: &Policy| Translation {
            lang: policy.lang.to_string(),
            name: language_name(&policy.lang, messages),
            href: routes::relative(path, &routes::current(&policy.id)),
        };
        others.map(view).collect()
    }

    /// That readers of `lang` find no text in it, where the site has home pages in several languages.
    pub(super) fn only(&self, site: &Site<'_>, messages: &Messages, lang: &Lang) -> Option<String> {
        let told = &self.told(lang).lang;
        let says = !site.homes.is_empty() && told.is_known() && told.primary() != lang.primary();
        let name = || match told.primary() {
            "en" => messages.text("language-en"),
            "th" => messages.text("language-th"),
            _ => language_name(told, messages),
        };
        says.then(|| messages.with("only-in", &[("language", name().into())]))
    }
}
