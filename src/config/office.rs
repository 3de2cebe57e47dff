//! The office that publishes the site: the content of header and footer.

use super::address;
use super::colour::Colour;
use crate::model::Lang;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The settings in `[office]`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// What it is called.
    pub name: Option<ByLang<Text>>,
    /// Where its logo stands in the published revision: an SVG drawing or a picture.
    pub logo: Option<Text>,
    /// Its colour.
    pub colour: Option<Colour>,
    /// How to reach it, in lines.
    pub contact: Option<ByLang<Vec<Text>>>,
    /// The address of what it says about accessibility.
    pub accessibility: Option<Link>,
}

/// One value for all languages, or one for each.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged, expecting = "expected a valid value, or one for each language, such as { th = …, en = … }")]
pub enum ByLang<T> {
    /// For all.
    All(T),
    /// For each, by its tag.
    Each(BTreeMap<Tag, T>),
}

/// A text that is not empty, without spaces at its ends.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Text(String);

/// A web address.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Link(String);

/// The tag of a language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Tag(Lang);

impl<T> ByLang<T> {
    /// The value for pages in `lang`, and its language: that one if there is one, else that of the site, else the first.
    pub fn within<'a>(&'a self, lang: &Lang, site: &'a Lang) -> Option<(&'a T, &'a Lang)> {
        match self {
            Self::All(value) => Some((value, site)),
            Self::Each(values) => {
                let of = |lang: &Lang| values.iter().find(|(tag, _)| tag.0.primary() == lang.primary());
                of(lang).or_else(|| of(site)).or_else(|| values.iter().next()).map(|(tag, value)| (value, &tag.0))
            }
        }
    }
}

impl Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Link {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The web address that `text` is.
    pub fn read(text: &str) -> Option<Self> {
        address::link(text).ok().map(Self)
    }
}

impl TryFrom<String> for Text {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let text = text.trim();
        if text.is_empty() { Err("the value is empty: remove the setting instead") } else { Ok(Self(text.to_owned())) }
    }
}

impl TryFrom<String> for Link {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let hint = "use a full address, such as \"https://www.example.go.th/accessibility\"";
        address::link(&text).map(Self).map_err(|why| format!("{text:?} {why}: {hint}"))
    }
}

impl TryFrom<String> for Tag {
    type Error = String;

    fn try_from(tag: String) -> Result<Self, String> {
        Lang::read(&tag)
            .map(Self)
            .ok_or_else(|| format!("{tag:?} is not a valid language tag: use one such as `th` or `en`"))
    }
}
