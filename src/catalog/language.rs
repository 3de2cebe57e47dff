//! Decides which language a text is in, from the evidence. An explicit statement comes first; but except for its own
//! front matter, a statement that the text contradicts is ignored.

use super::locale;
use super::sample::{Sample, is_kin};
use crate::document::{Document, FrontMatter};
use crate::model::Lang;
use std::cell::OnceCell;

/// The language of the text with this front matter and `document`, in the file at `path` below the policies folder, where
/// the settings say that texts are in `setting`. The first that holds: front matter `lang`; a name in the path that is a
/// language, and the setting, unless the text contradicts; what the text shows. Else nobody knows.
pub fn language(front: &FrontMatter, document: &Document, path: &str, setting: Option<&Lang>) -> Lang {
    if let Some(said) = front.lang.as_deref().and_then(Lang::read) {
        return said;
    }
    let sample = OnceCell::new();
    let sample = || sample.get_or_init(|| Sample::of(document));
    let named = locale::readings(path).into_iter().map(|reading| reading.lang);
    let claimed = named.chain(setting.cloned());
    claimed
        .into_iter()
        .find(|lang| !sample().contradicts(lang))
        .or_else(|| sample().lang())
        .unwrap_or_else(Lang::unknown)
}

/// Whether the text with this front matter and `document` can't be in `lang`.
pub(super) fn contradicts(front: &FrontMatter, document: &Document, lang: &Lang) -> bool {
    match front.lang.as_deref().and_then(Lang::read) {
        Some(said) => !is_kin(said.primary(), lang.primary()),
        None => Sample::of(document).contradicts(lang),
    }
}
