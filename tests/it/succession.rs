//! A policy that replaces others: it says so in its front matter, and both say so from then on.

use crate::sandbox::{Run, Sandbox, Site};

fn text(title: &str, days: u32, front: &str) -> String {
    format!("{front}# {title}\n\nPay the fee within {days} days.\n\nWrite to the office.\n")
}

fn front(replaces: &str) -> String {
    format!("---\nlang: en\nreplaces: {replaces}\n---\n")
}

/// A policy with two versions, and another one.
fn office() -> Sandbox {
    let repo = Sandbox::new();
    repo.write("policy/fees.md", text("Fees", 10, "---\nlang: en\n---\n")).commit("Publish the fees");
    repo.write("policy/fees.md", text("Fees", 20, "---\nlang: en\n---\n")).commit("More time");
    repo.write("policy/data.md", text("Data", 30, "---\nlang: en\n---\n")).commit("Something else");
    repo
}

fn build(repo: &Sandbox, out: &str) -> (Run, Site) {
    let (site, state) = (repo.place(out), repo.place(&format!("{out}-state")));
    let path = |path: &std::path::Path| path.display().to_string();
    let run = repo.run(&["build", "--out", &path(&site), "--state", &path(&state)]);
    (run, Site::at(site))
}

/// Publishes after the last commit, into the site that grew; the same comes of building at once, and no link is broken.
fn grown(repo: &Sandbox) -> Site {
    let (run, site) = build(repo, "grown");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let (at_once, other) = build(repo, &format!("at-once-{}", repo.git(&["rev-parse", "HEAD"])));
    assert_eq!(at_once.code, 0, "{}", at_once.stderr);
    let (grown, once) = (site.files(), other.files());
    for ((name, bytes), (other, same)) in grown.iter().zip(&once) {
        assert_eq!(name, other);
        assert!(bytes == same, "{name}: {}\n\n{}", String::from_utf8_lossy(bytes), String::from_utf8_lossy(same));
    }
    assert_eq!(grown.len(), once.len());
    for (name, bytes) in grown.iter().filter(|(name, _)| name.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes).into_owned();
        for href in page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let target = href.split(['#', '?']).next().unwrap_or_default();
            if !target.contains(':') && target.ends_with("index.html") && name != "404.html" {
                let folder = std::path::Path::new(name).parent().expect("a folder");
                assert!(site.root().join(folder).join(target).exists(), "{name} leads to {href}");
            }
        }
    }
    site
}

#[test]
fn what_replaces_a_policy_continues_it() {
    let repo = office();
    grown(&repo);
    repo.remove("policy/fees.md").write("policy/charges.md", text("Charges", 45, &front("fees")));
    repo.commit("Replace the fees by charges");
    let site = grown(&repo);
    let old = site.text("fees/index.html");
    assert!(old.contains("This policy is replaced by another one, published on"), "{old}");
    assert!(old.contains("href=\"../charges/index.html\"") && old.contains("compare/successor-1/index.html"), "{old}");
    assert!(site.text("fees/v/2/index.html").contains("This policy is replaced by another one"));
    assert!(!site.text("fees/v/1/index.html").contains("This policy is replaced by another one"));
    let redline = site.text("fees/compare/successor-1/index.html");
    assert!(redline.contains("Changes from “Fees” to “Charges”"), "{redline}");
    assert!(redline.contains("<del>20</del>") && redline.contains("<ins>45</ins>"), "{redline}");
    assert!(redline.contains("data-from=\"2\" data-to=\"1\""), "{redline}");
    let history = site.text("charges/history/index.html");
    let below = &history[history.find("Versions of “Fees”, which it replaces").expect("its versions")..];
    let order = |what: &str| below.find(what).unwrap_or_else(|| panic!("{what} in {below}"));
    assert!(order("../../fees/v/2/index.html") < order("../../fees/v/1/index.html"), "newest first, not renumbered");
    assert!(site.text("charges/index.html").contains("This policy replaces:"));
    assert_eq!(site.versions("charges").len(), 1);
    let (old, new) = (site.json("fees/versions.json"), site.json("charges/versions.json"));
    assert_eq!(old["replaced_by"][0]["id"], "charges");
    assert_eq!((&new["replaces"][0]["id"], &new["replaces"][0]["last"]), (&"fees".into(), &2.into()));
    assert!(site.text("fees/feed.xml").contains("Replaced by “Charges”"));
    assert!(site.text("feed.xml").contains("This policy replaces:"));
    repo.write("policy/charges.md", text("Charges", 60, &front("fees"))).commit("More time");
    let site = grown(&repo);
    assert!(site.text("charges/compare/index.html").contains("../../fees/compare/successor-1/index.html"));
    assert_eq!(site.json("fees/versions.json")["replaced_by"][0]["since"], 1);
    // no longer said: no longer shown
    repo.write("policy/charges.md", text("Charges", 60, "---\nlang: en\n---\n")).commit("It replaces nothing");
    let site = grown(&repo);
    assert!(!site.has("fees/compare/successor-1/index.html"));
    assert!(!site.text("fees/index.html").contains("replaced by another one"));
}

#[test]
fn one_may_stay_beside_what_replaces_it_or_be_withdrawn_later() {
    let repo = office();
    repo.write("policy/charges.md", text("Charges", 45, "---\nlang: en\n---\n")).commit("Begin the charges");
    repo.write("policy/charges.md", text("Charges", 50, &front("fees"))).commit("They replace the fees");
    let site = grown(&repo);
    let new = site.json("charges/versions.json");
    assert_eq!((&new["replaces"][0]["since"], &new["replaces"][0]["last"]), (&2.into(), &2.into()));
    assert!(site.text("fees/compare/successor-1/index.html").contains("<ins>50</ins>"));
    repo.write("policy/fees.md", text("Fees", 25, "---\nlang: en\n---\n")).commit("It lives on all the same");
    assert_eq!(grown(&repo).json("charges/versions.json")["replaces"][0]["last"], 2, "the last one by then");
    repo.remove("policy/fees.md").commit("Withdraw it");
    let site = grown(&repo);
    assert!(site.text("fees/index.html").contains("This policy is replaced by another one"));
    assert!(site.text("charges/history/index.html").contains("../../fees/v/3/index.html"));
}

#[test]
fn several_may_become_one_one_several_and_each_go_on() {
    let repo = office();
    repo.write("policy/one.md", text("One", 45, &front("[fees, data]"))).commit("One for both");
    repo.write("policy/other.md", text("Other", 50, &front("data"))).commit("And another one");
    repo.write("policy/last.md", text("Last", 60, &front("one"))).commit("And the last one");
    let site = grown(&repo);
    let ids = |id: &str, what: &str| -> Vec<String> {
        let all = site.json(&format!("{id}/versions.json"))[what].as_array().cloned().unwrap_or_default();
        all.iter().map(|one| one["id"].as_str().expect("an id").to_owned()).collect()
    };
    assert_eq!(ids("one", "replaces"), ["data", "fees"]);
    assert_eq!(ids("data", "replaced_by"), ["one", "other"]);
    assert!(site.has("data/compare/successor-2/index.html"));
    let history = site.text("last/history/index.html");
    for former in ["../../one/v/1/", "../../fees/v/2/", "../../data/v/1/"] {
        assert!(history.contains(former), "the whole chain: {former}");
    }
    repo.write("policy/fees.md", text("Fees", 21, "---\nlang: en\n---\n")).commit("The first one changes");
    assert!(grown(&repo).text("last/history/index.html").contains("../../fees/v/3/"));
}

#[test]
fn what_cannot_be_is_a_warning_and_breaks_nothing() {
    let repo = office();
    repo.write("policy/a.md", text("A", 45, &front("[b, a, nothing]"))).commit("A");
    repo.write("policy/b.md", text("B", 50, &front("a"))).commit("B");
    let (run, site) = build(&repo, "grown");
    assert_eq!(run.code, 0, "{}", run.stderr);
    for said in [
        "`replaces: a` names the policy itself",
        "`replaces: nothing`: there is no such policy",
        "leads round in a circle",
    ] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
    assert!(site.text("b/index.html").contains("replaced by another one"), "the first word stands");
    assert!(!site.text("a/index.html").contains("replaced by another one"));
    grown(&repo);
}

#[test]
fn a_successor_that_fails_leaves_what_it_replaces_as_it_was() {
    let repo = office();
    grown(&repo);
    repo.write("policy/charges.md", text("Charges", 45, &front("fees")));
    repo.write("changes/charges.toml", "[[version]]\nnumber = 9\nsummary = 'x'\n").commit("Replace it, with a mistake");
    let (run, site) = build(&repo, "grown");
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(!site.has("charges/index.html") && !site.text("fees/index.html").contains("replaced by another one"));
    repo.git(&["rm", "-q", "changes/charges.toml"]);
    repo.commit("Mend it");
    assert!(grown(&repo).text("fees/index.html").contains("replaced by another one"));
}
