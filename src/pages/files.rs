//! Files that are no pages for people: TimeMaps, the sitemap, rules for robots and hosts, the style.

use super::routes;
use super::site::Site;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::model::Policy;
use crate::places::{OfPolicy, OfSite};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// `timemap.link` of a policy: RFC 7089 section 5, in the format of RFC 6690 and RFC 8288. A static host answers no
/// negotiation, so there is no TimeGate. It stands at `path`.
pub(super) fn timemap(site: &Site<'_>, path: &str, policy: &Policy) -> Vec<u8> {
    let id = &policy.id;
    let address = |to: String| site.public(path, &to);
    let span = (policy.versions[0].published.http_date(), policy.current().published.http_date());
    let mut lines = vec![
        format!("<{}>; rel=\"original latest-version\"", address(routes::current(id))),
        format!(
            "<{}>; rel=\"self\"; type=\"application/link-format\"; from=\"{}\"; until=\"{}\"",
            address(routes::of(id, OfPolicy::TimeMap)),
            span.0,
            span.1
        ),
        format!("<{}>; rel=\"version-history\"", address(routes::history(id))),
    ];
    let last = policy.versions.len() - 1;
    for (ix, version) in policy.versions.iter().enumerate() {
        let rel = match ix {
            0 if last == 0 => "first last memento",
            0 => "first memento",
            ix if ix == last => "last memento",
            _ => "memento",
        };
        let url = address(routes::version(id, version.number));
        lines.push(format!("<{url}>; rel=\"{rel}\"; datetime=\"{}\"", version.published.http_date()));
    }
    format!("{}\n", lines.join(",\n")).into_bytes()
}

/// The current texts, with the date of their latest version.
pub(super) fn sitemap(site: &Site<'_>, policies: &[Policy]) -> Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    let written = (|| -> std::io::Result<()> {
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        if site.config.base_url.is_none() {
            let remark = " for search engines, set base_url in promulgate.toml: these addresses are relative ";
            writer.write_event(Event::Comment(BytesText::from_escaped(remark)))?;
        }
        let urls = writer.create_element("urlset");
        let urls = urls.with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"));
        urls.write_inner_content(|w| {
            for policy in policies.iter().filter(|p| p.withdrawn.is_none()) {
                w.create_element("url").write_inner_content(|w| {
                    let location = site.public("sitemap.xml", &routes::current(&policy.id));
                    w.create_element("loc").write_text_content(BytesText::new(&location))?;
                    let date = policy.current().published.to_string();
                    w.create_element("lastmod").write_text_content(BytesText::new(&date))?;
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })();
    written.map_err(|e| Error::environment("can't write the sitemap").because(e))?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

pub(super) fn robots(site: &Site<'_>) -> Vec<u8> {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if site.config.base_url.is_some() {
        text.push_str(&format!("Sitemap: {}\n", site.public(OfSite::Robots.name(), routes::SITEMAP)));
    }
    text.into_bytes()
}

/// The style of a page that was not found, at an address with so many folders below the site's root: it shows those links
/// that lead from there to the site, and not those for places further down, which another site above might show.
pub(super) fn style_at(depth: u8) -> String {
    format!(
        "@import \"../style.css\";\n.lost > [hidden].at-{depth} {{ display: revert !important; }}\n\
         .lost > [hidden].at-{depth} ~ * {{ display: none !important; }}\n"
    )
}

/// Rules of style that give a site the colour of its office.
pub(super) fn colours(config: &Config) -> String {
    let Some(colour) = config.office.colour else { return String::new() };
    let (day, night, letters) = (colour.of_links(), colour.of_links_by_night(), colour.of_letters());
    format!(
        "@media screen {{\n:root {{ --office: {colour}; --on-office: {letters}; --link: {day}; }}\n}}\n\
         @media screen and (prefers-color-scheme: dark) {{\n:root {{ --link: {night}; }}\n}}\n"
    )
}

/// For hosts that read such a file; its rules mean the same on all of them. Of a page that two rules fit, some hosts send
/// what both say, and two policies hold together: so no page may be framed by a header that gives way to what a policy
/// says of it (CSP level 3, section 7.7.2). Some hosts serve `notice.html` as `notice`.
pub(super) const HEADERS: &str = "\
/*
  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'
  X-Frame-Options: DENY
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
/*/source.md
  Content-Type: text/plain; charset=utf-8
/*.ics
  Content-Type: text/calendar; charset=utf-8
/llms.txt
  Content-Type: text/plain; charset=utf-8
/SHA256SUMS
  Content-Type: text/plain; charset=utf-8
/*/receipt.tlog-proof
  Content-Type: text/plain; charset=utf-8
/log/checkpoint
  Content-Type: text/plain; charset=utf-8
  Cache-Control: no-cache
/log/checkpoints/*
  Content-Type: text/plain; charset=utf-8
/log/sums/*
  Content-Type: text/plain; charset=utf-8
/log/SHA256SUMS
  Content-Type: text/plain; charset=utf-8
/log/site
  Content-Type: text/plain; charset=utf-8
  Cache-Control: no-cache
/log/key.vkey
  Content-Type: text/plain; charset=utf-8
/log/key.pem
  Content-Type: text/plain; charset=utf-8
/log/tile/*
  Content-Type: application/octet-stream
  Cache-Control: public, max-age=31536000, immutable
/files/*
  Cache-Control: public, max-age=31536000, immutable
/files/*.svg
  Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox
/files/*.txt
  Content-Type: text/plain; charset=utf-8
/files/*.csv
  Content-Type: text/plain; charset=utf-8
/*/timemap.link
  Content-Type: application/link-format; charset=utf-8
/*.json
  Access-Control-Allow-Origin: *
/assets/notice.js
  Access-Control-Allow-Origin: *
/*/notice.html
  Content-Security-Policy: frame-ancestors *
/*/notice
  Content-Security-Policy: frame-ancestors *
";

#[cfg(test)]
mod tests {
    use super::*;

    /// What a server really answers is held against `_headers` by `tests/recipes`, where there is one.
    #[test]
    fn servers_are_told_what_other_hosts_read() {
        let recipes = [include_str!("../../deploy/nginx.conf"), include_str!("../../deploy/Caddyfile")];
        let headers: Vec<_> = HEADERS.lines().filter_map(|line| line.strip_prefix("  ")?.split_once(": ")).collect();
        assert_eq!(headers.len(), 29);
        for (name, value) in headers {
            let asked = match name {
                "Content-Type" => value.split(';').next().unwrap_or(value),
                _ => value,
            };
            assert!(recipes.iter().all(|recipe| recipe.contains(asked)), "{name}: {value}");
        }
    }
}
