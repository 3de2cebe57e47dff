//! Feeds: Atom (RFC 4287) and JSON Feed 1.1, of each policy and of all.

use super::maker::Maker;
use super::messages::Messages;
use super::site::latest;
use super::views::{counts, number};
use super::{Site, json, routes};
use crate::error::{Error, Result};
use crate::html;
use crate::model::{Class, Correction, Lang, Policy, Timestamp, Version};
use crate::percent::encode;
use crate::showable::showable;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use serde::Serialize;

/// How many entries the feeds of the whole site have; each policy's feeds have all its versions.
const IN_SITE_FEED: usize = 50;

/// A feed, whatever its format.
pub(super) struct Feed<'a> {
    title: String,
    author: String,
    lang: &'a Lang,
    id: String,
    /// The page that it tells of.
    home: String,
    atom: String,
    json: String,
    updated: Timestamp,
    entries: Vec<Entry>,
}

struct Entry {
    id: String,
    title: String,
    url: String,
    updated: Timestamp,
    summary: String,
    /// HTML.
    content: String,
}

/// The feed of one policy: an entry for each version, newest first, with its redline.
pub(super) fn of_policy<'a>(maker: &Maker<'a>) -> Feed<'a> {
    let Maker { site, messages, policy, texts } = *maker;
    let versions = policy.versions.iter().zip(texts.excerpts()).rev();
    let versions = versions.map(|(v, excerpt)| (v.order, entry(site, messages, policy, v, false, excerpt.clone())));
    let corrections = policy.corrections.iter().map(|c| (c.order, corrected(site, messages, policy, c)));
    let mut entries: Vec<(usize, Entry)> = versions.chain(corrections).collect();
    entries.sort_by_key(|(order, _)| std::cmp::Reverse(*order));
    Feed {
        title: policy.title.clone(),
        author: site.title(messages),
        lang: &messages.lang,
        id: tag(site, &encode(policy.id.as_str())),
        home: site.public(&routes::current(&policy.id)),
        atom: site.public(&routes::of(&policy.id, "feed.xml")),
        json: site.public(&routes::of(&policy.id, "feed.json")),
        updated: newest(std::slice::from_ref(policy)),
        entries: entries.into_iter().map(|(_, entry)| entry).collect(),
    }
}

/// The feed of the whole site: the latest versions of all policies.
pub(super) fn of_site<'a>(site: &'a Site<'_>, policies: &[Policy]) -> Feed<'a> {
    let messages = site.messages(site.lang());
    let newest_versions = latest(policies, IN_SITE_FEED);
    Feed {
        title: site.title(messages),
        author: site.title(messages),
        lang: &messages.lang,
        id: tag(site, ""),
        home: site.public(routes::HOME),
        atom: site.public("feed.xml"),
        json: site.public("feed.json"),
        updated: newest(policies),
        entries: newest_versions.into_iter().map(|(p, v)| entry(site, messages, p, v, true, String::new())).collect(),
    }
}

fn newest(policies: &[Policy]) -> Timestamp {
    policies.iter().flat_map(|p| &p.versions).map(|v| v.published).max().unwrap_or(Timestamp::from_unix(0))
}

/// A rewritten history that was published all the same.
fn corrected(site: &Site<'_>, messages: &Messages, policy: &Policy, correction: &Correction) -> Entry {
    let what = messages.text("correction");
    Entry {
        id: tag(site, &format!("{}/correction/{}", encode(policy.id.as_str()), correction.new)),
        title: what.clone(),
        url: site.public(&routes::history(&policy.id)),
        updated: correction.date,
        summary: correction.reason.clone(),
        content: format!("<p>{what}: {}</p>", html::text(&correction.reason)),
    }
}

/// A name for good (RFC 4151), whatever becomes of the address: the repository's first commit tells it from others.
fn tag(site: &Site<'_>, what: &str) -> String {
    let base = site.config.base_url.as_deref().and_then(|url| url.split('/').nth(2));
    let host = base.and_then(|h| h.split(':').next()).unwrap_or("policies.invalid");
    format!("tag:{host},2000:{}/{what}", site.root.short())
}

fn entry(
    site: &Site<'_>,
    messages: &Messages,
    policy: &Policy,
    version: &Version,
    with_policy: bool,
    redline: String,
) -> Entry {
    let (id, n) = (&policy.id, version.number);
    let name = messages.with("version-n", &[("n", number(n.get()))]);
    let first = n.index() == 0;
    let what = match version.class {
        _ if first => messages.text("first-version"),
        Class::Text => counts(messages, version),
        Class::Formatting => messages.text("class-formatting"),
        Class::None => messages.text("class-none"),
    };
    let note = version.note.in_lang(&messages.lang);
    let content = if redline.is_empty() { format!("<p>{what}</p>") } else { redline };
    let page = if first { routes::version(id, n) } else { routes::changes(id, n) };
    Entry {
        id: tag(site, &format!("{}/v/{n}", encode(id.as_str()))),
        title: if with_policy { format!("{} · {name}", policy.title) } else { name },
        url: site.public(&page),
        updated: version.published,
        summary: if note.is_empty() { what } else { note.to_owned() },
        content,
    }
}

pub(super) fn write_atom(feed: &Feed<'_>) -> Result<Vec<u8>> {
    let failed = |e: std::io::Error| Error::environment("can't write a feed").because(e);
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    atom(&mut writer, feed).map_err(failed)?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn atom(writer: &mut Writer<Vec<u8>>, feed: &Feed<'_>) -> std::io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let root = writer.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
    root.with_attribute(("xml:lang", feed.lang.as_str())).write_inner_content(|w| {
        text(w, "id", &feed.id)?;
        text(w, "title", &feed.title)?;
        text(w, "updated", &feed.updated.to_string())?;
        w.create_element("author").write_inner_content(|w| text(w, "name", &feed.author))?;
        link(w, "self", &feed.atom)?;
        link(w, "alternate", &feed.home)?;
        for entry in &feed.entries {
            w.create_element("entry").write_inner_content(|w| {
                text(w, "id", &entry.id)?;
                text(w, "title", &entry.title)?;
                text(w, "updated", &entry.updated.to_string())?;
                text(w, "published", &entry.updated.to_string())?;
                link(w, "alternate", &entry.url)?;
                text(w, "summary", &entry.summary)?;
                let content = w.create_element("content").with_attribute(("type", "html"));
                content.write_text_content(BytesText::new(&entry.content))?;
                Ok(())
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> std::io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(&showable(text))).map(|_| ())
}

fn link(writer: &mut Writer<Vec<u8>>, rel: &str, href: &str) -> std::io::Result<()> {
    let link = writer.create_element("link").with_attribute(("rel", rel));
    link.with_attribute(("href", href)).write_empty().map(|_| ())
}

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    language: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    authors: [JsonAuthor<'a>; 1],
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct JsonAuthor<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    summary: &'a str,
    content_html: &'a str,
    date_published: String,
}

pub(super) fn write_json(feed: &Feed<'_>) -> Result<Vec<u8>> {
    let items = feed.entries.iter().map(|entry| JsonItem {
        id: &entry.id,
        url: &entry.url,
        title: &entry.title,
        summary: &entry.summary,
        content_html: &entry.content,
        date_published: entry.updated.to_string(),
    });
    json::write(&JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        language: feed.lang.as_str(),
        home_page_url: &feed.home,
        feed_url: &feed.json,
        authors: [JsonAuthor { name: &feed.author }],
        items: items.collect(),
    })
}
