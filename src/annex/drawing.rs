//! Checks that an SVG only draws. An SVG in an `<img>` can't run anything, but one that is opened directly could, on
//! hosts that send no security headers.

use quick_xml::events::{BytesDecl, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// Elements, whatever their prefix, that run something or bring another document in.
const ACTIVE: &[&str] =
    &["script", "foreignobject", "handler", "listener", "iframe", "frame", "object", "embed", "link", "meta", "base"];

/// Whether the drawing draws and does nothing else: no script, no handler, no page inside it, nothing brought in
/// from elsewhere, no entity that could hide one.
pub(super) fn is_still(bytes: &[u8]) -> bool {
    let mut reader = Reader::from_reader(bytes);
    let mut depth = 0usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) if is_harmless(&tag) => depth += 1,
            Ok(Event::Empty(tag)) if is_harmless(&tag) => {}
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::DocType(kind)) if !kind.contains('[') => {}
            Ok(Event::PI(instruction)) if !instruction.starts_with("xml-stylesheet") => {}
            Ok(Event::Decl(declaration)) if is_unicode(&declaration) => {}
            Ok(Event::Text(_) | Event::CData(_) | Event::Comment(_)) => {}
            Ok(Event::GeneralRef(_)) => {}
            Ok(Event::Eof) => return depth == 0,
            _ => return false,
        }
    }
}

/// Whether a browser reads the same letters as we do.
fn is_unicode(declaration: &BytesDecl<'_>) -> bool {
    declaration.encoding().is_none_or(|encoding| encoding.is_ok_and(|name| name.eq_ignore_ascii_case("utf-8")))
}

fn is_harmless(tag: &BytesStart<'_>) -> bool {
    let lower = |name: &str| name.to_ascii_lowercase();
    let element = lower(tag.local_name().as_ref());
    if ACTIVE.contains(&element.as_str()) {
        return false;
    }
    tag.attributes().all(|attribute| {
        let Ok(attribute) = attribute else { return false };
        let (name, local) = (lower(attribute.key.as_ref()), lower(attribute.key.local_name().as_ref()));
        let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else { return false };
        let value = value.trim().to_ascii_lowercase();
        match local.as_str() {
            "href" if element == "a" && ["https://", "http://"].iter().any(|start| value.starts_with(start)) => true,
            "href" | "src" => is_within(&value),
            "attributename" => !value.contains("href") && !value.starts_with("on"),
            _ if name.starts_with("xmlns") => !value.contains("xhtml"),
            local => !local.starts_with("on") && !value.contains("javascript:"),
        }
    })
}

/// Whether an address leads to a place of the drawing itself, or to a picture that is part of it.
fn is_within(value: &str) -> bool {
    let picture = value.strip_prefix("data:image/");
    value.is_empty() || value.starts_with('#') || picture.is_some_and(|kind| !kind.starts_with("svg"))
}
