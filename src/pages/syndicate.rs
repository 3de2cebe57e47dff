//! Writes feeds: Atom (RFC 4287), in documents of older entries too (RFC 5005), and JSON Feed 1.1.
//!
//! Older entries are in Atom alone: JSON Feed has no document that stays as it is, and none whose links are seen from
//! elsewhere, so that its items would have to change where they move to, and all redlines would be there twice.

use super::checkpoint::LedgerEntry;
use super::feed::{Feed, Older};
use super::json::write;
use crate::error::{Error, Result};
use crate::showable::plain;
use quick_xml::Writer;
use quick_xml::escape::minimal_escape;
use quick_xml::events::{BytesDecl, BytesText, Event};
use serde::Serialize;
use std::borrow::Cow;

/// Atom (RFC 4287).
pub(super) fn atom(feed: &Feed<'_>) -> Result<Vec<u8>> {
    let failed = |e: std::io::Error| Error::environment("can't write a feed").because(e);
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    write_atom(&mut writer, feed).map_err(failed)?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn write_atom(writer: &mut Writer<Vec<u8>>, feed: &Feed<'_>) -> std::io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let mut root = writer.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
    if feed.place.is_some() {
        root = root.with_attribute(("xmlns:fh", "http://purl.org/syndication/history/1.0"));
    }
    if let Some(base) = feed.place.as_ref().and_then(|place| place.base) {
        root = root.with_attribute(("xml:base", base));
    }
    root.with_attribute(("xml:lang", feed.lang.as_str())).write_inner_content(|w| {
        text(w, "id", &feed.id)?;
        text(w, "title", &feed.title)?;
        if let Some((said, _)) = &feed.ledger {
            text(w, "subtitle", said)?;
        }
        text(w, "updated", &feed.updated.to_string())?;
        w.create_element("author").write_inner_content(|w| text(w, "name", &feed.author))?;
        link(w, "self", &feed.own)?;
        link(w, "alternate", &feed.home)?;
        if let Some(place) = &feed.place {
            write_place(w, place)?;
        }
        for entry in &feed.entries {
            w.create_element("entry").write_inner_content(|w| {
                text(w, "id", &entry.id)?;
                text(w, "title", &entry.title)?;
                text(w, "updated", &entry.updated.to_string())?;
                text(w, "published", &entry.updated.to_string())?;
                link(w, "alternate", &entry.url)?;
                if let Some((class, words)) = &entry.kind {
                    let category = w.create_element("category").with_attribute(("term", *class));
                    category.with_attribute(("label", &*plain(words))).write_empty()?;
                }
                text(w, "summary", &entry.summary)?;
                let content = w.create_element("content").with_attribute(("type", "html"));
                content.write_text_content(BytesText::from_escaped(sparingly(&plain(&entry.content))))?;
                Ok(())
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Where a document stands among those of its feed (RFC 5005).
fn write_place(writer: &mut Writer<Vec<u8>>, place: &Older) -> std::io::Result<()> {
    let links = [("current", &place.current), ("prev-archive", &place.before), ("next-archive", &place.after)];
    for (rel, href) in links {
        href.iter().try_for_each(|href| link(writer, rel, href))?;
    }
    // one that still grows does not say that it stays
    if place.after.is_some() {
        writer.create_element("fh:archive").write_empty()?;
    }
    Ok(())
}

/// HTML between tags of XML, where only `<` and `&` must be written otherwise, and `>` after two brackets.
fn sparingly(html: &str) -> String {
    minimal_escape(html).replace("]]>", "]]&gt;")
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> std::io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(&plain(text))).map(|_| ())
}

fn link(writer: &mut Writer<Vec<u8>>, rel: &str, href: &str) -> std::io::Result<()> {
    let link = writer.create_element("link").with_attribute(("rel", rel));
    link.with_attribute(("href", &*plain(href))).write_empty().map(|_| ())
}

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    language: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    authors: [JsonAuthor<'a>; 1],
    /// The ledger as it is now.
    #[serde(rename = "_ledger", skip_serializing_if = "Option::is_none")]
    ledger: Option<&'a LedgerEntry<'a>>,
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
    title: Cow<'a, str>,
    summary: Cow<'a, str>,
    content_html: Cow<'a, str>,
    date_published: String,
    tags: Vec<&'a str>,
}

/// JSON Feed 1.1.
pub(super) fn json(feed: &Feed<'_>) -> Result<Vec<u8>> {
    let items = feed.entries.iter().map(|entry| JsonItem {
        id: &entry.id,
        url: &entry.url,
        title: plain(&entry.title),
        summary: plain(&entry.summary),
        content_html: plain(&entry.content),
        date_published: entry.updated.to_string(),
        tags: entry.kind.iter().map(|(class, _)| *class).collect(),
    });
    write(&JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: plain(&feed.title),
        description: feed.ledger.as_ref().map(|(said, _)| &**said),
        language: feed.lang.as_str(),
        home_page_url: &feed.home,
        feed_url: &feed.own,
        authors: [JsonAuthor { name: &feed.author }],
        ledger: feed.ledger.as_ref().map(|(_, ledger)| ledger),
        items: items.collect(),
    })
}
