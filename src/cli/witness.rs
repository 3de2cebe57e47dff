//! `promulgate witness`.

use super::proving::{Witness, witness_policy};
use super::{args, complain, counted, print, tell};
use crate::error::{Error, Result};
use crate::ledger::{Note, Saw, WitnessPolicy};
use crate::model::Timestamp;
use crate::pipeline;
use crate::witness::{self, Curl, Refusal, Subject};

pub(super) fn run(arguments: &Witness) -> Result<()> {
    let policy = witness_policy(&arguments.policy)?;
    let (note, checkpoint, tree) = pipeline::published_ledger(&arguments.out)?;
    refuse_unsigned(&note, &policy)?;
    let subject = Subject { note, checkpoint, tree };
    let (mut cosigned, mut newest) = (Note { signatures: Vec::new(), ..subject.note.clone() }, None);
    let mut forks = Vec::new();
    for asked in &policy.witnesses {
        match witness::ask(asked, &subject, &Curl { seconds: arguments.timeout }) {
            Ok((note, time)) => {
                print(&format!("{}: cosigned {} at {time}\n", asked.name, entries(subject.checkpoint.size)))?;
                cosigned.take_cosignatures(&note, &subject.checkpoint.origin);
                newest = newest.max(Some(time));
            }
            Err(refusal) => {
                tell(&format!("warning: {}: {refusal}", asked.name));
                forks.extend(matches!(refusal, Refusal::OtherLedger(_)).then(|| asked.name.as_str()));
            }
        }
    }
    let kept = match newest {
        Some(newest) => keep(arguments, &cosigned, newest),
        None => Ok(()),
    };
    if !forks.is_empty() {
        kept.unwrap_or_else(|error| complain("error", &error));
        return Err(Error::published_history(format!("{} saw another ledger than this one", forks.join(", ")))
            .hint("find out whether an older copy of the site was put there, or history was published anew; see docs/operations.md"));
    }
    kept?;
    judge(&subject.note, &cosigned, &policy)
}

/// Whoever signs for a ledger is known to its witnesses.
fn refuse_unsigned(note: &Note, policy: &WitnessPolicy) -> Result<()> {
    if note.signatures.is_empty() {
        return Err(Error::input("the published ledger is not signed, and witnesses know a ledger by its key")
            .hint("make a key with `promulgate keygen`, and publish with it"));
    }
    if policy.logs.is_empty() || policy.logs.iter().any(|key| note.is_signed_by(key) == Some(true)) {
        return Ok(());
    }
    Err(Error::input("the published ledger is not signed by a ledger of the witness policy")
        .hint("add the line `log VKEY`, with the line of `log/key.vkey`"))
}

fn keep(arguments: &Witness, cosigned: &Note, newest: Timestamp) -> Result<()> {
    let folders = args::folders(&arguments.out, arguments.state.as_deref());
    pipeline::keep_cosignatures(&folders, &arguments.repo, cosigned, newest)
}

/// Says whether enough witnesses have seen the ledger, now or before.
fn judge(before: &Note, now: &Note, policy: &WitnessPolicy) -> Result<()> {
    let saw = |number: usize| {
        let key = &policy.witnesses[number].key;
        [before, now].into_iter().any(|note| matches!(key.saw(note), Saw::At(_)))
    };
    let (found, of) = ((0..policy.witnesses.len()).filter(|number| saw(*number)).count(), policy.witnesses.len());
    if policy.is_met(&saw) {
        tell(&format!("cosigned by {found} of {}: enough", counted(of, ["witness", "witnesses"])));
        return Ok(());
    }
    Err(Error::environment(format!(
        "cosigned by {found} of {}: too few for the witness policy",
        counted(of, ["witness", "witnesses"])
    ))
    .hint("the cosignatures that came are published; run it again for the others"))
}

fn entries(size: u64) -> String {
    format!("{size} {}", if size == 1 { "entry" } else { "entries" })
}
