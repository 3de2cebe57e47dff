//! Files to which texts lead: shown as they stood, kept for good, followed while the text stays, and never a way for an
//! author to run something on the office's address.

use crate::disturb::none;
use crate::sandbox::{Sandbox, Site, essay};
use crate::whole::{same, whole};

/// A picture of one size, which `of` makes another.
fn png(of: u8) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x10\x08\x06\0\0\0".to_vec();
    bytes.push(of);
    bytes
}

fn pdf(of: &str) -> String {
    format!("%PDF-1.4\n% {of}\n")
}

/// The addresses, below the site's root, of the files that it has.
fn published(site: &Site) -> Vec<String> {
    site.files().into_iter().map(|(path, _)| path).filter(|path| path.starts_with("files/")).collect()
}

/// The first address in `html` that begins with `start`, up to the quote.
fn address<'a>(html: &'a str, start: &str) -> &'a str {
    let from = html.find(start).unwrap_or_else(|| panic!("{start} in {html}"));
    html[from..].split('"').next().expect("an address")
}

fn office() -> Sandbox {
    let repo = Sandbox::new();
    let text = "Level:\n\n![L = 10 lg I](img/formula.png)\n\nUse the [form](/forms/form%20a.pdf \"PDF\").\n";
    repo.write("policy/noise.md", format!("{}{text}", essay("Noise")));
    repo.write("policy/img/formula.png", png(1)).write("forms/form a.pdf", pdf("one"));
    repo.commit("first");
    repo
}

#[test]
fn each_version_has_the_files_of_its_commit() {
    let repo = office();
    let text = std::fs::read_to_string(repo.repo().join("policy/noise.md")).expect("read");
    repo.write("policy/noise.md", text.replace("Use the", "Please use the")).write("policy/img/formula.png", png(2));
    repo.commit("second");
    let site = repo.build();
    let (first, second) = (site.article("noise/v/1/index.html"), site.article("noise/v/2/index.html"));
    let image = "<img src=\"../../../files/";
    assert!(first.contains("alt=\"L = 10 lg I\" width=\"32\" height=\"16\" loading=\"lazy\">"), "{first}");
    let (old, new) = (address(&first, "../../../files/"), address(&second, "../../../files/"));
    assert!(old != new && first.contains(image) && second.contains(image));
    assert_eq!(site.bytes(old.trim_start_matches("../")), png(1));
    assert_eq!(site.bytes(new.trim_start_matches("../")), png(2));
    assert!(second.contains("/form-a.pdf\" title=\"PDF\">form</a>"), "{second}");
    assert!(site.article("noise/index.html").contains(new.trim_start_matches("../../")));
    // the redline has both pictures, and says of both files which were replaced
    let redline = site.text("noise/v/2/changes/index.html");
    assert!(redline.contains("class=\"replaced\"") && redline.contains("formula.png was replaced"), "{redline}");
    assert!(redline.contains(old) && redline.contains(new));
    assert_eq!(published(&site).len(), 3);
    none(&whole(site.root()));
}

#[test]
fn a_file_that_changes_while_the_text_stays_is_an_event() {
    let repo = office();
    repo.build();
    repo.write("forms/form a.pdf", pdf("two")).commit("new form");
    let site = repo.build();
    assert_eq!(site.versions("noise").len(), 1, "numbers don't move");
    let history = site.text("noise/history/index.html");
    assert!(history.contains("form-a.pdf was replaced"), "{history}");
    let files: Vec<String> = published(&site).into_iter().filter(|path| path.ends_with("pdf")).collect();
    assert_eq!(files.len(), 2);
    assert!(files.iter().all(|file| history.contains(&format!("../../{file}"))), "{history}");
    // the version keeps its form, the current text leads to the new one and says so
    let (version, current) = (site.article("noise/v/1/index.html"), site.text("noise/index.html"));
    let address = address(&version, "../../../files/");
    let form = address.rsplit_once("../").map_or(address, |(_, path)| path);
    let old = version.split("href=\"").find(|part| part.contains(".pdf")).and_then(|part| part.split('"').next());
    assert_eq!(site.bytes(old.expect("a form").trim_start_matches("../")), pdf("one").as_bytes(), "{form}");
    let article = site.article("noise/index.html");
    let new = article.split("href=\"").find(|part| part.contains(".pdf")).and_then(|part| part.split('"').next());
    assert_eq!(site.bytes(new.expect("a form").trim_start_matches("../")), pdf("two").as_bytes());
    assert!(current.contains("form-a.pdf was replaced"));
    let feed = site.text("noise/feed.xml");
    assert!(feed.contains("form-a.pdf was replaced") && feed.contains("../files/"), "{feed}");
    assert!(site.text("feed.xml").contains("form-a.pdf was replaced"));
    assert!(!site.has("noise/feed-text.xml"), "of one version there is no feed of wording alone");
    repo.remove("forms/form a.pdf").commit("no form");
    let site = repo.build();
    assert!(site.text("noise/history/index.html").contains("form-a.pdf was removed"));
    assert!(files.iter().all(|file| site.has(file)), "what was published stays");
    assert!(site.article("noise/index.html").contains("data-target=\"/forms/form%20a.pdf\""));
    none(&whole(site.root()));
}

#[test]
fn programs_are_told_of_the_files_and_of_what_became_of_them() {
    let repo = office();
    repo.write("forms/form a.pdf", pdf("two")).commit("Another form");
    std::fs::remove_file(repo.repo().join("policy/img/formula.png")).expect("removed");
    repo.commit("No picture");
    let site = repo.build();
    let json = site.json("noise/versions.json");
    let told = json["versions"][0]["annexes"].as_array().expect("files").clone();
    assert_eq!(told.len(), 2, "{json}");
    for file in &told {
        let bytes = site.bytes(file["url"].as_str().expect("an address"));
        assert_eq!(file["size"], bytes.len() as u64);
        assert_eq!(file["sha256"], promulgate::model::Digest::of(&bytes).to_string());
    }
    let events = json["annex_events"].as_array().expect("events");
    assert_eq!(
        events.iter().map(|e| e["path"].as_str()).collect::<Vec<_>>(),
        [Some("forms/form a.pdf"), Some("policy/img/formula.png")]
    );
    assert!(events.iter().all(|event| event["version"] == 1 && event["published"].is_string()));
    let old = events[0]["old"]["url"].as_str().expect("an address");
    let new = events[0]["new"]["url"].as_str().expect("an address");
    assert_eq!((site.bytes(old), site.bytes(new)), (pdf("one").into_bytes(), pdf("two").into_bytes()));
    assert!(events[1]["old"].is_object() && events[1]["new"].is_null(), "{json}");
    let without = Sandbox::new();
    without.write("a.md", essay("A")).commit("first");
    let json = without.build().json("a/versions.json");
    assert!(json.get("annex_events").is_none() && json["versions"][0].get("annexes").is_none());
}

#[test]
fn nothing_that_could_run_is_published() {
    let repo = Sandbox::new();
    let svg = |inside: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{inside}</svg>");
    let bad: Vec<(&str, Vec<u8>)> = vec![
        ("script.svg", svg("<script>alert(1)</script>").into()),
        ("prefixed.svg", svg("<x:script xmlns:x=\"http://www.w3.org/2000/svg\">alert(1)</x:script>").into()),
        ("handler.svg", svg("<g onload=\"alert(1)\"/>").into()),
        ("page.svg", svg("<foreignObject><p>x</p></foreignObject>").into()),
        ("address.svg", svg("<a href=\"java&#115;cript:alert(1)\"><path/></a>").into()),
        ("entity.svg", format!("<!DOCTYPE svg [<!ENTITY x \"y\">]>{}", svg("&x;")).into()),
        ("open.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><g>".to_vec()),
        ("page.png", b"<html><script>alert(1)</script>".to_vec()),
        ("page.html", b"<script>alert(1)</script>".to_vec()),
        ("run.js", b"alert(1)".to_vec()),
        ("run.exe", b"MZ".to_vec()),
        ("run.pdf", b"<script>alert(1)</script>%PDF-".to_vec()),
        ("macro.docx", b"PK\x03\x04[Content_Types].xml vbaProject.bin".to_vec()),
        ("odd.txt", b"a\0b".to_vec()),
        ("large.png", [png(1), vec![0; 1_100_000]].concat()),
        ("pointer.png", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n".to_vec()),
        (".env.txt", b"secret".to_vec()),
        ("gone.png", Vec::new()),
    ];
    let mut text = essay("Odd");
    for (name, bytes) in bad.iter().filter(|(name, _)| *name != "gone.png") {
        repo.write(&format!("policy/x/{name}"), bytes);
        text += &format!("\n![of {name}](x/{name}) and [a file](x/{name})\n");
    }
    text += "\n![of gone](x/gone.png) [up](../../../etc/passwd.txt) [git](../.git/config.txt) [link](x/link.png)\n";
    std::os::unix::fs::symlink("/etc/hostname", repo.repo().join("policy/x/link.png")).expect("a link");
    repo.write("promulgate.toml", "annex_limit = 1\n").write("policy/odd.md", text);
    repo.write("policy/x/unnamed.png", png(9)).commit("odd");
    let out = repo.place("site");
    let run = repo.run(&["build", "--out", out.to_str().expect("UTF-8")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let site = repo.site();
    assert_eq!(published(&site), Vec::<String>::new(), "not even what no text leads to");
    let told: Vec<&str> = run.stderr.lines().filter(|line| line.contains("not published")).collect();
    assert_eq!(told.len(), 1, "{}", run.stderr);
    assert!(
        told[0].contains("19 files that the text refers to are not published: ") && told[0].contains(" more"),
        "{told:?}"
    );
    let article = site.article("odd/index.html");
    assert!(!article.contains("<img") && article.contains(">of script.svg</span>"), "{article}");
    // it is told once
    let run = repo.run(&["build", "--out", out.to_str().expect("UTF-8")]);
    assert!(!run.stderr.contains("not published"), "{}", run.stderr);
}

#[test]
fn a_picture_is_what_its_bytes_say() {
    let repo = Sandbox::new();
    let text =
        "![a](a.png) ![b](<b c.JPEG>) <img src=\"c.svg\" alt=\"c\"> ![d][d] [e](e.docx#x)\n\n[d]: /policy/d.gif\n";
    repo.write("policy/p.md", format!("{}{text}", essay("P")));
    repo.write("policy/a.png", b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08\0\x10\0\x20\x01");
    repo.write("policy/b c.JPEG", b"\xff\xd8\xff\xdb rest");
    repo.write("policy/c.svg", "<?xml version=\"1.0\"?>\n<!-- by us -->\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"9\"><path d=\"M0 0\"/></svg>");
    repo.write("policy/d.gif", b"GIF89a\x03\0\x05\0");
    repo.write("policy/e.docx", b"PK\x03\x04 [Content_Types].xml").commit("one");
    let site = repo.build();
    let article = site.article("p/v/1/index.html");
    for part in [
        "/a.jpg\" alt=\"a\" width=\"32\" height=\"16\"",
        "/b-c.jpeg\" alt=\"b\" loading",
        "/c.svg\" alt=\"c\" width=\"8\" height=\"9\"",
        "/d.gif\" alt=\"d\" width=\"3\" height=\"5\"",
        "/e.docx#x\">e</a>",
    ] {
        assert!(article.contains(part), "{part} in {article}");
    }
    assert!(site.text("_headers").contains("/files/*.svg\n  Content-Security-Policy: default-src 'none'"));
    none(&whole(site.root()));
}

#[test]
fn an_image_without_a_text_is_no_word() {
    let repo = Sandbox::new();
    let of = |text: &str| format!("---\nlang: th\n---\n# ข้อบังคับ ![](https://a.org/logo.png)\n\n{text}\n");
    repo.write("policy/p.md", of("![](https://a.org/Xq83hf.png) ข้อความ")).commit("one");
    repo.write("policy/p.md", of("![](https://a.org/9dKq2w.png) ข้อความ")).commit("two");
    repo.write("policy/p.md", of("ข้อความ")).commit("three");
    let site = repo.build();
    let page = site.article("p/v/2/index.html");
    assert!(page.contains("<a href=\"https://a.org/9dKq2w.png\" class=\"image\">รูปภาพ</a>"), "{page}");
    assert!(!page.contains('\u{fffc}') && site.json("p/versions.json")["title"] == "ข้อบังคับ");
    let classes: Vec<_> = site.versions("p").iter().map(|v| v["class"].clone()).collect();
    assert_eq!(classes, ["first", "formatting", "formatting"]);
    let files = site.files();
    assert!(files.iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains(">Xq83hf")));
}

#[test]
fn a_site_that_grew_is_the_one_that_is_built_at_once() {
    let repo = office();
    let text = std::fs::read_to_string(repo.repo().join("policy/noise.md")).expect("read");
    let grown = |repo: &Sandbox| {
        let out = repo.place("grown");
        let run = repo.run(&["build", "--out", out.to_str().expect("UTF-8")]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    };
    let steps: Vec<Box<dyn Fn()>> = vec![
        Box::new(|| _ = repo.write("forms/form a.pdf", pdf("two"))),
        Box::new(|| _ = repo.write("policy/other.md", "# Other\n\n[the form](../forms/form%20a.pdf)\n")),
        Box::new(|| _ = repo.write("notes.txt", "nobody leads here")),
        Box::new(|| _ = repo.write("forms/form a.pdf", pdf("three")).write("policy/img/formula.png", png(3))),
        Box::new(|| _ = repo.write("policy/noise.md", text.replace("Use the", "Take the"))),
        Box::new(|| _ = repo.write("forms/form a.pdf", pdf("two"))),
        Box::new(|| _ = repo.rename("policy/noise.md", "policy/air/noise.md")),
        Box::new(|| _ = repo.rename("policy/img/formula.png", "policy/air/img/formula.png")),
        Box::new(|| _ = repo.remove("policy/other.md")),
        Box::new(|| _ = repo.write("forms/form a.pdf", pdf("four"))),
        Box::new(|| _ = repo.write("policy/other.md", "# Other\n\n[the form](../forms/form%20a.pdf)\n")),
    ];
    grown(&repo);
    for step in steps {
        step();
        repo.commit("a step");
        grown(&repo);
    }
    // two at once: what came and went in between is told as well
    repo.write("forms/form a.pdf", pdf("five")).commit("there");
    repo.write("forms/form a.pdf", pdf("four")).commit("and back");
    grown(&repo);
    let site = repo.build();
    none(&same(site.root(), &repo.place("grown")));
    none(&whole(site.root()));
    let history = site.text("air/noise/history/index.html");
    // six times, each said beside both files too
    assert_eq!(history.matches("form-a.pdf was replaced").count(), 18, "{history}");
    assert!(history.contains("formula.png was removed") && history.contains("formula.png was added"), "{history}");
}
