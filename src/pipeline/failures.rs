//! Policies that can't be published: each fails alone, and the others are published.

use crate::error::Error;
use crate::history::Lineage;
use std::collections::BTreeMap;

/// Policies that can't be published now, by number, each with the reason.
pub(super) type Failures = BTreeMap<usize, Error>;

/// The failure of the policy of `lineage`.
pub(super) fn of_policy(lineage: &Lineage, error: &Error) -> Error {
    Error::input(format!("{}: {error}", lineage.path))
        .hint(error.hint_text().unwrap_or("fix this policy; the others were published").to_owned())
}

/// The refusal of a first publication in which no policy can be published; `reason` is that of one of them.
pub(super) fn of_all(reason: Option<&Error>) -> Error {
    let (why, hint) = reason.map_or((String::new(), None), |e| (format!(": {e}"), e.hint_text()));
    Error::input(format!("none of the policies can be published{why}"))
        .hint(hint.unwrap_or("fix the policies; nothing was published").to_owned())
}
