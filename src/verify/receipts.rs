//! Checks texts and files against the ledger, and receipts.

use super::Report;
use super::log::Log;
use super::served::Served;
use crate::ledger::{Checkpoint, Entry, PublicKey, Receipt, WithheldText};
use crate::model::Digest;
use std::collections::{HashMap, HashSet};

/// The ends of the paths of a text and its receipt.
const SOURCE: &str = "/source.md";
const RECEIPT: &str = "/receipt.tlog-proof";

/// What a receipt proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// The version that was published.
    pub entry: Entry,
    /// Its place in the ledger, from 0.
    pub index: u64,
    /// What the ledger stated then.
    pub checkpoint: Checkpoint,
    /// Whether the given key signed it.
    pub signed: bool,
}

/// Checks a receipt by itself, against the text `source` and the `key` that should have signed it.
///
/// # Errors
/// What is wrong with it.
pub fn receipt(text: &str, source: &[u8], key: Option<&PublicKey>) -> Result<Proven, String> {
    let receipt = Receipt::parse(text).ok_or("this is not a receipt")?;
    let checkpoint = receipt.proves().ok_or("the receipt does not lead to the root that its checkpoint states")?;
    let entry =
        Entry::parse(&receipt.line).ok_or("the receipt is for something that is not an entry of a policy ledger")?;
    match &entry {
        Entry::Version { sha256, size, .. } if *sha256 == Digest::of(source) && *size == source.len() as u64 => {}
        Entry::Version { policy, n, .. } => return Err(format!("the text is not that of version {n} of {policy}")),
        _ => return Err("the receipt is not for a version".into()),
    }
    let signed = key.map(|key| receipt.checkpoint.is_signed_by(key));
    match (key, signed) {
        (Some(key), Some(None)) => Err(format!("the checkpoint in the receipt is not signed by {key}")),
        (_, Some(Some(false))) => Err("the checkpoint in the receipt has a signature that is not valid".into()),
        _ => Ok(Proven { entry, index: receipt.index, checkpoint, signed: signed.is_some() }),
    }
}

/// Checks that each text has its receipt, each receipt its entry, and each entry its text, at an address of its policy: below
/// a folder that is called as a policy in the ledger is that policy, below another one a single policy.
pub(super) fn check(served: &dyn Served, log: &Log, report: &mut Report) {
    let mut shown: HashSet<u64> = HashSet::new();
    let named = log.entries.iter().flatten().filter_map(|entry| Some(entry.version()?.0));
    let mut policies: HashMap<&str, &str> = named.map(|policy| (policy, policy)).collect();
    let paths: HashSet<&str> = served.paths().iter().map(String::as_str).collect();
    for path in served.paths() {
        if let Some(folder) = path.strip_suffix(SOURCE).filter(|folder| is_version(folder)) {
            let beside = format!("{folder}{RECEIPT}");
            if !paths.contains(beside.as_str()) {
                report.wrong(path, "has no receipt beside it");
            }
        }
        if let Some(folder) = path.strip_suffix(RECEIPT) {
            match one(served, log, path, folder, report) {
                Ok((index, policy)) => {
                    shown.insert(index);
                    let at = folder.rsplit_once("/v/").map_or(folder, |(at, _)| at);
                    if *policies.entry(at).or_insert(policy) != policy {
                        report.wrong(path, "is the receipt of another policy");
                    }
                }
                Err(what) => report.wrong(path, what),
            }
        }
    }
    for (index, entry) in log.entries.iter().enumerate() {
        match entry {
            Some(Entry::Version { policy, n, .. }) if !shown.contains(&(index as u64)) => {
                report.wrong("log/leaves.txt", format!("version {n} of {policy} is not served any more"));
            }
            Some(Entry::File { sha256, size, name }) => {
                let path = format!("files/{}/{name}", &sha256.to_string()[..16]);
                match served.digest(&path) {
                    // it may have gone with a text that is withheld: then no list of digests has it
                    None if report.withheld > 0 => {}
                    None => report.wrong(path, "is missing"),
                    Some(there) if there != (*size, *sha256) => {
                        report.wrong(path, "is not the file that was published")
                    }
                    Some(_) => {}
                }
            }
            _ => {}
        }
    }
}

/// Whether a folder is that of a version.
fn is_version(folder: &str) -> bool {
    number(folder).is_some()
}

fn number(folder: &str) -> Option<u32> {
    folder.rsplit_once("/v/")?.1.parse().ok()
}

/// Checks the receipt in the folder of a version; the place of its entry, and the policy.
fn one<'l>(
    served: &dyn Served,
    log: &'l Log,
    path: &str,
    folder: &str,
    report: &mut Report,
) -> Result<(u64, &'l str), &'static str> {
    let text = served.read(path).and_then(|bytes| String::from_utf8(bytes).ok());
    let receipt = text.and_then(|text| Receipt::parse(&text)).ok_or("is not a receipt")?;
    let stated = receipt.proves().ok_or("does not lead to the root that its checkpoint states")?;
    if log.tree.root(stated.size) != Some(stated.root) {
        return Err("is a receipt of another ledger");
    }
    let index = usize::try_from(receipt.index).unwrap_or(usize::MAX);
    let entry = match log.entries.get(index) {
        Some(Some(entry)) if log.lines[index] == receipt.line => entry,
        _ => return Err("is for an entry that the ledger does not have there"),
    };
    log.check_forged(path, &receipt.checkpoint, report);
    let Entry::Version { policy, n, sha256, size, .. } = entry else { return Err("is not for a version") };
    if number(folder) != Some(*n) {
        return Err("is for another version");
    }
    let source = format!("{folder}{SOURCE}");
    match served.digest(&source) {
        None => report.wrong(source, "is missing"),
        Some(there) if there != (*size, *sha256) => match served.read(&source).and_then(|b| WithheldText::parse(&b)) {
            Some(text) if (text.size, text.sha256) == (*size, *sha256) => report.withheld += 1,
            _ => report.wrong(source, "is not the text that was published"),
        },
        Some(_) => {}
    }
    Ok((receipt.index, policy))
}
