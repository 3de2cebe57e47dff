//! `promulgate verify`.

mod again;
mod told;
mod words;

use super::proving::{Verify, witness_policy};
use super::tongue::Tongue;
use super::{counted, print};
use crate::error::{Error, Result};
use crate::ledger::{Note, PublicKey};
use crate::verify::{self, Folder, Known, Proven};
use std::path::Path;
use told::Findings;

/// How many findings are printed.
const TOLD: usize = 100;

pub(super) fn run(arguments: &Verify) -> Result<()> {
    let tongue = arguments.lang.unwrap_or_else(Tongue::of_environment);
    let key = arguments.key.as_deref().map(key).transpose()?;
    if let (Some(receipt), Some(source)) = (&arguments.receipt, &arguments.source) {
        let proven = one(receipt, source, key.as_ref())?;
        return if arguments.quiet { Ok(()) } else { print(&words::receipt(&proven, tongue)) };
    }
    let Some(site) = &arguments.site else { return Err(Error::misuse("name the folder of a site")) };
    let earlier = arguments.earlier.as_deref().map(checkpoint).transpose()?;
    let policy = arguments.policy.as_deref().map(witness_policy).transpose()?;
    let folder = Folder::open(site)?;
    let report = verify::site(&folder, &Known { key, earlier, policy });
    let mut findings = Findings::new(tongue);
    findings.add_some(report.wrong.iter().map(ToString::to_string).collect(), TOLD);
    let again = again::check((&folder, site), &arguments.again, (tongue, arguments.quiet), &mut findings)?;
    match findings.count() {
        0 if arguments.quiet => Ok(()),
        0 => print(&words::proven(&report, again.as_deref(), tongue)),
        n => {
            Err(Error::input(format!("this site is not as it was published: {}", counted(n, ["finding", "findings"])))
                .hint("compare it with another copy; ask its publisher"))
        }
    }
}

/// Checks a receipt by itself.
fn one(receipt: &Path, source: &Path, key: Option<&PublicKey>) -> Result<Proven> {
    let text = String::from_utf8(read(receipt)?).map_err(|_| Error::input("this is not a receipt"))?;
    verify::receipt(&text, &read(source)?, key).map_err(Error::input)
}

fn key(vkey: &str) -> Result<PublicKey> {
    PublicKey::parse(vkey.trim()).ok_or_else(|| {
        Error::misuse(format!("`{vkey}` is not a public key"))
            .hint("give the line that `promulgate keygen` printed, in quotes")
    })
}

fn checkpoint(file: &Path) -> Result<Note> {
    let note = String::from_utf8(read(file)?).ok().and_then(|text| Note::parse(&text));
    note.ok_or_else(|| {
        Error::misuse(format!("`{}` is not a checkpoint", file.display())).hint("name a copy of `log/checkpoint`")
    })
}

fn read(file: &Path) -> Result<Vec<u8>> {
    std::fs::read(file).map_err(|e| Error::environment(format!("can't read `{}`", file.display())).because(e))
}
