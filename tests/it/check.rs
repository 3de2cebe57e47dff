//! What `promulgate check` finds: the examples in `tests/check`, each with a text that is bad and one that is good.

use promulgate::check::{
    self, Catalogue, Edit, Family, Files, Finding, Given, Lines, Neighbours, Place, Subject, Text,
};
use promulgate::history::Scope;
use promulgate::model::{Date, Lang};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A repository in memory.
struct Repository {
    files: BTreeMap<String, Vec<u8>>,
    published: BTreeMap<String, Vec<u8>>,
    policies: Vec<String>,
}

impl Files for Repository {
    fn has(&self, path: &str) -> bool {
        self.files.keys().any(|file| file == path || file.starts_with(&format!("{path}/")))
    }
    fn policies(&self) -> &[String] {
        &self.policies
    }
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.files.get(path).cloned()
    }
    fn published(&self, path: &str) -> Option<Vec<u8>> {
        self.published.get(path).cloned()
    }
    fn is_replaced(&self, path: &str) -> bool {
        self.files.get(path).zip(self.published.get(path)).is_some_and(|(now, before)| now != before)
    }
}

/// An example.
struct Example {
    folder: PathBuf,
    rule: String,
}

impl Example {
    fn read(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.folder.join(name)).ok()
    }

    fn text(&self, name: &str) -> Option<String> {
        self.read(name).map(|bytes| String::from_utf8(bytes).expect("UTF-8"))
    }

    /// The files below a folder of the example.
    fn files(&self, name: &str) -> BTreeMap<String, Vec<u8>> {
        let (root, mut files) = (self.folder.join(name), BTreeMap::new());
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    let path = entry.path().strip_prefix(&root).expect("inside").to_str().expect("UTF-8").to_owned();
                    files.insert(path, fs::read(entry.path()).expect("read"));
                }
            }
        }
        files
    }

    /// What is found in the text `name` with the message `message`.
    fn findings(&self, name: &str, message: &str) -> (Vec<Finding>, Arc<Text>) {
        let path = self.text("path").map_or_else(|| "policy/text.md".to_owned(), |path| path.trim().to_owned());
        let today = self.text("today").unwrap_or_else(|| "2026-11-27".into());
        let numbers: Vec<u32> = today.trim().split('-').map(|part| part.parse().expect("a number")).collect();
        let bytes = self.read(name).unwrap_or_else(|| panic!("{}: there is no {name}", self.folder.display()));
        let before = self.read("before.md");
        let mut files = self.files("repo");
        let mut published =
            if self.folder.join("published").is_dir() { self.files("published") } else { files.clone() };
        files.insert(path.clone(), bytes.clone());
        published.extend(before.clone().map(|bytes| (path.clone(), bytes)));
        let scope = Scope::new("policy", &[], &[]).expect("a scope");
        let policies = files.keys().filter(|path| scope.covers(path)).cloned().collect();
        let repository = Repository { files, published, policies };
        let message = self.text(message);
        let gone = self.text("gone").filter(|_| name == "bad.md"); // the better way is to go in a commit of its own
        let text = Arc::new(Text::read(&bytes, &path));
        let findings = check::check(&Subject::new(Given {
            path: &path,
            text: Arc::clone(&text),
            before: before.map(|bytes| Arc::new(Text::read(&bytes, &path))),
            gone: gone.as_deref().map(str::trim),
            message: message.as_deref(),
            neighbours: &Neighbours::new(&repository, &scope),
            lang: None,
            off: &[],
            today: Date::new(numbers[0], numbers[1], numbers[2]).expect("a day"),
        }));
        (findings, text)
    }

    /// The findings as `expected` has them.
    fn told(&self, findings: &[Finding], text: &Text, message: &str) -> Vec<String> {
        let message = self.text(message).unwrap_or_default();
        let line = |text: &str, at: usize| Lines::of(text).position(at).line;
        let place = |place: &Place| match place {
            Place::File => "file".to_owned(),
            Place::Text(range) => line(&text.source.text, range.start).to_string(),
            Place::Message(range) => format!("message:{}", line(&message, range.start)),
        };
        findings.iter().map(|finding| format!("{} {}", finding.rule.id, place(&finding.place))).collect()
    }
}

fn examples() -> Vec<Example> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check");
    let mut all = Vec::new();
    let folders = |path: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path());
        let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
        folders.sort();
        folders
    };
    for rule in folders(&root) {
        for folder in folders(&rule) {
            all.push(Example { folder, rule: rule.file_name().expect("a name").to_str().expect("UTF-8").to_owned() });
        }
    }
    all
}

/// The text with these edits.
fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.range.start));
    edits.iter().fold(text.to_owned(), |mut text, edit| {
        text.replace_range(edit.range.clone(), &edit.by);
        text
    })
}

#[test]
fn every_example_is_found_and_its_better_text_is_not() {
    let mut wrong = Vec::new();
    let catalogues = [Lang::english(), Lang::thai()].map(|lang| Catalogue::of(&lang));
    for example in examples() {
        let name = example.folder.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("inside").display().to_string();
        let (bad, text) = example.findings("bad.md", "message.txt");
        let told = example.told(&bad, &text, "message.txt");
        let expected = example.text("expected").unwrap_or_default();
        if told.is_empty() || told != expected.lines().collect::<Vec<_>>() {
            wrong.push(format!("{name}/bad.md: found {told:?}, expected {:?}", expected.lines().collect::<Vec<_>>()));
        }
        for finding in &bad {
            if !example.rule.starts_with(finding.rule.id) {
                wrong.push(format!("{name}/bad.md: {} found something too", finding.rule.id));
            }
            for catalogue in &catalogues {
                let (message, hint) = (catalogue.message(&finding.said), catalogue.hint(&finding.said));
                if message == finding.said.key || hint.is_empty() {
                    wrong.push(format!("{name}: no message for `{}`: {message:?}, {hint:?}", finding.said.key));
                }
            }
        }
        if let Some(fixed) = example.text("fixed.md") {
            let edits = bad.iter().filter_map(|finding| finding.fix.clone()).flat_map(|fix| fix.edits).collect();
            let now = edited(&text.source.text, edits);
            if now != fixed {
                wrong.push(format!("{name}: the fixes make {now:?}"));
            }
        }
        let message = if example.folder.join("good-message.txt").exists() { "good-message.txt" } else { "message.txt" };
        let (good, text) = example.findings("good.md", message);
        if !good.is_empty() {
            wrong.push(format!("{name}/good.md: found {:?}", example.told(&good, &text, message)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_an_example_of_its_own() {
    let known: BTreeSet<String> = check::rules().map(|rule| format!("{}-{}", rule.id, rule.name)).collect();
    let shown: BTreeSet<String> = examples().into_iter().map(|example| example.rule).collect();
    assert_eq!(known, shown);
}

#[test]
fn ids_and_names_of_rules_are_theirs_alone() {
    let mut seen = BTreeSet::new();
    for rule in check::rules() {
        assert!(seen.insert(rule.id) && seen.insert(rule.name), "{} {}", rule.id, rule.name);
        assert!(!rule.bad.is_empty() && rule.bad != rule.good, "{}", rule.id);
    }
}

/// What `docs/rules.md` says: every rule, by family.
fn guide() -> String {
    let english = Catalogue::of(&Lang::english());
    let mut text = String::from(
        "# Rules\n\nWhat [`promulgate check`](manual.md#checking-a-text) looks for. Each rule has a permanent id and a name; \
         either can be given to\n`--explain`, to comments and to settings.\n",
    );
    let families = [
        (Family::Structure, "PM: structure, links, what should not be public"),
        (Family::Thai, "TH: Thai"),
        (Family::Change, "CH: the change"),
    ];
    for (family, title) in families {
        text += &format!("\n## {title}\n");
        for rule in check::rules().filter(|rule| rule.family() == family) {
            let (what, why) = (english.what(rule), english.why(rule));
            let level = english.text(&format!("level-{}", rule.level.as_str()), &[]);
            text += &format!("\n### {} {}\n\n*{level}*: {what}. {why}\n", rule.id, rule.name);
            for example in [rule.bad, rule.good] {
                text += &format!(
                    "\n~~~~text\n{}\n~~~~\n",
                    example.trim_end().replace('\u{202e}', "[U+202E]").replace('\u{202c}', "[U+202C]")
                );
            }
        }
    }
    text
}

#[test]
fn the_guide_lists_every_rule() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    if std::env::var_os("UPDATE_RULES").is_some_and(|v| v == "1") {
        fs::write(&path, guide()).expect("written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == guide(), "docs/rules.md is not what the rules say; write it anew with UPDATE_RULES=1");
}

/// Pieces of which texts are put together that nobody would write.
const PIECES: &str = "(\n|\n\n|---\n|title: x\n|effective: |# |## |ข้อ ๑|ตามข้อ ๗–|section 4–|\\[x\\]\\(|\\)|\\]\\[|!\\[|<!--|-->|```|\\||\\|--\\|\n|\\[\\^1\\]|: |๑๒๓|1-2345-67890-12-1|\u{202e}|\u{fffd}|เเ|\u{200b}|C:\\\\|htps://|😀|<img |promulgate-disable |PM003|a b\\.pdf|TODO|- |> |\\*\\*|น้ำ|ํา|2569-01-01| )";

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Whatever is written, checking ends, places lie on letters, and everything that is found has its words.
    #[test]
    fn any_text_can_be_checked(before in proptest::collection::vec(PIECES, 0..30), after in proptest::collection::vec(PIECES, 0..40)) {
        let (before, after) = (before.concat(), after.concat());
        let scope = Scope::new("policy", &[], &[]).expect("a scope");
        let check = |text: &str| {
            let files: BTreeMap<String, Vec<u8>> = [("policy/text.md".to_owned(), text.as_bytes().to_vec())].into();
            let repository = Repository { published: files.clone(), policies: files.keys().cloned().collect(), files };
            let read = |text: &str| Arc::new(Text::read(text.as_bytes(), "policy/text.md"));
            check::check(&Subject::new(Given {
                path: "policy/text.md",
                text: read(text),
                before: Some(read(&before)),
                gone: None,
                message: Some(&before),
                neighbours: &Neighbours::new(&repository, &scope),
                lang: None,
                off: &[],
                today: Date::new(2026, 11, 27).expect("a day"),
            }))
        };
        let source = promulgate::document::Source::of(after.as_bytes()).text;
        let catalogue = Catalogue::of(&Lang::thai());
        for finding in check(&after) {
            let (text, range) = match &finding.place {
                Place::File => continue,
                Place::Text(range) => (source.as_str(), range),
                Place::Message(range) => (before.as_str(), range),
            };
            prop_assert!(text.get(range.clone()).is_some(), "{} at {range:?}", finding.rule.id);
            prop_assert!(catalogue.message(&finding.said) != finding.said.key && !catalogue.hint(&finding.said).is_empty(), "{:?}", finding.said);
            for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
                prop_assert!(source.get(edit.range.clone()).is_some(), "{} mends {:?}", finding.rule.id, edit.range);
            }
        }
    }
}
