//! Renames of many files at once: what is found, and how much work that takes.

use super::*;
use std::collections::BTreeMap;

/// The files before and after, in a repository of their own.
struct Commit {
    _dir: tempfile::TempDir,
    repository: Repository,
    git: git2::Repository,
    deltas: BTreeMap<String, Delta>,
}

impl Commit {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let git = git2::Repository::init(dir.path()).expect("a repository");
        let repository = Repository::discover(dir.path()).expect("a repository");
        Self { _dir: dir, repository, git, deltas: BTreeMap::new() }
    }

    fn old(&mut self, path: &str, text: impl AsRef<[u8]>) {
        let blob = self.git.blob(text.as_ref()).expect("a blob");
        self.deltas.entry(path.into()).or_insert_with(|| Delta::new(path.into(), (None, None))).old = Some(blob);
    }

    fn new_file(&mut self, path: &str, text: impl AsRef<[u8]>) {
        let blob = self.git.blob(text.as_ref()).expect("a blob");
        self.deltas.entry(path.into()).or_insert_with(|| Delta::new(path.into(), (None, None))).new = Some(blob);
    }

    /// From where to where, and how many pairs of texts were compared for it.
    fn renames(&self) -> (BTreeMap<String, String>, usize) {
        let scope = Scope::new("", &[], &[]).expect("a scope");
        let deltas: Vec<Delta> = self.deltas.values().cloned().collect();
        let mut prints = Prints::new(&self.repository);
        let renames = found(&mut prints, &scope, &deltas).expect("renames");
        (renames.into_iter().map(|r| (r.from, r.to)).collect(), prints.compared)
    }
}

/// A text of which most lines stand in all others too.
fn rule(n: usize) -> String {
    let shared: String = (0..8).map(|k| format!("Clause {k} is the same in every rule of this office.\n\n")).collect();
    let own: String = (0..6).map(|k| format!("Point {k} of rule {n} is its own: w{n}, x{n} and y{n}.\n\n")).collect();
    format!("# Rule {n}\n\n{shared}{own}")
}

fn edited(text: &str) -> String {
    format!("---\nreviewed: 2026\n---\n{}\nOne line more.\n", text.replace("Clause 3", "Paragraph 3"))
}

/// As many files as `count`, each moved from `from` to `to` and edited: each is found, with a few comparisons each.
fn all_are_followed(count: usize, from: impl Fn(usize) -> String, to: impl Fn(usize) -> String) {
    let mut commit = Commit::new();
    for n in 0..count {
        commit.old(&from(n), rule(n));
        commit.new_file(&to(n), edited(&rule(n)));
    }
    let (renames, compared) = commit.renames();
    let lost: Vec<usize> = (0..count).filter(|n| renames.get(&from(*n)) != Some(&to(*n))).collect();
    assert!(lost.is_empty(), "{} of {count} are lost, such as {:?}", lost.len(), lost.first().map(|n| from(*n)));
    assert!(count * count <= 40_000 || compared <= 6 * count, "{compared} comparisons for {count} files");
}

#[test]
fn mass_renames_are_followed_with_a_few_comparisons_for_each_file() {
    for count in [190, 210, 2_000] {
        all_are_followed(count, |n| format!("rule-{n}.md"), |n| format!("rule-{n}/index.md"));
    }
    let langs = ["th", "en", "lo"];
    all_are_followed(600, |n| format!("p{}/{}.md", n / 3, langs[n % 3]), |n| format!("{}/p{}.md", langs[n % 3], n / 3));
    all_are_followed(1_000, |n| format!("old/{n:04}.md"), |n| format!("new/chapter-{}.md", (n * 7) % 1_000));
}

#[test]
fn short_texts_are_followed_by_the_words_of_their_paths() {
    let mut commit = Commit::new();
    for n in 0..210 {
        commit.old(&format!("p{n}/en.md"), format!("# P{n}\n\nA short text, number {n}.\n"));
        commit.new_file(
            &format!("en/p{n}.md"),
            format!("---\nid: p{n}\nlang: en\n---\n# P{n}\n\nA short text, number {n}.\n"),
        );
    }
    let (renames, _) = commit.renames();
    assert_eq!(renames.len(), 210);
    assert!((0..210).all(|n| renames[&format!("p{n}/en.md")] == format!("en/p{n}.md")));
}

#[test]
fn an_address_has_one_history_whatever_it_says() {
    let mut commit = Commit::new();
    commit.old("Github-Policy.md", "# Owners\n\nThe first text.\n");
    commit.new_file("GitHub-Policy.md", "# Members\n\nEntirely other words stand here, and nothing is as it was.\n");
    commit.old("terms.md", rule(1));
    commit.new_file("terms/index.md", rule(2));
    commit.new_file("elsewhere.md", rule(1));
    let (renames, _) = commit.renames();
    let expected = [("Github-Policy.md", "GitHub-Policy.md"), ("terms.md", "terms/index.md")];
    assert_eq!(renames, expected.map(|(a, b)| (a.to_owned(), b.to_owned())).into());
}

#[test]
fn texts_that_are_all_alike_cost_no_more_than_others() {
    let count = 1_500;
    let mut commit = Commit::new();
    for n in 0..count {
        // the same pieces in each, in an order of its own
        let (a, b) = (n / 71, n % 71);
        let lines: Vec<String> = (0..71).map(|k| format!("line {}", (k + a) % 71)).collect();
        let text = format!("{}\n{}\n", lines.join("\n"), "line 0\n".repeat(b));
        commit.old(&format!("a/{n}.md"), &text);
        commit.new_file(&format!("b/{}.md", count + n), format!("{text}line 1\n"));
    }
    let (_, compared) = commit.renames();
    assert!(compared <= 10 * count, "{compared} comparisons");
    let mut commit = Commit::new();
    for n in 0..count {
        commit.old(&format!("a/{n}/x.md"), "the same\n");
        commit.new_file(&format!("b/{n}/x.md"), "the same\n");
    }
    let (renames, compared) = commit.renames();
    assert_eq!((renames.len(), compared), (count, 0), "each of the same texts goes somewhere");
}

#[test]
fn texts_that_changed_places_in_great_numbers_end() {
    let count = 700;
    let mut commit = Commit::new();
    for n in 0..count {
        commit.old(&format!("{n}.md"), rule(n).replace("the same", &format!("{n}")));
        commit.new_file(&format!("{n}.md"), rule((n + 1) % count).replace("the same", &format!("{}", (n + 1) % count)));
    }
    let (renames, compared) = commit.renames();
    assert_eq!(renames.len(), count, "each took the place of its neighbour");
    assert!(compared <= 8 * count, "{compared} comparisons");
}

#[test]
fn what_is_too_large_is_compared_by_its_id_alone() {
    let mut commit = Commit::new();
    let large = "the same line\n".repeat(1 + crate::history::LARGEST_TEXT / 14);
    commit.old("a.md", &large);
    commit.new_file("b.md", &large);
    commit.old("c.md", large.clone() + "c\n");
    commit.new_file("d.md", large + "d\n");
    let (renames, compared) = commit.renames();
    assert_eq!((renames, compared), ([("a.md".to_owned(), "b.md".to_owned())].into(), 0));
}
