//! What files are, by their names and bytes.

use super::*;

fn check(path: &str, bytes: &[u8], expected: Result<(&str, Shape), Refusal>) {
    let annex = judge(path, bytes);
    assert_eq!(annex.as_ref().map(|a| (a.name.as_str(), a.shape)).map_err(|r| *r), expected, "{path}");
}

#[test]
fn a_file_is_what_its_bytes_say() {
    let file = |name| Ok((name, Shape::File));
    let picture = |name| Ok((name, Shape::Picture(None)));
    check("a/form.PDF", b"%PDF-1.7", file("form.pdf"));
    check("a.pdf", b" %PDF-1.7", Err(Refusal::Kind));
    check("a.png", b"GIF89a", picture("a.gif"));
    check("a.png", b"%PDF-1.7", Err(Refusal::Kind));
    check("a.pdf", b"GIF89a", Err(Refusal::Kind));
    check("a.html", b"GIF89a", Err(Refusal::Kind));
    check("a", b"GIF89a", Err(Refusal::Kind));
    check("a.xlsx", b"PK\x03\x04..[Content_Types].xml", file("a.xlsx"));
    check("a.xlsx", b"PK\x03\x04..[Content_Types].xml vbaProject.bin", Err(Refusal::Kind));
    check("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", file("a.doc"));
    check("a.csv", "ก,ข\n".as_bytes(), file("a.csv"));
    check("a.txt", b"version https://git-lfs.github.com/spec/v1\n", Err(Refusal::Pointer));
    check(".git/a.txt", b"x", Err(Refusal::Kind));
    check("a/.env.txt", b"x", Err(Refusal::Kind));
}

#[test]
fn drawings_only_draw() {
    let svg = |inside: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inside}</svg>");
    for still in [
        "<path d=\"M0 0\"/>",
        "<style>path{fill:red}</style>",
        "<a href=\"https://a.org/\"><text>x</text></a><use href=\"#a\"/>",
        "<image href=\"data:image/png;base64,AAAA\"/>",
        "<!-- <script> --><metadata><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/></metadata>",
    ] {
        check("a.svg", svg(still).as_bytes(), Ok(("a.svg", Shape::Picture(None))));
    }
    for active in [
        "<script/>",
        "<SCRIPT>x</SCRIPT>",
        "<s:script xmlns:s=\"http://www.w3.org/2000/svg\"/>",
        "<path ONCLICK=\"x\"/>",
        "<path o:onclick=\"x\" xmlns:o=\"a\"/>",
        "<a xlink:href=\" javascript:x\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"/>",
        "<a href=\"&#106;avascript:x\"/>",
        "<a href=\"data:text/html,x\"/>",
        "<image href=\"https://a.org/track.png\"/>",
        "<use href=\"data:image/svg+xml,x\"/>",
        "<set attributeName=\"xlink:href\" to=\"x\"/>",
        "<h:p xmlns:h=\"http://www.w3.org/1999/xhtml\"/>",
        "<foreignObject/>",
        "<?xml-stylesheet href=\"a\"?>",
        "<g",
        "<g>",
        "&unknown;<g onload='x'/>",
    ] {
        check("a.svg", svg(active).as_bytes(), Err(Refusal::Active));
    }
    check("a.svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", Err(Refusal::Kind));
    check("a.svg", b"<html><svg/></html>", Err(Refusal::Kind));
}

#[test]
fn sizes_are_in_the_first_bytes() {
    let size = |path, bytes: &[u8]| match judge(path, bytes) {
        Ok(Annex { shape: Shape::Picture(size), .. }) => size,
        other => panic!("{path}: {other:?}"),
    };
    assert_eq!(size("a.webp", b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x1f\0\0\x0f\0\0"), Some((32, 16)));
    assert_eq!(size("a.webp", b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x1f\xc0\x03\0"), Some((32, 16)));
    assert_eq!(size("a.webp", b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x20\0\x10\0"), Some((32, 16)));
    let avif = b"\0\0\0\x1cftypavif\0\0\0\0avifmif1....\0\0\0\x14ispe\0\0\0\0\0\0\0\x20\0\0\0\x10";
    assert_eq!(size("a.avif", avif), Some((32, 16)));
    assert_eq!(size("a.svg", b"<svg viewBox=\"0 0 32 16\"/>"), Some((32, 16)));
    assert_eq!(size("a.svg", b"<svg width=\"10cm\" height=\"5cm\" viewBox='0,0,32,16'/>"), Some((32, 16)));
    assert_eq!(size("a.jpg", b"\xff\xd8\xff\xe0\xff\xff"), None);
    assert_eq!(size("a.png", b"\x89PNG\r\n\x1a\n"), None);
}
