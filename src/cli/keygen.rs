//! `promulgate keygen`.

use super::proving::Keygen;
use super::{print, tell};
use crate::error::{Error, Result};
use crate::ledger::SecretKey;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

pub(super) fn run(arguments: &Keygen) -> Result<()> {
    let origin = arguments.origin.as_str();
    if origin.contains("://") {
        return Err(Error::misuse(format!("the origin `{origin}` has a scheme"))
            .hint("leave out `https://`, as in policies.example.go.th/log"));
    }
    let key = SecretKey::random(origin).map_err(|e| Error::environment("there are no random bytes").because(e))?;
    let key = key.ok_or_else(|| {
        Error::misuse(format!("`{origin}` can't be the name of a key"))
            .hint("use the address of the site without `https://`, with `/log` at its end; no spaces and no `+`")
    })?;
    write(&arguments.out, &key).map_err(|e| cannot(&arguments.out, e))?;
    tell(&format!("wrote the key into {}: keep a copy of it offline", arguments.out.display()));
    print(&format!("{}\n", key.public()))
}

/// Writes the key into a new file that only its owner can read.
fn write(file: &Path, key: &SecretKey) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut opened = options.open(file)?;
    opened.write_all(format!("{}\n", key.to_secret_text()).as_bytes())?;
    opened.sync_all()
}

fn cannot(file: &Path, error: io::Error) -> Error {
    let shown = file.display();
    match error.kind() {
        io::ErrorKind::AlreadyExists => Error::misuse(format!("`{shown}` exists already"))
            .hint("a key is never overwritten: name another file, or remove this one if nothing was signed with it"),
        _ => Error::environment(format!("can't write the key `{shown}`"))
            .hint("name a file in a folder of yours")
            .because(error),
    }
}
