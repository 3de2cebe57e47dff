//! How somebody else names a version, so that anybody can find it again and see that it is the same.

use super::dates::DateView;
use super::maker::Maker;
use super::routes;
use crate::model::Version;
use serde::Serialize;

/// What a citation has.
#[derive(Serialize)]
pub(super) struct Citation {
    /// Title, publisher, number and day.
    text: String,
    href: String,
    /// The address in full where the site knows it; else the script of the page says it.
    address: String,
    /// Of the exact bytes, in hexadecimal digits.
    sha256: String,
}

impl Maker<'_> {
    /// The citation of `version`, as the page at `path` has it.
    pub(super) fn citation(&self, path: &str, version: &Version) -> Citation {
        let date = DateView::at(self.site, version.published, self.messages).text().to_owned();
        let published = self.messages.with(self.recorded_or("on-published"), &[("date", date.into())]);
        let page = routes::version(&self.policy.id, version.number);
        let parts = [
            Some(format!("“{}”", version.title)),
            self.policy.publisher.clone(),
            Some(self.name(version.number)),
            Some(published),
        ];
        Citation {
            text: parts.into_iter().flatten().collect::<Vec<_>>().join(", "),
            href: routes::relative(path, &page),
            address: self.site.public(path, &page),
            sha256: version.sha256.to_string(),
        }
    }
}
