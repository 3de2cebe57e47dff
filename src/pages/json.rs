//! The machine files that list policies and versions.

use super::checkpoint::LedgerEntry;
use super::kinds::kind;
use super::later::LaterEntry;
use super::routes;
use super::site::Site;
use super::withheld;
use crate::error::{Error, Result};
use crate::model::{Annex, AnnexEvent, Correction, Handover, Policy, PolicyId, Version};
use crate::places::{OfLog, OfPolicy, Place};
use crate::showable::escaped_json;
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Serialize)]
struct Versions<'a> {
    id: &'a str,
    title: &'a str,
    lang: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    versions: Vec<Entry<'a>>,
    /// Files to which the text leads that came, went or were replaced while the text stayed, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    annex_events: Vec<AnnexEventEntry<'a>>,
    /// The policies that it replaces, and those that replace it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    replaces: Vec<HandoverEntry<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    replaced_by: Vec<HandoverEntry<'a>>,
    /// Where published history was rewritten.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<CorrectionEntry<'a>>,
}

/// A file to which a text leads.
#[derive(Serialize)]
struct AnnexEntry<'a> {
    name: &'a str,
    url: String,
    sha256: String,
    size: u64,
}

#[derive(Serialize)]
struct AnnexEventEntry<'a> {
    /// The version that stood then.
    version: u32,
    commit: &'a str,
    published: String,
    /// Where the file stands in the repository.
    path: &'a str,
    old: Option<AnnexEntry<'a>>,
    new: Option<AnnexEntry<'a>>,
}

/// That a policy replaces this one, or the other way round.
#[derive(Serialize)]
struct HandoverEntry<'a> {
    /// The other one.
    id: &'a str,
    /// The last version of the replaced one, and the version of the new one that said so first.
    last: u32,
    since: u32,
    date: String,
    /// From the one to the other.
    changes_url: String,
}

/// `replaced` is the one of the two that was replaced.
fn handover<'a>(replaced: &PolicyId, handover: &'a Handover) -> HandoverEntry<'a> {
    HandoverEntry {
        id: handover.other.as_str(),
        last: handover.last.get(),
        since: handover.since.get(),
        date: handover.date.to_string(),
        changes_url: routes::public(&routes::successor(replaced, handover.place)),
    }
}

#[derive(Serialize)]
struct CorrectionEntry<'a> {
    reason: &'a str,
    date: String,
    old_commit: &'a str,
    new_commit: &'a str,
}

#[derive(Serialize)]
struct Entry<'a> {
    n: u32,
    commit: &'a str,
    published: String,
    effective: Option<String>,
    /// What gives that day.
    #[serde(skip_serializing_if = "Option::is_none")]
    effective_origin: Option<&'static str>,
    /// The day of effect that the text itself states, if it came with this version.
    #[serde(skip_serializing_if = "Option::is_none")]
    effective_in_text: Option<String>,
    sha256: String,
    class: &'static str,
    summary: &'a str,
    author: Option<&'a str>,
    url: String,
    source_url: String,
    changes_url: Option<String>,
    words_added: u32,
    words_removed: u32,
    size: u64,
    title: &'a str,
    change_type: Option<&'static str>,
    reference: Option<&'a str>,
    /// Why its text is withheld; then `source_url` does not have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<&'a str>,
    /// The version with which it is compared, if that is not the one before: the text of that is withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    compared_with: Option<u32>,
    /// What of this was stated by later commits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stated_later: Vec<LaterEntry<'a>>,
    /// The files to which the text leads, as they stood in its commit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    annexes: Vec<AnnexEntry<'a>>,
    /// `false` where the repository no longer has it in its history.
    #[serde(skip_serializing_if = "Option::is_none")]
    in_repository: Option<bool>,
}

/// `versions.json` of a policy: oldest first; addresses relative to the site's root.
pub(super) fn versions(policy: &Policy) -> Result<Vec<u8>> {
    write(&Versions {
        id: policy.id.as_str(),
        title: &policy.title,
        lang: policy.lang.as_str(),
        publisher: policy.publisher.as_deref(),
        versions: policy.versions.iter().map(|v| entry(policy, v)).collect(),
        annex_events: policy.annexes.events.iter().map(annex_event).collect(),
        replaces: policy.succession.before.iter().map(|one| handover(&one.other, one)).collect(),
        replaced_by: policy.succession.after.iter().map(|one| handover(&policy.id, one)).collect(),
        corrections: policy.corrections.iter().map(correction).collect(),
    })
}

fn annex(annex: &Annex) -> AnnexEntry<'_> {
    AnnexEntry {
        name: &annex.name,
        url: routes::public(Place::Annex(annex).path().as_str()),
        sha256: annex.digest.to_string(),
        size: annex.size,
    }
}

fn annex_event(event: &AnnexEvent) -> AnnexEventEntry<'_> {
    AnnexEventEntry {
        version: event.version.get(),
        commit: event.commit.as_str(),
        published: event.date.to_string(),
        path: &event.path,
        old: event.old.as_deref().map(annex),
        new: event.new.as_deref().map(annex),
    }
}

fn correction(correction: &Correction) -> CorrectionEntry<'_> {
    CorrectionEntry {
        reason: &correction.reason,
        date: correction.date.to_string(),
        old_commit: correction.old.as_str(),
        new_commit: correction.new.as_str(),
    }
}

fn entry<'a>(policy: &'a Policy, version: &'a Version) -> Entry<'a> {
    let (id, n) = (&policy.id, version.number);
    // several links may lead to one file
    let annexes: BTreeSet<&Annex> = policy.annexes.at(n).values().map(|annex| &**annex).collect();
    Entry {
        n: n.get(),
        commit: version.commit.as_str(),
        published: version.published.to_string(),
        effective: version.effective().map(|stated| stated.date.to_string()),
        effective_origin: version.effective().map(|stated| stated.origin.as_str()),
        effective_in_text: version.said().map(|stated| stated.date.to_string()),
        sha256: version.sha256.to_string(),
        class: kind(version),
        summary: &version.note.text,
        author: version.author.as_deref(),
        url: routes::public(&routes::version(id, n)),
        source_url: routes::public(&routes::source(id, n)),
        changes_url: (n.index() > 0).then(|| routes::public(&routes::changes(id, n))),
        words_added: version.words_added,
        words_removed: version.words_removed,
        size: version.size,
        title: &version.title,
        change_type: version.change_type.map(|t| t.as_str()),
        reference: version.reference.as_deref(),
        withheld: version.withheld.as_deref(),
        compared_with: withheld::compared_with(policy, version).map(|(_, other)| other.get()),
        stated_later: LaterEntry::all(version),
        annexes: annexes.into_iter().map(annex).collect(),
        in_repository: version.gone.then_some(false),
    }
}

#[derive(Serialize)]
struct Policies<'a> {
    site: SiteEntry<'a>,
    commit: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ledger: Option<LedgerEntry<'a>>,
    policies: Vec<PolicyEntry<'a>>,
}

#[derive(Serialize)]
struct SiteEntry<'a> {
    title: String,
    lang: &'a str,
    base_url: Option<&'a str>,
    generator: &'static str,
}

#[derive(Serialize)]
struct PolicyEntry<'a> {
    id: &'a str,
    title: &'a str,
    lang: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    url: String,
    versions_url: String,
    current: u32,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    translation_of: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    replaced_by: Vec<&'a str>,
}

/// `policies.json`: by path; addresses relative to the site's root.
pub(super) fn policies(site: &Site<'_>, policies: &[Policy]) -> Result<Vec<u8>> {
    write(&Policies {
        site: SiteEntry {
            title: site.title(site.messages(site.lang())),
            lang: site.lang().as_str(),
            base_url: site.config.base_url.as_deref(),
            generator: concat!("promulgate ", env!("CARGO_PKG_VERSION")),
        },
        commit: site.commit.as_str(),
        ledger: site.ledger_entry(Place::Log(OfLog::Checkpoint).path().into()),
        policies: policies.iter().map(policy_entry).collect(),
    })
}

fn policy_entry(policy: &Policy) -> PolicyEntry<'_> {
    PolicyEntry {
        id: policy.id.as_str(),
        title: &policy.title,
        lang: policy.lang.as_str(),
        publisher: policy.publisher.as_deref(),
        url: routes::public(&routes::current(&policy.id)),
        versions_url: routes::public(&routes::of(&policy.id, OfPolicy::Versions)),
        current: policy.current().number.get(),
        status: if policy.withdrawn.is_some() { "withdrawn" } else { "current" },
        translation_of: policy.translation_of.as_ref().map(|id| id.as_str()),
        replaced_by: policy.succession.after.iter().map(|handover| handover.other.as_str()).collect(),
    }
}

/// JSON that can stand in a `<script>` element: without `<`.
pub(super) fn inline(view: &impl Serialize) -> Result<String> {
    let text = serde_json::to_string(view).map_err(|e| Error::environment("can't write JSON").because(e))?;
    Ok(escaped_json(text.replace('<', "\\u003c")))
}

/// JSON with a newline at its end, and no other space: it is for programs. What can't be shown is escaped.
pub(super) fn write(view: &impl Serialize) -> Result<Vec<u8>> {
    let text = serde_json::to_string(view).map_err(|e| Error::environment("can't write JSON").because(e))?;
    Ok((escaped_json(text) + "\n").into_bytes())
}
