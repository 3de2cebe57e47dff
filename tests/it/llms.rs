//! `llms.txt`: in the shape of llmstxt.org, and none the longer for many versions or policies.

use crate::sandbox::{Sandbox, Site, essay};
use std::fs;
use std::os::unix::fs::MetadataExt;

/// The links of the sections, as pairs of name and address.
fn links(text: &str) -> Vec<(String, String)> {
    let items = text.lines().filter_map(|line| line.strip_prefix("- ["));
    items
        .map(|item| {
            let (name, rest) = item.split_once("](").expect("a link");
            (name.to_owned(), rest.split(')').next().expect("an end").to_owned())
        })
        .collect()
}

fn leads(site: &Site, address: &str) -> bool {
    let address = promulgate::percent::decode(address);
    site.has(&address) && (!address.ends_with('/') || site.has(&format!("{address}index.html")))
}

#[test]
fn it_leads_to_all_policies_and_changes_only_with_them() {
    let repo = Sandbox::new();
    repo.write("promulgate.toml", "title = \"Rules [of] ours\"\n");
    repo.write("policy/terms.md", essay("Terms")).write("policy/sub/ข้อมูล.md", "# ข้อมูล\n\nเก็บ 30 วัน\n").commit("first");
    let site = repo.build();
    let text = site.text("llms.txt");
    assert!(text.starts_with("# Rules \\[of\\] ours\n\n> ") && text.contains("\n## Policies\n"), "{text}");
    let found = links(&text);
    assert!(found.iter().all(|(_, address)| leads(&site, address)), "{found:?}");
    for name in ["Terms", "ข้อมูล", "All policies as JSON"] {
        assert!(found.iter().any(|(found, _)| found == name), "{name} in {found:?}");
    }
    assert!(text.contains("[versions](terms/versions.json)"));
    let written = || fs::metadata(repo.site().root().join("llms.txt")).map(|data| (data.ino(), data.ctime_nsec()));
    let before = written().expect("a file");
    repo.write("policy/terms.md", essay("Terms") + "\nMore.\n").commit("second");
    assert_eq!(repo.build().text("llms.txt"), text);
    assert_eq!(written().expect("a file"), before, "it is not written again");
    repo.remove("policy/terms.md").commit("withdrawn");
    assert!(repo.build().text("llms.txt").contains("(terms/versions.json), withdrawn"));
}

#[test]
fn many_policies_are_found_by_lists() {
    let repo = Sandbox::new();
    for n in 0..230 {
        repo.write(&format!("policy/rule-{n}.md"), format!("# Rule {n}\n\nIt holds.\n"));
    }
    repo.commit("first");
    let site = repo.build();
    let text = site.text("llms.txt");
    let found = links(&text);
    assert!(text.len() < 4000 && !text.contains("rule-7/"), "{text}");
    assert!(found.iter().filter(|(_, address)| address.starts_with("browse/")).count() > 1, "{found:?}");
    assert!(found.iter().all(|(_, address)| leads(&site, address)), "{found:?}");
}
