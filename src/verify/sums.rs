//! Checks the digests of all files, and that there is no other file.

use super::Report;
use super::served::Served;
use crate::model::Digest;
use std::collections::HashSet;

/// The name of a list of digests.
const LIST: &str = "SHA256SUMS";
/// What no list has, because it says which list there is.
const UNLISTED: &[&str] = &[LIST, "log/checkpoint", "log/site"];

/// Where the lists of policies' files are.
const LISTS: &str = "log/sums/";
/// The list of the ledger's files.
const OF_LOG: &str = "log/SHA256SUMS";

/// Checks the lists of digests: the one at the root, and those that it lists.
pub(super) fn check(served: &dyn Served, report: &mut Report) {
    let mut listed: HashSet<String> = UNLISTED.iter().map(|path| (*path).to_owned()).collect();
    let mut lists = vec![LIST.to_owned()];
    while let Some(list) = lists.pop() {
        let Some(files) = served.read(&list).and_then(|bytes| read(&bytes)) else {
            report.wrong(list, "is missing, or not a list of digests");
            continue;
        };
        for (path, digest) in files {
            match served.digest(&path) {
                None => report.wrong(&path, "is missing"),
                Some((_, there)) if there != digest => {
                    report.wrong(&path, format!("does not match its digest in {list}"))
                }
                Some(_) if list == LIST && (path == OF_LOG || path.starts_with(LISTS)) => lists.push(path.clone()),
                Some(_) => {}
            }
            listed.insert(path);
        }
    }
    let strays = served.paths().iter().filter(|path| !listed.contains(*path));
    strays.for_each(|path| report.wrong(path, "is not a file of the site"));
}

/// The files of a list, as `sha256sum` writes it: sorted, each once.
fn read(list: &[u8]) -> Option<Vec<(String, Digest)>> {
    let text = std::str::from_utf8(list).ok()?;
    let line = |line: &str| {
        let (digest, path) = line.strip_suffix('\n')?.split_once("  ")?;
        Some((path.to_owned(), Digest::parse(digest)?))
    };
    let files: Vec<(String, Digest)> = text.split_inclusive('\n').map(line).collect::<Option<_>>()?;
    files.is_sorted_by(|(a, _), (b, _)| a < b).then_some(files)
}
