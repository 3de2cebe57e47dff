//! Whether a published folder is whole, as a reader or a program may find it at any instant, and whether two are alike.
//!
//! Whole means: every page is there to its last byte, every address in a page, a list or a feed leads to a file that is
//! there, lists tell the truth about sources. A page that is about to be filled may be a small one without links.

use promulgate::percent::decode;
use promulgate::verify;
use quick_xml::events::Event;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The files of a site, by their path with `/`, without the program's own state.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Every way in which the site is not whole; a folder that is not there lacks nothing.
pub(crate) fn whole(site: &Path) -> Vec<String> {
    let mut problems = broken(&files(site));
    if site.join("log/checkpoint").exists() {
        let served = verify::Folder::open(site).expect("a folder");
        let report = verify::site(&served, &verify::Known::default());
        let wrong = report.wrong.iter().map(ToString::to_string);
        // other people's files stay, and settings may leave a policy out
        let allowed = ["is not a file of the site", "is not served any more"];
        problems.extend(wrong.filter(|what| !allowed.iter().any(|end| what.ends_with(end))));
    }
    problems
}

/// Every way in which two sites differ.
pub(crate) fn same(one: &Path, other: &Path) -> Vec<String> {
    differences(&files(one), &files(other))
}

/// Every way in which two sites differ, but for what depends on which entry came into the ledger first: a policy that could not be
/// published with the others came later.
pub(crate) fn same_but_order(one: &Path, other: &Path) -> Vec<String> {
    let is_of_log =
        |path: &str| path.starts_with("log/") || path == "SHA256SUMS" || path.ends_with("/receipt.tlog-proof");
    let others = |site: &Path| {
        let mut files = files(site);
        files.retain(|path, _| !is_of_log(path));
        files
    };
    let entries = |site: &Path| {
        let text = fs::read_to_string(site.join("log/leaves.txt")).expect("read");
        text.lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>()
    };
    let mut problems = differences(&others(one), &others(other));
    if entries(one) != entries(other) {
        problems.push("the ledger has other entries".into());
    }
    problems.extend(whole(one));
    problems
}

/// Every way in which the files of `one` differ from those of `other`.
pub(crate) fn differences(one: &Files, other: &Files) -> Vec<String> {
    let mut differences = Vec::new();
    for (path, bytes) in one {
        match other.get(path) {
            None => differences.push(format!("{path} is too many")),
            Some(there) if there != bytes => differences.push(format!("{path} has other bytes")),
            Some(_) => {}
        }
    }
    differences.extend(other.keys().filter(|path| !one.contains_key(*path)).map(|path| format!("{path} is missing")));
    differences
}

/// Every published source of `before` that `after` has lost or altered: they are frozen for good.
pub(crate) fn thawed(before: &Files, after: &Files) -> Vec<String> {
    let sources = before.iter().filter(|(path, _)| path.ends_with("/source.md"));
    sources
        .filter_map(|(path, bytes)| match after.get(path) {
            Some(there) if there == bytes => None,
            Some(_) => Some(format!("{path} was altered")),
            None => Some(format!("{path} is lost")),
        })
        .collect()
}

pub(crate) fn files(site: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![site.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.expect("an entry").path()) {
            let name = path.strip_prefix(site).expect("inside").to_str().expect("UTF-8").to_owned();
            match name.as_str() {
                ".promulgate" => {}
                _ if path.is_dir() => folders.push(path),
                _ => {
                    files.insert(name, fs::read(path).unwrap_or_else(|_| b"a link that leads nowhere".to_vec()));
                }
            }
        }
    }
    files
}

/// Every way in which the files are not a whole site.
pub(crate) fn broken(files: &Files) -> Vec<String> {
    let mut problems = Vec::new();
    for (path, bytes) in files {
        let found = match path.rsplit_once('.').map(|(_, kind)| kind) {
            Some("html") => page(files, path, bytes),
            Some("json") => list(files, path, bytes),
            Some("xml") => feed(files, path, bytes),
            Some("link") => time_map(files, path, bytes),
            Some("gz" | "br") => beside(files, path, bytes),
            _ => Vec::new(),
        };
        problems.extend(found.into_iter().map(|problem| format!("{path}: {problem}")));
    }
    problems
}

/// A server sends a compressed file in place of the one beside which it stands, whichever of them is older.
fn beside(files: &Files, path: &str, bytes: &[u8]) -> Vec<String> {
    let (file, encoding) = path.rsplit_once('.').expect("a suffix");
    match files.get(file) {
        None => vec![format!("stands beside no {file}")],
        Some(held) if unpacked(bytes, encoding).as_ref() == Some(held) => Vec::new(),
        Some(_) => vec!["holds other bytes than the file beside it".into()],
    }
}

/// What `bytes` were before they were encoded.
pub(crate) fn unpacked(bytes: &[u8], encoding: &str) -> Option<Vec<u8>> {
    let mut held = Vec::new();
    match encoding {
        "br" => brotli::BrotliDecompress(&mut &*bytes, &mut held).ok().map(|()| held),
        // the frame of a member without a name: RFC 1952, section 2.3
        _ => miniz_oxide::inflate::decompress_to_vec(bytes.get(10..bytes.len().checked_sub(8)?)?).ok(),
    }
}

fn page(files: &Files, path: &str, bytes: &[u8]) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return vec!["cut inside a letter".into()] };
    let mut problems = Vec::new();
    if !text.trim_end().ends_with("</html>") {
        problems.push(format!("cut short after {} bytes", bytes.len()));
    }
    problems.extend(addresses(text).iter().filter_map(|address| nowhere(files, path, address)));
    problems
}

/// The addresses of a page: `href`, `src`, and where `<meta http-equiv="refresh">` leads.
fn addresses(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            rest = tag(rest, &mut found);
        }
    }
    found
}

/// Reads a tag from its name on; what follows it.
fn tag<'a>(text: &'a str, found: &mut Vec<String>) -> &'a str {
    let mut rest = text.trim_start_matches(|c: char| !c.is_whitespace() && c != '>');
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let Some(end) = rest.find(|c: char| c == '=' || c == '>' || c.is_whitespace()) else { return "" };
        let name = &rest[..end];
        rest = &rest[end..];
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let Some((value, after)) = quoted.split_once('"') else { return "" };
            rest = after;
            match name {
                "href" | "src" => found.push(unescape(value)),
                "content" => found.extend(value.split_once("; url=").map(|(_, url)| unescape(url))),
                _ => {}
            }
        } else if let Some(after) = rest.strip_prefix('>') {
            return after;
        } else {
            rest = &rest[1..];
        }
    }
}

fn unescape(value: &str) -> String {
    let pairs = [("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    pairs.iter().fold(value.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain))
}

/// The complaint about an address on the page at `from` that leads to no file.
fn nowhere(files: &Files, from: &str, address: &str) -> Option<String> {
    let bare = address.split(['#', '?']).next().unwrap_or_default();
    let scheme = bare.split(['/', '.', '%']).next().is_some_and(|start| start.contains(':'));
    if bare.is_empty() || scheme || bare.starts_with("//") {
        return None;
    }
    let mut place: Vec<String> = from.split('/').map(str::to_owned).collect();
    place.pop();
    for step in bare.split('/') {
        match step {
            "" | "." => {}
            // without an address of its own the site has links there for each depth at which the page may be served
            ".." if place.is_empty() && from == "404.html" => return None,
            ".." if place.pop().is_none() => return Some(format!("{address} leads out of the site")),
            ".." => {}
            name => place.push(decode(name)),
        }
    }
    let place = place.join("/");
    let folder = if place.is_empty() { "index.html".to_owned() } else { format!("{place}/index.html") };
    let there = !bare.starts_with('/') && (files.contains_key(&folder) || files.contains_key(&place));
    (!there).then(|| format!("{address} leads nowhere"))
}

/// Every address in a feed, whatever its format, or in a TimeMap: those in the HTML of its entries too.
pub(crate) fn links(path: &str, bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    if path.ends_with(".link") {
        let links = text.lines().filter_map(|line| line.strip_prefix('<')?.split_once('>'));
        return links.map(|(url, _)| url.to_owned()).collect();
    }
    let mut found = Vec::new();
    if path.ends_with(".json") {
        let feed: Value = serde_json::from_str(&text).unwrap_or_default();
        urls(&feed, &mut |url| found.push(url.to_owned()));
        let items = entries(&feed, "items").iter();
        found.extend(items.flat_map(|item| addresses(item["content_html"].as_str().unwrap_or_default())));
    } else {
        found.extend(addresses(&text));
        let contents = text.split("<content type=\"html\">").skip(1);
        let html = contents.filter_map(|part| Some(unescape(part.split_once("</content>")?.0)));
        found.extend(html.flat_map(|html| addresses(&html)));
    }
    found
}

/// Addresses in lists of ours are relative to the site's root.
fn nowhere_from_root(files: &Files, address: &str) -> Option<String> {
    let address = if address.is_empty() { "./" } else { address };
    nowhere(files, "index.html", address)
}

fn list(files: &Files, path: &str, bytes: &[u8]) -> Vec<String> {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return vec!["no JSON".into()] };
    let mut problems = Vec::new();
    match path.rsplit('/').next() {
        Some("feed.json") => problems.extend(links(path, bytes).iter().filter_map(|url| nowhere(files, path, url))),
        _ => urls(&value, &mut |url| problems.extend(nowhere_from_root(files, url))),
    }
    for version in entries(&value, "versions") {
        let source = decode(version["source_url"].as_str().unwrap_or("no address"));
        let digest = files.get(&source).map(|bytes| digest(bytes));
        if digest.as_deref() != version["sha256"].as_str() {
            problems.push(format!("{source} is not what the list says"));
        }
    }
    for policy in entries(&value, "policies") {
        let (url, current) = (decode(policy["url"].as_str().unwrap_or_default()), &policy["current"]);
        if !files.contains_key(&format!("{url}v/{current}/index.html")) {
            problems.push(format!("{url} has no version {current}"));
        }
    }
    if path == "policies.json" && entries(&value, "policies").is_empty() {
        problems.push("no policies".into());
    }
    problems
}

fn entries<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

fn urls(value: &Value, then: &mut impl FnMut(&str)) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, inner)| match inner {
            Value::String(url) if key == "url" || (key.ends_with("_url") && key != "base_url") => then(url),
            _ => urls(inner, then),
        }),
        Value::Array(inner) => inner.iter().for_each(|value| urls(value, then)),
        _ => {}
    }
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn feed(files: &Files, path: &str, bytes: &[u8]) -> Vec<String> {
    // a document of older entries says that its addresses are seen from the folder above
    let above = path.rsplit('/').skip(2).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("/");
    let base = if String::from_utf8_lossy(bytes).contains(" xml:base=\"../\"") { above + "/" } else { path.to_owned() };
    let mut problems: Vec<String> = links(path, bytes).iter().filter_map(|url| nowhere(files, &base, url)).collect();
    let mut reader = quick_xml::Reader::from_reader(bytes);
    let (mut depth, mut elements) = (0_i32, 0);
    loop {
        let event = reader.read_event();
        match &event {
            Ok(Event::Start(_) | Event::Empty(_)) => {
                depth += i32::from(matches!(event, Ok(Event::Start(_))));
                elements += 1;
            }
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                problems.push(format!("no XML: {error}"));
                break;
            }
        }
    }
    if depth != 0 || elements == 0 {
        problems.push("XML without an end".into());
    }
    problems
}

fn time_map(files: &Files, path: &str, bytes: &[u8]) -> Vec<String> {
    let mut problems: Vec<String> = links(path, bytes).iter().filter_map(|url| nowhere(files, path, url)).collect();
    if !bytes.ends_with(b"\"\n") {
        problems.push("a list without an end".into());
    }
    problems
}

/// A site of the smallest kind.
fn small() -> Files {
    let page = |links: &str| format!("<!doctype html>\n<html><body>{links}</body></html>\n").into_bytes();
    let source = b"# A\n".to_vec();
    let versions = serde_json::json!({"versions": [
        {"n": 1, "url": "%E0%B8%81/v/1/", "source_url": "%E0%B8%81/v/1/source.md", "sha256": digest(&source)},
    ]});
    let policies = serde_json::json!({"policies": [{"url": "%E0%B8%81/", "versions_url": "%E0%B8%81/versions.json", "current": 1}]});
    [
        (
            "index.html",
            page(r#"<a href="%E0%B8%81/index.html#x">&lt;a href="no/link"></a> <a href="https://x.org/">x</a>"#),
        ),
        ("ก/index.html", page(r#"<!-- <a href="none"> --><a class="a" href="v/1/"></a><a href="../index.html"></a>"#)),
        ("ก/v/1/index.html", page("")),
        ("ก/v/1/source.md", source),
        ("ก/versions.json", versions.to_string().into_bytes()),
        ("policies.json", policies.to_string().into_bytes()),
        ("feed.xml", b"<feed><link href=\"./\"/><link href=\"%E0%B8%81/v/1/\"/></feed>".to_vec()),
        (
            "ก/feed.xml",
            br#"<feed><link href="./"/><content type="html">&lt;a href=&quot;v/1/#c1&quot;&gt;</content></feed>"#
                .to_vec(),
        ),
        ("ก/feed.json", br#"{"feed_url": "feed.json", "items": [{"content_html": "<a href=\"v/1/\">"}]}"#.to_vec()),
        ("ก/timemap.link", b"<./>; rel=\"original\",\n<v/1/>; rel=\"memento\"\n".to_vec()),
    ]
    .into_iter()
    .map(|(path, bytes)| (path.to_owned(), bytes))
    .collect()
}

#[test]
fn a_whole_site_is_found_whole() {
    assert_eq!(broken(&small()), [""; 0]);
    assert_eq!(broken(&Files::new()), [""; 0], "what was never begun lacks nothing");
}

#[test]
fn a_missing_file_is_found_missing() {
    let pointed_at = |path: &str| [".html", ".md"].iter().any(|end| path.ends_with(end)) || path == "ก/versions.json";
    for (path, _) in small().iter().filter(|(path, _)| pointed_at(path)) {
        let mut site = small();
        site.remove(path);
        assert_ne!(broken(&site), [""; 0], "without {path}");
    }
}

#[test]
fn a_file_cut_anywhere_is_found_cut() {
    for (path, bytes) in small() {
        for length in 0..bytes.trim_ascii_end().len() {
            let mut site = small();
            site.insert(path.clone(), bytes[..length].to_vec());
            assert_ne!(broken(&site), [""; 0], "{path} cut to {length}");
        }
    }
}

#[test]
fn an_altered_source_is_found_altered() {
    let (before, mut after) = (small(), small());
    after.insert("ก/v/1/source.md".into(), b"# B\n".to_vec());
    assert_eq!(thawed(&before, &after), ["ก/v/1/source.md was altered"]);
    assert_eq!(broken(&after), ["ก/versions.json: ก/v/1/source.md is not what the list says"]);
}

#[test]
fn links_of_feeds_are_as_seen_from_the_feed() {
    for (path, good, bad) in [
        ("ก/feed.xml", "v/1/#c1", "%E0%B8%81/v/1/"),
        ("ก/feed.xml", "\"./\"", "\"%E0%B8%81/\""),
        ("ก/feed.json", "v/1/", "%E0%B8%81/v/1/"),
        ("ก/timemap.link", "v/1/", "%E0%B8%81/v/1/"),
    ] {
        let mut site = small();
        let text = String::from_utf8(site[path].clone()).expect("UTF-8").replace(good, bad);
        site.insert(path.into(), text.into_bytes());
        assert_ne!(broken(&site), [""; 0], "{bad} in {path}");
    }
}
