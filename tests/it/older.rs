//! Lists without an end are cut: what is older stands on pages that stay as they are, to the letter, whatever comes later.

use crate::sandbox::{Sandbox, Site};
use crate::whole::{Files, files, same, whole};
use feed_rs::model::Feed;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::MetadataExt;

const VERSIONS: usize = 231;

/// The bytes of a file, and what becomes another with each writing: its number on the disk, and when that came to be.
type Written = (Vec<u8>, (u64, i64, i64));

/// A policy whose first section changes in each version, and its second in every fortieth; now and then a day of effect, a
/// form that is replaced, and once a withdrawal.
fn version(repo: &Sandbox, n: usize) {
    let other = n / 40;
    let text = format!(
        "# Fees\n\nSee the [form](form.pdf).\n\n## Sum\n\nYou pay {n} baht & <no> more than that.\n\n## Period\n\nWithin {other} days.\n"
    );
    let day = match n {
        60 => "\n\nEffective-Date: 2035-01-01",
        61 => "\n\nEffective-Date: 2036-01-01",
        // with the first of these, at 135, the versions before lose their days: too late for what is complete by then
        _ if n.is_multiple_of(9) && !(60..130).contains(&n) => "\n\nEffective-Date: 2024-06-01",
        _ => "",
    };
    repo.write("policy/fees.md", text).commit(&format!("edition {n}{day}"));
    if n.is_multiple_of(25) {
        repo.write("policy/form.pdf", format!("%PDF-1.4\n% {n}\n")).commit("a new form");
    }
    if n == 45 {
        repo.remove("policy/fees.md").commit("withdrawn for a while");
    }
}

/// The entries of an Atom document, to the letter, by id.
fn entries(document: &str) -> BTreeMap<String, String> {
    let parts = document.split("<entry>").skip(1).map(|part| part.split("</entry>").next().expect("an end"));
    let id =
        |entry: &str| entry.split_once("<id>").and_then(|(_, rest)| rest.split_once("</id>")).expect("an id").0.into();
    parts.map(|entry| (id(entry), entry.to_owned())).collect()
}

/// The documents of the feed in `folder`, the newest first, as a reader who follows RFC 5005 comes to them.
fn documents(files: &Files, folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut next = Some("feed.xml".to_owned());
    while let Some(name) = next {
        let path = format!("{folder}/{name}");
        let text = String::from_utf8(files[&path].clone()).expect("UTF-8");
        next = text.split_once("<link rel=\"prev-archive\" href=\"").map(|(_, rest)| {
            let address = rest.split('"').next().expect("a quote").split('?').next().expect("a path");
            address.rsplit_once(&format!("{folder}/")).map_or(address, |(_, own)| own).to_owned()
        });
        found.push((path, text));
    }
    found
}

/// Pages and documents that say of themselves, or of whom another page says, that they stay as they are.
fn complete(files: &Files) -> BTreeSet<String> {
    let is_followed = |path: &str| {
        let Some((folder, number)) = path.strip_suffix("/index.html").and_then(|page| page.rsplit_once('/')) else {
            return false;
        };
        let next = number.parse::<u32>().ok().map(|number| format!("{folder}/{}/index.html", number + 1));
        ["/history", "/sections/"].iter().any(|list| folder.contains(list))
            && next.is_some_and(|next| files.contains_key(&next))
    };
    let stays = |(path, bytes): &(&String, &Vec<u8>)| {
        is_followed(path) || path.contains("/feed/") && String::from_utf8_lossy(bytes).contains("<fh:archive/>")
    };
    files.iter().filter(stays).map(|(path, _)| path.clone()).collect()
}

fn parse(path: &str, text: &str) -> Feed {
    let base = format!("https://example.org/{path}");
    let parser = feed_rs::parser::Builder::new().base_uri(Some(base)).build();
    parser.parse(text.as_bytes()).unwrap_or_else(|e| panic!("{path}: {e}"))
}

#[test]
fn what_is_older_stays_as_it_is_to_the_letter() {
    let repo = Sandbox::new();
    repo.write("policy/form.pdf", "%PDF-1.4\n% 0\n");
    let mut told: BTreeMap<String, String> = BTreeMap::new();
    let mut stays: BTreeMap<String, Written> = BTreeMap::new();
    let mut site = Files::new();
    for n in 1..=VERSIONS {
        version(&repo, n);
        if ![20, 21, 71, 75, 104, 111, 122, 221, VERSIONS].contains(&n) {
            continue;
        }
        let out = repo.build();
        site = files(out.root());
        // the date of a file is that of a commit, whenever it was written
        let written = |path: &str| {
            let data = fs::metadata(out.root().join(path)).expect("a file");
            (data.ino(), data.ctime(), data.ctime_nsec())
        };
        for (path, (bytes, when)) in &stays {
            assert!(site[path] == *bytes && written(path) == *when, "{path} was written again with version {n}");
        }
        let documents = documents(&site, "fees");
        assert_eq!(documents.len(), 1 + n.saturating_sub(20).div_ceil(50), "version {n}");
        for (id, entry) in documents.iter().flat_map(|(_, text)| entries(text)) {
            let before = told.entry(id).or_insert_with(|| entry.clone());
            assert_eq!(*before, entry, "an entry is told otherwise with version {n}");
        }
        match n {
            75 => followed(&out, &site),
            104 => listed(&out),
            _ => {}
        }
        stays.extend(complete(&site).into_iter().map(|path| (path.clone(), (site[&path].clone(), written(&path)))));
    }
    assert_eq!(whole(repo.site().root()), [""; 0]);
    let complete: Vec<&str> = stays.keys().map(String::as_str).collect();
    assert_eq!(complete[0], "changes/2023-11/feed/1.xml", "so is what is older in the month, over all policies");
    let expected =
        ["fees/feed/1.xml", "fees/feed/2.xml", "fees/feed/3.xml", "fees/feed/4.xml", "fees/history/1/index.html"];
    assert_eq!(complete[1..6], expected);
    assert_eq!(complete[6..], ["fees/sections/2/1/index.html", "fees/sections/2/2/index.html"]);
    assert!(!site.contains_key("fees/sections/3/1/index.html"), "five changes fit into the list");
    // all that happened is in the documents, once
    let documents = documents(&site, "fees");
    let ids: Vec<String> = documents.iter().flat_map(|(path, text)| parse(path, text).entries).map(|e| e.id).collect();
    let versions = site["fees/versions.json"].clone();
    let versions: serde_json::Value = serde_json::from_slice(&versions).expect("JSON");
    let events = versions["annex_events"].as_array().expect("events").len();
    let announced = 2 + 1; // what was taken back is still in the document that was complete by then
    assert_eq!((ids.len(), events), (VERSIONS + 1 + events + announced, VERSIONS / 25));
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    let fresh = repo.place("fresh");
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    assert_eq!(same(repo.site().root(), &fresh), [""; 0]);
}

/// The history has the newest versions and leads to all.
fn listed(site: &Site) {
    let (newest, older) = (site.text("fees/history/index.html"), site.text("fees/history/1/index.html"));
    let count = |page: &str| page.matches("<li class=\"kind-").count();
    assert_eq!((count(&newest), count(&older)), (100, 4));
    assert!(newest.contains("href=\"1/index.html\">Versions 1 to 4</a>") && newest.contains("104 versions"));
    assert_eq!(newest.matches("<rect class=\"bar ").count(), 104);
    // the script answers for all of them
    let data = newest.split_once("id=\"ui.data\">").and_then(|(_, rest)| rest.split_once("</script>")).expect("data").0;
    let data: serde_json::Value = serde_json::from_str(data).expect("JSON");
    assert_eq!(data["older"].as_array().map(Vec::len), Some(4));
    assert_eq!(data["version"], "../v/{n}/index.html");
    // of a section the list has the ten latest, and leads to the rest
    let sections = site.text("fees/sections/index.html");
    assert!(sections.contains("<a href=\"2/1/index.html\">93 older changes</a>"), "{sections}");
    let rest = site.text("fees/sections/2/1/index.html");
    assert_eq!(rest.matches("<li class=\"state-").count(), 93);
    assert!(rest.contains(">Sum</h2>") && rest.contains("../../index.html#ui.s2"), "{rest}");
}

/// A reader by RFC 5005 comes from document to document, and to no page that is not there.
fn followed(out: &Site, site: &Files) {
    let documents = documents(site, "fees");
    let names: Vec<&str> = documents.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(names, ["fees/feed.xml", "fees/feed/2.xml", "fees/feed/1.xml"]);
    // what still grows has another address each time, for who reads no address twice
    assert!(documents[0].1.contains("<link rel=\"prev-archive\" href=\"feed/2.xml?55\"/>"), "{}", documents[0].1);
    assert!(
        documents[1].1.contains("<link rel=\"prev-archive\" href=\"feed/1.xml\"/>") && !documents[1].1.contains("<fh:")
    );
    assert!(documents[2].1.contains("<link rel=\"next-archive\" href=\"feed/2.xml\"/>"));
    assert!(documents[2].1.contains("<fh:archive/>") && !documents[2].1.contains("prev-archive"));
    let feeds: Vec<Feed> = documents.iter().map(|(path, text)| parse(path, text)).collect();
    assert!(feeds.iter().all(|feed| feed.id == feeds[0].id), "documents of one feed");
    for (feed, (path, _)) in feeds.iter().zip(&documents) {
        for link in feed.links.iter().chain(feed.entries.iter().flat_map(|entry| &entry.links)) {
            let place = link.href.strip_prefix("https://example.org/").expect("an address").split(['?', '#']).next();
            let place = place.unwrap_or_default();
            assert!(
                site.contains_key(place) || site.contains_key(&format!("{place}index.html")),
                "{path}: {}",
                link.href
            );
        }
    }
    let json = out.json("fees/feed.json");
    assert_eq!(json["items"].as_array().map(Vec::len), Some(24), "20 versions, three coming days, a form");
    let text = parse("fees/feed-text.xml", &out.text("fees/feed-text.xml"));
    assert_eq!(text.entries.len(), 20);
}

#[test]
fn at_a_former_address_documents_stay_and_pages_redirect() {
    let repo = Sandbox::new();
    repo.write("policy/form.pdf", "%PDF-1.4\n% 0\n");
    let mut versions = 1..=125;
    versions.by_ref().take(121).for_each(|n| version(&repo, n));
    let before = files(repo.build().root());
    repo.rename("policy/fees.md", "policy/charges.md").commit("moved");
    let text = fs::read_to_string(repo.repo().join("policy/charges.md")).expect("read");
    for n in 1..=3 {
        repo.write("policy/charges.md", format!("{text}\nMore {n}.\n")).commit("more");
    }
    let out = repo.build();
    let after = files(out.root());
    for path in complete(&before).iter().filter(|path| path.contains("/feed/")) {
        assert!(after[path] == before[path], "{path}");
    }
    assert!(after.contains_key("fees/feed/3.xml"), "the second document leads there");
    let moved = String::from_utf8(after["fees/history/1/index.html"].clone()).expect("UTF-8");
    assert!(moved.contains("; url=../../../charges/history/1/index.html"), "{moved}");
    assert!(out.has("charges/history/1/index.html") && out.has("charges/feed/1.xml"));
    assert!(out.text("fees/feed.xml").contains("href=\"../charges/feed/3.xml?"));
    assert_eq!(whole(out.root()), [""; 0]);
    let fresh = repo.place("fresh");
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    assert_eq!(same(out.root(), &fresh), [""; 0]);
}
