//! Recognises subjects of merges, as git and forges write them.

/// A merge, by its subject.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Merge<'a> {
    /// With the title of what was merged.
    Titled(&'a str),
    /// It names branches or numbers.
    Bare,
}

/// Beginnings of subjects that git and forges write and that name branches, commits or numbers.
const BARE: &[&str] = &[
    "Merge pull request #",
    "Merge branch '",
    "Merge branches '",
    "Merge remote-tracking branch '",
    "Merge remote-tracking branches '",
    "Merge remote branch '",
    "Merge tag '",
    "Merge commit '",
    "Merge branch \"",
    "Merge changes from topic ",
    "Merge changes I",
    "Merge refs/",
    "Merge origin/",
    "Merge upstream/",
];

/// The merge that `subject` tells of, if it does.
pub(super) fn merge(subject: &str) -> Option<Merge<'_>> {
    let subject = subject.trim();
    titled(subject).map(Merge::Titled).or_else(|| is_bare(subject).then_some(Merge::Bare))
}

fn titled(subject: &str) -> Option<&str> {
    let numbered = |rest: &'_ str| -> Option<usize> {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        (digits > 0 && rest[digits..].starts_with(": ")).then_some(digits + 2)
    };
    for start in ["Merged PR ", "Merge PR #", "Merge PR ", "Pull request #"] {
        if let Some(rest) = subject.strip_prefix(start)
            && let Some(at) = numbered(rest)
        {
            return Some(&rest[at..]);
        }
    }
    // Gitea and Forgejo: Merge pull request 'title' (#12) from office/fees into main
    if let Some(rest) = subject.strip_prefix("Merge pull request '") {
        return rest.rfind("' (#").map(|end| &rest[..end]);
    }
    // Gerrit: Merge "title" into main
    let rest = subject.strip_prefix("Merge \"")?;
    let end = rest.rfind('"')?;
    let after = rest[end + 1..].trim_start();
    (after.is_empty() || after.starts_with("into ")).then_some(&rest[..end])
}

fn is_bare(subject: &str) -> bool {
    let lower = subject.to_ascii_lowercase();
    let is_hex = |word: &&str| word.len() >= 7 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let words: Vec<&str> = subject.split_whitespace().collect();
    let ids = matches!(&*words, ["Merge", a, "into", b] if is_hex(a) || is_hex(b) || a.contains('/'));
    let in_bitbucket = lower.starts_with("merged in ") && lower.contains("(pull request #");
    BARE.iter().any(|start| subject.starts_with(start)) || ids || in_bitbucket || matches!(&*lower, "merge" | "merge.")
}
