//! Feeds, as a program that reads feeds understands them.

use crate::sandbox::{Sandbox, essay};
use feed_rs::model::{Feed, FeedType};
use std::collections::BTreeSet;

/// A policy in Thai with a change of each kind, and another one.
fn story() -> Sandbox {
    let repo = Sandbox::new();
    repo.write("promulgate.toml", "base_url = \"https://policy.example.org/office/\"\nlang = \"th\"\n");
    repo.write("policy/data.md", "# ข้อมูล\n\nเราเก็บข้อมูลของท่าน 30 วัน & <ไม่> นานกว่านั้น\n").commit("ฉบับแรก");
    repo.write("policy/data.md", "# ข้อมูล\n\nเราเก็บข้อมูลของท่าน 90 วัน & <ไม่> นานกว่านั้น\n")
        .commit("เก็บนานขึ้น\n\nSummary: Kept for longer.\nSummary-th: เก็บ 90 วันแทน 30 วัน\nEffective-Date: 2024-01-01");
    repo.write("policy/data.md", "# ข้อมูล\n\nเราเก็บข้อมูล*ของท่าน* 90 วัน & <ไม่> นานกว่านั้น\n").commit("เน้น");
    repo.write("policy/data.md", "# ข้อมูล\n\n\nเราเก็บข้อมูล*ของท่าน* 90 วัน & <ไม่> นานกว่านั้น\n").commit("เว้นบรรทัด");
    repo.write("policy/terms.md", essay("Terms")).commit("terms");
    repo
}

fn parse(bytes: &[u8]) -> Feed {
    feed_rs::parser::parse(bytes).unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(bytes)))
}

/// The text of an entry, as a program shows it that drops all markup.
fn bare(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    text
}

#[test]
fn every_feed_is_understood() {
    let repo = story();
    let site = repo.build();
    for at in ["", "data/", "terms/"] {
        for (file, kind) in
            [("feed.xml", FeedType::Atom), ("feed-text.xml", FeedType::Atom), ("feed.json", FeedType::JSON)]
        {
            let feed = parse(&site.bytes(&format!("{at}{file}")));
            assert_eq!(feed.feed_type, kind);
            assert!(feed.title.is_some() && !feed.entries.is_empty(), "{at}{file}");
            let ids: BTreeSet<&str> = feed.entries.iter().map(|e| e.id.as_str()).collect();
            assert_eq!(ids.len(), feed.entries.len(), "ids are unique");
            for entry in &feed.entries {
                assert!(entry.id.starts_with("tag:policy.example.org,2000:"), "{}", entry.id);
                assert!(entry.links.iter().all(|link| link.href.starts_with("https://policy.example.org/office/")));
                assert!(entry.content.as_ref().and_then(|c| c.body.as_ref()).is_some_and(|body| !body.is_empty()));
                assert!(entry.published.is_some() && entry.title.is_some() && entry.summary.is_some());
            }
        }
    }
}

#[test]
fn an_entry_says_what_changed_to_who_drops_styles_and_marks() {
    let repo = story();
    let site = repo.build();
    let feed = parse(&site.bytes("data/feed.xml"));
    let entry = feed.entries.iter().find(|e| e.id.ends_with("/v/2")).expect("version 2");
    let body = entry.content.as_ref().and_then(|c| c.body.clone()).expect("a body");
    assert!(body.contains("<del style=") && body.contains("<ins style="), "{body}");
    let text = bare(&body);
    for said in ["เก็บ 90 วันแทน 30 วัน", "[−30][+90] วัน", "[+ …]", "1 มกราคม 2567", "30 วัน → 90 วัน"]
    {
        assert!(text.contains(said), "{said} in {text}");
    }
    let whole = parse(&site.bytes("feed.json"));
    let same = whole.entries.iter().find(|e| e.id == entry.id).expect("the same entry in the site's feed");
    assert!(same.content.as_ref().and_then(|c| c.body.as_ref()).is_some_and(|b| bare(b).contains("[−30][+90]")));
}

#[test]
fn one_feed_leaves_out_what_only_looks_otherwise() {
    let repo = story();
    let site = repo.build();
    let ids = |file: &str| -> Vec<String> {
        let feed = parse(&site.bytes(file));
        feed.entries.iter().filter_map(|e| Some(e.id.split_once("data/")?.1.to_owned())).collect()
    };
    for at in ["", "data/"] {
        assert_eq!(ids(&format!("{at}feed.xml")), ["v/4", "v/3", "v/2", "v/1"]);
        assert_eq!(ids(&format!("{at}feed-text.xml")), ["v/2", "v/1"]);
    }
    let feed = |file| parse(&site.bytes(file)).id;
    assert_ne!(feed("data/feed.xml"), feed("data/feed-text.xml"));
}

#[test]
fn a_commit_leaves_ids_as_they_were_and_the_site_as_a_new_build_makes_it() {
    let repo = story();
    let before = parse(&repo.build().bytes("feed.xml"));
    repo.write("policy/terms.md", essay("Terms") + "\nOne more line.\n").commit("more");
    let grown = repo.build();
    let after = parse(&grown.bytes("feed.xml"));
    let kept = before.entries.iter().filter(|e| after.entries.iter().any(|a| a.id == e.id && a.content == e.content));
    assert_eq!(kept.count(), before.entries.len());
    let fresh = repo.place("fresh");
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    assert_eq!(grown.files(), crate::sandbox::Site::at(fresh).files());
}
