//! What the search looks through: read as the browser reads it, it has the words of all current texts, and of former ones
//! those that left, and no others; a commit writes what it changes, and what stands there then is what a new build writes.

use crate::sandbox::{Sandbox, Site, essay};
use crate::whole::{Files, files, same, whole};
use promulgate::weave::terms;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The arguments with which the script at `path` calls its function.
fn arguments(site: &Site, path: &str) -> Value {
    let text = site.text(path);
    let list = text.split_once('(').and_then(|(_, t)| t.strip_suffix(");\n")).expect("one call");
    serde_json::from_str(&format!("[{list}]")).expect("JSON")
}

/// The names of the files of one kind.
fn names(site: &Site, kind: char) -> Vec<String> {
    let folder = fs::read_dir(site.root().join("assets/search")).expect("a folder");
    let names = folder.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"));
    let mut names: Vec<String> = names.filter(|name| name.starts_with(kind)).collect();
    names.sort();
    names.into_iter().map(|name| format!("assets/search/{name}")).collect()
}

/// Words apart, each behind a digit that says how many letters it shares with the one before.
fn apart(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for coded in text.split(' ').filter(|coded| !coded.is_empty()) {
        let shared = coded.chars().next().and_then(|c| c.to_digit(36)).expect("a digit") as usize;
        let before = words.last().map_or("", String::as_str);
        words.push(before.chars().take(shared).chain(coded.chars().skip(1)).collect());
    }
    words
}

const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";

fn digit(c: char) -> usize {
    DIGITS.find(c).expect("a digit")
}

/// Numbers as they are written one by one.
fn raw(list: &str) -> Vec<usize> {
    let (mut found, mut number, mut shift) = (Vec::new(), 0, 0);
    for digit in list.chars().map(digit) {
        number |= (digit & 31) << shift;
        shift += 5;
        if digit & 32 == 0 {
            found.push(number);
            (number, shift) = (0, 0);
        }
    }
    found
}

fn numbers(list: &str) -> BTreeSet<usize> {
    if let Some(marks) = list.strip_prefix('~') {
        let bits =
            marks.chars().enumerate().flat_map(|(at, c)| (0..6).map(move |bit| (at * 6 + bit, digit(c) >> bit & 1)));
        return bits.filter(|(_, bit)| *bit == 1).map(|(number, _)| number).collect();
    }
    let mut next = 0;
    let number = |distance: usize| {
        next += distance + 1;
        next - 1
    };
    raw(list).into_iter().map(number).collect()
}

/// Where a whole word stands.
#[derive(Debug, Default, Clone, PartialEq)]
struct Places {
    /// The policies in whose texts it stands, with its weight there.
    texts: BTreeMap<usize, usize>,
    folders: BTreeSet<usize>,
    /// The policies in whose titles it stands, with its weight there.
    titles: BTreeMap<usize, usize>,
    /// The commits with which it was said.
    notes: BTreeSet<usize>,
    /// The policies in whose former texts it stands, with the last version.
    former: BTreeMap<usize, usize>,
}

/// What the index says of whole words.
fn words(site: &Site) -> BTreeMap<String, Places> {
    let root = arguments(site, "search.js")[0].clone();
    let tags = root["tags"].as_str().expect("tags").to_owned();
    let mut firsts = Vec::new();
    let mut words: BTreeMap<String, Places> = BTreeMap::new();
    for name in names(site, 'w') {
        let file = arguments(site, &name);
        let text = |ix: usize| file[ix].as_str().expect("a text").to_owned();
        let all = apart(&text(1));
        assert!(all.first().expect("a word").as_str() >= text(0).as_str());
        firsts.push(text(0));
        for (word, lists) in all.iter().zip(text(2).split(' ')) {
            let (mut way, mut rest) = (0, lists);
            while !rest.is_empty() {
                if let Some(tag) = tags.find(&rest[..1]) {
                    (way, rest) = (tag, &rest[1..]);
                }
                let end = rest.find(|c| tags.contains(c)).unwrap_or(rest.len());
                let list = &rest[..end];
                rest = &rest[end..];
                if way > 12 {
                    continue;
                }
                let places = words.entry(word.clone()).or_default();
                match way {
                    0..4 => places.texts.extend(numbers(list).into_iter().map(|number| (number, way))),
                    4 => places.folders = numbers(list),
                    5..11 => places.titles.extend(numbers(list).into_iter().map(|number| (number, way - 5))),
                    11 => places.notes = numbers(list),
                    _ => {
                        let mut next = 0;
                        for pair in raw(list).chunks(2) {
                            places.former.insert(next + pair[0], pair[1]);
                            next += pair[0] + 1;
                        }
                    }
                }
            }
        }
    }
    firsts.sort();
    assert_eq!(
        apart(root["files"].as_str().expect("files")).into_iter().filter(|f| !f.is_empty()).collect::<Vec<_>>(),
        firsts.into_iter().filter(|f| !f.is_empty()).collect::<Vec<_>>()
    );
    words
}

/// The words of a text whose lines are headings and paragraphs.
fn words_of(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for line in text.lines() {
        terms(line.trim_start_matches(['#', ' ']), |word| _ = words.insert(word.to_owned()));
    }
    words
}

#[test]
fn the_index_has_the_words_of_all_current_texts_and_no_others() {
    let repo = Sandbox::new();
    let texts = [
        ("a.md", "# Cookies\n\nWe keep cookies for 30 days, à la carte.\n"),
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
    let mut expected: BTreeMap<String, Places> = BTreeMap::new();
    for (ix, (name, text)) in texts.iter().enumerate() {
        let now = words_of(text);
        for word in &now {
            // in texts so short each word weighs the most that it can
            expected.entry(word.clone()).or_default().texts.insert(ix, 3);
        }
        for word in words_of(&essay("A former text")).difference(&now) {
            expected.entry(word.clone()).or_default().former.insert(ix, 1);
        }
        let title: Vec<String> = {
            let mut title = Vec::new();
            let line = text.lines().next().expect("a title").trim_start_matches(['#', ' ']);
            terms(line, |word| title.push(word.to_owned()));
            title
        };
        for (place, word) in title.iter().enumerate() {
            expected.entry(word.clone()).or_default().titles.insert(ix, if place == 0 { 5 } else { 2 });
        }
        expected.entry("former".into()).or_default().notes.insert(0);
        let note = format!("Write {name} anew");
        terms(&note, |word| _ = expected.entry(word.to_owned()).or_default().notes.insert(ix + 3));
    }
    expected.get_mut("former").expect("a word").notes = (0..3).collect();
    assert_eq!(words(&site), expected);
    assert!(expected.contains_key("30") && expected.contains_key("ลบ") && expected.contains_key("a"));
    assert!(expected["former"].texts.is_empty() && expected["former"].former.len() == 3);
    let cards = arguments(&site, "assets/search/p0.js");
    assert_eq!(cards[1][1], json!([1, "b/", "ข้อมูลส่วนบุคคล", "", "th", "", "2023-11-15", "gv+tB"]));
    let remarks = arguments(&site, "assets/search/n0.js");
    assert_eq!(remarks[1][4], json!([4, "2023-11-15", [["Write b.md anew", [[1, 2]]]]]));
}

#[test]
fn a_commit_writes_the_files_of_words_that_came_or_went_and_no_others() {
    let repo = Sandbox::new();
    let text = |n: usize| -> String {
        let word = |ix: usize| {
            let x = (ix * 7919 + n * 104_729) % 20_011;
            format!("{}{x:05}", char::from(b'a' + (x % 26) as u8))
        };
        let words: Vec<String> = (0..80).map(word).collect();
        format!("# Policy {n}\n\n{}\n", words.join(" "))
    };
    for n in 0..40 {
        repo.write(&format!("policy/p{n}.md"), text(n));
    }
    repo.commit("first");
    let before = files(repo.build().root());
    repo.write("policy/p7.md", text(7) + "\nOwls appeared.\n").commit("Owls");
    let site = repo.build();
    let after = files(site.root());
    let of_search = |files: &Files| files.keys().filter(|path| path.contains("search")).count();
    let other: Vec<&String> = after
        .iter()
        .filter(|(path, bytes)| path.contains("search") && before.get(*path) != Some(*bytes))
        .map(|(path, _)| path)
        .collect();
    let shards = other.iter().filter(|path| path.contains("/w")).count();
    assert!(of_search(&before) > 30 && (1..=8).contains(&shards), "{other:?} of {}", of_search(&before));
    // what was said, and the date of its latest version
    assert!(other.len() - shards <= 2, "{other:?}");
    // numbers are those of paths in order
    assert!(words(&site)["owls"].texts.keys().eq([&37]));
}

#[test]
fn a_commit_changes_the_index_as_a_new_build_makes_it() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", essay("alpha")).write("policy/b.md", essay("beta")).commit("first");
    repo.build();
    let mut texts = BTreeMap::from([("a", essay("alpha")), ("b", essay("beta"))]);
    let days: [(&str, Option<String>); 9] = [
        ("b", Some("# Beta\n\nA wholly new text about owls.\n".into())),
        ("c", Some("# Gamma\n\nข้อมูลส่วนบุคคลและคุกกี้\n".into())),
        ("a", None),
        ("b", Some(format!("# Beta\n\n{}\n", (0..900).map(|n| format!("word{n}")).collect::<Vec<_>>().join(" ")))),
        ("c", Some("# Beta\n\nข้อมูล\n".into())),
        ("b", Some("# Beta\n\nOwls.\n".into())),
        ("a", Some(essay("alpha"))),
        ("sub/d", Some("---\ntitle: Owls\npublisher: Office\n---\n\nà la carte\n".into())),
        ("b", Some("# Beta\n\nOwls.\n\n".into())),
    ];
    for (n, (name, text)) in days.into_iter().enumerate() {
        let path = format!("policy/{name}.md");
        match &text {
            Some(text) => repo.write(&path, text.as_str()),
            None => repo.remove(&path),
        };
        repo.commit(&format!("Day {n} of {name}"));
        if let Some(text) = text {
            texts.insert(name, text);
        }
        let (grown, fresh) = (repo.build(), repo.place(&format!("fresh-{n}")));
        assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
        let differences = same(grown.root(), &fresh);
        assert!(differences.is_empty(), "day {n}: {differences:#?}");
        words(&grown);
    }
    assert_eq!(words(&repo.build())["owls"].titles.len(), 1);
}

#[test]
fn words_that_left_a_text_are_known_with_the_last_version_in_which_they_stood() {
    let repo = Sandbox::new();
    let said = |text: &str| repo.write("policy/a.md", format!("# Beasts\n\n{text}\n")).commit(text);
    let former = |word: &str| words(&repo.build()).get(word).and_then(|places| places.former.get(&0).copied());
    said("Owls, ants and สิทธิส่วนบุคคล.");
    assert_eq!(former("owls"), None);
    // three versions at once, in one of which a word that left comes back and leaves again
    for text in ["Bees.", "Owls.", "Cats."] {
        said(text);
    }
    assert_eq!([former("ants"), former("bees"), former("owls"), former("cats")], [Some(1), Some(2), Some(3), None]);
    said("Bees and cats.");
    assert_eq!([former("ants"), former("bees"), former("owls"), former("cats")], [Some(1), None, Some(3), None]);
    said("Owls.");
    assert_eq!([former("ants"), former("bees"), former("owls"), former("cats")], [Some(1), Some(5), None, Some(5)]);
    // nothing is told of a word that only its note or its title has
    assert_eq!(former("beasts"), None);
    let (grown, fresh) = (repo.build(), repo.place("fresh"));
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    let differences = same(grown.root(), &fresh);
    assert!(differences.is_empty(), "{differences:#?}");
    // and so when the index is made from nothing, of policies that nobody reads again
    fs::remove_file(grown.root().join("search.js")).expect("removed");
    repo.write("policy/b.md", "# Bee\n\nxylophone\n").commit("another");
    let (grown, fresh) = (repo.build(), repo.place("fresh-again"));
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    assert_eq!(words(&grown), words(&Site::at(fresh)));
    assert_eq!(words(&grown)["ants"].former, BTreeMap::from([(0, 1)]));
}

/// A word weighs by how often it stands in a text and how long that is, and in which title; what comes elsewhere changes
/// nothing of that.
#[test]
fn words_have_weights_that_other_policies_do_not_change() {
    let repo = Sandbox::new();
    let long = "Owls. ".repeat(2) + &"So it goes on and on. ".repeat(1600);
    repo.write("policy/short.md", "# Owls\n\nOwls and owls.\n")
        .write("policy/long.md", format!("# All about owls of the north and of the south\n\n{long}\n"));
    repo.commit("first");
    let before = words(&repo.build());
    let owls = &before["owls"];
    assert!(owls.texts[&1] > owls.texts[&0] && owls.titles[&1] == 5 && owls.titles[&0] == 0, "{owls:?}");
    assert!(before["on"].texts[&0] > owls.texts[&0]);
    repo.write("policy/zoo.md", format!("# Zoo\n\n{}\n", "Owls. ".repeat(50))).commit("more");
    let after = words(&repo.build());
    assert!(owls.texts.iter().all(|(policy, weight)| after["owls"].texts[policy] == *weight));
    assert_eq!(after["owls"].texts[&2], 3);
}

/// What somebody wrote into a file of the index is no part of it any more once that file is written, and never gets into
/// another one.
#[test]
fn what_others_wrote_into_the_index_is_not_believed() {
    let repo = Sandbox::new();
    for subject in ["apples", "zebras", "mangos"] {
        repo.write(&format!("policy/{subject}.md"), essay(subject));
    }
    repo.commit("first");
    let site = repo.build();
    for name in names(&site, 'w') {
        let text = site.text(&name);
        fs::write(site.root().join(&name), text.replace("zebras", "zealot")).expect("written");
    }
    repo.write("policy/apples.md", essay("apples") + "\nMore zebus.\n").commit("more");
    let (grown, fresh) = (repo.build(), repo.place("fresh"));
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    let expected = words(&Site::at(fresh));
    assert_eq!(words(&grown), expected);
    assert!(expected.contains_key("zebras") && !expected.contains_key("zealot"));
}

#[test]
fn a_long_list_of_policies_is_cut_into_pages_of_which_a_commit_writes_one() {
    let repo = Sandbox::new();
    for n in 0..230 {
        repo.write(&format!("policy/f{}/p{n}.md", n % 23), format!("# Title {n}\n\nText {n}.\n"));
    }
    repo.commit("first");
    let before = files(repo.build().root());
    let lists = |files: &Files| -> Files {
        files.iter().filter(|(path, _)| path.starts_with("browse/by-")).map(|(p, b)| (p.clone(), b.clone())).collect()
    };
    let listed = |files: &Files| -> Vec<usize> {
        lists(files).values().map(|page| String::from_utf8_lossy(page).matches("<p class=\"title\">").count()).collect()
    };
    let counts = listed(&before);
    assert!(counts.iter().sum::<usize>() == 230 && counts.len() > 1 && counts.iter().all(|c| *c <= 200), "{counts:?}");
    repo.write("policy/f3/p3.md", "# Title 3\n\nAnother text.\n").commit("One");
    let site = repo.build();
    let after = files(site.root());
    let other = lists(&after).iter().filter(|(path, bytes)| before.get(*path) != Some(*bytes)).count();
    assert_eq!(other, 1);
    assert!(whole(site.root()).is_empty(), "{:#?}", whole(site.root()));
    let home = site.text("index.html");
    assert!(home.matches("href=\"browse/").count() >= 23, "{home}");
    // few again: all on the home page, and no other list
    for n in 0..40 {
        repo.write(&format!("policy/f{}/p{n}.th.md", n % 23), "# ชื่อ\n\nข้อความ\n");
    }
    repo.write("promulgate.toml", "exclude = [\"f1*/**\"]\n").commit("Fewer");
    let site = repo.build();
    assert!(lists(&files(site.root())).is_empty() && site.text("index.html").contains("f3/p3/index.html"));
    assert!(whole(site.root()).is_empty(), "{:#?}", whole(site.root()));
}

#[test]
fn an_index_that_is_made_from_nothing_has_no_words_of_a_version_that_failed() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", essay("A")).write("policy/b.md", "# Bee\n\nxylophone\n").commit("first");
    let site = repo.build();
    fs::create_dir_all(site.root().join("b/v/2")).expect("made");
    fs::write(site.root().join("b/v/2/index.html"), "foreign").expect("written");
    fs::remove_file(site.root().join("search.js")).expect("removed");
    repo.write("policy/b.md", "# Bee\n\nquokka\n").commit("b changed");
    let run = repo.run(&["build", "--out", site.root().to_str().expect("UTF-8")]);
    assert!(
        run.code == 1 && run.stderr.contains("is not known to be written by promulgate"),
        "exit {}: {}",
        run.code,
        run.stderr
    );
    let words = words(&site);
    assert!(words.contains_key("xylophone") && !words.contains_key("quokka"), "{:?}", words.keys());
}
