//! A policy and its versions as facts, without their texts.

use super::{
    Annexes, Brief, CommitId, Dates, Digest, Lang, PolicyId, Sections, StatedLater, Succession, Timestamp,
    VersionNumber,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A named text and everything known about its versions but the texts themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Its id, which is its address below the site's root.
    pub id: PolicyId,
    /// Where its file stands in the repository, or stood before it was withdrawn.
    pub path: String,
    /// The title of its latest version.
    pub title: String,
    /// The language of its latest versions; pages about it are in that language where the interface has it.
    pub lang: Lang,
    /// Whose it is, where somebody says so or where others have the same title.
    pub publisher: Option<String>,
    /// The original, when this is a translation.
    pub translation_of: Option<PolicyId>,
    /// Where the text was taken from (front matter `source`), when it is a copy.
    pub source: Option<String>,
    /// The ids that it had before its file moved, oldest first, each with the last version published under it.
    pub former_ids: Vec<(PolicyId, VersionNumber)>,
    /// Oldest first; never empty; the version at index i has the number i + 1.
    pub versions: Vec<Arc<Version>>,
    /// What became of each of its sections.
    pub sections: Arc<Sections>,
    /// The files to which its texts lead.
    pub annexes: Annexes,
    /// Set while the policy is withdrawn.
    pub withdrawn: Option<Withdrawal>,
    /// Where what was published of it was rewritten, oldest first.
    pub corrections: Vec<Correction>,
    /// Which policies it replaces, and which ones replace it.
    pub succession: Succession,
    /// The proposals that are open about it: what each is called, and where its page is, below the site's root.
    pub proposals: Vec<(String, String)>,
}

impl Policy {
    /// The latest version.
    pub fn current(&self) -> &Version {
        self.versions.last().expect("a policy has at least one version")
    }

    /// Every time that it was withdrawn, oldest first.
    pub fn withdrawals(&self) -> impl Iterator<Item = &Withdrawal> {
        self.versions.iter().filter_map(|version| version.returned_after.as_ref()).chain(&self.withdrawn)
    }

    /// What it is called beside others: its title, and whose it is where that must be said.
    pub fn name(&self) -> String {
        match &self.publisher {
            Some(publisher) => format!("{} · {publisher}", self.title),
            None => self.title.clone(),
        }
    }

    /// What it was called beside others in version `n`.
    pub fn name_in(&self, n: VersionNumber) -> String {
        let title = self.version(n).map_or(&self.title, |version| &version.title);
        match &self.publisher {
            Some(publisher) => format!("{title} · {publisher}"),
            None => title.clone(),
        }
    }

    /// The last version before a withdrawal of it.
    pub fn withdrawn_version(&self, withdrawal: &Withdrawal) -> VersionNumber {
        let before = self.versions.partition_point(|version| version.order < withdrawal.order);
        VersionNumber::at(before.saturating_sub(1))
    }

    /// Version `n`, if there is one.
    pub fn version(&self, n: VersionNumber) -> Option<&Version> {
        self.versions.get(n.index()).map(|v| &**v)
    }
}

/// One committed state of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Its number within the policy.
    pub number: VersionNumber,
    /// The commit that published it.
    pub commit: CommitId,
    /// The place of that commit on the published line: 0 is the oldest.
    pub order: usize,
    /// The committer date of that commit.
    pub published: Timestamp,
    /// When it takes effect, where something says so.
    pub dates: Dates,
    /// Where the file stood in the repository.
    pub path: String,
    /// The digest of the file's bytes.
    pub sha256: Digest,
    /// The number of the file's bytes.
    pub size: u64,
    /// Its title.
    pub title: String,
    /// The language of its text.
    pub lang: Lang,
    /// What kind of change made it, from the evidence.
    pub class: Class,
    /// The version with which it was compared, where that is not the one before: its text came back after an error page.
    pub back_from: Option<VersionNumber>,
    /// Words inserted since the version before; for the first version, all its words.
    pub words_added: u32,
    /// Words deleted since the version before.
    pub words_removed: u32,
    /// Words that stand in another place than in the version before.
    pub words_moved: u32,
    /// What the editor said about it.
    pub note: Note,
    /// What the editor called the change (trailer `Change-Type`, front matter `change_type`).
    pub change_type: Option<ChangeType>,
    /// A document that the change rests on (trailer `Reference`, front matter `reference`).
    pub reference: Option<String>,
    /// The commit's author, kept only where the site shows authors.
    pub author: Option<String>,
    /// For a translation: the version of the original that it reflects, where the text says so.
    pub reflects: Option<VersionNumber>,
    /// What it changed, in short; versions that changed the same share it.
    pub brief: Arc<Brief>,
    /// The withdrawal that this version ended.
    pub returned_after: Option<Withdrawal>,
    /// Whether the repository no longer has it in its history.
    pub gone: bool,
    /// Why its text is withheld, if it is: then the one before stands in for it wherever versions are compared.
    pub withheld: Option<String>,
    /// What of all this was stated by later commits.
    pub stated_later: Vec<StatedLater>,
}

#[cfg(test)]
impl Version {
    /// One to try things with: its number counts from 0.
    pub(crate) fn sample(n: usize, brief: Brief) -> Self {
        let note = Note {
            text: String::new(),
            origin: NoteOrigin::Subject,
            by_lang: BTreeMap::new(),
            details: String::new(),
            repeats: false,
            undoes: None,
        };
        Self {
            number: VersionNumber::at(n),
            commit: CommitId::new("0".repeat(40)),
            order: n,
            published: Timestamp::from_unix(0),
            dates: Dates::default(),
            path: "p.md".into(),
            sha256: Digest::of(b""),
            size: 0,
            title: "P".into(),
            lang: Lang::english(),
            class: Class::Text,
            back_from: None,
            words_added: 0,
            words_removed: 0,
            words_moved: 0,
            note,
            change_type: None,
            reference: None,
            author: None,
            reflects: None,
            brief: Arc::new(brief),
            returned_after: None,
            gone: false,
            withheld: None,
            stated_later: Vec::new(),
        }
    }
}

/// A policy's file was deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// The commit that deleted the file.
    pub commit: CommitId,
    /// The committer date of that commit.
    pub date: Timestamp,
    /// The place of that commit on the published line.
    pub order: usize,
    /// Why, in the words of the one who deleted it.
    pub note: Note,
}

/// Published history was rewritten, and what the repository holds now was published all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The published revision that is no longer part of the history.
    pub old: CommitId,
    /// The revision that was published in its place.
    pub new: CommitId,
    /// The committer date of the new revision.
    pub date: Timestamp,
    /// The place of the new revision on the published line.
    pub order: usize,
    /// Why, in the words of the one who accepted it.
    pub reason: String,
}

/// What changed between a version and the one before, from the evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Class {
    /// Nothing that is rendered: white space, wrapping, metadata.
    None,
    /// Only markup, emphasis or link targets.
    Formatting,
    /// The words.
    Text,
    /// What was recorded is no text of the policy: an error page, or next to nothing, where a whole text stood before.
    Error,
    /// Its text, or that of all versions before it, is withheld, so nothing is said of what it changed.
    Withheld,
}

impl Class {
    /// The name in machine files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Formatting => "formatting",
            Self::Text => "text",
            Self::Error => "error",
            Self::Withheld => "withheld",
        }
    }
}

/// What the editor called a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ChangeType {
    /// Spelling, layout, wording that means the same.
    Editorial,
    /// Rights, duties or facts.
    Substantive,
}

impl ChangeType {
    /// Reads what somebody called a change, also where the word is another one that can mean only one of the two.
    pub fn parse(text: &str) -> Option<Self> {
        const EDITORIAL: &[&str] = &[
            "editorial",
            "minor",
            "typo",
            "typos",
            "cosmetic",
            "non-substantive",
            "nonsubstantive",
            "non-material",
            "nonmaterial",
            "immaterial",
            "clerical",
            "formal",
            "redaktionell",
            "rédactionnel",
            "rédactionnelle",
            "redaccional",
            "แก้ไขคำผิด",
            "แก้คำผิด",
            "แก้ไขถ้อยคำ",
            "เชิงบรรณาธิการ",
            "ไม่ใช่สาระสำคัญ",
            "ไม่เป็นสาระสำคัญ",
        ];
        const SUBSTANTIVE: &[&str] = &[
            "substantive",
            "substantial",
            "material",
            "major",
            "significant",
            "non-editorial",
            "inhaltlich",
            "materiell",
            "wesentlich",
            "substantiel",
            "substantielle",
            "substancial",
            "สาระสำคัญ",
            "เป็นสาระสำคัญ",
            "แก้ไขสาระสำคัญ",
            "เชิงเนื้อหา",
            "แก้ไขเนื้อหา",
        ];
        let lower = text.trim().trim_matches(['"', '\'', '.']).to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| c.is_whitespace() || c == '_').filter(|w| !w.is_empty()).collect();
        let word = match words.as_slice() {
            [first, "change" | "changes" | "edit" | "edits" | "amendment" | "revision" | "only"] => (*first).to_owned(),
            words => words.join("-"),
        };
        let is_in = |list: &[&str]| list.contains(&word.as_str());
        match (is_in(EDITORIAL), is_in(SUBSTANTIVE)) {
            (true, false) => Some(Self::Editorial),
            (false, true) => Some(Self::Substantive),
            _ => None,
        }
    }

    /// The name in machine files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Editorial => "editorial",
            Self::Substantive => "substantive",
        }
    }
}

/// What the editor said about a version, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// One line of plain text; may be empty when the commit says nothing.
    pub text: String,
    /// Where the text stood.
    pub origin: NoteOrigin,
    /// The same in other languages (trailers `Summary-<lang>`, a map in front matter).
    pub by_lang: BTreeMap<Lang, String>,
    /// What else is said, a paragraph or an item of a list in each line; may be empty.
    pub details: String,
    /// Whether most commits before said the same, but for names and numbers: it explains nothing.
    pub repeats: bool,
    /// What it takes back, where it says that it does.
    pub undoes: Option<Undoing>,
}

/// What a version takes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Undoing {
    /// What this version changed.
    Version(VersionNumber),
    /// All that came after this version: its text stands again.
    Since(VersionNumber),
}

impl Note {
    /// The text for readers of `lang`, where it explains something.
    pub fn explanation(&self, lang: &Lang) -> &str {
        if self.repeats { "" } else { self.in_lang(lang) }
    }

    /// The text for readers of `lang`.
    pub fn in_lang(&self, lang: &Lang) -> &str {
        self.by_lang.get(lang).map_or(&self.text, String::as_str)
    }
}

/// Where a note stood, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NoteOrigin {
    /// The commit's trailer `Summary`.
    Trailer,
    /// The text's front matter, key `summary`.
    FrontMatter,
    /// The commit's body: the title of what was merged, or its first sentence where a tool wrote the subject.
    Body,
    /// The commit's subject.
    Subject,
    /// A commit that was merged.
    Merged,
    /// The policy's file of changes: what it says is better than anything else, but not the version's own word.
    Changes,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_change_are_understood_where_they_mean_one() {
        for text in
            ["editorial", "Editorial", "minor", "Minor changes", "typo", "non-substantive", "non_material", "แก้ไขคำผิด"]
        {
            assert_eq!(ChangeType::parse(text), Some(ChangeType::Editorial), "{text}");
        }
        for text in ["substantive", "material", "Material change", "MAJOR", "significant", "สาระสำคัญ", "'substantial'"]
        {
            assert_eq!(ChangeType::parse(text), Some(ChangeType::Substantive), "{text}");
        }
        for text in ["", "both", "update", "editorial and substantive", "change"] {
            assert_eq!(ChangeType::parse(text), None, "{text}");
        }
    }
}
