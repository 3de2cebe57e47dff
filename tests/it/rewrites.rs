//! Published history is rewritten, in every way that git offers: nothing is published, and the message says what of the
//! published would no longer be true.

use crate::disturb::none;
use crate::growth::{Published, terms};
use crate::whole::{differences, files};

/// What is no longer true: a policy and the numbers of its versions.
type Broken<'a> = &'a [(&'a str, &'a [u64])];

const LAST: Broken<'_> = &[("terms", &[3])];
const LAST_OF_BOTH: Broken<'_> = &[("terms", &[3]), ("privacy", &[2])];
const ALL: Broken<'_> = &[("terms", &[1, 2, 3]), ("privacy", &[1, 2])];

impl Published {
    /// Publishes after a rewrite: refused, for these reasons, and the site is as it was.
    fn refuses(&self, broken: Broken<'_>) {
        let run = self.build(&[]);
        assert_eq!(run.code, 4, "{}", run.stderr);
        none(&differences(&files(self.site().root()), &self.before));
        assert!(run.stderr.contains("hint: ") && run.stderr.contains("--accept-rewrite"), "{}", run.stderr);
        let words: Vec<&str> = run.stderr.split(|c: char| !c.is_alphanumeric()).collect();
        for (id, numbers) in broken {
            assert!(words.contains(id), "{id} is named: {}", run.stderr);
            for version in self.listed(id).iter().filter(|v| numbers.iter().any(|n| v["n"] == *n)) {
                let commit = &version["commit"].as_str().expect("a commit")[..7];
                let told = words.contains(&version["n"].to_string().as_str()) && run.stderr.contains(commit);
                assert!(told, "version {} ({commit}) of {id} is named: {}", version["n"], run.stderr);
            }
        }
        let again = self.build(&[]);
        assert_eq!((again.code, again.stderr), (4, run.stderr), "asking again changes nothing");
        self.refuses_by_its_ledger(broken);
    }

    /// Where the state is lost, the published ledger refuses the same.
    fn refuses_by_its_ledger(&self, broken: Broken<'_>) {
        let nowhere = self.repo.place("nowhere");
        let run = self.build_from_ledger(&nowhere, &[]);
        assert_eq!(run.code, 4, "{}", run.stderr);
        assert!(files(&nowhere).is_empty(), "nothing is published");
        for (id, numbers) in broken {
            for n in *numbers {
                assert!(run.stderr.contains(&format!("{id}, version {n}: commit ")), "{id} {n}: {}", run.stderr);
            }
        }
        let copy = self.repo.place("copy");
        for (path, bytes) in &self.before {
            let place = copy.join(path);
            std::fs::create_dir_all(place.parent().expect("a folder")).expect("made");
            std::fs::write(place, bytes).expect("copied");
        }
        let there = self.build_into(&copy, &["--take-over"]);
        assert_eq!(there.code, 4, "a site without its state has its ledger: {}", there.stderr);
        none(&differences(&files(&copy), &self.before));
        std::fs::remove_dir_all(copy).expect("removed");
    }

    /// `refuses`; and when the branch is put back, all is well.
    fn refuses_until_restored(&self, broken: Broken<'_>) {
        self.refuses(broken);
        let elsewhere = self.repo.place("elsewhere");
        let first = self.repo.run(&["build", "--out", elsewhere.to_str().expect("UTF-8")]);
        assert_eq!(first.code, 0, "where nothing was published, nothing is broken: {}", first.stderr);
        self.repo.git(&["reset", "-q", "--hard", &self.commits[3]]);
        let restored = self.build(&[]);
        assert_eq!(restored.code, 0, "{}", restored.stderr);
        none(&differences(&files(self.site().root()), &self.before));
    }

    /// Makes the commits anew, the oldest without a parent, each with the tree that `tree` gives; moves `main` there.
    fn replay(&self, tree: impl Fn(usize, &str) -> String, message: impl Fn(usize) -> String) {
        let mut parent: Option<String> = None;
        for (ix, commit) in self.commits.iter().enumerate() {
            let tree = tree(ix, &format!("{commit}^{{tree}}"));
            let mut arguments = vec!["commit-tree".to_owned(), tree, "-m".into(), message(ix)];
            arguments.extend(parent.into_iter().flat_map(|parent| ["-p".into(), parent]));
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            parent = Some(self.repo.git(&arguments));
        }
        self.repo.git(&["reset", "-q", "--hard", &parent.expect("a commit")]);
    }
}

#[test]
fn the_text_of_the_last_commit_is_amended() {
    let published = Published::new();
    published.repo.write("policy/terms.md", terms(30));
    published.repo.git(&["commit", "-q", "-a", "--amend", "--no-edit"]);
    published.refuses_until_restored(LAST);
}

#[test]
fn the_message_of_the_last_commit_is_amended() {
    let published = Published::new();
    published.repo.git(&["commit", "-q", "--amend", "-m", "we never said that"]);
    published.refuses_until_restored(LAST);
}

#[test]
fn the_date_of_the_last_commit_is_amended() {
    let published = Published::new();
    published.repo.tick(-86_400);
    published.repo.git(&["commit", "-q", "--amend", "--no-edit", "--reset-author"]);
    published.refuses_until_restored(LAST);
}

#[test]
fn the_author_of_the_last_commit_is_amended() {
    let published = Published::new();
    published.repo.git(&["commit", "-q", "--amend", "--no-edit", "--author", "Nobody <nobody@example.org>"]);
    published.refuses_until_restored(LAST);
}

#[test]
fn the_last_commit_is_dropped() {
    let published = Published::new();
    published.repo.git(&["reset", "-q", "--hard", "HEAD~1"]);
    published.refuses_until_restored(LAST);
}

#[test]
fn a_commit_in_the_middle_is_dropped() {
    let published = Published::new();
    published.repo.git(&["rebase", "-q", "--onto", &published.commits[1], &published.commits[2], "main"]);
    published.refuses_until_restored(LAST_OF_BOTH);
}

#[test]
fn two_commits_are_squashed() {
    let published = Published::new();
    published.repo.git(&["reset", "-q", "--soft", &published.commits[1]]);
    published.repo.commit("third and fourth");
    published.refuses_until_restored(LAST_OF_BOTH);
}

#[test]
fn two_commits_are_reordered() {
    let published = Published::new();
    published.repo.git(&["reset", "-q", "--hard", &published.commits[1]]);
    published.repo.git(&["cherry-pick", &published.commits[3], &published.commits[2]]);
    assert_eq!(published.repo.git(&["diff", &published.commits[3], "HEAD"]), "", "in the end all is as before");
    published.refuses_until_restored(LAST_OF_BOTH);
}

#[test]
fn an_old_text_is_altered_beneath_an_unaltered_tip() {
    let published = Published::new();
    let repo = &published.repo;
    repo.git(&["checkout", "-q", "--detach", &published.commits[0]]);
    repo.write("policy/terms.md", terms(100)).commit("it always said so");
    let forged = repo.git(&["rev-parse", "HEAD^{tree}"]);
    repo.git(&["checkout", "-q", "main"]);
    let message = |ix: usize| ["first", "second", "third", "fourth"][ix].to_owned();
    published.replay(|ix, tree| if ix == 0 { forged.clone() } else { tree.to_owned() }, message);
    published.refuses_until_restored(ALL);
}

#[test]
fn a_branch_without_history_has_the_same_tree() {
    let published = Published::new();
    published.repo.git(&["checkout", "-q", "--orphan", "clean"]);
    published.repo.commit("a fresh start");
    published.repo.git(&["branch", "-q", "-M", "clean", "main"]);
    published.refuses_until_restored(ALL);
}

#[test]
fn the_branch_is_reset_to_another_one() {
    let published = Published::new();
    let repo = &published.repo;
    repo.git(&["checkout", "-q", "-b", "draft", &published.commits[1]]);
    repo.write("policy/terms.md", terms(30)).commit("the other fourth");
    repo.write("policy/terms.md", terms(40)).commit("the other fifth");
    repo.git(&["checkout", "-q", "main"]);
    repo.git(&["reset", "-q", "--hard", "draft"]);
    published.refuses_until_restored(LAST_OF_BOTH);
}

#[test]
fn the_same_commits_grow_from_another_root() {
    let published = Published::new();
    let message = |ix: usize| ["the very first", "second", "third", "fourth"][ix].to_owned();
    published.replay(|_, tree| tree.to_owned(), message);
    published.refuses_until_restored(ALL);
}

#[test]
fn a_rewrite_hides_below_new_commits() {
    let published = Published::new();
    published.repo.git(&["commit", "-q", "--amend", "-m", "we never said that"]);
    published.repo.write("policy/terms.md", terms(4)).commit("fifth");
    published.repo.write("policy/cookies.md", "# Cookies\n").commit("sixth");
    published.refuses_until_restored(LAST);
}

/// The same bytes and dates, at another path.
#[test]
fn a_text_is_moved_beneath_its_published_version() {
    let published = Published::new();
    let repo = &published.repo;
    repo.git(&["mv", "policy/terms.md", "policy/rules.md"]);
    repo.git(&["commit", "-q", "--amend", "--no-edit"]);
    published.refuses_until_restored(LAST);
}

/// Another text under the same path, with the same message and dates.
#[test]
fn a_text_is_replaced_at_the_same_second() {
    let published = Published::new();
    let repo = &published.repo;
    repo.write("policy/terms.md", terms(3).replace("number 3", "number 8"));
    let date = repo.git(&["log", "-1", "--format=%cI"]);
    repo.git(&["commit", "-q", "-a", "--amend", "--no-edit", "--date", &date]);
    published.refuses_until_restored(LAST);
}

/// Git shows another history then; what was published is read without that.
#[test]
fn commits_and_texts_are_replaced_by_refs() {
    let published = Published::new();
    let repo = &published.repo;
    let forged = repo.write("forged.md", terms(30)).git(&["hash-object", "-w", "forged.md"]);
    let original = repo.git(&["rev-parse", "HEAD:policy/terms.md"]);
    repo.git(&["replace", &original, &forged]);
    repo.git(&["replace", &published.commits[2], &published.commits[0]]);
    let run = published.build(&[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    none(&differences(&files(published.site().root()), &published.before));
    let fresh = repo.place("fresh");
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    none(&differences(&files(&fresh), &published.before));
}

#[test]
fn history_is_cut_off_by_grafts() {
    let published = Published::new();
    let repo = &published.repo;
    repo.write(".git/info/grafts", format!("{}\n", published.commits[3]));
    let run = published.build(&[]);
    assert!(run.code == 1 && run.stderr.contains("alters history"), "{}", run.stderr);
    none(&differences(&files(published.site().root()), &published.before));
}

#[test]
fn a_rewrite_is_pushed_by_force() {
    let published = Published::prepared(|repo| {
        let bare = repo.place("bare.git").to_str().expect("UTF-8").to_owned();
        repo.git(&["clone", "-q", "--bare", ".", &bare]);
        repo.git(&["remote", "add", "office", &bare]);
        vec!["--repo".into(), bare]
    });
    published.repo.write("policy/terms.md", terms(30));
    published.repo.git(&["commit", "-q", "-a", "--amend", "--no-edit"]);
    published.repo.git(&["push", "-q", "--force", "office", "main"]);
    published.refuses(LAST);
    published.repo.git(&["push", "-q", "--force", "office", &format!("{}:main", published.commits[3])]);
    assert_eq!(published.build(&[]).code, 0);
}

#[test]
fn the_published_branch_is_pointed_elsewhere() {
    let published = Published::prepared(|repo| {
        repo.git(&["branch", "live"]);
        vec!["--rev".into(), "live".into()]
    });
    let repo = &published.repo;
    repo.git(&["branch", "-f", "live", &published.commits[2]]);
    published.refuses(LAST);
    repo.write("policy/terms.md", terms(4)).commit("fifth");
    repo.git(&["branch", "-f", "live", "main"]);
    let run = published.build(&[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(published.site().versions("terms").len(), 4);
}
