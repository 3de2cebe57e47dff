//! Rules, and what they report.

use super::subject::Subject;
use std::ops::Range;

/// Something that is looked for in a text.
///
/// What it is and why it matters, and what its findings say, is in the catalogue: the message `rule-NAME` with its attribute
/// `.why`, and for each finding the message of its key with the attribute `.hint`, which tells how to mend it.
#[derive(Debug)]
pub struct Rule {
    /// The permanent id: two letters of the family, and three digits.
    pub id: &'static str,
    /// The name, in lower case with hyphens.
    pub name: &'static str,
    /// How bad its findings are, unless one says otherwise.
    pub level: Level,
    /// A short text, or a part of one, in which it finds something.
    pub bad: &'static str,
    /// The same, as it should be.
    pub good: &'static str,
    /// Reports what it finds.
    pub check: fn(&Subject<'_>, &mut Report),
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// `PM`: the structure of a text.
    Structure,
    /// `TH`: Thai.
    Thai,
    /// `CH`: the change.
    Change,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Worth a look.
    Note,
    /// Wrong in most cases.
    Warning,
    /// Readers would see something wrong, or not what the author meant.
    Error,
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How bad it is.
    pub level: Level,
    /// Where it is.
    pub place: Place,
    /// What is to be said of it.
    pub said: Said,
    /// How it can be mended by a program.
    pub fix: Option<Fix>,
}

/// Where something was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the whole file.
    File,
    /// In the file's text, in bytes of [`Source::text`](crate::document::Source::text).
    Text(Range<usize>),
    /// In the message of the commit, in bytes.
    Message(Range<usize>),
}

/// What is to be said, in whichever language.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The key of the message.
    pub key: &'static str,
    /// The values of its variables.
    pub values: Vec<(&'static str, Value)>,
}

impl Said {
    /// The value of a variable that is a text.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find_map(|(known, value)| match value {
            Value::Text(text) if *known == name => Some(text.as_str()),
            _ => None,
        })
    }
}

/// The value of a variable of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text, as it is.
    Text(String),
    /// A number, which may decide the form of words.
    Number(usize),
}

/// How a finding can be mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What is to be replaced; no two edits overlap.
    pub edits: Vec<Edit>,
    /// Whether nothing but the mistake changes, so that nobody need look at it.
    pub safe: bool,
}

/// A stretch of the file's text, and what is to stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// In bytes of the file's text.
    pub range: Range<usize>,
    /// The new text.
    pub by: String,
}

/// What one rule found so far.
#[derive(Debug)]
pub struct Report {
    rule: &'static Rule,
    findings: Vec<Finding>,
}

impl Rule {
    /// A row of a table: the id, the name and the level; a text in which something is found, and the same as it should be.
    pub(super) const fn row(
        (id, name, level): (&'static str, &'static str, Level),
        bad: &'static str,
        good: &'static str,
        check: fn(&Subject<'_>, &mut Report),
    ) -> Self {
        Self { id, name, level, bad, good, check }
    }

    /// What it is about.
    pub fn family(&self) -> Family {
        match &self.id[..2] {
            "TH" => Family::Thai,
            "CH" => Family::Change,
            _ => Family::Structure,
        }
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Level {
    /// All of them, from the least.
    pub const ALL: [Self; 3] = [Self::Note, Self::Warning, Self::Error];

    /// The name in machine files and of messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Place {
    /// By this places are sorted.
    pub fn order(&self) -> (u8, usize, usize) {
        match self {
            Self::File => (0, 0, 0),
            Self::Text(range) => (1, range.start, range.end),
            Self::Message(range) => (2, range.start, range.end),
        }
    }
}

impl From<Range<usize>> for Place {
    fn from(range: Range<usize>) -> Self {
        Self::Text(range)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

impl Fix {
    /// One edit, which changes nothing but the mistake.
    pub fn safe(range: Range<usize>, by: impl Into<String>) -> Self {
        Self { edits: vec![Edit { range, by: by.into() }], safe: true }
    }

    /// One edit, which a person should look at.
    pub fn offered(range: Range<usize>, by: impl Into<String>) -> Self {
        Self { safe: false, ..Self::safe(range, by) }
    }
}

impl Report {
    /// Nothing yet.
    pub(super) fn by(rule: &'static Rule) -> Self {
        Self { rule, findings: Vec::new() }
    }

    pub(super) fn findings(self) -> Vec<Finding> {
        self.findings
    }

    /// Whether something was found that begins at this place of the text.
    pub fn has(&self, start: usize) -> bool {
        self.findings.iter().any(|finding| matches!(&finding.place, Place::Text(range) if range.start == start))
    }

    /// Something was found at a place; `key` is that of its message. More can be said of the finding that is given back.
    pub fn at(&mut self, place: impl Into<Place>, key: &'static str) -> &mut Finding {
        let (rule, said) = (self.rule, Said { key, values: Vec::new() });
        self.findings.push(Finding { rule, level: rule.level, place: place.into(), said, fix: None });
        self.findings.last_mut().expect("one was pushed")
    }
}

impl Finding {
    /// Gives the message the value of a variable.
    pub fn with(&mut self, name: &'static str, value: impl Into<Value>) -> &mut Self {
        self.said.values.push((name, value.into()));
        self
    }

    /// Tells how to mend it.
    pub fn fix(&mut self, fix: Fix) -> &mut Self {
        self.fix = Some(fix);
        self
    }

    /// Makes it as bad as this, whatever the rule says.
    pub fn level(&mut self, level: Level) -> &mut Self {
        self.level = level;
        self
    }
}
