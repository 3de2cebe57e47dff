//! Compressed files beside texts, for servers that send such files.

use crate::sandbox::{Sandbox, Site, essay};
use crate::whole::whole;
use std::collections::BTreeMap;
use std::fs;
use std::time::SystemTime;

const ON: &str = "precompress = true\n";
/// The suffixes of what is compressed, as `docs` and the settings have them.
const TEXTS: &[&str] = &["html", "css", "js", "json", "xml", "svg", "txt", "md", "ics"];

/// The compressed files, by path, with the date of each.
fn compressed(site: &Site) -> BTreeMap<String, SystemTime> {
    let files = site.files().into_iter().map(|(path, _)| path);
    files
        .filter(|path| path.ends_with(".gz") || path.ends_with(".br"))
        .map(|path| (path.clone(), date(site, &path)))
        .collect()
}

fn date(site: &Site, path: &str) -> SystemTime {
    fs::metadata(site.root().join(path)).and_then(|file| file.modified()).expect("a date")
}

/// A policy of two versions with a drawing and a form.
fn policies(settings: &str) -> Sandbox {
    let repo = Sandbox::new();
    let drawing =
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"{}\"/></svg>\n", "M0 0h9v9z".repeat(200));
    repo.write("promulgate.toml", settings).write("policy/way.svg", drawing);
    repo.write("policy/form.pdf", format!("%PDF-1.4\n{}%%EOF\n", "% nothing\n".repeat(200)));
    let text = essay("Privacy")
        + &"\nA paragraph of some words.\n".repeat(40)
        + "\n![The way](way.svg) [The form](form.pdf)\n";
    repo.write("policy/privacy.md", &text).commit("first");
    repo.write("policy/privacy.md", text + "\nMore.\n").commit("second\n\nEffective-Date: 2035-01-01");
    repo
}

#[test]
fn each_text_of_some_length_stands_there_compressed_with_its_date() {
    let repo = policies(ON);
    let site = repo.build();
    let found = compressed(&site);
    let mut kinds: Vec<&str> = Vec::new();
    for (path, bytes) in site.files().iter().filter(|(path, _)| !found.contains_key(path)) {
        let kind = TEXTS.iter().find(|kind| path.ends_with(&format!(".{kind}")));
        for suffix in ["gz", "br"] {
            let beside = found.get(&format!("{path}.{suffix}"));
            assert_eq!(beside.is_some(), kind.is_some() && bytes.len() > 1024, "{path} of {} bytes", bytes.len());
            assert!(beside.is_none_or(|modified| *modified == date(&site, path)), "{path}.{suffix} has another date");
            let size = fs::metadata(site.root().join(format!("{path}.{suffix}"))).map_or(0, |file| file.len());
            assert!(size < bytes.len() as u64 || bytes.is_empty(), "{path}.{suffix} is no smaller");
        }
        kinds.extend(kind.filter(|_| bytes.len() > 1024));
    }
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds, ["css", "html", "js", "json", "md", "svg", "txt", "xml"], "all kinds that are long enough here");
    assert!(whole(site.root()).is_empty(), "each holds the bytes beside it");
}

#[test]
fn compressed_files_change_with_their_files_and_go_with_the_setting() {
    let repo = policies("");
    let site = repo.build();
    let plain = site.files();
    assert!(compressed(&site).is_empty());
    repo.write("promulgate.toml", ON).commit("on");
    let site = repo.build();
    let before = compressed(&site);
    assert!(before.contains_key("privacy/index.html.gz") && whole(site.root()).is_empty());
    // nothing to do, and nothing is done
    let run = repo.run(&["build", "--format", "json", "--out", site.root().to_str().expect("UTF-8")]);
    let told: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!((&told["written"], &told["files"]), (&0.into(), &site.files().len().into()));
    // a file that somebody removed comes back, and one commit writes what it changes
    fs::remove_file(site.root().join("privacy/index.html.br")).expect("removed");
    repo.write("policy/privacy.md", essay("Privacy") + "\nNow without pictures.\n").commit("third");
    let site = repo.build();
    assert!(whole(site.root()).is_empty());
    let after = compressed(&site);
    assert!(after.contains_key("privacy/index.html.br") && after.contains_key("privacy/v/3/index.html.gz"));
    assert_ne!(after["privacy/index.html.gz"], before["privacy/index.html.gz"]);
    assert_eq!(after["privacy/v/1/source.md.gz"], before["privacy/v/1/source.md.gz"]);
    repo.git(&["revert", "--no-edit", "HEAD"]);
    repo.write("promulgate.toml", "").commit("off");
    let site = repo.build();
    assert!(compressed(&site).is_empty() && whole(site.root()).is_empty());
    assert!(site.files().len() > plain.len(), "the files themselves stay");
}

/// While a policy fails nothing is removed, but what would not hold the page beside it.
#[test]
fn a_page_that_changes_while_a_policy_fails_is_not_hidden_by_what_it_was() {
    let repo = policies(ON);
    repo.write("policy/terms.md", essay("Terms")).commit("terms");
    repo.build();
    let out = repo.place("site");
    repo.write("promulgate.toml", "").write("policy/terms.md", "x".repeat(16_000_001));
    repo.write("policy/privacy.md", essay("Privacy") + "\nOther words.\n").commit("off, and a mistake");
    let run = repo.run(&["build", "--out", out.to_str().expect("UTF-8")]);
    assert_eq!(run.code, 1, "the other one fails: {}", run.stderr);
    let site = Site::at(out);
    assert_eq!(site.versions("privacy").len(), 3);
    assert!(whole(site.root()).is_empty() && compressed(&site).is_empty());
}

/// What somebody else put there is not overwritten.
#[test]
fn a_compressed_file_of_somebody_else_is_in_the_way() {
    let repo = policies("");
    let site = repo.build();
    fs::write(site.root().join("index.html.gz"), "mine").expect("written");
    repo.write("promulgate.toml", ON).commit("on");
    let out = site.root().to_str().expect("UTF-8");
    let run = repo.run(&["build", "--out", out]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("index.html.gz` is not known to be written by promulgate"), "{}", run.stderr);
    assert_eq!(site.text("index.html.gz"), "mine");
    let site = repo.build_with(&["--take-over"]);
    assert!(whole(site.root()).is_empty());
}

#[test]
fn what_is_too_much_for_the_host_is_a_warning() {
    let repo = policies("host = 'cloudflare-pages'\nannex_limit = 40\n");
    let out = repo.place("site");
    let build = || repo.run(&["build", "--out", out.to_str().expect("UTF-8")]);
    let run = build();
    assert!(run.code == 0 && !run.stderr.contains("Cloudflare"), "{}", run.stderr);
    repo.write("policy/list.csv", "name,days\n".repeat(2_700_000));
    repo.write("policy/list.md", essay("List") + "\n[All of it](list.csv)\n").commit("a long list");
    for what in ["published", "nothing new"] {
        let run = build();
        assert!(
            run.stderr.contains("list.csv` has 27,000,000 bytes, and Cloudflare Pages takes 26,214,400"),
            "{what}: {}",
            run.stderr
        );
    }
}
