//! The office to which a site belongs, as the header and the footer of its pages show it.

use super::routes;
use super::site::Site;
use crate::config::{Link, Text};
use crate::model::{Lang, Shape};
use serde::Serialize;

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
    size: Option<Size>,
}

#[derive(Serialize)]
struct Size {
    width: u32,
    height: u32,
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
                href: routes::relative(path, logo.file().name()),
                size: match logo.annex().shape {
                    Shape::Picture(size) => size.map(|(width, height)| Size { width, height }),
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
}
