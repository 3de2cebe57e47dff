//! The interface's texts, a file for each language.

use crate::error::{Error, Result};
use crate::html::{Links, Note};
use crate::model::Lang;
use crate::showable::{escaped_json, showable};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use tera::Value;
use unic_langid::LanguageIdentifier;

/// The interface's texts in one language.
pub(super) struct Messages {
    bundle: FluentBundle<FluentResource>,
    /// Texts without a variable, by key with `_` for `-`: what templates use.
    pub(super) plain: Value,
    pub(super) lang: Lang,
}

/// The interface's languages, by language.
pub(super) struct Languages(BTreeMap<String, Messages>);

/// The language for texts that have none of their own.
const FALLBACK: &str = "en";

/// What screen readers say around marks: texts that the style sheet has as variables of the same names.
const SAID: [&str; 9] = [
    "say-added",
    "say-removed",
    "say-moved-here",
    "say-moved-away",
    "say-end",
    "say-break",
    "say-item",
    "say-moved",
    "say-hidden",
];

/// What the script on other sites says, by its names.
const NOTICE: [(&str, &str); 5] = [
    ("once", "notice-once"),
    ("often", "notice-often"),
    ("latest", "notice-latest"),
    ("see", "see-changes"),
    ("close", "notice-close"),
];

/// What the script that checks texts says, by its names.
const CHECK: [(&str, &str); 31] = [
    ("busy", "check-busy"),
    ("text-good", "check-text-good"),
    ("signed", "check-by-site-key"),
    ("unsigned", "check-nobody-signed"),
    ("unable", "check-cannot-verify"),
    ("kept", "check-now-kept"),
    ("grown", "check-has-grown"),
    ("same", "check-is-same"),
    ("failed", "check-failed"),
    ("incomplete", "check-incomplete"),
    ("advice", "check-advice"),
    ("file", "check-from-file"),
    ("insecure", "check-insecure"),
    ("how", "check-how"),
    ("missing", "check-missing"),
    ("bad-text", "check-bad-text"),
    ("bad-entry", "check-bad-entry"),
    ("bad-tile", "check-bad-tile"),
    ("bad-checkpoint", "check-bad-checkpoint"),
    ("bad-key", "check-bad-key"),
    ("bad-signature", "check-bad-signature"),
    ("no-signature", "check-no-signature"),
    ("bad-page", "check-bad-page"),
    ("shrunk", "check-shrunk"),
    ("forked", "check-forked"),
    ("other-key", "check-other-key"),
    ("no-key", "check-no-key"),
    ("other-log", "check-other-log"),
    ("warning", "check-warning"),
    ("evidence", "check-evidence"),
    ("forget", "check-forget"),
];

impl Languages {
    /// Reads files of texts named `messages/LANGUAGE.ftl`. What a file lacks is taken from the `built_in` one of its
    /// language, and what that lacks from English.
    pub(super) fn load<'f>(
        built_in: &[(&'f str, &'f str)],
        files: impl Iterator<Item = &'f (String, String)> + Clone,
    ) -> Result<Self> {
        let language = |name: &str| name.trim_start_matches("messages/").trim_end_matches(".ftl").to_owned();
        let built_in = |lang: &str| built_in.iter().find(|(name, _)| language(name) == lang).map(|(_, text)| *text);
        let english = files.clone().find(|(name, _)| language(name) == FALLBACK).map(|(_, text)| text.as_str());
        let read = |(name, text): &'f (String, String)| {
            let lang = language(name);
            let layers = [built_in(FALLBACK), english, built_in(&lang), Some(text)];
            let mut layers: Vec<&str> = layers.into_iter().flatten().collect();
            layers.dedup();
            Ok((lang, Messages::read(name, &layers)?))
        };
        Ok(Self(files.map(read).collect::<Result<_>>()?))
    }

    /// The texts in English.
    pub(super) fn english(&self) -> &Messages {
        &self.0[FALLBACK]
    }

    /// The texts in the language `primary`, if there are any.
    pub(super) fn of(&self, primary: &str) -> Option<&Messages> {
        self.0.get(primary)
    }

    /// The texts for pages about a text in `lang`: in that language if there are any, else in `site`'s, else English.
    pub(super) fn for_lang(&self, lang: &Lang, site: &Lang) -> &Messages {
        [lang, site].into_iter().find_map(|lang| self.0.get(lang.primary())).unwrap_or_else(|| self.english())
    }

    /// Rules of style that say in each language what stands around marks.
    pub(super) fn style(&self) -> String {
        let mut style = String::new();
        let english = std::iter::once((":root".to_owned(), self.english()));
        let languages = self.0.iter().filter(|(lang, _)| *lang != FALLBACK);
        for (root, messages) in english.chain(languages.map(|(lang, m)| (format!(":root:lang({lang})"), m))) {
            let _ = write!(style, "\n{root} {{\n");
            for key in SAID {
                let text = messages.text(key).replace('\\', "\\\\").replace('"', "\\\"");
                let _ = writeln!(style, "  --{key}: \"{text}\";");
            }
            style.push_str("}\n");
        }
        style
    }

    /// The `script` on other sites, with what it says in each language as `said`. The block around both keeps all names from
    /// those sites.
    pub(super) fn notice(&self, script: &str) -> String {
        self.saying(script, &NOTICE, &["title"])
    }

    /// The `script` that checks texts, likewise.
    pub(super) fn check(&self, script: &str) -> String {
        self.saying(script, &CHECK, &["n", "entry", "size", "path", "key", "date", "before", "now"])
    }

    /// The `script` with these `texts` in each language, in which it fills in `{name}` for each of `names`.
    fn saying(&self, script: &str, texts: &[(&'static str, &str)], names: &[&'static str]) -> String {
        let values: Vec<_> = names.iter().map(|name| (*name, format!("{{{name}}}").into())).collect();
        let texts = |messages: &Messages| -> BTreeMap<_, _> {
            texts.iter().map(|(name, key)| (*name, messages.with(key, &values))).collect()
        };
        let said: BTreeMap<&str, _> = self.0.iter().map(|(lang, messages)| (&**lang, texts(messages))).collect();
        let said = escaped_json(serde_json::json!(said).to_string());
        format!("{{\nconst said = {said};\n{script}}}\n")
    }
}

impl Messages {
    /// The texts of the file `name`: those of its `layers`, of which the later ones win.
    fn read(name: &str, layers: &[&str]) -> Result<Self> {
        let resource = |text: &str| {
            FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
                Error::input(format!(
                    "{name} can't be read: {}",
                    errors.first().map(ToString::to_string).unwrap_or_default()
                ))
            })
        };
        let id = name.trim_start_matches("messages/").trim_end_matches(".ftl");
        let unknown = || Error::input(format!("{name} is not named after a language, such as messages/lo.ftl"));
        let (lang, tag) = Lang::parse(id).zip(id.parse::<LanguageIdentifier>().ok()).ok_or_else(unknown)?;
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false); // the marks would stand in pages and feeds
        for layer in layers {
            bundle.add_resource_overriding(resource(layer)?);
        }
        let messages = Self { bundle, plain: Value::none(), lang };
        let keys = layers.iter().flat_map(|layer| keys(layer));
        let plain: BTreeMap<String, String> =
            keys.filter_map(|key| Some((key.replace('-', "_"), messages.format(&key, None)?))).collect();
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
        self.with(note.kind.key(), &[("value", note.value.as_str().into())])
    }

    /// The text `key` for the script, which fills in `{name}` for each of `names`. Of a text with a number, `n`, there is
    /// one for each of several numbers: the script takes one whose number the language treats alike.
    pub(super) fn forms(&self, key: &str, names: &[&'static str]) -> BTreeMap<u32, String> {
        const NUMBERS: [u32; 6] = [0, 1, 2, 5, 11, 1_000_003];
        let has_number = names.contains(&"n");
        let text = |n: u32| {
            let value = |name: &&'static str| match *name {
                "n" => ("n", FluentValue::from(n)),
                name => (name, FluentValue::from(format!("{{{name}}}"))),
            };
            let arguments: Vec<_> = names.iter().map(value).collect();
            let text = self.with(key, &arguments);
            if has_number { text.replace(&n.to_string(), "{n}") } else { text }
        };
        let counted = if has_number { &NUMBERS[..] } else { &NUMBERS[1..2] };
        let mut forms: BTreeMap<u32, String> = counted.iter().map(|n| (*n, text(*n))).collect();
        if forms.values().all(|form| *form == forms[&1]) {
            forms.retain(|n, _| *n == 1);
        }
        // for a number that is like none of those that are there the script takes the last
        while let Some((last, before)) = forms.keys().rev().copied().zip(forms.keys().rev().copied().skip(1)).next() {
            if forms[&last] != forms[&before] {
                break;
            }
            forms.remove(&last);
        }
        forms
    }

    fn format(&self, key: &str, arguments: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, arguments, &mut errors);
        errors.is_empty().then(|| showable(&text).into_owned())
    }
}

/// A number to say.
pub(super) fn number(n: u32) -> FluentValue<'static> {
    FluentValue::from(n)
}

/// The keys of a file of texts: what stands before ` =` at the start of a line.
fn keys(text: &str) -> Vec<String> {
    let key = |line: &str| line.split_once(" =").map(|(key, _)| key.to_owned());
    text.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase())).filter_map(key).collect()
}

/// A language with its country, as Open Graph names it, where the country is known.
pub(super) fn locale(lang: &Lang) -> Option<String> {
    match lang.as_str() {
        "th" => Some("th_TH".into()),
        "en" => Some("en_GB".into()),
        tag => {
            let (lang, region) = tag.split_once('-')?;
            (region.len() == 2).then(|| format!("{lang}_{}", region.to_uppercase()))
        }
    }
}

impl Links for Messages {
    fn locate(&self, _href: &str) -> Option<String> {
        None
    }

    fn say(&self, note: &Note) -> String {
        self.note(note)
    }

    fn picture(&self) -> String {
        self.text("picture")
    }

    fn on_a_page(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_languages_say_the_same_things() {
        let english = keys(include_str!("../../templates/messages/en.ftl"));
        for (name, text) in crate::pages::theme::MESSAGES {
            assert_eq!(keys(text), english, "{name}");
        }
    }
}
