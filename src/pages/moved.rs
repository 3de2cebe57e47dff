//! The page at a former address of a policy, which leads to where its page is now.

use super::chrome::Chrome;
use super::maker::Maker;
use super::routes;
use crate::error::Result;
use serde::Serialize;

#[derive(Serialize)]
struct MovedView<'a> {
    chrome: Chrome,
    heading: String,
    lang: &'a str,
    href: String,
}

impl Maker<'_> {
    /// The page at the former address `path`, whose page stands at `new` now.
    pub(super) fn moved(&self, path: &str, new: &str) -> Result<Vec<u8>> {
        let href = routes::relative(path, new);
        let title = self.messages.text("moved");
        let view = MovedView {
            chrome: Chrome::new(self.site, self.messages, path, &title).noindex(true).redirect(href.clone()),
            heading: self.policy.name(),
            lang: self.policy.lang.as_str(),
            href,
        };
        self.site.theme.render("moved.html", self.messages, &view, None)
    }
}
