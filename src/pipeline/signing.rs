//! The keys that sign the ledger, read from files that only their owner can read.

use crate::config::Config;
use crate::error::{Error, Result};
use crate::ledger::SecretKey;
use crate::model::{CommitId, Digest};
use crate::store;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The most bytes that the file of a key may have.
const LARGEST: u64 = 4096;

/// Who signs the ledger: nobody where there is no key.
#[derive(Debug, Default)]
pub(super) struct Signing {
    /// The key in use.
    pub(super) key: Option<SecretKey>,
    /// The one that follows it, which signs too from the entry on that announces it.
    pub(super) next: Option<SecretKey>,
    /// The name of the ledger of a site that knows its address.
    origin: Option<String>,
}

impl Signing {
    /// The keys that the settings name; `chosen` is a file in place of the one that they name. No key may be within one of
    /// the folders that are `public`.
    pub(super) fn read(config: &Config, chosen: Option<&Path>, public: &[&Path]) -> Result<Self> {
        let read = |file: &Path| read(file, public);
        let configured = config.key.as_deref().map(Path::new);
        let key = chosen.or(configured).map(read).transpose()?;
        let next = config.next_key.as_deref().map(Path::new).map(read).transpose()?;
        if let (Some(next), Some(name)) = (&next, key.as_ref().map(|key| key.public().name().to_owned()))
            && next.public().name() != name
        {
            return Err(Error::misuse(format!("the next key is for `{}`, not for `{name}`", next.public().name()))
                .hint(format!("make it with `promulgate keygen --origin {name}`")));
        }
        if next.is_some() && key.is_none() {
            return Err(Error::misuse("`next_key` is set, and no key is in use")
                .hint("the key in use announces the next one: name it with `key` or PROMULGATE_KEY_FILE"));
        }
        let address = config.base_url.as_ref().and_then(|url| url.split_once("://"));
        let origin = address.map(|(_, rest)| format!("{}log", rest.replace('+', "%2B")));
        Ok(Self { key, next, origin })
    }

    /// The name of the ledger; of a site that knows no address it follows from the first commit of its history.
    pub(super) fn origin(&self, root: &CommitId) -> String {
        match (&self.key, &self.origin) {
            (Some(key), _) => key.public().name().to_owned(),
            (None, Some(origin)) => origin.clone(),
            (None, None) => format!("{}.invalid/log", root.short()),
        }
    }

    /// The keys that sign, where the entries announce these.
    pub(super) fn keys(&self, announced: &[String]) -> Vec<&SecretKey> {
        let next = self.next.as_ref().filter(|next| announced.contains(&next.public().to_string()));
        self.key.iter().chain(next).collect()
    }

    /// A digest of everything that signatures depend on.
    pub(super) fn digest(&self) -> Digest {
        let shown = |key: &Option<SecretKey>| key.as_ref().map(|key| key.public().to_string());
        store::key(&(shown(&self.key), shown(&self.next), &self.origin))
    }
}

/// Reads the key in `file`.
fn read(file: &Path, public: &[&Path]) -> Result<SecretKey> {
    let shown = file.display();
    let unreadable = |e: std::io::Error| {
        Error::misuse(format!("can't read the key `{shown}`"))
            .hint("name the file that `promulgate keygen` wrote, with its full path")
            .because(e)
    };
    if !file.is_absolute() {
        return Err(Error::misuse(format!("the path of the key, `{shown}`, is not a full one"))
            .hint("begin it with `/`: a key is never part of the repository"));
    }
    let place: PathBuf = file.canonicalize().map_err(unreadable)?;
    let within = public.iter().filter_map(|folder| folder.canonicalize().ok()).find(|folder| place.starts_with(folder));
    if let Some(folder) = within {
        return Err(Error::misuse(format!("the key `{shown}` is inside `{}`", folder.display()))
            .hint("keep it outside of the repository and of the published folder"));
    }
    let opened = fs::File::open(&place).map_err(unreadable)?;
    let metadata = opened.metadata().map_err(unreadable)?;
    if !metadata.is_file() || metadata.len() > LARGEST {
        return Err(no_key(file));
    }
    refuse_shared(file, &metadata)?;
    let mut text = String::new();
    opened.take(LARGEST).read_to_string(&mut text).map_err(|_| no_key(file))?;
    SecretKey::parse(&text).ok_or_else(|| no_key(file))
}

fn no_key(file: &Path) -> Error {
    Error::misuse(format!("`{}` is not a key", file.display())).hint("make one with `promulgate keygen`")
}

/// Refuses a key that others can read.
#[cfg(unix)]
fn refuse_shared(file: &Path, metadata: &fs::Metadata) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    match metadata.permissions().mode() & 0o077 {
        0 => Ok(()),
        _ => Err(Error::misuse(format!("others can read the key `{}`", file.display()))
            .hint(format!("if nobody else had access to it: chmod 600 {}; else make a new key", file.display()))),
    }
}

#[cfg(not(unix))]
fn refuse_shared(_: &Path, _: &fs::Metadata) -> Result<()> {
    Ok(())
}
