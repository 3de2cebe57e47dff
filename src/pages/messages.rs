//! The interface's texts in Thai and English.

use crate::error::{Error, Result};
use crate::html::{Links, Note};
use crate::model::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::collections::BTreeMap;
use tera::Value;
use unic_langid::LanguageIdentifier;

/// The interface's texts in one language.
pub(super) struct Messages {
    bundle: FluentBundle<FluentResource>,
    /// Texts without a variable, by key with `_` for `-`: what templates use.
    pub(super) plain: Value,
    pub(super) lang: Lang,
}

/// The interface's languages.
pub(super) struct Languages {
    thai: Messages,
    english: Messages,
}

impl Languages {
    /// Reads the texts: `file` gives the content of a file of the theme.
    pub(super) fn load<'f>(file: &dyn Fn(&str) -> &'f str) -> Result<Self> {
        Ok(Self {
            thai: Messages::read(Lang::thai(), "th", file("messages/th.ftl"), "messages/th.ftl")?,
            english: Messages::read(Lang::english(), "en", file("messages/en.ftl"), "messages/en.ftl")?,
        })
    }

    /// The texts in English.
    pub(super) fn english(&self) -> &Messages {
        &self.english
    }

    /// The texts for pages about a text in `lang`: in that language if there are any, else in `site`'s, else English.
    pub(super) fn for_lang(&self, lang: &Lang, site: &Lang) -> &Messages {
        match (lang.primary(), site.primary()) {
            ("th", _) => &self.thai,
            ("en", _) => &self.english,
            (_, "th") => &self.thai,
            _ => &self.english,
        }
    }
}

impl Messages {
    fn read(lang: Lang, id: &str, text: &str, name: &str) -> Result<Self> {
        let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
            Error::input(format!(
                "{name} can't be read: {}",
                errors.first().map(ToString::to_string).unwrap_or_default()
            ))
        })?;
        let keys: Vec<String> = keys(text);
        let mut bundle = FluentBundle::new_concurrent(id.parse::<LanguageIdentifier>().into_iter().collect());
        bundle.set_use_isolating(false); // the marks would stand in pages and feeds
        bundle.add_resource_overriding(resource);
        let messages = Self { bundle, plain: Value::none(), lang };
        let plain: BTreeMap<String, String> =
            keys.iter().filter_map(|key| Some((key.replace('-', "_"), messages.format(key, None)?))).collect();
        Ok(Self { plain: Value::from_serializable(&plain), ..messages })
    }

    /// The text `key` without variables. A key that is missing shows itself; a test sees to it that none is.
    pub(super) fn text(&self, key: &str) -> String {
        self.format(key, None).unwrap_or_else(|| key.to_owned())
    }

    /// The text `key` with its variables.
    pub(super) fn with<'v>(&self, key: &str, variables: &[(&'static str, FluentValue<'v>)]) -> String {
        let arguments: FluentArgs<'v> = variables.iter().cloned().collect();
        self.format(key, Some(&arguments)).unwrap_or_else(|| key.to_owned())
    }

    /// A note about a change in words.
    pub(super) fn note(&self, note: &Note) -> String {
        self.with(note.key, &[("value", note.value.as_str().into())])
    }

    fn format(&self, key: &str, arguments: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, arguments, &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }
}

/// The keys of a file of texts: what stands before ` =` at the start of a line.
fn keys(text: &str) -> Vec<String> {
    let key = |line: &str| line.split_once(" =").map(|(key, _)| key.to_owned());
    text.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase())).filter_map(key).collect()
}

/// A text that stands alone, without a page around it.
impl Links for Messages {
    fn locate(&self, _href: &str) -> Option<String> {
        None
    }

    fn say(&self, note: &Note) -> String {
        self.note(note)
    }

    fn on_a_page(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same_things() {
        let thai = keys(include_str!("../../templates/messages/th.ftl"));
        let english = keys(include_str!("../../templates/messages/en.ftl"));
        assert_eq!(thai, english);
    }
}
