//! What is said of findings and rules, in a person's language.

use super::rule::{Rule, Said, Value};
use crate::model::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The languages, each with its files of messages.
const LANGUAGES: [(&str, [&str; 4]); 2] = [
    (
        "en",
        [
            include_str!("messages/en/faces.ftl"),
            include_str!("messages/en/structure.ftl"),
            include_str!("messages/en/thai.ftl"),
            include_str!("messages/en/change.ftl"),
        ],
    ),
    (
        "th",
        [
            include_str!("messages/th/faces.ftl"),
            include_str!("messages/th/structure.ftl"),
            include_str!("messages/th/thai.ftl"),
            include_str!("messages/th/change.ftl"),
        ],
    ),
];

/// What is said of findings and rules, in one language.
pub struct Catalogue {
    bundle: FluentBundle<FluentResource>,
    lang: &'static str,
}

impl Catalogue {
    /// In the language `lang` if there is a catalogue in it, else in English.
    pub fn of(lang: &Lang) -> Self {
        let known = LANGUAGES.iter().find(|(tag, _)| *tag == lang.primary()).unwrap_or(&LANGUAGES[0]);
        let tag = known.0.parse::<LanguageIdentifier>().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false); // the marks would stand in files of findings
        for text in known.1 {
            // a test sees to it that they can be read
            let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(read, _)| read);
            bundle.add_resource_overriding(resource);
        }
        Self { bundle, lang: known.0 }
    }

    /// The tag of the language.
    pub fn lang(&self) -> &'static str {
        self.lang
    }

    /// What is said of a finding.
    pub fn message(&self, said: &Said) -> String {
        self.format(said.key, None, &said.values).unwrap_or_else(|| said.key.to_owned())
    }

    /// How to mend it.
    pub fn hint(&self, said: &Said) -> String {
        self.format(said.key, Some("hint"), &said.values).unwrap_or_default()
    }

    /// What a rule finds, in a line.
    pub fn what(&self, rule: &Rule) -> String {
        self.format(&format!("rule-{}", rule.name), None, &[]).unwrap_or_else(|| rule.name.to_owned())
    }

    /// Why that matters.
    pub fn why(&self, rule: &Rule) -> String {
        self.format(&format!("rule-{}", rule.name), Some("why"), &[]).unwrap_or_default()
    }

    /// Another text, with its variables.
    pub fn text(&self, key: &str, values: &[(&'static str, Value)]) -> String {
        self.format(key, None, values).unwrap_or_else(|| key.to_owned())
    }

    fn format(&self, key: &str, attribute: Option<&str>, values: &[(&'static str, Value)]) -> Option<String> {
        let message = self.bundle.get_message(key)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let value = |value: &Value| match value {
            Value::Text(text) => FluentValue::from(text.clone()),
            Value::Number(number) => FluentValue::from(*number),
        };
        let arguments: FluentArgs<'_> = values.iter().map(|(name, of)| (*name, value(of))).collect();
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// The keys of each file, with their attributes.
    fn keys(text: &str) -> Vec<String> {
        let lines = text.lines().map(str::trim_end);
        let key = |line: &str| {
            let named = line.starts_with(|c: char| c.is_ascii_lowercase()) || line.starts_with("    .");
            line.split_once(" =").filter(|_| named).map(|(key, _)| key.trim().to_owned())
        };
        lines.filter_map(key).collect()
    }

    #[test]
    fn all_languages_say_the_same_things() {
        let (english, thai) = (&LANGUAGES[0].1, &LANGUAGES[1].1);
        for (ours, theirs) in english.iter().zip(thai) {
            assert!(FluentResource::try_new((*ours).to_owned()).is_ok());
            assert!(FluentResource::try_new((*theirs).to_owned()).is_ok());
            assert_eq!(keys(ours), keys(theirs));
        }
        let mut often: BTreeMap<String, usize> = BTreeMap::new();
        let all = english.iter().flat_map(|text| keys(text)).filter(|key| !key.starts_with('.'));
        all.for_each(|key| *often.entry(key).or_default() += 1);
        assert!(often.values().all(|n| *n == 1), "{often:?}");
    }

    #[test]
    fn every_rule_is_described() {
        for lang in [Lang::english(), Lang::thai()] {
            let catalogue = Catalogue::of(&lang);
            for rule in crate::check::rules() {
                assert!(catalogue.what(rule) != rule.name && !catalogue.why(rule).is_empty(), "{}", rule.id);
            }
        }
    }
}
