//! Asks witnesses to cosign a checkpoint (<https://c2sp.org/tlog-witness>): each sees by a proof that the ledger has only grown
//! since it last saw it.

mod curl;

pub use curl::{Answer, Curl};

use crate::ledger::{Checkpoint, Note, Saw, Tree, Witness};
use crate::model::Timestamp;
use std::fmt;
use std::time::SystemTime;

/// How often a witness is asked: once to learn what it saw last, and again if it saw something newer meanwhile.
const ROUNDS: usize = 3;

/// Sends what is posted to an address, and gives the answer.
pub trait Post {
    /// Posts `body` to `url`.
    ///
    /// # Errors
    /// Nobody answers in time; why.
    fn post(&self, url: &str, body: &[u8]) -> Result<Answer, String>;
}

/// A checkpoint, and the tree that it states.
#[derive(Debug)]
pub struct Subject {
    /// The checkpoint as it is published.
    pub note: Note,
    /// What it states.
    pub checkpoint: Checkpoint,
    /// The whole tree; it may go on after the checkpoint.
    pub tree: Tree,
}

/// Why a witness did not cosign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It saw more entries, or others: this ledger is not the one that it saw, or an older copy of it.
    OtherLedger(String),
    /// Anything else.
    Failed(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::OtherLedger(why) | Self::Failed(why)) = self;
        f.write_str(why)
    }
}

/// Has `witness` cosign the checkpoint of `subject`. The checkpoint with its cosignature alone, which is valid, and the time in it.
///
/// # Errors
/// It does not cosign; nothing is tried again but what it can't know from what is sent.
pub fn ask(witness: &Witness, subject: &Subject, with: &dyn Post) -> Result<(Note, Timestamp), Refusal> {
    let failed = |why: String| Err(Refusal::Failed(why));
    let Some(url) = &witness.url else { return failed("the witness policy names no address of it".into()) };
    if !witness.key.can_be_checked() {
        return failed("this program can't check cosignatures of its kind (ML-DSA-44)".into());
    }
    let size = subject.checkpoint.size;
    let mut old = 0; // so that it says what it saw
    for _ in 0..ROUNDS {
        let Some(body) = subject.request(old) else {
            return failed(format!("there is no proof that {size} entries go on from {old}"));
        };
        let answer = with.post(&format!("{url}/add-checkpoint"), body.as_bytes()).map_err(Refusal::Failed)?;
        let seen = match answer.status {
            200 => return cosigned(witness, subject, &answer.body),
            409 => {
                answer.size().ok_or_else(|| Refusal::Failed("it does not say how many entries it saw last".into()))?
            }
            422 => {
                let why = format!("it saw {old} entries, and says that this ledger of {size} does not go on from them");
                return Err(Refusal::OtherLedger(why));
            }
            403 => return failed("it does not know the key that signed the checkpoint (403)".into()),
            404 => return failed(format!("it does not know the ledger `{}` (404)", subject.checkpoint.origin)),
            status => return failed(format!("it answers with the status {status}")),
        };
        if seen > size {
            let why = format!("it saw {seen} entries of this ledger, more than the {size} that it has now");
            return Err(Refusal::OtherLedger(why));
        }
        if seen == old && seen == size {
            return Err(Refusal::OtherLedger(format!("it saw another ledger of {size} entries")));
        }
        if seen == old {
            return failed(format!("it says that it saw {seen} entries, and refuses a proof from there"));
        }
        old = seen;
    }
    failed("it saw other checkpoints while it was asked".into())
}

/// Whether a time is more than a day ahead of the clock.
fn is_to_come(time: Timestamp) -> bool {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    time.unix() > i64::try_from(now).unwrap_or(i64::MAX).saturating_add(86_400)
}

/// The answer of a witness, if it is its cosignature.
fn cosigned(witness: &Witness, subject: &Subject, body: &[u8]) -> Result<(Note, Timestamp), Refusal> {
    let lines = std::str::from_utf8(body).ok().filter(|lines| !lines.is_empty());
    let note = lines.and_then(|lines| Note::parse(&format!("{}\n{lines}", subject.note.text)));
    let note = note.ok_or_else(|| Refusal::Failed("its answer is not a list of cosignatures".into()))?;
    match witness.key.saw(&note) {
        Saw::At(time) if is_to_come(time) => Err(Refusal::Failed("its clock is more than a day ahead".into())),
        Saw::At(time) => Ok((witness.key.own(&note), time)),
        Saw::Forged => Err(Refusal::Failed("its cosignature is not valid".into())),
        Saw::Nothing => Err(Refusal::Failed("its answer has no cosignature of the key in the witness policy".into())),
    }
}

impl Subject {
    /// What is posted to a witness that saw `old` entries.
    fn request(&self, old: u64) -> Option<String> {
        let size = self.checkpoint.size;
        let proof = if old == 0 || old == size { Vec::new() } else { self.tree.consistency(old, size)? };
        Some(format!("old {old}\n{}\n{}", crate::ledger::proof_lines(&proof), self.note))
    }
}
