//! Languages: their tags, which of these exist, and which way they are written.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A language tag (BCP 47), such as `th`, `en` or `zh-Hant`; `und` where nobody knows the language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Lang(String);

/// Which way the lines of a text run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Direction {
    LeftToRight,
    RightToLeft,
    /// Its letters tell.
    Unknown,
}

impl Lang {
    /// Reads a tag of the shape `ll`, `lll` or `ll-Subtag…`; `None` for anything else.
    pub fn parse(tag: &str) -> Option<Self> {
        let mut parts = tag.split('-');
        let primary = parts.next()?;
        let primary_ok = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
        let rest_ok = parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
        (primary_ok && rest_ok).then(|| Self(tag.to_owned()))
    }

    /// Reads a tag as people write it: `pt_BR` and `PT-br` for `pt-BR`.
    pub fn read(tag: &str) -> Option<Self> {
        let subtag = |(ix, part): (usize, &str)| match (ix, part.len()) {
            (0, _) => part.to_ascii_lowercase(),
            (_, 2) => part.to_ascii_uppercase(),
            (_, 4) if part.is_char_boundary(1) => {
                part[..1].to_ascii_uppercase() + part[1..].to_ascii_lowercase().as_str()
            }
            _ => part.to_owned(),
        };
        let parts: Vec<String> = tag.trim().split(['-', '_']).enumerate().map(subtag).collect();
        Self::parse(&parts.join("-"))
    }

    /// The language that `name` is: that of a file or a folder. The tag must exist: a language that offices write in,
    /// alone, with a script, a country or both.
    pub fn named(name: &str) -> Option<Self> {
        let begins_small = name.bytes().take_while(|b| !matches!(b, b'-' | b'_')).all(|b| b.is_ascii_lowercase());
        let lang = Self::read(name).filter(|_| begins_small)?;
        let mut rest = lang.0.split('-').skip(1).peekable();
        rest.next_if(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
        let digits = |part: &str| part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit());
        rest.next_if(|part| digits(part) || (part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic())));
        let exists = TAGS.split_ascii_whitespace().any(|tag| tag == lang.primary());
        (exists && rest.next().is_none()).then_some(lang)
    }

    /// Thai.
    pub fn thai() -> Self {
        Self("th".into())
    }

    /// English.
    pub fn english() -> Self {
        Self("en".into())
    }

    /// No language that anybody knows.
    pub fn unknown() -> Self {
        Self("und".into())
    }

    /// Whether the language is known.
    pub fn is_known(&self) -> bool {
        self.primary() != "und"
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language without script or region: `zh` of `zh-Hant`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The script that the tag names: `Hant` of `zh-Hant`.
    pub fn script(&self) -> Option<&str> {
        self.0.split('-').skip(1).find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()))
    }

    /// Which way its lines run.
    pub fn direction(&self) -> Direction {
        let right_to_left = match self.script() {
            Some(script) => FROM_THE_RIGHT.contains(&script),
            None => LANGS_FROM_THE_RIGHT.contains(&self.primary()),
        };
        if right_to_left {
            Direction::RightToLeft
        } else if self.is_known() {
            Direction::LeftToRight
        } else {
            Direction::Unknown
        }
    }
}

impl Direction {
    /// The value of the attribute `dir`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
            Self::Unknown => "auto",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Scripts whose lines run from right to left, by ISO 15924.
const FROM_THE_RIGHT: &[&str] =
    &["Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"];
/// Languages that are written in one of these, where the tag names no script.
const LANGS_FROM_THE_RIGHT: &[&str] = &[
    "ar", "arc", "ars", "ary", "arz", "azb", "bal", "bgn", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "khw", "ks",
    "lrc", "mzn", "nqo", "pnb", "prs", "ps", "sd", "skr", "syr", "ug", "ur", "yi",
];

/// Tags of ISO 639-1, and of ISO 639-2 and 639-3 those under which texts of authorities and of large projects stand
/// (locales of CLDR). Words that file names are made of, such as `new`, `old` or `car`, are none.
const TAGS: &str = "\
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es \
    et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki \
    kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no \
    nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te \
    tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu \
    ast bho brx ceb chr ckb cnr crh csb doi dsb fil frp fur gom gsw haw hmn hsb kab kok kmr lij lld mai mni nds nqo pap \
    prs rmy sah sat scn sco sma smj smn sms szl tet tok tpi vec yue";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_tags() {
        assert!(Lang::parse("th").is_some());
        assert!(Lang::parse("zh-Hant").is_some());
        for no in ["", "v2", "draft", "TH", "en-"] {
            assert!(Lang::parse(no).is_none(), "{no}");
        }
    }

    #[test]
    fn people_write_tags_in_their_own_way() {
        for (written, tag) in [("pt_BR", "pt-BR"), ("PT-br", "pt-BR"), ("zh-hant-tw", "zh-Hant-TW"), (" TH ", "th")] {
            assert_eq!(Lang::read(written).expect("a tag").as_str(), tag);
        }
        assert_eq!((Lang::read("ภาษา"), Lang::read("English"), Lang::read("")), (None, None, None));
    }

    #[test]
    fn names_are_languages_if_the_tag_exists() {
        for yes in ["fr", "pt-BR", "zh_CN", "zh-Hans", "es-419", "sr-Latn-RS", "fil", "en-us"] {
            assert!(Lang::named(yes).is_some(), "{yes}");
        }
        for no in
            ["old", "new", "doc", "v1", "us", "ip", "HR", "IT", "en-draft", "de-2024", "no-go-area", "it-security"]
        {
            assert!(Lang::named(no).is_none(), "{no}");
        }
    }

    #[test]
    fn lines_run_as_the_language_is_written() {
        for (tag, dir) in
            [("ar", "rtl"), ("fa-AF", "rtl"), ("az-Arab", "rtl"), ("ar-Latn", "ltr"), ("th", "ltr"), ("und", "auto")]
        {
            assert_eq!(Lang::parse(tag).expect("a tag").direction().as_str(), dir, "{tag}");
        }
    }
}
