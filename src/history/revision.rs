//! Resolves a revision name to a commit.

use super::oid::clean;
use crate::error::Warning;
use git2::{Error, ErrorCode, Oid};

/// The length of a whole id in hexadecimal digits, SHA-1 and SHA-256.
const IDS: [usize; 2] = [40, 64];

/// The commit that `rev` means. A branch comes before a tag of the same name: whoever may push tags does not thereby
/// publish. (Git, which warns of the two, takes the tag.)
pub(super) fn resolve(git: &git2::Repository, rev: &str) -> Result<(Oid, Option<Warning>), Error> {
    let (name, rest) =
        rev.split_at(rev.find(['~', '^', ':']).into_iter().chain(rev.find("@{")).min().unwrap_or(rev.len()));
    let mut full = None;
    for candidate in candidates(name) {
        if full.is_none() && exists(git, &candidate)? {
            full = Some(candidate);
        }
    }
    let spec = full.as_ref().map_or_else(|| rev.to_owned(), |full| format!("{full}{rest}"));
    let commit = git.revparse_single(&spec)?.peel_to_commit()?;
    let tag = format!("refs/tags/{name}");
    let both = full.is_some_and(|full| full == format!("refs/heads/{name}")) && exists(git, &tag)?;
    let warning = both.then(|| {
        let message = "a branch and a tag have this name; the branch is published (for the tag: --rev refs/tags/…)";
        Warning::new(format!("revision {}", super::name::shown(name)), message)
    });
    Ok((clean(commit.id()), warning))
}

/// Whether there is a ref of this name; one that can't be read is no reason to take another.
fn exists(git: &git2::Repository, name: &str) -> Result<bool, Error> {
    match git.find_reference(name) {
        Ok(_) => Ok(true),
        Err(e) if matches!(e.code(), ErrorCode::NotFound | ErrorCode::InvalidSpec) => Ok(false),
        Err(e) => Err(e),
    }
}

/// The refs that `name` may be short for, the one that is meant first.
fn candidates(name: &str) -> Vec<String> {
    let is_id = IDS.contains(&name.len()) && name.bytes().all(|b| b.is_ascii_hexdigit());
    if is_id
        || matches!(name, "" | "@" | "HEAD" | "FETCH_HEAD" | "ORIG_HEAD" | "MERGE_HEAD")
        || name.starts_with("refs/")
    {
        return Vec::new();
    }
    let kind = ["heads/", "tags/", "remotes/"].iter().any(|kind| name.starts_with(kind));
    let kind = kind.then(|| format!("refs/{name}"));
    let kinds = ["refs/heads/", "refs/tags/", "refs/remotes/"].map(|kind| format!("{kind}{name}"));
    kind.into_iter().chain(kinds).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use git2::{Repository, Signature, Time};

    #[test]
    fn a_branch_comes_before_a_tag_and_all_else_is_as_git_says() {
        let dir = tempfile::tempdir().expect("a folder");
        let git = Repository::init(dir.path()).expect("a repository");
        let who = Signature::new("a", "a@x", &Time::new(0, 0)).expect("a signature");
        let tree = git.find_tree(git.treebuilder(None).and_then(|b| b.write()).expect("a tree")).expect("a tree");
        let commit = |on: Option<&str>, text: &str, parents: &[Oid]| {
            let parents: Vec<_> = parents.iter().map(|p| git.find_commit(*p).expect("a commit")).collect();
            git.commit(on, &who, &who, text, &tree, &parents.iter().collect::<Vec<_>>()).expect("a commit")
        };
        let first = commit(None, "first", &[]);
        let second = commit(None, "second", &[first]);
        let other = commit(None, "other", &[]);
        let point = |name: &str, at: Oid| _ = git.reference(name, at, true, "").expect("a ref");
        for (name, at) in [
            ("refs/heads/main", second),
            ("refs/tags/main", other),
            ("refs/tags/v1", first),
            ("refs/remotes/origin/main", first),
            ("refs/heads/heads/main", other),
            ("refs/heads/HEAD", other),
            (&format!("refs/heads/{second}"), other),
        ] {
            point(name, at);
        }
        git.set_head("refs/heads/main").expect("HEAD");
        let tagged = git.find_object(first, None).expect("an object");
        git.tag("signed", &tagged, &who, "a tag with a message", false).expect("a tag");
        for (rev, meant) in [
            ("main", second),
            ("main~1", first),
            ("main^{commit}", second),
            ("main^{}", second),
            ("heads/main", second),
            ("refs/heads/main", second),
            ("refs/tags/main", other),
            ("tags/main", other),
            ("v1", first),
            ("v1^{}", first),
            ("signed^{}", first),
            ("signed", first),
            ("origin/main", first),
            ("HEAD", second),
            ("@", second),
            ("HEAD~1", first),
            (&second.to_string(), second),
            (&second.to_string()[..12], second),
        ] {
            let (found, warning) = resolve(&git, rev).unwrap_or_else(|e| panic!("{rev}: {e}"));
            assert_eq!(found, meant, "{rev}");
            assert_eq!(warning.is_some(), ["main", "main~1", "main^{commit}", "main^{}"].contains(&rev), "{rev}");
        }
        for rev in ["nonsense", "main:x", "main~7", "refs/heads/nonsense"] {
            assert!(resolve(&git, rev).is_err(), "{rev}");
        }
    }
}
