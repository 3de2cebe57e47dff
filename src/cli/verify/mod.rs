//! `promulgate verify`.

mod words;

use super::args::Verify;
use super::tongue::Tongue;
use super::{counted, print, tell};
use crate::error::{Error, Result};
use crate::ledger::{Note, PublicKey};
use crate::verify::{self, Folder, Known};
use std::path::Path;

/// How many findings are printed.
const TOLD: usize = 100;

pub(super) fn run(arguments: &Verify) -> Result<()> {
    let tongue = arguments.lang.unwrap_or_else(Tongue::of_environment);
    let key = arguments.key.as_deref().map(key).transpose()?;
    if let (Some(receipt), Some(source)) = (&arguments.receipt, &arguments.source) {
        return one(receipt, source, key.as_ref(), tongue);
    }
    let Some(site) = &arguments.site else { return Err(Error::misuse("name the folder of a site")) };
    let earlier = arguments.earlier.as_deref().map(checkpoint).transpose()?;
    let report = verify::site(&Folder::open(site)?, &Known { key, earlier });
    for finding in report.wrong.iter().take(TOLD) {
        tell(&format!("{} {finding}", words::wrong(tongue)));
    }
    match report.wrong.len() {
        0 => print(&words::proven(&report, tongue)),
        n => {
            if n > TOLD {
                tell(&words::more(n - TOLD, tongue));
            }
            Err(Error::input(format!("this site is not as it was published: {}", counted(n, ["finding", "findings"])))
                .hint("compare it with another copy; ask its publisher"))
        }
    }
}

/// Checks a receipt by itself.
fn one(receipt: &Path, source: &Path, key: Option<&PublicKey>, tongue: Tongue) -> Result<()> {
    let text = String::from_utf8(read(receipt)?).map_err(|_| Error::input("this is not a receipt"))?;
    let proven = verify::receipt(&text, &read(source)?, key).map_err(Error::input)?;
    print(&words::receipt(&proven, tongue))
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
