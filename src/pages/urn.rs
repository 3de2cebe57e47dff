//! Names for good (RFC 9562): of what feeds tell. They rest on what never changes, the commit and the path with which a
//! policy began, and on no address, host or setting: who moves a site or a policy gives no subscriber anything twice.

use super::site::Site;
use crate::model::{AnnexEvent, Correction, Digest, Handover, Policy, SectionEvent, Version, Withdrawal};
use crate::store;

/// The feed of the whole site that `what` tells from its other feeds.
pub(super) fn of_site(site: &Site<'_>, what: &str) -> String {
    urn(store::key(&("site", site.root.as_str(), what)))
}

/// The feed of a policy that `what` tells from its other feeds.
pub(super) fn of_policy(policy: &Policy, what: &str) -> String {
    of(policy, ("feed", what))
}

/// The first versions of several policies together.
pub(super) fn of_begun(policies: &[&Policy]) -> String {
    let firsts = policies.iter().map(|policy| (policy.versions[0].commit.as_str(), policy.versions[0].path.as_str()));
    urn(store::key(&("begun", firsts.collect::<Vec<_>>())))
}

/// A version of a policy.
pub(super) fn of_version(policy: &Policy, version: &Version) -> String {
    of(policy, ("version", version.number))
}

/// That a version takes effect, on whatever day.
pub(super) fn of_effect(policy: &Policy, version: &Version) -> String {
    of(policy, ("effect", version.number))
}

/// A change of the section of this number.
pub(super) fn of_section(policy: &Policy, section: u32, event: &SectionEvent) -> String {
    of(policy, ("section", section, event.version))
}

/// A withdrawal of a policy.
pub(super) fn of_withdrawal(policy: &Policy, withdrawal: &Withdrawal) -> String {
    of(policy, ("withdrawal", withdrawal.commit.as_str()))
}

/// A change of a file to which the text of a policy leads.
pub(super) fn of_annex(policy: &Policy, event: &AnnexEvent) -> String {
    of(policy, ("annex", event.commit.as_str(), &event.path))
}

/// That another policy replaces it.
pub(super) fn of_handover(policy: &Policy, handover: &Handover) -> String {
    of(policy, ("replaced", &handover.other, handover.order))
}

/// A correction of what was published of a policy.
pub(super) fn of_correction(policy: &Policy, correction: &Correction) -> String {
    of(policy, ("correction", correction.new.as_str()))
}

fn of(policy: &Policy, what: impl serde::Serialize) -> String {
    let first = policy.versions.first().expect("a policy has at least one version");
    urn(store::key(&("policy", first.commit.as_str(), &first.path, what)))
}

/// A name made of a digest: version 8 of RFC 9562.
fn urn(digest: Digest) -> String {
    let hex: Vec<char> = digest.to_string().chars().collect();
    let part = |from: usize, to: usize| hex[from..to].iter().collect::<String>();
    // of the 4 bits that say the variant, 2 are free
    let variant = ['8', '9', 'a', 'b'][hex[16].to_digit(16).unwrap_or_default() as usize % 4];
    format!("urn:uuid:{}-{}-8{}-{variant}{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_the_shape_of_the_standard() {
        let urn = urn(Digest::of(b"a"));
        let parts: Vec<&str> = urn.strip_prefix("urn:uuid:").expect("a urn").split('-').collect();
        assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(parts[2].starts_with('8') && parts[3].starts_with(['8', '9', 'a', 'b']), "{urn}");
    }
}
