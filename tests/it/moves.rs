//! Stories of many files that move at once, and of files that come into the policies folder, or leave it.

use crate::sandbox::{Run, Sandbox, Site, essay};
use promulgate::history::{Advance, History, Repository, Scope};

/// Whether the state that the site keeps, or the site itself, tells `what`.
fn tells(site: &Site, what: &str) -> bool {
    let mut folders = vec![site.root().to_owned()];
    let mut found = false;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let bytes = std::fs::read(&path).expect("read");
                    found |= bytes.windows(what.len()).any(|window| window == what.as_bytes());
                }
            }
        }
    }
    found
}

fn numbers(site: &Site, id: &str) -> usize {
    site.versions(id).len()
}

#[test]
fn a_folder_for_each_rule() {
    let repo = Sandbox::new();
    let rule = |n: usize| {
        format!("# Rule {n}\n\nThe text of rule {n} is its own, with words like w{n} and x{n}.\n\nEnd z{n}.\n")
    };
    for n in 1..=210 {
        repo.write(&format!("policy/rule-{n}.md"), rule(n));
    }
    repo.commit("rules");
    for n in 1..=210 {
        repo.rename(&format!("policy/rule-{n}.md"), &format!("policy/rule-{n}/index.md"));
        repo.write(&format!("policy/rule-{n}/index.md"), format!("---\nreviewed: 2026\n---\n{}", rule(n)));
    }
    repo.commit("a folder for each");
    let run = repo.run(&["log", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let log: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let policies = log["policies"].as_array().or(log.as_array()).expect("policies");
    assert_eq!(policies.len(), 210);
    assert!(policies.iter().all(|p| p["versions"].as_array().is_some_and(|v| v.len() == 2)), "each goes on");
}

#[test]
fn what_was_outside_of_the_policies_folder_stays_outside() {
    let repo = Sandbox::new();
    repo.write("policy/t.md", "# T\n").write("internal/staff.md", essay("Staff") + "\nDRAFT: tell nobody\n");
    repo.commit("first");
    repo.write("internal/dismissal-of-somchai.md", "# He goes\n").commit("Prepare the dismissal\n\nHe earns 45,000.");
    repo.rename("internal/staff.md", "policy/staff.md").write("policy/staff.md", essay("Staff") + "\nPublic words\n");
    repo.commit("publish the staff policy");
    let site = repo.build();
    assert_eq!(numbers(&site, "staff"), 1);
    for secret in ["tell nobody", "somchai", "Prepare the dismissal", "45,000", "internal/"] {
        assert!(!tells(&site, secret), "{secret}");
    }
    // it leaves: withdrawn, and what it says there is nobody's business; it comes back: it goes on
    repo.rename("policy/staff.md", "internal/staff.md").commit("back to the drawing board");
    repo.write("internal/staff.md", essay("Staff") + "\nSECOND DRAFT\n").commit("Quietly rework it");
    let site = repo.build();
    assert_eq!(site.json("policies.json")["policies"][0]["status"], "withdrawn");
    repo.rename("internal/staff.md", "policy/staff.md").write("policy/staff.md", essay("Staff") + "\nNew words\n");
    repo.commit("again");
    let site = repo.build();
    assert_eq!(numbers(&site, "staff"), 2);
    assert!(!tells(&site, "SECOND DRAFT") && !tells(&site, "Quietly"));
}

#[test]
fn what_the_settings_leave_out_is_not_kept() {
    let repo = Sandbox::new();
    repo.write("promulgate.toml", "exclude = ['drafts/**']\n").write("policy/a.md", "# A\n").commit("first");
    repo.write("policy/drafts/secret-plan.md", "# Plan\n").commit("Draft the plan");
    let site = repo.build();
    assert!(!tells(&site, "secret-plan") && !tells(&site, "Draft the plan"));
}

const IMPORT: &str = "import_history = true\n";

#[test]
fn versions_from_outside_come_along_if_the_settings_say_so() {
    let story = |step: &dyn Fn(&Sandbox)| {
        let repo = Sandbox::new();
        repo.write("promulgate.toml", IMPORT).write("policy/t.md", "# T\n");
        repo.write("docs/x.md", essay("x")).write("docs/y.md", essay("y")).write("docs/secret.md", essay("secret"));
        repo.commit("in the old folder");
        step(&repo);
        repo.write("docs/secret.md", essay("secret") + "\nMore.\n").commit("Never to be published");
        repo.rename("docs/y.md", "drafts/y2.md").write("drafts/y2.md", essay("y") + "\nTwo.\n").commit("y goes on");
        step(&repo);
        repo.rename("drafts/y2.md", "drafts/y3.md").commit("another name alone");
        step(&repo);
        repo.rename("docs/x.md", "policy/x.md").rename("drafts/y3.md", "policy/sub/y.md");
        repo.write("policy/sub/y.md", essay("y") + "\nTwo.\nThree.\n").commit("into the policies folder");
        step(&repo);
        repo.write("policy/x.md", essay("x") + "\nAnd so on.\n").commit("x goes on");
        let site = repo.build();
        (repo, site)
    };
    let (_at_once, at_once) = story(&|_| {});
    let (_in_steps, in_steps) = story(&|repo| _ = repo.build());
    for site in [&at_once, &in_steps] {
        assert_eq!(site.sources("x"), [essay("x"), essay("x") + "\nAnd so on.\n"]);
        assert_eq!(site.sources("sub/y"), [essay("y"), essay("y") + "\nTwo.\n", essay("y") + "\nTwo.\nThree.\n"]);
        assert_eq!(site.versions("x")[0]["published"], "2023-11-14T23:13:20Z", "from before the move");
        assert_eq!(site.versions("sub/y")[1]["summary"], "y goes on");
        for secret in ["docs/secret.md", "Never to be published", "secret in case"] {
            assert!(!tells(site, secret), "{secret}");
        }
    }
    assert_eq!(at_once.bytes("sub/y/versions.json"), in_steps.bytes("sub/y/versions.json"));
    assert_eq!(at_once.bytes("x/versions.json"), in_steps.bytes("x/versions.json"));
}

/// The published line of a repository, seen with these settings.
struct Line<'r> {
    repo: &'r Sandbox,
    history: History,
}

fn scope(exclude: &[&str]) -> Scope {
    Scope::new("policy", &[], &exclude.iter().map(|e| (*e).to_owned()).collect::<Vec<_>>()).expect("a scope")
}

impl<'r> Line<'r> {
    fn new(repo: &'r Sandbox) -> Self {
        let mut line = Self { repo, history: History::new(scope(&[]), false) };
        assert!(line.advance(None).is_some(), "a new line grows");
        line
    }

    fn repository(&self) -> Repository {
        Repository::discover(self.repo.repo()).expect("a repository")
    }

    /// Goes on to `HEAD`; what is odd, or `None` if what was published is lost.
    fn advance(&mut self, accept: Option<&str>) -> Option<usize> {
        let repository = self.repository();
        let tip = repository.tip("HEAD").expect("a tip");
        match self.history.advance(&repository, &tip, accept, &mut |_, _| {}).expect("readable") {
            Advance::Grown(warnings) => Some(warnings.len()),
            Advance::Rewritten(_) => None,
        }
    }

    /// With other settings; and as it is read from what is kept.
    fn seen(self, exclude: &[&str]) -> Self {
        let repository = self.repository();
        let (history, _) = self.history.reread(&repository, scope(exclude), false, &mut |_, _| {}).expect("readable");
        let (_, pieces) = history.pieces(0);
        let corrections = history.corrections().to_vec();
        let kept = History::read(scope(exclude), false, pieces.collect::<Vec<_>>().into_iter(), corrections);
        Self { repo: self.repo, history: kept.expect("undamaged") }
    }
}

#[test]
fn what_was_published_under_other_settings_may_not_be_lost_either() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").write("policy/b.md", "# B\n").commit("first");
    repo.write("policy/b.md", "# B\n\nSecond.\n").commit("second of b");
    repo.write("README", "x").commit("nothing of ours");
    let line = Line::new(&repo).seen(&["b.md"]);
    repo.git(&["reset", "-q", "--hard", "HEAD~1"]);
    repo.git(&["commit", "-q", "--amend", "-m", "b never said that"]);
    let mut line = line;
    assert_eq!(line.advance(None), None, "also while the settings leave b out");
    let mut line = line.seen(&[]).seen(&["*.md", "b.md"]);
    assert_eq!(line.advance(None), None, "and whatever they were in between");
    assert!(line.advance(Some("for good")).is_some());
    assert!(line.history.is_gone(1) && !line.history.is_gone(0) && !line.history.is_gone(2));
    repo.git(&["commit", "-q", "--amend", "-m", "nor that"]);
    assert_eq!(line.advance(None), Some(0), "nothing that is published now was in that commit");
}

#[test]
fn a_branch_comes_before_a_tag() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").commit("first");
    repo.git(&["checkout", "-q", "--orphan", "evil"]);
    repo.write("policy/a.md", "# Forged\n").commit("pushed as a tag");
    repo.git(&["tag", "main"]);
    repo.git(&["checkout", "-q", "refs/heads/main"]);
    let out = repo.place("site");
    let Run { code, stderr, .. } = repo.run(&["build", "--rev", "main", "--out", out.to_str().expect("UTF-8")]);
    assert!(code == 0 && stderr.contains("revision main: a branch and a tag have this name"), "{stderr}");
    assert_eq!(Site::at(out).sources("a"), ["# A\n"]);
}
