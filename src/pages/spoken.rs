//! In which language a piece of a page is, for browsers and screen readers, and what languages call themselves.

use super::messages::Messages;
use crate::model::{Direction, Lang};
use tera::{Kwargs, State, Tera, Value};

/// The name, in templates, of the direction in which the page's own lines run.
pub(super) const PAGE_DIR: &str = "page_dir";

/// Adds the filter `spoken`: the attributes of an element whose text is in a language, ` lang="ar" dir="rtl"`. Where the
/// language is not known, `und` says so, for without it the text would be taken for one in the language of the page; its
/// letters tell the direction.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("spoken", |tag: &str, _: Kwargs, state: &State<'_>| {
        let page = state.get::<String>(PAGE_DIR).ok().flatten();
        Value::safe_string(&attributes(tag, page.as_deref().unwrap_or("ltr")))
    });
}

fn attributes(tag: &str, page: &str) -> String {
    let lang = Lang::parse(tag).unwrap_or_else(Lang::unknown);
    match lang.direction().as_str() {
        dir if dir == page => format!(" lang=\"{lang}\""),
        dir => format!(" lang=\"{lang}\" dir=\"{dir}\""),
    }
}

/// A text of HTML in `lang`, to stand in something of another language.
pub(super) fn wrapped(html: &str, lang: &Lang) -> String {
    format!("<div{}>{html}</div>", attributes(lang.as_str(), ""))
}

/// The attributes of an element in `inner` within one in `outer`; none if that is the same language.
pub(super) fn within(inner: &Lang, outer: &Lang) -> String {
    if inner.primary() == outer.primary() {
        return String::new();
    }
    attributes(inner.as_str(), outer.direction().as_str())
}

/// The direction in which a page in the language of `messages` runs.
pub(super) fn page_dir(messages: &Messages) -> &'static str {
    match messages.lang.direction() {
        Direction::RightToLeft => Direction::RightToLeft.as_str(),
        _ => Direction::LeftToRight.as_str(),
    }
}

/// What a language calls itself, with the country or the script that the tag names; of an unknown one what `messages` say.
pub(super) fn language_name(lang: &Lang, messages: &Messages) -> String {
    if !lang.is_known() {
        return messages.text("language-unknown");
    }
    let (tag, primary) = (lang.as_str(), lang.primary());
    let Some((_, name)) = NAMES.iter().find(|(known, _)| *known == primary) else { return tag.to_owned() };
    match tag.strip_prefix(primary).and_then(|rest| rest.strip_prefix('-')) {
        Some(rest) => format!("{name} ({rest})"),
        None => (*name).to_owned(),
    }
}

/// Languages that offices write in, by their own names (CLDR).
const NAMES: &[(&str, &str)] = &[
    ("ar", "العربية"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("cy", "Cymraeg"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fil", "Filipino"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("gl", "Galego"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("id", "Bahasa Indonesia"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("km", "ខ្មែរ"),
    ("ko", "한국어"),
    ("lo", "ລາວ"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("ms", "Bahasa Melayu"),
    ("mt", "Malti"),
    ("my", "မြန်မာ"),
    ("nb", "Norsk bokmål"),
    ("nl", "Nederlands"),
    ("nn", "Norsk nynorsk"),
    ("no", "Norsk"),
    ("pl", "Polski"),
    ("ps", "پښتو"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sv", "Svenska"),
    ("ta", "தமிழ்"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_say_their_language_and_a_direction_other_than_the_page_s() {
        assert_eq!(attributes("th", "ltr"), " lang=\"th\"");
        assert_eq!(attributes("ar", "ltr"), " lang=\"ar\" dir=\"rtl\"");
        assert_eq!(attributes("en", "rtl"), " lang=\"en\" dir=\"ltr\"");
        assert_eq!(attributes("und", "ltr"), " lang=\"und\" dir=\"auto\"");
        assert_eq!(attributes("\"><script>", "ltr"), " lang=\"und\" dir=\"auto\"");
    }
}
