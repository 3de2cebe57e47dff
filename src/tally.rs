//! Counts what this process does. A clock measures the machine, a count measures the program: `tests/it/work.rs`
//! compares what one commit costs with what it cost before.
//!
//! The counts are of the whole process, of all threads together. No result depends on them. Code that loops over many
//! things adds them in one go, so that counting costs nothing.

use std::sync::atomic::{AtomicU64, Ordering};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Texts read from the repository, whether they are parsed or not.
    TextsRead,
    /// Texts parsed.
    TextsParsed,
    /// Bytes of them.
    BytesParsed,
    /// Leaves of a weave that were looked at, once for each walk over them.
    NodesVisited,
    /// Redlines read off a weave.
    RedlinesMade,
    /// Files of the state that were read.
    StateFilesRead,
    /// Bytes of them.
    StateBytesRead,
    /// Files of the state that were written, notes of what is about to be done among them.
    StateFilesWritten,
    /// Bytes of them.
    StateBytesWritten,
    /// Files of the site that were written, placeholders among them.
    SiteFilesWritten,
    /// Bytes of them.
    SiteBytesWritten,
    /// Places in the folders at which it was looked for a file.
    PlacesLookedAt,
}

/// All that is counted, with its name in reports, in the order of the counts.
const ALL: [(Work, &str); 12] = [
    (Work::TextsRead, "texts_read"),
    (Work::TextsParsed, "texts_parsed"),
    (Work::BytesParsed, "bytes_parsed"),
    (Work::NodesVisited, "nodes_visited"),
    (Work::RedlinesMade, "redlines_made"),
    (Work::StateFilesRead, "state_files_read"),
    (Work::StateBytesRead, "state_bytes_read"),
    (Work::StateFilesWritten, "state_files_written"),
    (Work::StateBytesWritten, "state_bytes_written"),
    (Work::SiteFilesWritten, "site_files_written"),
    (Work::SiteBytesWritten, "site_bytes_written"),
    (Work::PlacesLookedAt, "places_looked_at"),
];

static COUNTS: [AtomicU64; ALL.len()] = [const { AtomicU64::new(0) }; ALL.len()];

/// Counts `n` more.
pub fn count(work: Work, n: usize) {
    COUNTS[work as usize].fetch_add(n as u64, Ordering::Relaxed);
}

/// What was counted since the process began, by name.
pub fn counts() -> impl Iterator<Item = (&'static str, u64)> {
    ALL.iter().map(|(work, name)| (*name, COUNTS[*work as usize].load(Ordering::Relaxed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_count_has_its_place() {
        for (place, (work, _)) in ALL.iter().enumerate() {
            assert_eq!(*work as usize, place, "{work:?}");
        }
        count(Work::TextsParsed, 3);
        let counted = |name| counts().find(|(of, _)| *of == name).map(|(_, n)| n);
        assert!(counted("texts_parsed") >= Some(3));
    }
}
