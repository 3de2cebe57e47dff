//! Front matter: what a file says about itself, in YAML between `---` lines or TOML between `+++` lines.

use crate::error::Warning;
use crate::model::Lang;
use crate::showable::one_line;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// What a file says about itself. Keys that are not here are allowed and not read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct FrontMatter {
    pub title: Option<String>,
    pub lang: Option<String>,
    pub id: Option<String>,
    pub effective: Option<String>,
    pub summary: Option<String>,
    /// The summary by language, where it is a map.
    pub summaries: BTreeMap<Lang, String>,
    pub change_type: Option<String>,
    pub reference: Option<String>,
    pub source: Option<String>,
    /// Whose text it is.
    pub publisher: Option<String>,
    /// The ids of the policies that it replaces.
    pub replaces: Vec<String>,
    /// In a proposal: until when it is open for comments, as written.
    pub consultation_until: Option<String>,
    /// For a translation: the number of the version of the original that it reflects.
    pub reflects: Option<String>,
}

/// What authors write into a text of which it matters in which versions it stood.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The address.
    pub id: Option<String>,
    /// The ids of the policies that it replaces.
    pub replaces: Vec<String>,
}

impl FrontMatter {
    /// What of it matters beyond its version.
    pub fn written(&self) -> Written {
        Written { id: self.id.clone(), replaces: self.replaces.clone() }
    }
}

/// What the front matter of `text` says beyond its version, without anything else being read.
pub(super) fn written(text: &str) -> Written {
    match cut(text) {
        Some(_) => split(text, "", &mut Vec::new()).0.written(),
        None => Written::default(),
    }
}

/// Where what stands between the two fences is.
pub(super) fn place(text: &str) -> Option<std::ops::Range<usize>> {
    let (_, block, _) = cut(text)?;
    let start = text.find('\n')? + 1;
    Some(start..start + block.len())
}

/// Why what looks like front matter can't be read.
pub(super) fn problem(text: &str) -> Option<String> {
    let (fence, block, _) = cut(text)?;
    let read = if fence == "+++" { read_toml(block) } else { read_yaml(block) };
    read.err().filter(|_| fence == "+++" || looks_like_metadata(block))
}

/// Whether `text` begins as front matter does, with a fence that nothing closes.
pub(super) fn is_open(text: &str) -> bool {
    let Some((first, rest)) = text.split_once('\n') else { return false };
    matches!(first.trim_end(), "---" | "+++") && cut(text).is_none() && looks_like_metadata(rest)
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
    let summaries = keys.get("summary").and_then(by_language);
    let mut take = |key: &str| match keys.get(key) {
        Some(Value::Text(value)) => said(value),
        Some(Value::Map(_)) if key == "summary" && summaries.is_some() => None,
        Some(Value::Map(_) | Value::List(_) | Value::Other) => {
            warnings.push(Warning::new(place, format!("front matter `{key}` is not plain text; ignored")));
            None
        }
        None => None,
    };
    let mut front = FrontMatter {
        title: take("title"),
        lang: take("lang"),
        id: take("id"),
        effective: take("effective"),
        reflects: take("reflects"),
        summary: take("summary"),
        summaries: BTreeMap::new(),
        change_type: take("change_type").or_else(|| take("change-type")),
        reference: take("reference"),
        source: take("source"),
        publisher: take("publisher"),
        consultation_until: match keys.get("consultation") {
            Some(Value::Map(map)) => map.get("until").and_then(|until| said(until.as_deref()?)),
            _ => None,
        },
        replaces: match keys.get("replaces") {
            Some(Value::List(ids)) => ids.iter().filter_map(|id| said(id)).collect(),
            _ => take("replaces").into_iter().collect(),
        },
    };
    if let Some(summaries) = summaries {
        let own = front.lang.as_deref().and_then(Lang::parse);
        let best = [own, Some(Lang::english())].into_iter().flatten().find_map(|lang| summaries.get(&lang));
        front.summary = best.or_else(|| summaries.values().next()).cloned();
        front.summaries = summaries;
    }
    (front, rest)
}

/// A value in one line; `None` if it is empty.
fn said(value: &str) -> Option<String> {
    Some(one_line(value.trim()).into_owned()).filter(|value| !value.is_empty())
}

/// A text in several languages, if that is what `value` is.
fn by_language(value: &Value) -> Option<BTreeMap<Lang, String>> {
    let Value::Map(map) = value else { return None };
    let entry = |(key, value): (&String, &Option<String>)| Some((Lang::parse(key)?, said(value.as_deref()?)?));
    map.iter().map(entry).collect::<Option<_>>().filter(|map: &BTreeMap<Lang, String>| !map.is_empty())
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

type Keys = BTreeMap<String, Value>;

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
    Ok(table.into_iter().map(|(key, value)| (key, of_toml(value))).collect())
}

fn of_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::Text(text),
        toml::Value::Array(all) => {
            let texts: Option<Vec<String>> = all.into_iter().map(|value| of_toml(value).text()).collect();
            texts.map_or(Value::Other, Value::List)
        }
        toml::Value::Table(map) => {
            Value::Map(map.into_iter().map(|(key, value)| (key, of_toml(value).text())).collect())
        }
        other => Value::Text(other.to_string()),
    }
}

/// A value. An empty one is an empty text.
enum Value {
    Text(String),
    /// By key, what is text.
    Map(BTreeMap<String, Option<String>>),
    /// Of texts alone.
    List(Vec<String>),
    Other,
}

impl Value {
    fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Map(_) | Self::List(_) | Self::Other => None,
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }
    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(Value::Text(v.to_owned()))
    }
    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(Value::Text(v.to_string()))
    }
    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(Value::Text(v.to_string()))
    }
    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(Value::Text(v.to_string()))
    }
    fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
        Ok(Value::Text(v.to_string()))
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Text(String::new()))
    }
    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Text(String::new()))
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut all = Some(Vec::new());
        while let Some(value) = seq.next_element::<Value>()? {
            all = all.zip(value.text()).map(|(mut all, text): (Vec<String>, String)| {
                all.push(text);
                all
            });
        }
        Ok(all.map_or(Value::Other, Value::List))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some((key, value)) = entries.next_entry::<String, Value>()? {
            map.insert(key, value.text());
        }
        Ok(Value::Map(map))
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
    fn a_summary_may_be_a_map_by_language() {
        let yaml = check(
            "---\nlang: th\nsummary:\n  en: Fees rise\n  th: ขึ้นค่าธรรมเนียม\nchange_type: editorial\nreference: Act 12\n---\n",
        );
        let toml = check(
            "+++\nlang = \"th\"\nchange_type = \"editorial\"\nreference = \"Act 12\"\n[summary]\nen = \"Fees rise\"\nth = \"ขึ้นค่าธรรมเนียม\"\n+++\n",
        );
        assert_eq!(yaml, toml);
        let (front, _, warnings) = yaml;
        assert!(warnings.is_empty(), "{warnings:?}");
        assert_eq!(front.summary.as_deref(), Some("ขึ้นค่าธรรมเนียม"), "in the language of the text");
        assert_eq!(front.summaries.get(&Lang::english()).map(String::as_str), Some("Fees rise"));
        assert_eq!((front.change_type.as_deref(), front.reference.as_deref()), (Some("editorial"), Some("Act 12")));
        let (front, _, warnings) = check("---\nsummary:\n  what: Fees\nchange_type: [a]\n---\n");
        assert_eq!((front.summary, warnings.len()), (None, 2));
    }

    #[test]
    fn a_policy_may_replace_one_or_several() {
        for (text, ids) in [
            ("---\nreplaces: fees\n---\n", &["fees"][..]),
            ("---\nreplaces: [fees, terms/use]\n---\n", &["fees", "terms/use"]),
            ("+++\nreplaces = ['fees']\n+++\n", &["fees"]),
            ("---\nreplaces: []\n---\n", &[]),
        ] {
            let (front, _, warnings) = check(text);
            assert_eq!(
                (front.replaces.iter().map(String::as_str).collect::<Vec<_>>(), warnings.len()),
                (ids.to_vec(), 0)
            );
            assert_eq!(written(text).replaces, front.replaces);
        }
        let (front, _, warnings) = check("---\nreplaces: [{a: b}]\n---\n");
        assert_eq!((front.replaces.len(), warnings.len()), (0, 1));
    }

    #[test]
    fn values_of_another_kind_are_told() {
        let (front, _, warnings) = check("---\ntitle: [a]\nlang: no\n---\n");
        assert_eq!((front.title, front.lang.as_deref(), warnings.len()), (None, Some("no"), 1));
    }
}
