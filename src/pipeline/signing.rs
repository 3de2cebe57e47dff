//! Who signs the ledger: keys, read from files that only their owner can read; or nobody who is here, and then the signatures
//! of a published site are repeated.

use crate::config::Config;
use crate::error::{Error, Result};
use crate::ledger::{Checkpoint, Note, PublicKey, SecretKey};
use crate::model::{CommitId, Digest};
use crate::places::{OfLog, Place};
use crate::publish::Reader;
use crate::store;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The most bytes that the file of a key may have.
const LARGEST: u64 = 4096;

/// Who signs the ledger: nobody where there is no key.
#[derive(Debug)]
pub(super) struct Signing {
    pens: Pens,
    /// The name of the ledger of a site that knows its address.
    origin: Option<String>,
}

/// What signatures come from.
#[derive(Debug)]
enum Pens {
    /// Keys that are here.
    Keys(Box<Keys>),
    /// A published site that is made again by somebody who has no key, and the keys that it names.
    Repeated { site: Reader, keys: Vec<PublicKey> },
}

/// Keys that are here.
#[derive(Debug, Default)]
struct Keys {
    /// The one in use.
    key: Option<SecretKey>,
    /// The one that follows it, which signs too from the entry on that announces it.
    next: Option<SecretKey>,
}

impl Keys {
    /// Those that sign where the entries announce these.
    fn signers(&self, announced: &[String]) -> impl Iterator<Item = &SecretKey> {
        let is_announced = |next: &&SecretKey| announced.contains(&next.public().to_string());
        self.key.iter().chain(self.next.as_ref().filter(is_announced))
    }
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
        Ok(Self { pens: Pens::Keys(Box::new(Keys { key, next })), origin: origin(config) })
    }

    /// Signs nothing: repeats the signatures of the published `site` on texts that are the same there. Who made them is for
    /// whoever checks the site.
    pub(super) fn repeated(config: &Config, site: &Path) -> Result<Self> {
        let site = Reader::open(site)?;
        let named = site.read(&Place::Log(OfLog::Keys).path()).and_then(|bytes| String::from_utf8(bytes).ok());
        let keys = named.iter().flat_map(|text| text.lines()).filter_map(PublicKey::parse).collect();
        Ok(Self { pens: Pens::Repeated { site, keys }, origin: origin(config) })
    }

    /// The key in use.
    pub(super) fn key(&self) -> Option<PublicKey> {
        match &self.pens {
            Pens::Keys(keys) => keys.key.as_ref().map(SecretKey::public),
            Pens::Repeated { keys, .. } => keys.first().cloned(),
        }
    }

    /// The key that follows it.
    pub(super) fn next(&self) -> Option<PublicKey> {
        match &self.pens {
            Pens::Keys(keys) => keys.next.as_ref().map(SecretKey::public),
            Pens::Repeated { .. } => None, // its entries have it
        }
    }

    /// The name of the ledger; of a site that knows no address it follows from the first commit of its history.
    pub(super) fn origin(&self, root: &CommitId) -> String {
        match (self.key(), &self.origin) {
            (Some(key), _) => key.name().to_owned(),
            (None, Some(origin)) => origin.clone(),
            (None, None) => format!("{}.invalid/log", root.short()),
        }
    }

    /// The keys that sign, where the entries announce these.
    pub(super) fn keys(&self, announced: &[String]) -> Vec<PublicKey> {
        match &self.pens {
            Pens::Keys(keys) => keys.signers(announced).map(SecretKey::public).collect(),
            Pens::Repeated { keys, .. } => keys.clone(),
        }
    }

    /// `text` as the ledger's `file` has it, signed with the keys that sign where the entries announce these.
    pub(super) fn note(&self, file: OfLog<'_>, text: String, announced: &[String]) -> Note {
        match &self.pens {
            Pens::Keys(keys) => Note::signed(text, keys.signers(announced)),
            Pens::Repeated { site, keys } => {
                let there = site.read(&Place::Log(file).path()).and_then(|bytes| String::from_utf8(bytes).ok());
                let was_unsigned = matches!(file, OfLog::CheckpointAt(_)) && !keys.is_empty();
                let is_same = |note: &Note| note.text == text || was_unsigned && is_before_signing(note, &text);
                let there = there.and_then(|there| Note::parse(&there)).filter(is_same);
                there.unwrap_or_else(|| Note::signed(text, []))
            }
        }
    }

    /// A digest of everything that signatures depend on.
    pub(super) fn digest(&self) -> Digest {
        let shown = |key: Option<PublicKey>| key.map(|key| key.to_string());
        store::key(&(shown(self.key()), shown(self.next()), &self.origin))
    }
}

/// Whether a note states what the text `now` of a signed ledger does, and comes from before there was a key: the ledger was called
/// otherwise then.
fn is_before_signing(note: &Note, now: &str) -> bool {
    let stated = |text: &str| Checkpoint::parse(text).map(|checkpoint| (checkpoint.size, checkpoint.root));
    note.signatures.is_empty() && stated(&note.text).is_some_and(|before| stated(now) == Some(before))
}

/// The name of the ledger of a site that knows its address.
fn origin(config: &Config) -> Option<String> {
    let (_, rest) = config.base_url.as_ref()?.split_once("://")?;
    Some(format!("{}log", rest.replace('+', "%2B")))
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
