//! Proposals on branches of their own: published for comments beside the policy, until they are decided.

use crate::sandbox::{Run, Sandbox};
use crate::watching::Watching;

const SETTINGS: &str = "drafts = ['refs/heads/proposal/*']\n";

fn text(days: u32, more: &str) -> String {
    format!("---\nlang: en\n{more}---\n# Fees\n\nPay the fee within {days} days.\n\nWrite to the [office](data.md).\n")
}

/// Two versions of a policy, another policy, and a proposal for the first one.
fn office() -> Sandbox {
    let repo = Sandbox::new();
    repo.write("promulgate.toml", SETTINGS).write("policy/fees.md", text(10, "")).commit("Publish the fees");
    repo.write("policy/fees.md", text(20, "")).commit("More time");
    repo.write("policy/data.md", "---\nlang: en\n---\n# Data\n\nWe keep data.\n").commit("Something else");
    propose(&repo, "longer", &text(90, "consultation:\n  until: 2031-05-01\nsummary: Much more time\n"));
    repo
}

fn propose(repo: &Sandbox, name: &str, text: &str) {
    repo.git(&["checkout", "-q", "-b", &format!("proposal/{name}"), "main"]);
    repo.write("policy/fees.md", text).commit("Propose something");
    repo.git(&["checkout", "-q", "main"]);
}

fn build(repo: &Sandbox) -> Run {
    let out = repo.site().root().display().to_string();
    repo.run(&["build", "--format", "json", "--out", &out])
}

/// Publishes; which policies changed.
fn changed(repo: &Sandbox) -> Vec<String> {
    let run = build(repo);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    report["changed"].as_array().expect("a list").iter().map(|id| id.as_str().expect("an id").to_owned()).collect()
}

const PAGE: &str = "fees/draft/longer/index.html";

#[test]
fn a_proposal_stands_beside_what_is_published_and_what_was_before() {
    let repo = office();
    let site = repo.build();
    let page = site.text(PAGE);
    assert!(page.contains("This is a proposal. It is not decided"), "{page}");
    assert!(page.contains("Open for comments until 1 May 2031") && page.contains("datetime=\"2031-05-01\""), "{page}");
    assert!(page.contains("<meta name=\"robots\" content=\"noindex"), "{page}");
    let tier = |id: &str| {
        let from = page.find(&format!("id=\"ui.{id}\"")).unwrap_or_else(|| panic!("{id} in {page}"));
        page[from..].split("</section>").next().expect("a column").to_owned()
    };
    assert!(tier("before").contains("within 10 days") && !tier("before").contains("<ins>"), "{page}");
    assert!(tier("now").contains("<del>10</del><ins>20</ins>"), "{}", tier("now"));
    assert!(tier("proposed").contains("<del>20</del><ins>90</ins>"), "{}", tier("proposed"));
    assert!(tier("proposed").contains("href=\"../../../data/index.html\""), "links lead to what is published");
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "each id once: {ids:?}");
    let current = site.text("fees/index.html");
    assert!(current.contains("open for comments") && current.contains("href=\"draft/longer/index.html\""), "{current}");
    assert_eq!(site.versions("fees").len(), 2, "no number");
    for file in ["feed.xml", "sitemap.xml", "fees/feed.xml", "fees/history/index.html", "policies.json"] {
        assert!(!site.text(file).contains("longer"), "{file}");
    }
}

#[test]
fn what_stands_beside_each_other_is_one_row() {
    let repo = Sandbox::new();
    let text = |days: &str, more: &str| {
        format!(
            "---\nlang: en\n---\n# Fees\n\nPay within {days} days.\n{more}\n- one thing\n- another thing\n\nWrite to the office.\n"
        )
    };
    repo.write("promulgate.toml", SETTINGS).write("policy/fees.md", text("10", "")).commit("Publish the fees");
    repo.write("policy/fees.md", text("20", "")).commit("More time");
    propose(&repo, "longer", &text("90", "\nSay please, as always.\n\nAnd thank you for that.\n"));
    let page = repo.build().text(PAGE);
    let rows = |id: &str| -> Vec<String> {
        let from = page.find(&format!("id=\"ui.{id}\"")).unwrap_or_else(|| panic!("{id} in {page}"));
        let tier = page[from..].split("</section>").next().expect("a column");
        tier.split("<div class=\"row\">").skip(1).map(str::to_owned).collect()
    };
    let [before, now, proposed] = ["before", "now", "proposed"].map(rows);
    assert!(before.len() == now.len() && now.len() == proposed.len() && now.len() > 4, "{page}");
    for (row, column) in now.iter().enumerate() {
        for line in ["Fees", "Pay within", "one thing", "another thing", "Write to the office"] {
            let has = [&before[row], column, &proposed[row]].map(|text| text.contains(line));
            assert!(has == [has[0]; 3], "{line}: {page}");
        }
    }
    let new = proposed.iter().position(|row| row.contains("Say please")).expect("it is there");
    assert!(!now[new].contains("<p>") && !before[new].contains("<p>"), "nothing stands beside what is new: {page}");
}

#[test]
fn a_proposal_follows_its_branch_and_says_when_it_is_closed() {
    let repo = office();
    repo.build();
    assert!(changed(&repo).is_empty(), "nothing is new");
    repo.git(&["checkout", "-q", "proposal/longer"]);
    repo.write("policy/fees.md", text(91, "")).commit("One more day");
    repo.git(&["checkout", "-q", "main"]);
    let site = repo.build();
    assert!(site.text(PAGE).contains("<ins>91</ins>") && !site.text(PAGE).contains("Open for comments"));
    repo.write("policy/data.md", "---\nlang: en\n---\n# Data\n\nWe keep nothing.\n").commit("Elsewhere");
    assert_eq!(changed(&repo), ["data"], "another policy's commit leaves it alone");
    repo.tick(3600);
    repo.git(&["merge", "-q", "--no-ff", "-m", "Decide it", "proposal/longer"]);
    let site = repo.build();
    assert_eq!(site.versions("fees").len(), 3);
    let closed = site.text(PAGE);
    assert!(closed.contains("Proposal closed") && closed.contains("href=\"../../index.html\""), "{closed}");
    assert!(!site.text("fees/index.html").contains("open for comments"));
    repo.git(&["branch", "-D", "proposal/longer"]);
    assert_eq!(repo.build().text(PAGE), closed, "links stay good");
    propose(&repo, "longer", &text(120, ""));
    assert!(repo.build().text(PAGE).contains("<ins>120</ins>"), "another one of that name");
    repo.git(&["branch", "-D", "proposal/longer"]);
    assert!(repo.build().text(PAGE).contains("Proposal closed"), "taken back");
}

#[test]
fn a_proposal_may_begin_a_policy_or_end_it() {
    let repo = office();
    repo.git(&["checkout", "-q", "-b", "proposal/a/ใหม่", "main"]);
    repo.write("policy/new.md", "---\nlang: en\n---\n# New\n\nA new rule.\n")
        .remove("policy/data.md")
        .commit("A new one");
    repo.git(&["checkout", "-q", "main"]);
    let site = repo.build();
    let page = site.text("new/draft/a-ใหม่/index.html");
    assert!(page.contains("It would be a new policy.") && page.contains("A new rule."), "{page}");
    let home = site.text("index.html");
    assert!(home.contains("href=\"new/draft/a-%E0%B9%83%E0%B8%AB%E0%B8%A1%E0%B9%88/index.html\""), "{home}");
    assert!(!site.has("new/index.html") && !site.policies().contains(&"new".to_owned()));
    assert!(site.text("data/draft/a-ใหม่/index.html").contains("It would withdraw this policy."));
    assert!(site.has(PAGE), "beside the other one");
    repo.git(&["branch", "-q", "-D", "proposal/a/ใหม่"]);
    assert!(!repo.build().text("index.html").contains("new/draft/"), "it is closed");
}

#[test]
fn a_proposal_from_before_a_change_of_the_same_text_says_so() {
    let repo = office();
    repo.write("policy/fees.md", text(25, "")).commit("Five days more");
    let page = repo.build().text(PAGE);
    assert!(page.contains("The policy has changed since this proposal began"), "{page}");
    assert!(page.contains("<del>20</del><ins>90</ins>"), "{page}");
}

#[test]
fn what_is_wrong_with_a_proposal_stops_nothing() {
    let repo = office();
    let broken =
        "---\nlang: en\nconsultation: {until: soon}\n---\n# Fees\n\n<script>alert(1)</script>\n\n\u{202e}odd\n";
    propose(&repo, "odd", broken);
    repo.git(&["checkout", "-q", "--orphan", "proposal/alien"]);
    repo.write("policy/fees.md", "# Alien\n").commit("Nothing in common");
    repo.git(&["checkout", "-q", "main"]);
    repo.write("policy/fees.md", text(21, "")).commit("The line goes on");
    let run = build(&repo);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let warnings: Vec<&str> =
        report["warnings"].as_array().expect("a list").iter().filter_map(|w| w.as_str()).collect();
    let told = |what: &str| warnings.iter().any(|warning| warning.contains(what));
    assert!(told("refs/heads/proposal/alien: the proposal can't be shown"), "{warnings:?}");
    assert!(told("front matter `consultation`") && told("`soon`"), "{warnings:?}");
    let site = repo.site();
    assert_eq!(site.versions("fees").len(), 3);
    let page = site.text("fees/draft/odd/index.html");
    assert!(!page.contains("<script>alert"), "{page}");
    assert!(repo.write("promulgate.toml", "drafts = ['proposal/*']\n").commit("Wrong settings").len() > 8);
    let run = build(&repo);
    assert!(run.code == 1 && run.stderr.contains("names no branches"), "{}", run.stderr);
}

#[test]
fn the_watcher_sees_proposals_move() {
    let repo = office();
    let watching = Watching::begin(&repo, &["--rev", "main"]);
    let until_it_says = |what: &str| {
        let page = "fees/draft/second/index.html";
        while !(watching.site().has(page) && watching.site().text(page).contains(what)) {
            watching.expect("published"); // a branch is made, then it moves
        }
    };
    propose(&repo, "second", &text(33, ""));
    until_it_says("<ins>33</ins>");
    repo.git(&["branch", "-D", "proposal/second"]);
    until_it_says("Proposal closed");
}

#[test]
fn a_policy_that_fails_keeps_its_proposals_as_they_were() {
    let repo = office();
    let before = repo.build().text(PAGE);
    repo.write("changes/fees.toml", "[[version]]\nnumber = 9\nsummary = 'x'\n");
    repo.write("policy/fees.md", text(22, "")).commit("Two days more, with a mistake");
    let run = build(&repo);
    assert!(run.code == 1 && run.stderr.contains("changes/fees.toml, line 1: "), "{}", run.stderr);
    assert_eq!(repo.site().text(PAGE), before);
    repo.git(&["rm", "-q", "changes/fees.toml"]);
    repo.commit("Mend it");
    assert!(repo.build().text(PAGE).contains("The policy has changed since this proposal began"));
}
