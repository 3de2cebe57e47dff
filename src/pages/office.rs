//! The office to which a site belongs, as the header and the footer of its pages show it.

use super::{Site, routes};
use crate::annex::{self, Refusal};
use crate::config::{Link, Text};
use crate::error::{Error, Result};
use crate::model::{Annex, Lang, Shape};
use crate::places::OfSite;
use serde::Serialize;

/// The logo of an office, which every page shows.
#[derive(Debug)]
pub struct Logo {
    annex: Annex,
    file: OfSite,
    bytes: Vec<u8>,
}

impl Logo {
    /// The logo that stands at `path` of the published revision with these `bytes`, if anything does.
    ///
    /// # Errors
    /// It is neither a drawing that only draws nor a picture in PNG.
    pub fn read(path: &str, bytes: Option<Vec<u8>>) -> Result<Self> {
        let refused = |why: Refusal| {
            Error::input(format!("the logo `{path}` in the settings is {why}"))
                .hint("commit an SVG without scripts or a PNG, and give its path from the root of the repository")
        };
        let bytes = bytes.ok_or_else(|| refused(Refusal::Missing))?;
        let annex = annex::judge(path, &bytes).map_err(refused)?;
        let file = [OfSite::Drawing, OfSite::Picture].into_iter().find(|file| {
            let ending = |name: &str| name.rsplit('.').next().map(str::to_owned);
            ending(file.name()) == ending(&annex.name)
        });
        Ok(Self { file: file.ok_or_else(|| refused(Refusal::Kind))?, annex, bytes })
    }

    /// Which file of the site it is.
    pub(super) fn file(&self) -> OfSite {
        self.file
    }

    pub(super) fn annex(&self) -> &Annex {
        &self.annex
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// What pages say of the office.
#[derive(Serialize, Default)]
pub(super) struct OfficeView {
    name: Option<Said>,
    logo: Option<LogoView>,
    contact: Vec<Contact>,
    /// The language of the contact, if that is not the page's.
    contact_lang: Option<String>,
    accessibility: Option<String>,
}

/// A text and its language, if that is not the page's.
#[derive(Serialize)]
struct Said {
    text: String,
    lang: Option<String>,
}

#[derive(Serialize)]
struct LogoView {
    href: String,
    /// In pixels, where its bytes tell them.
    size: Option<(u32, u32)>,
}

/// A line by which an office is reached: its end may be an address that can be followed.
#[derive(Serialize)]
struct Contact {
    text: String,
    link: Option<String>,
    href: Option<String>,
}

impl OfficeView {
    /// What the page at `path`, in `lang`, says of the office; nothing if the settings say nothing.
    pub(super) fn new(site: &Site<'_>, lang: &Lang, path: &str) -> Self {
        let (office, of_site) = (&site.config.office, site.lang());
        let other = |said: &Lang| Some(said.to_string()).filter(|_| said.primary() != lang.primary());
        let contact = office.contact.as_ref().and_then(|contact| contact.within(lang, of_site));
        Self {
            name: office
                .name
                .as_ref()
                .and_then(|name| name.within(lang, of_site))
                .map(|(name, said)| Said { text: name.as_str().to_owned(), lang: other(said) }),
            logo: site.logo.map(|logo| LogoView {
                href: routes::relative(path, logo.file.name()),
                size: match logo.annex.shape {
                    Shape::Picture(size) => size,
                    Shape::File => None,
                },
            }),
            contact: contact.iter().flat_map(|(lines, _)| lines.iter()).map(Contact::new).collect(),
            contact_lang: contact.and_then(|(_, said)| other(said)),
            accessibility: office.accessibility.as_ref().map(|link| link.as_str().to_owned()),
        }
    }

    /// Without what stands on the site itself.
    pub(super) fn nowhere(&mut self) {
        self.logo = None;
    }

    /// With addresses that hold wherever the page is served.
    pub(super) fn rooted(&mut self, base: &str) {
        if let Some(logo) = &mut self.logo {
            logo.href = format!("{base}{}", logo.href);
        }
    }
}

impl Contact {
    fn new(line: &Text) -> Self {
        let line = line.as_str();
        let last =
            line.rfind(char::is_whitespace).map_or(0, |at| at + line[at..].chars().next().map_or(0, char::len_utf8));
        let (before, end) = line.split_at(last);
        let followed = |before: &str, link: &str, href| Self {
            text: before.to_owned(),
            link: Some(link.to_owned()),
            href: Some(href),
        };
        if is_mail(end) {
            return followed(before, end, format!("mailto:{end}"));
        }
        if let Some(page) = Link::read(end) {
            return followed(before, end, page.as_str().to_owned());
        }
        let (before, number) = line.split_at(telephone(line));
        let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        match digits.len() {
            7.. => followed(before, number, format!("tel:{digits}")),
            _ => Self { text: line.to_owned(), link: None, href: None },
        }
    }
}

/// Where at the end of `line` what may be a telephone number begins.
fn telephone(line: &str) -> usize {
    let of_number = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')');
    let begin = line.trim_end_matches(of_number).len();
    let begin = if line[..begin].ends_with('+') { begin - 1 } else { begin };
    begin + line[begin..].len() - line[begin..].trim_start_matches([' ', '-', ')']).len()
}

/// Whether `text` is an e-mail address in letters that every program takes.
fn is_mail(text: &str) -> bool {
    let plain = |part: &str, more: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || more.as_bytes().contains(&b))
    };
    text.split_once('@').is_some_and(|(name, host)| plain(name, "._+-") && plain(host, ".-") && host.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_followed_is_a_link() {
        for (line, text, href) in [
            ("99 ถนนมิตรไมตรี เขตดินแดง กรุงเทพฯ 10400", "99 ถนนมิตรไมตรี เขตดินแดง กรุงเทพฯ 10400", None),
            ("office@example.go.th", "", Some("mailto:office@example.go.th")),
            ("อีเมล office@example.go.th", "อีเมล ", Some("mailto:office@example.go.th")),
            ("โทร. 0 2245 0123", "โทร. ", Some("tel:022450123")),
            ("+66 (0)2 245-0123", "", Some("tel:+66022450123")),
            (
                "https://example.go.th/ติดต่อ",
                "",
                Some("https://example.go.th/%E0%B8%95%E0%B8%B4%E0%B8%94%E0%B8%95%E0%B9%88%E0%B8%AD"),
            ),
            ("javascript:alert(1)", "javascript:alert(1)", None),
            ("a@b?subject=x", "a@b?subject=x", None),
        ] {
            let contact = Contact::new(&Text::try_from(line.to_owned()).expect("a text"));
            assert_eq!((contact.text.as_str(), contact.href.as_deref()), (text, href), "{line}");
            assert_eq!(format!("{}{}", contact.text, contact.link.unwrap_or_default()), line);
        }
    }

    #[test]
    fn a_logo_only_draws() {
        let drawing = |inner: &str| {
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 2\">{inner}</svg>").into_bytes()
        };
        let logo = Logo::read("a/seal.svg", Some(drawing("<path d=\"M0 0h4\"/>"))).expect("a logo");
        assert_eq!(logo.file(), OfSite::Drawing);
        for (path, bytes) in [
            ("seal.svg", None),
            ("seal.svg", Some(drawing("<script>1</script>"))),
            ("seal.svg", Some(drawing("<image href=\"https://example.org/x.png\"/>"))),
            ("seal.png", Some(b"no picture".to_vec())),
            ("seal.gif", Some(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;".to_vec())),
        ] {
            let error = Logo::read(path, bytes).expect_err("refused").to_string();
            assert!(error.starts_with(&format!("the logo `{path}` in the settings is ")), "{error}");
        }
    }
}
