//! The entries of the ledger: one line of printable ASCII each (`policy-log/v1`, `docs/formats.md`).

use crate::model::{CommitId, Digest, Timestamp};
use crate::percent::{decode_all, encode_all};

/// With what every line begins.
const FORMAT: &str = "policy-log/v1";
/// The most bytes that a line may have, its end included.
const LONGEST: usize = 4096;
/// Stands for a date that has no four digits for its year, or is before 1970.
const NO_DATE: &str = "-";

/// Something that was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A version of a policy.
    Version {
        /// The id under which the policy first came into the ledger; never another policy's.
        policy: String,
        /// 1, 2, 3… for each policy.
        n: u32,
        /// The digest of the file's bytes.
        sha256: Digest,
        /// The number of the file's bytes.
        size: u64,
        /// The commit that published it.
        commit: CommitId,
        /// The committer date of that commit, which is a claim.
        date: Option<Timestamp>,
        /// Where the file stood in the repository.
        path: String,
    },
    /// A policy was withdrawn. A later version brings it back.
    Withdrawn {
        /// As of a version.
        policy: String,
        /// The last version.
        n: u32,
        /// The commit that withdrew it.
        commit: CommitId,
        /// Its committer date.
        date: Option<Timestamp>,
    },
    /// A rewritten history was published openly.
    Rewrite {
        /// The published commit that is no longer part of the history.
        old: CommitId,
        /// The one that was published in its place.
        new: CommitId,
        /// The committer date of that one.
        date: Option<Timestamp>,
    },
    /// Another key signs from here on too.
    Key {
        /// The key (see [`super::PublicKey`]).
        vkey: String,
    },
    /// A file to which a text refers; it comes before the version that first refers to it.
    File {
        /// The digest of its bytes.
        sha256: Digest,
        /// The number of its bytes.
        size: u64,
        /// Its name on the site.
        name: String,
    },
}

impl Entry {
    /// The policy and the number, of an entry about a version.
    pub fn version(&self) -> Option<(&str, u32)> {
        match self {
            Self::Version { policy, n, .. } | Self::Withdrawn { policy, n, .. } => Some((policy, *n)),
            _ => None,
        }
    }

    /// As a line, with the line feed at its end; `None` for one that would be too long.
    pub fn to_line(&self) -> Option<String> {
        let path = |path: &str| path.split('/').map(encode_all).collect::<Vec<_>>().join("/");
        let fields = match self {
            Self::Version { policy, n, sha256, size, commit, date, path: at } => {
                let (policy, at) = (encode_all(policy), path(at));
                format!("version {policy} {n} {sha256} {size} {} {} {at}", commit.as_str(), shown(*date))
            }
            Self::Withdrawn { policy, n, commit, date } => {
                format!("withdrawn {} {n} {} {}", encode_all(policy), commit.as_str(), shown(*date))
            }
            Self::Rewrite { old, new, date } => format!("rewrite {} {} {}", old.as_str(), new.as_str(), shown(*date)),
            Self::Key { vkey } => format!("key {vkey}"),
            Self::File { sha256, size, name } => format!("file {sha256} {size} {}", encode_all(name)),
        };
        Some(format!("{FORMAT} {fields}\n")).filter(|line| line.len() <= LONGEST)
    }

    /// The entry that `line` is, with its line feed; `None` where it is no such line, to the letter.
    pub fn parse(line: &str) -> Option<Self> {
        let fields: Vec<&str> = line.strip_suffix('\n')?.split(' ').collect();
        let number = |digits: &str| digits.parse().ok();
        let commit = |id: &str| Some(CommitId::new(Some(id).filter(|id| is_commit(id))?));
        let entry = match fields[..] {
            [FORMAT, "version", policy, n, sha256, size, id, date, path] => Self::Version {
                policy: decode_all(policy)?,
                n: n.parse().ok()?,
                sha256: Digest::parse(sha256)?,
                size: number(size)?,
                commit: commit(id)?,
                date: read(date)?,
                path: path.split('/').map(decode_all).collect::<Option<Vec<_>>>()?.join("/"),
            },
            [FORMAT, "withdrawn", policy, n, id, date] => Self::Withdrawn {
                policy: decode_all(policy)?,
                n: n.parse().ok()?,
                commit: commit(id)?,
                date: read(date)?,
            },
            [FORMAT, "rewrite", old, new, date] => {
                Self::Rewrite { old: commit(old)?, new: commit(new)?, date: read(date)? }
            }
            [FORMAT, "key", vkey] => Self::Key { vkey: super::PublicKey::parse(vkey)?.to_string() },
            [FORMAT, "file", sha256, size, name] => {
                Self::File { sha256: Digest::parse(sha256)?, size: number(size)?, name: decode_all(name)? }
            }
            _ => return None,
        };
        let named = match &entry {
            Self::Version { policy, n, .. } | Self::Withdrawn { policy, n, .. } => !policy.is_empty() && *n > 0,
            _ => true,
        };
        (named && entry.to_line()? == line).then_some(entry)
    }
}

fn is_commit(id: &str) -> bool {
    matches!(id.len(), 40 | 64) && id.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

fn shown(date: Option<Timestamp>) -> String {
    date.filter(|date| date.unix() >= 0).map_or_else(|| NO_DATE.into(), |date| date.to_string())
}

fn read(date: &str) -> Option<Option<Timestamp>> {
    if date == NO_DATE { Some(None) } else { Timestamp::parse(date).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn commit(digit: char) -> CommitId {
        CommitId::new(digit.to_string().repeat(40))
    }

    #[test]
    fn a_version_is_a_line() {
        let entry = Entry::Version {
            policy: "rules/ก".into(),
            n: 3,
            sha256: Digest::of(b""),
            size: 0,
            commit: commit('a'),
            date: Some(Timestamp::from_unix(1_700_000_000)),
            path: "policy/the rules/ก.md".into(),
        };
        let line = entry.to_line().expect("a line");
        assert_eq!(
            line,
            "policy-log/v1 version rules%2F%E0%B8%81 3 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 0 \
             aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 2023-11-14T22:13:20Z policy/the%20rules/%E0%B8%81.md\n"
        );
        assert_eq!(Entry::parse(&line), Some(entry));
    }

    #[test]
    fn a_line_that_could_be_written_otherwise_is_none() {
        let line = Entry::Withdrawn { policy: "a".into(), n: 1, commit: commit('0'), date: None }.to_line();
        let line = line.expect("a line");
        assert!(Entry::parse(&line).is_some() && line.ends_with(" -\n"), "{line}");
        for other in [
            line.trim_end().to_owned(),
            line.replace(" a ", " %61 "),
            line.replace(" a ", "  "),
            line.replace(" 1 ", " 01 "),
            line.replace(" 1 ", " +1 "),
            line.replace(" 1 ", " 0 "),
            line.replace(" -\n", " -\r\n"),
            line.replace(" -\n", " - \n"),
            line.replace(" -\n", " 2023-11-14T22:13:20+00:00\n"),
            line.replace("0000000000", "000000000A"),
            line.replace("v1", "v2"),
            format!("{line}\n"),
        ] {
            assert_eq!(Entry::parse(&other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn an_entry_is_read_as_it_was_written(policy in "\\PC{1,20}", path in "\\PC{1,40}", n in 1u32.., size: u64, at: i64) {
            let date = Some(Timestamp::from_unix(at)).filter(|date| date.unix() >= 0);
            let sha256 = Digest::of(path.as_bytes());
            for entry in [
                Entry::Version { policy: policy.clone(), n, sha256, size, commit: commit('f'), date, path: path.clone() },
                Entry::Withdrawn { policy: policy.clone(), n, commit: commit('1'), date },
                Entry::Rewrite { old: commit('1'), new: commit('2'), date },
                Entry::File { sha256, size, name: path.clone() },
            ] {
                let line = entry.to_line().expect("a line");
                prop_assert!(line.bytes().all(|b| (b' '..=b'~').contains(&b) || b == b'\n'), "{line}");
                prop_assert_eq!(Entry::parse(&line), Some(entry));
            }
        }

        #[test]
        fn what_is_read_is_written_so(line in "policy-log/v1 (version|withdrawn|rewrite|key|file)( [ -~]{0,8}){0,8}\n?") {
            if let Some(entry) = Entry::parse(&line) {
                prop_assert_eq!(entry.to_line(), Some(line));
            }
        }
    }
}
