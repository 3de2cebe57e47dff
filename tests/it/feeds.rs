//! Feeds, as a program that reads feeds understands them.

use crate::sandbox::{Sandbox, essay};
use crate::whole::{links, whole};
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
            // in the only version of a text all words are new: there is nothing that a feed of words alone would leave out
            let place = format!("{at}{file}");
            let pages = ["index.html", "v/1/index.html", "history/index.html"].map(|page| format!("{at}{page}"));
            if place == "terms/feed-text.xml" {
                assert!(!site.has(&place) && pages.iter().all(|page| !site.text(page).contains(file)));
                continue;
            }
            let feed = parse(&site.bytes(&place));
            assert_eq!(feed.feed_type, kind);
            assert!(feed.title.is_some() && !feed.entries.is_empty(), "{at}{file}");
            let ids: BTreeSet<&str> = feed.entries.iter().map(|e| e.id.as_str()).collect();
            assert_eq!(ids.len(), feed.entries.len(), "ids are unique");
            for entry in &feed.entries {
                assert!(entry.id.starts_with("urn:uuid:"), "{}", entry.id);
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
    let entry = feed.entries.iter().find(|e| e.links[0].href.contains("/v/2/")).expect("version 2");
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
        let version = |href: &str| Some(href.split_once("data/")?.1.get(..3)?.to_owned());
        feed.entries.iter().filter_map(|e| version(&e.links[0].href)).collect()
    };
    for at in ["", "data/"] {
        // twice the fourth: it takes effect on the day that the second gave
        assert_eq!(ids(&format!("{at}feed.xml")), ["v/4", "v/4", "v/3", "v/2", "v/1"]);
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

/// Policies in folders and in Thai, with links of every kind in their texts, and one that moved.
fn nested() -> Sandbox {
    let repo = Sandbox::new();
    let text = |n: u32| {
        format!(
            "# Terms\n\n## Part\n\nKept {n} days, see [part](#part), [data](../data.md#ข้อมูล), [none](none.md), [so](https://x.org/{n})\
             and a note.[^1]\n\n[^1]: Note {n} on [part](#part).\n"
        )
    };
    for n in 1..=3 {
        repo.write("policy/data.md", format!("# ข้อมูล\n\nเก็บ {n} วัน ดู [ก](กฎหมาย/ข้อ 1.md)\n"))
            .write("policy/a/b/c d/terms.md", text(n))
            .write("policy/กฎหมาย/ข้อ 1.md", text(n + 5))
            .write("policy/old.md", text(n + 7) + &essay("old"))
            .commit(&format!("edition {n}"));
    }
    repo.rename("policy/old.md", "policy/new/place.md").commit("moved");
    repo.write("policy/new/place.md", text(30) + &essay("old")).commit("edition 4");
    repo
}

/// What `link` in the file at `base` means (RFC 3986 section 5.2).
fn resolved(base: &str, link: &str) -> String {
    if link.contains("://") {
        return link.to_owned();
    }
    let mut place: Vec<&str> = base.split('/').collect();
    let (path, rest) = link.split_at(link.find(['?', '#']).unwrap_or(link.len()));
    if path.is_empty() {
        return format!("{base}{rest}");
    }
    place.pop();
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        match segment {
            ".." => drop(place.pop()),
            "." | "" => {}
            segment => place.push(segment),
        }
        if segments.peek().is_none() && matches!(segment, ".." | "." | "") {
            place.push("");
        }
    }
    format!("{}{rest}", place.join("/"))
}

#[test]
fn links_mean_the_same_whether_or_not_the_site_knows_its_address() {
    const BASE: &str = "https://policy.example.org/office/";
    let repo = nested();
    let relative = repo.build();
    assert_eq!(whole(relative.root()), [""; 0]);
    repo.write("base.toml", format!("base_url = '{BASE}'\n"));
    let (base, there) = (repo.repo().join("base.toml"), repo.place("absolute"));
    let arguments = ["build", "--config", base.to_str().expect("UTF-8"), "--out", there.to_str().expect("UTF-8")];
    assert_eq!(repo.run(&arguments).code, 0);
    let absolute = crate::sandbox::Site::at(there);
    assert_eq!(whole(absolute.root()), [""; 0]);
    let (mut files, mut inside, mut within) = (0, 0, 0);
    let kinds = ["feed.xml", "feed-text.xml", "feed.json", "timemap.link"];
    let feeds = relative.files().into_iter().filter(|(path, _)| kinds.iter().any(|kind| path.ends_with(kind)));
    for (path, bytes) in feeds {
        let place = format!("{BASE}{}", promulgate::percent::encode(&path));
        let (own, known) = (links(&path, &bytes), links(&path, &absolute.bytes(&path)));
        let meant: Vec<String> = own.iter().map(|link| resolved(&place, link)).collect();
        assert_eq!(meant, known, "{path}");
        // a link within a text leads to that text, not to where its anchor is not: into the feed
        let leads = |url: &str| url.contains("://") && !url.contains(&format!("{}#", place.trim_start_matches(BASE)));
        assert!(known.iter().all(|url| leads(url)), "{path}: {known:?}");
        files += 1;
        inside += own.iter().filter(|link| link.contains("#c")).count();
        within += known.iter().filter(|link| link.ends_with("/changes/#part")).count();
    }
    assert!(files >= 4 * 4 + 3, "feeds of all policies and of the site: {files}");
    assert!(inside > 20 && within > 6, "links to places of changes, and of the text: {inside}, {within}");
    assert!(relative.text("a/b/c-d/terms/v/2/changes/index.html").contains("id=\"part\""), "that place is there");
}

#[test]
fn no_setting_begins_a_line_of_another_file() {
    let repo = nested();
    for odd in ["\\nDisallow: /", "\\r", "\\u0000", ">; rel=\\\"original\\\",", " ", "\\\"", "?", "#x", "\\u2028"] {
        repo.write("promulgate.toml", format!("base_url = \"https://example.org/{odd}\"\n")).commit("an odd address");
        let said = repo.refused(1);
        assert!(said.contains("promulgate.toml: `base_url = "), "{said}");
        assert!(said.lines().count() <= 3, "the message stays what it is: {said}");
    }
}
