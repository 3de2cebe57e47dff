//! What `promulgate verify` finds in a site that somebody altered who wrote its unsigned lists anew.

use crate::ledger::verified;
use crate::sandbox::{Sandbox, essay};
use promulgate::ledger::{Note, SiteNote};
use promulgate::model::Digest;
use std::fs;
use std::path::Path;

/// Writes the lists of digests anew, and the statement about them: whoever can write the folder can.
pub(crate) fn relist(site: &Path) {
    let digest = |path: &str| Digest::of(&fs::read(site.join(path)).expect("read"));
    let anew = |list: &str| {
        let text = fs::read_to_string(site.join(list)).expect("a list");
        let lines = text.lines().map(|line| &line[66..]).map(|path| format!("{}  {path}\n", digest(path)));
        fs::write(site.join(list), lines.collect::<String>()).expect("written");
    };
    let all = fs::read_to_string(site.join("SHA256SUMS")).expect("a list");
    all.lines()
        .map(|line| &line[66..])
        .filter(|path| path.starts_with("log/sums/") || *path == "log/SHA256SUMS")
        .for_each(anew);
    anew("SHA256SUMS");
    let note = Note::parse(&fs::read_to_string(site.join("log/site")).expect("text")).expect("a note");
    let files = digest("SHA256SUMS");
    let text = SiteNote { files, ..SiteNote::parse(&note.text).expect("a statement") }.to_text();
    fs::write(site.join("log/site"), Note { text, signatures: Vec::new() }.to_string()).expect("written");
}

/// Two policies of two versions, and a third that was renamed: at its new address it goes on with its name in the ledger.
fn three() -> Sandbox {
    let repo = Sandbox::new();
    for name in ["a", "b", "c"] {
        repo.write(&format!("policy/{name}.md"), essay(&format!("Rule {name} ")));
    }
    repo.commit("first");
    repo.rename("policy/c.md", "policy/moved.md").commit("another name");
    for name in ["a", "b", "moved"] {
        repo.write(&format!("policy/{name}.md"), essay(&format!("Rule {name} ")) + "\nMore.\n");
    }
    repo.commit("second");
    repo.build();
    repo
}

#[test]
fn a_text_stands_at_the_address_of_its_policy() {
    let repo = three();
    let site = repo.site();
    relist(site.root());
    let sound = verified(&repo, site.root(), &[]);
    assert_eq!(sound.code, 0, "{}", sound.stderr);
    let swap = |one: &str, other: &str| {
        for file in ["source.md", "receipt.tlog-proof"] {
            let [one, other] = [one, other].map(|folder| site.root().join(folder).join(file));
            let [first, second] = [&one, &other].map(|file| fs::read(file).expect("read"));
            fs::write(one, second).and(fs::write(other, first)).expect("written");
        }
        relist(site.root());
    };
    for (one, other) in [("a/v/1", "b/v/1"), ("moved/v/2", "a/v/2"), ("moved/v/1", "b/v/1")] {
        swap(one, other);
        let run = verified(&repo, site.root(), &[]);
        assert_eq!(run.code, 1, "{one} and {other}: {}", run.stdout);
        assert!(run.stderr.contains("receipt.tlog-proof: is the receipt of another policy"), "{}", run.stderr);
        swap(one, other);
        assert_eq!(verified(&repo, site.root(), &[]).code, 0);
    }
    // a whole policy in the place of another one
    for n in [1, 2] {
        swap(&format!("a/v/{n}"), &format!("b/v/{n}"));
    }
    let run = verified(&repo, site.root(), &[]);
    assert_eq!(run.stderr.matches("is the receipt of another policy").count(), 4, "{}", run.stderr);
}
