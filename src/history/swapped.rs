//! Detects merges that swap the parents: a plain `git pull` of a published branch makes a merge whose first parent is
//! the local work. Once pushed, it takes published commits off the first-parent line. A build that has the state of
//! the last publication continues with these commits; a build from scratch reports a warning.

use super::Commit;
use crate::error::Warning;

/// How many commits are named.
const NAMED: usize = 5;

/// A warning about `commit`, a merge, if it looks like one by which published commits left the line.
pub(super) fn warning(commit: &Commit) -> Option<Warning> {
    let branch = pulled(&commit.message.subject).filter(|_| !commit.merged.is_empty())?;
    let name = |merged: &super::Merged| format!("{} ({})", merged.id.short(), merged.message.subject);
    let mut names: Vec<String> = commit.merged.iter().take(NAMED).map(name).collect();
    names.reverse();
    let more = commit.merged.len() - names.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!(
        "it merges `{branch}` into a local copy of it, so {}{more} are no longer on the first-parent line and make no \
         versions of their own; if they were published, version numbers differ now; continue with the existing state \
         (--state DIR), or redo the merge from `{branch}`; `git pull --rebase` avoids such merges",
        names.join(", ")
    );
    Some(Warning::new(format!("commit {}", commit.id.short()), message))
}

/// The branch that was pulled into a copy of itself, by the subject that git writes then: it names the branch into which
/// it merges, unless that is the main one.
fn pulled(subject: &str) -> Option<&str> {
    let remote = |rest: &'_ str| rest.find('/').map_or(0, |at| at + 1);
    let (from, rest) = match subject.strip_prefix("Merge remote-tracking branch '") {
        Some(rest) => rest[remote(rest)..].split_once('\'')?,
        None => {
            subject.strip_prefix("Merge branch '")?.split_once('\'').filter(|(_, rest)| rest.starts_with(" of "))?
        }
    };
    let into = rest.rsplit_once(" into ").map(|(_, into)| into.trim_matches('\''));
    let same = into.map_or(matches!(from, "main" | "master"), |into| into == from);
    same.then_some(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pulls_of_a_branch_into_itself_are_known_by_their_words() {
        for (subject, branch) in [
            ("Merge branch 'main' of https://example.org/texts", Some("main")),
            ("Merge branch 'master' of ../texts into master", Some("master")),
            ("Merge branch 'policy' of git@example.org:texts into policy", Some("policy")),
            ("Merge remote-tracking branch 'origin/main'", Some("main")),
            ("Merge remote-tracking branch 'origin/a/b' into a/b", Some("a/b")),
            ("Merge branch 'fees' of https://example.org/texts", None),
            ("Merge branch 'main' of https://example.org/texts into fees", None),
            ("Merge remote-tracking branch 'origin/fees'", None),
            ("Merge branch 'main'", None),
            ("Merge pull request #12 from office/main", None),
        ] {
            assert_eq!(pulled(subject), branch, "{subject}");
        }
    }
}
