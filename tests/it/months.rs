//! What tells of each month over all policies: whole, and as it stays once the month is over.

use crate::sandbox::{Sandbox, Site, essay};
use crate::whole::{Files, files, same, whole};
use feed_rs::model::Feed;
use std::collections::{BTreeMap, BTreeSet};

const DAY: i64 = 24 * 3600;

fn text(name: &str, n: usize) -> String {
    format!("{}\nThey keep it for {} days.\n", essay(name), n + 10)
}

fn edit(repo: &Sandbox, name: &str, n: usize) -> String {
    repo.write(&format!("policy/{name}.md"), text(name, n)).commit(&format!("{name}, edition {n}"))
}

/// The months in which something happened, by the links of the page of changes, the newest first.
fn months(site: &Site) -> Vec<String> {
    let page = site.text("changes/index.html");
    let (_, list) = page.split_once("id=\"ui.months\"").expect("a list");
    let links = list.split("<a href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.filter_map(|link| link.strip_suffix("/index.html")).map(str::to_owned).filter(|m| m.len() == 7).collect()
}

fn of_months(files: &Files) -> BTreeMap<String, Vec<u8>> {
    let own = |path: &str| path.strip_prefix("changes/").is_some_and(|rest| rest.starts_with(|c: char| c.is_numeric()));
    files.iter().filter(|(path, _)| own(path)).map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
}

fn parse(site: &Site, path: &str) -> Feed {
    let base = format!("https://example.org/{path}");
    let parser = feed_rs::parser::Builder::new().base_uri(Some(base)).build();
    parser.parse(&*site.bytes(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The documents of the site's feed, the newest first, as a reader who follows RFC 5005 comes to them.
fn documents(site: &Site) -> Vec<String> {
    let mut found = vec!["feed.xml".to_owned()];
    loop {
        let feed = parse(site, found.last().expect("one"));
        let Some(before) = feed.links.iter().find(|link| link.rel.as_deref() == Some("prev-archive")) else {
            return found;
        };
        let path = before.href.strip_prefix("https://example.org/").expect("an address");
        found.push(path.split('?').next().expect("a path").to_owned());
    }
}

#[test]
fn a_month_that_is_over_stays_as_it_is() {
    let repo = Sandbox::new();
    for n in 0..3 {
        repo.tick(31 * DAY);
        edit(&repo, "terms", n);
        edit(&repo, "privacy", n);
    }
    let site = repo.build();
    let (listed, before) = (months(&site), of_months(&files(site.root())));
    assert_eq!(listed.len(), 3, "{listed:?}");
    assert_eq!(before.len(), 6);
    // later in the newest month, with another title
    repo.write("policy/terms.md", text("Rules", 7)).commit("another title");
    let within = of_months(&files(repo.build().root()));
    let newest = format!("changes/{}/", months(&repo.site())[0]);
    let other: Vec<&String> = within.iter().filter(|(path, b)| before.get(*path) != Some(b)).map(|(p, _)| p).collect();
    assert!(!other.is_empty() && other.iter().all(|path| path.starts_with(&newest)), "{other:?}");
    // the first of the next one: the way to it is new, once
    repo.tick(31 * DAY);
    edit(&repo, "terms", 8);
    let then = of_months(&files(repo.build().root()));
    for (path, bytes) in &before {
        let over = !path.starts_with(&newest);
        assert_eq!(then[path] == *bytes, over, "{path}");
    }
    let last = String::from_utf8(then[&format!("{newest}index.html")].clone()).expect("UTF-8");
    assert!(last.contains("rel=\"next\"") && last.contains("rel=\"prev\""));
    edit(&repo, "privacy", 9);
    let later = of_months(&files(repo.build().root()));
    assert!(then.iter().all(|(path, b)| !path.starts_with(&newest) || later[path] == *b));
    assert!(whole(repo.site().root()).is_empty());
    let fresh = repo.place("fresh");
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    assert_eq!(same(repo.site().root(), &fresh), [""; 0]);
}

#[test]
fn every_change_is_in_one_month_by_the_day_of_the_site() {
    let repo = Sandbox::new();
    repo.write("promulgate.toml", "time_zone = \"Asia/Bangkok\"\n");
    repo.write("policy/a.md", text("A", 0)).commit("first");
    for n in 1..70 {
        repo.tick(DAY + 3600);
        edit(&repo, "a", n);
    }
    repo.remove("policy/a.md").commit("gone");
    let site = repo.build();
    let mut redlines = Vec::new();
    for month in months(&site) {
        let page = site.text(&format!("changes/{month}/index.html"));
        let at = |version: usize| page.contains(&format!("../../a/v/{version}/changes/index.html\"><span"));
        let here: Vec<usize> = (2..=70).filter(|n| at(*n)).collect();
        let days: Vec<&str> = page.split("<time datetime=\"").skip(1).map(|part| &part[..10]).collect();
        assert!(!days.is_empty() && days.is_sorted_by(|a, b| a >= b), "the newest first: {days:?}");
        redlines.extend(here);
    }
    redlines.sort_unstable();
    assert_eq!(redlines, (2..=70).collect::<Vec<_>>());
    let newest = site.text(&format!("changes/{}/index.html", months(&site)[0]));
    assert!(newest.contains("· withdrawn</a>") && newest.contains(">changed: <bdi>Part 12 of a</bdi></a>"), "{newest}");
    for version in site.versions("a") {
        // 17:00 in UTC is midnight in Bangkok
        let (day, hour) = version["published"].as_str().expect("a time").split_at(10);
        let late = hour[1..3].parse::<u32>().expect("an hour") >= 17;
        let (month, last) = (&day[..7], ["30", "31", "28", "29"].contains(&&day[8..]));
        let page = site.text(&format!("changes/{month}/index.html"));
        let here = page.contains(&format!("a/v/{}/", version["n"]));
        assert!(here || late && last, "{version}");
    }
}

#[test]
fn a_long_month_is_cut_and_its_full_pages_stay() {
    let repo = Sandbox::new();
    repo.write("promulgate.toml", "lang = \"en\"\n");
    let (mut known, mut complete) = (BTreeMap::new(), BTreeSet::new());
    for n in 0..205 {
        repo.tick(-3590);
        edit(&repo, "terms", n);
        if n % 40 == 0 || n == 204 {
            let now = of_months(&files(repo.build().root()));
            let held = |path: &String| now[path] == known[path];
            assert!(complete.iter().all(held), "{n}: a full page changed");
            let is_full = |path: &String| {
                let followed = path.replace("/1/", "/2/").replace("/1.xml", "/2.xml");
                followed != *path && now.contains_key(&followed)
            };
            complete = now.keys().filter(|path| is_full(path)).cloned().collect();
            known = now;
        }
    }
    assert_eq!(complete.len(), 2, "{complete:?}");
    let site = repo.site();
    let month = months(&site)[0].clone();
    let page = site.text(&format!("changes/{month}/index.html"));
    assert!(page.contains("205 changes") && page.contains(">Changes 101 to 105</a>"), "{page}");
    assert!(whole(site.root()).is_empty());
    // who follows the feed finds every version
    let paths = documents(&site);
    assert_eq!(paths.len(), 4, "{paths:?}");
    let feeds: Vec<Feed> = paths.iter().map(|path| parse(&site, path)).collect();
    assert!(feeds.iter().all(|feed| feed.id == feeds[0].id));
    let ids: BTreeSet<&String> = feeds[1..].iter().flat_map(|feed| feed.entries.iter().map(|e| &e.id)).collect();
    let newest = feeds[0].entries.iter().map(|entry| &entry.id);
    assert!(ids.len() == 205 && newest.clone().all(|id| ids.contains(id)), "{}", ids.len());
    let fresh = repo.place("fresh");
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    assert_eq!(same(site.root(), &fresh), [""; 0]);
}

#[test]
fn many_first_versions_of_a_day_are_one_line() {
    let repo = Sandbox::new();
    repo.write("promulgate.toml", "lang = \"en\"\n");
    let name = |n: usize| format!("policy-{n:03}");
    let begin = |count: usize| {
        (0..count).for_each(|n| _ = repo.write(&format!("policy/{}.md", name(n)), text(&name(n), 0)));
        repo.commit("begun");
    };
    begin(10);
    let page = |site: &Site| site.text(&format!("changes/{}/index.html", months(site)[0]));
    let few = page(&repo.build());
    assert!(few.matches("<li class=\"kind-first\">").count() == 10 && !few.contains("First versions of"));
    begin(30);
    let more = page(&repo.build());
    assert_eq!(more.matches("<li class=\"kind-first\">").count(), 1);
    assert!(more.contains("<summary>First versions of 30 policies</summary>") && more.contains("30 changes"));
    assert!((0..30).all(|n| more.contains(&format!("href=\"../../{}/v/1/index.html\"", name(n)))));
    begin(210);
    let many = page(&repo.build());
    assert!(many.contains("<a href=\"../../index.html\">First versions of 210 policies</a>"), "{many}");
    let month = months(&repo.site())[0].clone();
    assert_eq!(parse(&repo.site(), &format!("changes/{month}/feed.xml")).entries.len(), 1);
    assert!(whole(repo.site().root()).is_empty());
}
