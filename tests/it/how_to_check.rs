//! What pages say of the ledger: the proof on the page of a version, size and root where copies are made, and the page that
//! tells how to check, whose commands run.

use crate::ledger::{key, signed};
use crate::sandbox::{Sandbox, Site, essay, program};
use promulgate::ledger::{Checkpoint, Note, Receipt};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// A text that is published at a path which a shell must be told to read as it is.
const NAME: &str = "ข้อ-1";
/// The same as the ledger has it.
const LOGGED: &str = "%E0%B8%82%E0%B9%89%E0%B8%AD-1";

fn checkpoint(site: &Site) -> Checkpoint {
    let note = Note::parse(&site.text("log/checkpoint")).expect("a note");
    Checkpoint::parse(&note.text).expect("a checkpoint")
}

fn receipt(site: &Site, id: &str, n: u32) -> Receipt {
    Receipt::parse(&site.text(&format!("{id}/v/{n}/receipt.tlog-proof"))).expect("a receipt")
}

/// The part of a page that tells of the proof.
fn proof(page: &str) -> &str {
    let (_, rest) = page.split_once("<div class=\"proof\"").expect("a proof");
    rest.split_once("\n</div>").expect("its end").0
}

fn attribute<'a>(proof: &'a str, name: &str) -> &'a str {
    let (_, rest) = proof.split_once(&format!("data-{name}=\"")).expect("an attribute");
    rest.split_once('"').expect("its end").0
}

/// A text as a page has it.
fn read(html: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&#x2F;", "/")];
    pairs.iter().fold(html.to_owned(), |text, (from, to)| text.replace(from, to)).replace("&amp;", "&")
}

/// The commands of the page, in their order: those of the first language.
fn commands(site: &Site) -> Vec<String> {
    let page = site.text("this-site/check/index.html");
    let first = page.split("<section").next().expect("a page").to_owned();
    let blocks = first.split("<pre class=\"commands\">").skip(1);
    blocks.map(|rest| read(rest.split_once("</pre>").expect("its end").0)).collect()
}

/// Runs a command in the folder `dir`, where this program is called `promulgate`.
fn run(dir: &Path, command: &str) -> (bool, String) {
    let script = format!("promulgate() {{ '{}' \"$@\"; }}\n{command}\n", program());
    let run =
        Command::new("bash").args(["-eo", "pipefail", "-c", &script]).current_dir(dir).output().expect("bash runs");
    (run.status.success(), String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr))
}

#[test]
fn a_version_states_its_entry_and_keeps_it() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", essay("A")).write("policy/b.md", essay("B")).commit("first");
    let site = repo.build();
    let first = proof(&site.text("b/v/1/index.html")).to_owned();
    let of = receipt(&site, "b", 1);
    let stated = of.proves().expect("sound");
    for (name, value) in [
        ("policy", "b".to_owned()),
        ("n", "1".into()),
        ("index", of.index.to_string()),
        ("size", stated.size.to_string()),
        ("root", stated.root_text()),
    ] {
        assert_eq!(read(attribute(&first, name)), value, "{name}");
    }
    assert_eq!((stated.size, of.index), (2, 1));
    for text in ["<button", "receipt.tlog-proof", "this-site/check/index.html", "none: whoever", ">SHA-256<"] {
        assert!(first.contains(text), "{text}: {first}");
    }
    let whole = site.text("b/v/1/index.html");
    assert!(
        read(&whole).contains(&format!("entry 2 of 2, root <code>{}</code></span>", stated.root_text())),
        "{whole}"
    );
    assert!(!whole.contains(['\u{2}', '\u{3}']));
    // the same on the page of the current text, whose links lead elsewhere
    assert!(proof(&site.text("b/index.html")).contains("href=\"v/1/receipt.tlog-proof\""));

    // the ledger grows by others: the page stays to the byte
    repo.write("policy/a.md", essay("A") + "\nMore.\n").commit("second");
    let site = repo.build();
    assert_eq!(site.text("b/v/1/index.html"), whole);
    assert_eq!(checkpoint(&site).size, 3);
    // it is replaced: what it states of the ledger stays
    repo.write("policy/b.md", essay("B") + "\nMore.\n").commit("third");
    let site = repo.build();
    assert_ne!(site.text("b/v/1/index.html"), whole);
    assert_eq!(proof(&site.text("b/v/1/index.html")), first);
    assert_eq!(attribute(proof(&site.text("b/index.html")), "index"), "3");
    // it moves: so do the proofs
    repo.rename("policy/b.md", "policy/c.md").commit("fourth");
    let site = repo.build();
    let moved = proof(&site.text("c/v/1/index.html")).to_owned();
    assert_eq!(moved, first);
    assert_eq!(attribute(&moved, "policy"), "b", "under the name that the ledger has");
}

#[test]
fn a_lost_state_finds_its_pages_again_and_a_foreign_page_stops_its_policy_alone() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", essay("A")).write("policy/b.md", essay("B")).commit("first");
    let site = repo.build();
    let before = site.text("a/v/1/index.html");
    let state = repo.place("other-state");
    let out = site.root().to_str().expect("UTF-8");
    let again = ["build", "--out", out, "--state", state.to_str().expect("UTF-8"), "--continue", out];
    let run = repo.run(&again);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(site.text("a/v/1/index.html"), before);
    std::fs::write(site.root().join("a/v/1/index.html"), before.replace("</h1>", "!</h1>")).expect("altered");
    let third = repo.place("third-state");
    let again = ["build", "--out", out, "--state", third.to_str().expect("UTF-8"), "--continue", out];
    let run = repo.run(&again);
    assert!(run.code == 1 && run.stderr.contains("a/v/1/index.html` is not known to be written"), "{}", run.stderr);
}

#[test]
fn size_and_root_are_where_copies_are_made() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", essay("A")).commit("first");
    repo.write("policy/a.md", essay("A") + "\nMore.\n").commit("second");
    let (file, _) = key(&repo, "key");
    let stated = || {
        assert_eq!(signed(&repo, &file, &[]).code, 0);
        let site = repo.site();
        let checkpoint = checkpoint(&site);
        let (size, root) = (checkpoint.size, checkpoint.root_text());
        let short: String = root.chars().take(12).collect();
        for path in ["index.html", "changes/index.html"] {
            let page = read(&site.text(path));
            assert!(page.contains(&format!("Ledger: {size} entries</a>, root <code>{short}…</code>")), "{path}");
        }
        for path in ["feed.xml", "feed-text.xml"] {
            assert!(site.text(path).contains(&format!("<subtitle>Ledger: {size} entries, root {root}</subtitle>")));
        }
        let json = |path: &str| -> Value { serde_json::from_str(&site.text(path)).expect("JSON") };
        let (feed, list) = (json("feed.json"), json("policies.json"));
        assert_eq!(feed["description"], format!("Ledger: {size} entries, root {root}"));
        for ledger in [&feed["_ledger"], &list["ledger"]] {
            assert_eq!((&ledger["size"], &ledger["root"]), (&Value::from(size), &Value::from(root.as_str())));
            assert_eq!((&ledger["origin"], &ledger["signed"]), (&"policies.example.org/log".into(), &true.into()));
            assert_eq!(ledger["checkpoint_url"], "log/checkpoint");
        }
        assert!(!site.text("a/feed.xml").contains("Ledger"), "the feed of a policy changes with the policy alone");
        let entries = site.text("feed.xml");
        entries.split("<entry>").skip(1).map(|entry| entry.trim_end_matches("</feed>\n").to_owned()).collect::<Vec<_>>()
    };
    let before = stated();
    repo.write("policy/b.md", essay("B")).commit("third");
    let now = stated();
    assert_eq!(now.len(), before.len() + 1);
    assert_eq!(now[1..], before, "entries stay as they were");
}

/// The commands that the page tells, run in a copy of the site, before and after it grew.
fn commands_check(key: Option<&Path>) {
    let repo = Sandbox::new();
    let publish = || match key {
        Some(key) => assert_eq!(signed(&repo, key, &[]).code, 0),
        None => _ = repo.build(),
    };
    repo.write("policy/ข้อ 1.md", essay("First")).commit("first");
    repo.write("policy/ข้อ 1.md", essay("First") + "\nMore.\n").commit("second");
    publish();
    let site = repo.site();
    let told = commands(&site);
    assert_eq!(told.len(), if key.is_some() { 7 } else { 6 }, "{told:#?}");
    assert!(
        told[0].contains(&format!("' version {LOGGED} 2 '")) && told[0].contains(&format!("'{NAME}/v/2/source.md'"))
    );
    for command in &told {
        let (sound, said) = run(site.root(), command);
        assert!(sound, "{command}: {said}");
    }
    repo.write("policy/b.md", essay("B")).commit("third");
    publish();
    let answers = ["OK", "", "OK", "Signature Verified Successfully", "OK"];
    let answers = answers.iter().filter(|answer| key.is_some() || !answer.starts_with("Signature"));
    for (command, answer) in told.iter().zip(answers).filter(|(command, _)| !command.starts_with("cp")) {
        let (sound, said) = run(site.root(), command);
        assert!(sound && said.contains(answer), "{command}: {said}");
    }
    let (sound, said) = run(site.root(), told.last().expect("commands"));
    assert!(sound && said.contains("none of the 2 entries of the earlier checkpoint was changed"), "{said}");

    // each finds what it is there for
    let source = format!("{NAME}/v/2/source.md");
    let altered = |path: &str, command: &str| {
        let bytes = site.bytes(path);
        let mut other = bytes.clone();
        let line = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0);
        other[line + 1] ^= 1;
        std::fs::write(site.root().join(path), other).expect("altered");
        let (sound, said) = run(site.root(), command);
        assert!(!sound, "{path}, {command}: {said}");
        std::fs::write(site.root().join(path), bytes).expect("put back");
    };
    altered(&source, &told[0]);
    altered("log/leaves.txt", &told[2]);
    altered("index.html", &told[told.len() - 3]);
    altered(&format!("{NAME}/v/1/index.html"), &told[told.len() - 3]);
    altered(&source, &told[told.len() - 2]);
    altered("log/tile/0/000.p/3", &told[told.len() - 1]);
    if key.is_some() {
        altered("log/checkpoint", &told[3]);
    }
}

#[test]
fn the_commands_that_the_page_tells_check_an_unsigned_site() {
    commands_check(None);
}

#[test]
fn the_commands_that_the_page_tells_check_a_signed_site() {
    let keys = Sandbox::new();
    keys.write("policy/a.md", "# A\n").commit("first");
    let (file, vkey) = key(&keys, "key");
    commands_check(Some(&file));
    assert!(vkey.starts_with("policies.example.org/log+"));
}

#[test]
fn the_page_that_tells_how_is_in_the_languages_of_the_texts_and_changes_with_them_alone() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "---\nlang: en\n---\n# A\n\nA text in English.\n");
    repo.write("policy/b.md", "---\nlang: th\n---\n# ก\n\nข้อความภาษาไทย\n").commit("first");
    let site = repo.build();
    let page = site.text("this-site/check/index.html");
    for text in ["How to check these texts", "วิธีตรวจสอบเนื้อหา", "What it does not prove", "สิ่งที่พิสูจน์ไม่ได้", "is not signed"]
    {
        assert!(page.contains(text), "{text}");
    }
    assert!(site.text("this-site/index.html").contains("href=\"check/index.html\""));
    repo.write("policy/b.md", "---\nlang: th\n---\n# ก\n\nข้อความภาษาไทยใหม่\n").commit("second");
    assert_eq!(repo.build().text("this-site/check/index.html"), page);
}
