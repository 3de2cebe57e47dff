//! What is said of versions whose texts are withheld.

use super::messages::{Messages, number};
use crate::ledger::WithheldText;
use crate::model::{Policy, Version, VersionNumber};

/// What stands in place of the text of `version`.
pub(super) fn file(version: &Version) -> Vec<u8> {
    let reason = version.withheld.clone().unwrap_or_default();
    WithheldText { sha256: version.sha256, size: version.size, reason }.to_text().into_bytes()
}

/// That the text of `version` is withheld, and why.
pub(super) fn notice(messages: &Messages, version: &Version) -> Option<String> {
    let reason = version.withheld.clone()?;
    let named = [("version", number(version.number.get())), ("reason", reason.into())];
    Some(messages.with("withheld", &named))
}

/// The same, with the version whose text stands in for it where versions are compared.
pub(super) fn comparison((messages, policy): (&Messages, &Policy), version: &Version) -> Option<String> {
    let said = notice(messages, version)?;
    let other = [("version", number(stand_in(policy, version.number)?.get()))];
    Some(format!("{said} {}", messages.with("withheld-compared", &other)))
}

/// That `version` is compared with another one than the one before, whose text is withheld: with which one.
pub(super) fn compared_with(policy: &Policy, version: &Version) -> Option<(VersionNumber, VersionNumber)> {
    let before = policy.version(version.number.index().checked_sub(1).map(VersionNumber::at)?)?;
    let other = before.withheld.as_ref().and_then(|_| stand_in(policy, before.number))?;
    (version.withheld.is_none() && other < before.number).then_some((before.number, other))
}

/// The same in words.
pub(super) fn compared(messages: &Messages, policy: &Policy, version: &Version) -> Option<String> {
    let (before, other) = compared_with(policy, version)?;
    Some(messages.with("withheld-before", &[("before", number(before.get())), ("version", number(other.get()))]))
}

/// The version whose text stands in for that of version `n`: the last one before of which the text is not withheld, or the
/// next one.
fn stand_in(policy: &Policy, n: VersionNumber) -> Option<VersionNumber> {
    let (before, after) = policy.versions.split_at(n.index());
    let mut public = before.iter().rev().chain(after).filter(|version| version.withheld.is_none());
    public.next().map(|version| version.number)
}
