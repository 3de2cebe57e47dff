//! Front matter: what a file says about itself, in YAML between `---` lines or TOML between `+++` lines.

use crate::error::Warning;
use crate::showable::one_line;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// What a file says about itself. Keys that are not here are allowed and not read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct FrontMatter {
    pub title: Option<String>,
    pub lang: Option<String>,
    pub id: Option<String>,
    pub effective: Option<String>,
    pub summary: Option<String>,
    pub source: Option<String>,
    /// Whose text it is.
    pub publisher: Option<String>,
    /// For a translation: the number of the version of the original that it reflects.
    pub reflects: Option<String>,
}

/// The front matter's `id` in `text`, without anything else being read.
pub(super) fn id(text: &str) -> Option<String> {
    cut(text)?;
    split(text, "", &mut Vec::new()).0.id
}

/// Cuts front matter off: what it says, and the text after it.
///
/// What looks like front matter and can't be read is metadata all the same, with a warning; a first line `---` that
/// opens no metadata is text.
pub(super) fn split<'a>(text: &'a str, place: &str, warnings: &mut Vec<Warning>) -> (FrontMatter, &'a str) {
    let Some((fence, block, rest)) = cut(text) else { return (FrontMatter::default(), text) };
    let read = match fence {
        "+++" => read_toml(block),
        _ => read_yaml(block),
    };
    let keys = match read {
        Ok(keys) => keys,
        Err(_) if fence == "---" && !looks_like_metadata(block) => return (FrontMatter::default(), text),
        Err(message) => {
            warnings.push(Warning::new(place, format!("the front matter can't be read: {message}")));
            BTreeMap::new()
        }
    };
    let mut take = |key: &str| match keys.get(key) {
        Some(Scalar(Some(value))) => Some(one_line(value.trim()).into_owned()).filter(|v| !v.is_empty()),
        Some(Scalar(None)) => {
            warnings.push(Warning::new(place, format!("front matter `{key}` is no plain text; it is not used")));
            None
        }
        None => None,
    };
    let front = FrontMatter {
        title: take("title"),
        lang: take("lang"),
        id: take("id"),
        effective: take("effective"),
        reflects: take("reflects"),
        summary: take("summary"),
        source: take("source"),
        publisher: take("publisher"),
    };
    (front, rest)
}

/// The fence, what stands between the two fences, and what follows them.
fn cut(text: &str) -> Option<(&str, &str, &str)> {
    let fence = ["---", "+++"].into_iter().find(|f| text.starts_with(f))?;
    let (first, body) = text.split_once('\n')?;
    if first.trim_end() != fence {
        return None;
    }
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            return Some((fence, body[..at].trim_end_matches(['\r', '\n']), &body[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

fn looks_like_metadata(block: &str) -> bool {
    let first = block.lines().find(|l| !l.trim().is_empty() && !l.starts_with('#'));
    first.and_then(|l| l.split_once(':')).is_some_and(|(key, _)| {
        !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
    })
}

type Keys = BTreeMap<String, Scalar>;

fn read_yaml(block: &str) -> Result<Keys, String> {
    if block.trim().is_empty() {
        return Ok(Keys::new());
    }
    let options = serde_saphyr::options! { strict_booleans: true, with_snippet: false };
    // the fence's line stands before it, so that the lines in messages are the file's
    serde_saphyr::from_str_with_options(&format!("\n{block}"), options).map_err(|e| e.to_string())
}

fn read_toml(block: &str) -> Result<Keys, String> {
    let table: toml::Table = block.parse().map_err(|e: toml::de::Error| {
        let line = e.span().map_or(2, |s| 2 + block[..s.start].matches('\n').count());
        format!("{} at line {line}", e.message())
    })?;
    let scalar = |value: toml::Value| match value {
        toml::Value::String(text) => Some(text),
        toml::Value::Array(_) | toml::Value::Table(_) => None,
        other => Some(other.to_string()),
    };
    Ok(table.into_iter().map(|(key, value)| (key, Scalar(scalar(value)))).collect())
}

/// A value as text; `None` for lists and maps. An empty value is an empty text.
struct Scalar(Option<String>);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }
    fn visit_str<E>(self, v: &str) -> Result<Scalar, E> {
        Ok(Scalar(Some(v.to_owned())))
    }
    fn visit_bool<E>(self, v: bool) -> Result<Scalar, E> {
        Ok(Scalar(Some(v.to_string())))
    }
    fn visit_i64<E>(self, v: i64) -> Result<Scalar, E> {
        Ok(Scalar(Some(v.to_string())))
    }
    fn visit_u64<E>(self, v: u64) -> Result<Scalar, E> {
        Ok(Scalar(Some(v.to_string())))
    }
    fn visit_f64<E>(self, v: f64) -> Result<Scalar, E> {
        Ok(Scalar(Some(v.to_string())))
    }
    fn visit_unit<E>(self) -> Result<Scalar, E> {
        Ok(Scalar(Some(String::new())))
    }
    fn visit_none<E>(self) -> Result<Scalar, E> {
        Ok(Scalar(Some(String::new())))
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Scalar, D::Error> {
        Scalar::deserialize(deserializer)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Scalar, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar(None))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar(None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> (FrontMatter, String, Vec<String>) {
        let mut warnings = Vec::new();
        let (front, rest) = split(text, "p.md", &mut warnings);
        (front, rest.to_owned(), warnings.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn yaml_and_toml_say_the_same() {
        let (yaml, rest, warnings) = check("---\ntitle: ก: ข\n---\nx");
        assert!(yaml.title.is_none() && rest == "x" && warnings[0].contains("line 2"), "{warnings:?}");
        let (yaml, rest, _) = check("---\ntitle: \"T\"\neffective: 2026-12-01\nother: [1]\n---\nx");
        let (toml, ..) = check("+++\ntitle = \"T\"\neffective = 2026-12-01\n+++\nx");
        assert_eq!(yaml, toml);
        assert_eq!((yaml.title.as_deref(), yaml.effective.as_deref()), (Some("T"), Some("2026-12-01")));
        assert_eq!(rest, "x");
    }

    #[test]
    fn thematic_breaks_are_text() {
        for text in ["---\nHello there\n---\nx", "---\nno end", "----\na: b\n---\n"] {
            let (front, rest, warnings) = check(text);
            assert_eq!((front, rest.as_str(), warnings.len()), (FrontMatter::default(), text, 0));
        }
    }

    #[test]
    fn values_of_another_kind_are_told() {
        let (front, _, warnings) = check("---\ntitle: [a]\nlang: no\n---\n");
        assert_eq!((front.title, front.lang.as_deref(), warnings.len()), (None, Some("no"), 1));
    }
}
