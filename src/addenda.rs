//! Reads a policy's file of changes, `changes/<id>.toml`: what is stated about its versions beside what they say themselves.
//!
//! The file is our own format: an unknown key is an error, and every error names its line.

use crate::error::{Error, Result};
use crate::model::{Lang, VersionNumber};
use crate::showable::one_line;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// The folder, at the root of the repository, of the files of changes.
pub const FOLDER: &str = "changes";

/// The fewest digits of a commit's id that name it.
const FEWEST_DIGITS: usize = 7;

/// What a file states about a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// The version that it is about.
    pub about: About,
    /// What the version means, and the same by language where it is given so.
    pub summary: Option<Summary>,
    /// From when on it holds, as written, and the line on which that stands.
    pub effective: Option<(String, usize)>,
    /// What kind of change it is, as written, and the line.
    pub change_type: Option<(String, usize)>,
    /// A document that it rests on.
    pub reference: Option<String>,
    /// Why its text is withheld, and the line.
    pub withheld: Option<(String, usize)>,
}

/// How a file names a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// By its number.
    Number(VersionNumber),
    /// By the first digits of the id of its commit.
    Commit(String),
    /// By the SHA-256 of its bytes, in hexadecimal digits.
    Bytes(String),
}

/// A summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Summary {
    /// In the language of the policy.
    Plain(String),
    /// By language; never empty.
    ByLang(BTreeMap<Lang, String>),
}

/// The path of the file of changes of the policy at `id`.
pub fn path(id: &str) -> String {
    format!("{FOLDER}/{id}.toml")
}

/// The file as written.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    version: Vec<Spanned<Written>>,
}

/// An entry as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    number: Option<u32>,
    commit: Option<String>,
    sha256: Option<String>,
    summary: Option<Spanned<WrittenSummary>>,
    effective: Option<Spanned<toml::Value>>,
    change_type: Option<Spanned<String>>,
    reference: Option<String>,
    withheld: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a text, or texts by language")]
enum WrittenSummary {
    Plain(String),
    ByLang(BTreeMap<String, String>),
}

/// What the file called `name` states: the text of it is `bytes`.
///
/// # Errors
/// It is not UTF-8, not TOML, has an unknown key or a value that can't be meant; with the line.
pub fn read(bytes: &[u8], name: &str) -> Result<Vec<Entry>> {
    let text = std::str::from_utf8(bytes).map_err(|e| Error::input(format!("{name} is not valid UTF-8")).because(e))?;
    let line_at = |at: usize| 1 + text[..at.min(text.len())].matches('\n').count();
    let file: File = toml::from_str(text).map_err(|e| {
        wrong(name, e.span().map_or(1, |span| line_at(span.start)), e.message()).hint(
            "each [[version]] has number, commit or sha256, and any of: summary, effective, change_type, reference, withheld",
        )
    })?;
    let entry = |written: Spanned<Written>| {
        let line = line_at(written.span().start);
        written.into_inner().checked(name, line, &line_at)
    };
    file.version.into_iter().map(entry).collect()
}

/// The entries that withhold the texts of these versions, for one reason.
pub fn withholding(numbers: &[VersionNumber], reason: &str) -> String {
    let reason = toml::Value::String(one_line(reason.trim()).into_owned());
    let entries = numbers.iter().map(|n| format!("[[version]]\nnumber = {n}\nwithheld = {reason}\n"));
    entries.collect::<Vec<_>>().join("\n")
}

/// That something is wrong on a line of the file called `name`.
pub fn wrong(name: &str, line: usize, what: &str) -> Error {
    Error::input(format!("{name}, line {line}: {what}"))
}

impl Written {
    fn checked(self, name: &str, line: usize, line_at: &dyn Fn(usize) -> usize) -> Result<Entry> {
        let about = self.about().map_err(|what| wrong(name, line, &what))?;
        let summary = match self.summary {
            Some(written) => {
                let at = line_at(written.span().start);
                Some(Summary::of(written.into_inner()).map_err(|what| wrong(name, at, &what))?)
            }
            None => None,
        };
        let said = |value: Spanned<String>| (value.get_ref().clone(), line_at(value.span().start));
        let day = |value: Spanned<toml::Value>| {
            let at = line_at(value.span().start);
            (value.into_inner().as_str().map(str::to_owned), at)
        };
        let effective = match self.effective {
            Some(value) => {
                let written = value.get_ref().to_string();
                let (text, at) = day(value);
                Some((text.unwrap_or(written), at))
            }
            None => None,
        };
        let reference = self.reference.map(|text| one_line(text.trim()).into_owned());
        if reference.as_deref() == Some("") {
            return Err(wrong(name, line, "`reference` is empty"));
        }
        let withheld = self.withheld.map(said).map(|(text, at)| (one_line(text.trim()).into_owned(), at));
        if let Some((_, at)) = withheld.as_ref().filter(|(reason, _)| reason.is_empty()) {
            return Err(wrong(name, *at, "`withheld` is empty").hint("say why the text is withheld"));
        }
        let change_type = self.change_type.map(said);
        let entry = Entry { line, about, summary, effective, change_type, reference, withheld };
        if entry.summary.is_none()
            && entry.effective.is_none()
            && entry.change_type.is_none()
            && entry.reference.is_none()
            && entry.withheld.is_none()
        {
            return Err(wrong(name, line, "this entry says nothing about the version")
                .hint("add any of: summary, effective, change_type, reference, withheld"));
        }
        Ok(entry)
    }

    fn about(&self) -> std::result::Result<About, String> {
        let hex = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit());
        match (self.number, &self.commit, &self.sha256) {
            (Some(n), None, None) => match VersionNumber::new(n) {
                Some(number) => Ok(About::Number(number)),
                None => Err("versions are numbered from 1".into()),
            },
            (None, Some(commit), None) if commit.len() >= FEWEST_DIGITS && hex(commit) => {
                Ok(About::Commit(commit.to_ascii_lowercase()))
            }
            (None, Some(commit), None) => {
                Err(format!("`{commit}` is no commit id of at least {FEWEST_DIGITS} hexadecimal digits"))
            }
            (None, None, Some(digest)) if digest.len() == 64 && hex(digest) => {
                Ok(About::Bytes(digest.to_ascii_lowercase()))
            }
            (None, None, Some(digest)) => Err(format!("`{digest}` is no SHA-256 of 64 hexadecimal digits")),
            (None, None, None) => {
                Err("the entry does not say which version it is about: give number, commit or sha256".into())
            }
            _ => Err("the entry names its version twice: give one of number, commit and sha256".into()),
        }
    }
}

impl Summary {
    fn of(written: WrittenSummary) -> std::result::Result<Self, String> {
        let said = |text: &str| Some(one_line(text.trim()).into_owned()).filter(|text| !text.is_empty());
        match written {
            WrittenSummary::Plain(text) => said(&text).map(Self::Plain).ok_or_else(|| "`summary` is empty".into()),
            WrittenSummary::ByLang(texts) => {
                let mut by_lang = BTreeMap::new();
                for (tag, text) in texts {
                    let lang = Lang::read(&tag).ok_or_else(|| format!("`{tag}` is not a valid language tag"))?;
                    by_lang.insert(lang, said(&text).ok_or_else(|| format!("the summary in `{tag}` is empty"))?);
                }
                if by_lang.is_empty() { Err("`summary` is empty".into()) } else { Ok(Self::ByLang(by_lang)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        read(text.as_bytes(), "changes/fees.toml").expect_err("an error").to_string()
    }

    #[test]
    fn entries_name_versions_in_three_ways() {
        let digest = "ab".repeat(32);
        let text = format!(
            "# before adoption\n[[version]]\nnumber = 2\nsummary = ' Fees rise '\neffective = 2020-05-01\n\n[[version]]\ncommit = \"4F2A9c1\"\nsummary = {{ th = 'ขึ้นค่าธรรมเนียม', en = 'Fees' }}\n[[version]]\nsha256 = \"{digest}\"\nchange_type = 'editorial'\nreference = 'Act 5'\n"
        );
        let entries = read(text.as_bytes(), "changes/fees.toml").expect("entries");
        let about: Vec<_> = entries.iter().map(|entry| (entry.line, entry.about.clone())).collect();
        let number = VersionNumber::new(2).expect("a number");
        assert_eq!(
            about,
            [(2, About::Number(number)), (7, About::Commit("4f2a9c1".into())), (10, About::Bytes(digest))]
        );
        assert_eq!(entries[0].summary, Some(Summary::Plain("Fees rise".into())));
        assert_eq!(entries[0].effective, Some(("2020-05-01".into(), 5)));
        assert!(matches!(&entries[1].summary, Some(Summary::ByLang(texts)) if texts.len() == 2));
        assert_eq!(
            (entries[2].change_type.as_ref().map(|said| said.1), entries[2].reference.as_deref()),
            (Some(12), Some("Act 5"))
        );
    }

    #[test]
    fn what_withholds_a_text_is_read_as_it_was_meant() {
        let numbers = [2, 5].map(|n| VersionNumber::new(n).expect("a number"));
        let reason = "it has \"a name\" and\nเลขประจำตัว \\";
        let entries = read(withholding(&numbers, reason).as_bytes(), "changes/fees.toml").expect("entries");
        let about: Vec<_> = entries.iter().map(|entry| entry.about.clone()).collect();
        assert_eq!(about, numbers.map(About::Number));
        let said: Vec<_> = entries.iter().filter_map(|entry| entry.withheld.as_ref()).map(|(text, _)| text).collect();
        assert_eq!(said, ["it has \"a name\" and เลขประจำตัว \\"; 2]);
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        for (text, line, why) in [
            ("[[version]]\nnumber = 1\nsumary = 'x'", 3, "unknown field `sumary`"),
            ("[[versions]]\nnumber = 1", 1, "unknown field `versions`"),
            ("[[version]]\nsummary = 'x'", 1, "does not say which version"),
            ("\n[[version]]\nnumber = 1\ncommit = 'abcdef0'\nsummary = 'x'", 2, "twice"),
            ("[[version]]\nnumber = 0\nsummary = 'x'", 1, "numbered from 1"),
            ("[[version]]\ncommit = 'main'\nsummary = 'x'", 1, "no commit id"),
            ("[[version]]\nsha256 = 'ab'\nsummary = 'x'", 1, "no SHA-256"),
            ("[[version]]\nnumber = 1", 1, "says nothing"),
            ("[[version]]\nnumber = 1\nsummary = ''", 3, "is empty"),
            ("[[version]]\nnumber = 1\nsummary = { Thai = 'x' }", 3, "not a valid language tag"),
            ("[[version]]\nnumber = 1\nwithheld = ' '", 3, "`withheld` is empty"),
            ("[[version]]\nnumber = 1\nsummary = 7", 3, "expected a text"),
            ("[[version]\n", 1, ""),
        ] {
            let error = error(text);
            assert!(error.starts_with(&format!("changes/fees.toml, line {line}: ")) && error.contains(why), "{error}");
        }
    }
}
