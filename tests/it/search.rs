//! What the search looks through: read as the browser reads it, it has the words of all current texts, and no others.

use crate::sandbox::{Sandbox, Site, essay};
use promulgate::weave::terms;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The index of a site.
fn index(site: &Site) -> Value {
    let text = site.text("search.js");
    let json = text.strip_prefix("promulgate.index(").and_then(|t| t.strip_suffix(");\n")).expect("one call");
    serde_json::from_str(json).expect("JSON")
}

/// For each word the policies that have it, and those that have it in a heading.
fn words(index: &Value) -> BTreeMap<String, [BTreeSet<usize>; 2]> {
    let count = index["policies"].as_array().expect("policies").len();
    let text = |field: &str| index[field].as_str().expect("a text").trim_end().to_owned();
    let (all, lists) = (text("words"), text("places"));
    let (mut before, mut words) = (String::new(), BTreeMap::new());
    for (coded, list) in all.split(' ').zip(lists.split(' ')) {
        let shared = coded.chars().next().and_then(|c| c.to_digit(36)).expect("a digit") as usize;
        let word: String = before.chars().take(shared).chain(coded.chars().skip(1)).collect();
        let (texts, headings) = list.split_once('!').unwrap_or((list, "A-none"));
        let headings = if headings == "A-none" { BTreeSet::new() } else { places(headings, count) };
        words.insert(word.clone(), [places(texts, count), headings]);
        before = word;
    }
    words
}

fn places(list: &str, count: usize) -> BTreeSet<usize> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";
    let (mut found, mut next, mut number, mut shift) = (BTreeSet::new(), 0, 0, 0);
    for c in list.trim_start_matches('~').chars() {
        let digit = DIGITS.find(c).expect("a digit");
        number |= (digit & 31) << shift;
        shift += 5;
        if digit & 32 == 0 {
            found.insert(next + number);
            next += number + 1;
            (number, shift) = (0, 0);
        }
    }
    if list.starts_with('~') { (0..count).filter(|ix| !found.contains(ix)).collect() } else { found }
}

#[test]
fn the_index_has_the_words_of_all_current_texts_and_no_others() {
    let repo = Sandbox::new();
    let texts = [
        ("a.md", "# Cookies\n\nWe keep cookies for 30 days.\n"),
        ("b.md", "# ข้อมูลส่วนบุคคล\n\nท่านขอลบข้อมูลได้ภายใน ๓๐ วัน\n\n## ระยะเวลา\n\nหนึ่งปี\n"),
        ("c.md", "# Terms\n\nDays and data; คุกกี้ too.\n"),
    ];
    for (name, _) in &texts {
        repo.write(&format!("policy/{name}"), essay("A former text")).commit("former");
    }
    for (name, text) in &texts {
        repo.write(&format!("policy/{name}"), *text).commit(&format!("Write {name} anew"));
    }
    let site = repo.build();
    let index = index(&site);
    let mut expected: BTreeMap<String, [BTreeSet<usize>; 2]> = BTreeMap::new();
    for (ix, (_, text)) in texts.iter().enumerate() {
        for line in text.lines() {
            let heading = line.starts_with('#');
            for word in terms(line.trim_start_matches(['#', ' '])) {
                let entry = expected.entry(word).or_default();
                entry[0].insert(ix);
                if heading {
                    entry[1].insert(ix);
                }
            }
        }
    }
    assert_eq!(words(&index), expected);
    assert!(expected.contains_key("30") && expected.contains_key("ลบ") && !expected.contains_key("former"));
    let notes = index["policies"][1]["notes"].as_array().expect("notes");
    assert_eq!(notes[0], serde_json::json!(["Write b.md anew", [[2, "2023-11-15"]]]));
    assert!(site.text("b/search.js").starts_with("promulgate.passages(\"b/\",[["), "{}", site.text("b/search.js"));
}

#[test]
fn a_commit_changes_the_index_as_a_new_build_makes_it() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", essay("alpha")).write("policy/b.md", essay("beta")).commit("first");
    repo.build();
    repo.write("policy/b.md", "# Beta\n\nA wholly new text about owls.\n").commit("owls");
    repo.write("policy/c.md", "# Gamma\n").remove("policy/a.md").commit("gamma");
    let grown = repo.build();
    let found = words(&index(&grown));
    assert_eq!(found["owls"][0], BTreeSet::from([1]));
    let fresh = repo.place("fresh");
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    assert_eq!(grown.text("search.js"), Site::at(fresh).text("search.js"));
}
