//! The files that the pages of a draft need, where the site has none for them.

use crate::pages::files;
use crate::pages::site::Site;
use crate::places::OfSite;

/// What hosts that read such a file are told of a draft, beside what they are told of a site.
const UNLISTED: &str = "/*\n  X-Robots-Tag: noindex\n";

impl Site<'_> {
    /// The files that the pages of a draft need, by path.
    pub fn draft_assets(&self) -> Vec<(String, Vec<u8>)> {
        let style = self.theme.asset(OfSite::Style.name()).to_owned() + &files::colours(self.config);
        let asset = |file: OfSite| (file.name().to_owned(), self.theme.asset(file.name()).as_bytes().to_vec());
        let headers = format!("{}{UNLISTED}", files::HEADERS);
        let mut assets = vec![
            (OfSite::Style.name().to_owned(), style.into_bytes()),
            asset(OfSite::Script),
            asset(OfSite::CardsScript),
            asset(OfSite::Icon),
            (OfSite::Headers.name().to_owned(), headers.into_bytes()),
            (OfSite::NoJekyll.name().to_owned(), Vec::new()),
        ];
        assets.extend(self.logo.map(|logo| (logo.file().name().to_owned(), logo.bytes().to_vec())));
        assets
    }
}
