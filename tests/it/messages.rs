//! The texts of the interface: each one that is used is there, and each that is there is used.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The texts of all files below `folder` whose names end so.
fn texts(folder: &Path, end: &str, all: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            texts(&path, end, all);
        } else if path.to_string_lossy().ends_with(end) {
            all.push_str(&fs::read_to_string(&path).expect("a text"));
        }
    }
}

fn below(folder: &str, end: &str) -> String {
    let mut all = String::new();
    texts(&root().join(folder), end, &mut all);
    all
}

/// What stands right after each `mark`, as long as it is part of a key.
fn after<'t>(text: &'t str, mark: &str) -> BTreeSet<&'t str> {
    let key = |rest: &'t str| {
        rest.split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c))).next()
    };
    text.split(mark).skip(1).filter_map(key).filter(|key| !key.is_empty()).collect()
}

#[test]
fn every_text_that_is_used_is_there_and_the_other_way_round() {
    let english = fs::read_to_string(root().join("templates/messages/en.ftl")).expect("a text");
    let keys: BTreeSet<&str> = english
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
        .collect();
    assert!(keys.len() > 150);
    let (templates, program, scripts) = (below("templates", ".html"), below("src", ".rs"), below("templates", ".js"));
    // what is said of findings is in a catalogue of its own
    let program = ["src/check", "src/cli/check", "src/cli/lsp"]
        .iter()
        .fold(program, |all, own| all.replace(&below(own, ".rs"), ""));
    let mut used: BTreeSet<String> = after(&templates, " t.").iter().map(|key| key.replace('_', "-")).collect();
    let said = [".text(\"", ".with(\"", "say(\""];
    used.extend(said.iter().flat_map(|mark| after(&program, mark)).map(str::to_owned));
    used.extend(after(&scripts, "say(\"").into_iter().map(str::to_owned));
    let missing: Vec<&String> = used.iter().filter(|key| !keys.contains(key.as_str())).collect();
    assert!(missing.is_empty(), "used, but in no file of texts: {missing:?}");
    // keys that the program puts together, or that stand in tables of it
    let made = ["class-", "draft-", "fact-", "finding-", "line-", "only-", "section-", "say-"];
    let idle = |key: &&&str| {
        let named = program.contains(&format!("\"{key}\"")) || used.contains(**key);
        !named && !made.iter().any(|start| key.starts_with(start))
    };
    let idle: Vec<_> = keys.iter().filter(idle).collect();
    assert!(idle.is_empty(), "in the files of texts, but never used: {idle:?}");
}
