//! That something about a version was stated later than with the version itself, in words and for programs.

use super::dates::DateView;
use super::messages::Messages;
use super::site::Site;
use crate::model::{ChangeType, Date, Kind, StatedLater, Version};
use serde::Serialize;

/// What was stated later of a version, a sentence or two for each.
pub(super) fn stated_later(site: &Site<'_>, messages: &Messages, version: &Version) -> Vec<String> {
    version.stated_later.iter().map(|later| in_words(site, messages, later)).collect()
}

fn in_words(site: &Site<'_>, messages: &Messages, later: &StatedLater) -> String {
    let key = match later.what {
        Kind::Summary => "later-summary",
        Kind::Effective => "later-effective",
        Kind::ChangeType => "later-change-type",
        Kind::Reference => "later-reference",
        Kind::Withheld => "later-withheld",
    };
    let date = DateView::at(site, later.date, messages).text().to_owned();
    let said = messages.with(key, &[("date", date.into()), ("commit", later.commit.short().into())]);
    match later.instead_of.as_deref().map(|was| own_word(messages, later.what, was)) {
        Some(was) => format!("{said} {}", messages.with("later-instead", &[("said", was.into())])),
        None => said,
    }
}

/// What a version itself says, for readers.
fn own_word(messages: &Messages, what: Kind, was: &str) -> String {
    let day = || {
        let mut parts = was.split('-').map(|part| part.parse().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        Some(DateView::of(Date::new(year, month, day)?, messages).text().to_owned())
    };
    let kind = || match ChangeType::parse(was)? {
        ChangeType::Editorial => Some(messages.text("change-editorial")),
        ChangeType::Substantive => Some(messages.text("change-substantive")),
    };
    let said = match what {
        Kind::Effective => day(),
        Kind::ChangeType => kind(),
        Kind::Summary | Kind::Reference | Kind::Withheld => None,
    };
    said.unwrap_or_else(|| was.to_owned())
}

/// What was stated later, in machine files.
#[derive(Serialize)]
pub(super) struct LaterEntry<'a> {
    what: &'static str,
    date: String,
    commit: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    instead_of: Option<&'a str>,
}

impl<'a> LaterEntry<'a> {
    /// All that was stated later of `version`.
    pub(super) fn all(version: &'a Version) -> Vec<Self> {
        let entry = |later: &'a StatedLater| Self {
            what: later.what.as_str(),
            date: later.date.to_string(),
            commit: later.commit.as_str(),
            instead_of: later.instead_of.as_deref(),
        };
        version.stated_later.iter().map(entry).collect()
    }
}
