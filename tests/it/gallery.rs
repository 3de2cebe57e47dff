//! The redline gallery: small edits of every kind, each with the redline that a careful person would draw.
//!
//! Each folder in `tests/redline/gallery/` is a case: `old.md`, `new.md`, what a reader should see in `about.txt`, and the
//! redline in `expected.html`. `index.html` shows all of them; open it in a browser.

use crate::judge::blocks;
use promulgate::document::{self, Document};
use promulgate::html::{self, Links};
use promulgate::pages::{self, Theme};
use promulgate::weave;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

const HOW_TO_UPDATE: &str = "if what is new is right, write the gallery anew and read what changed in it: \
                             `UPDATE_GALLERY=1 cargo test --test it gallery`";

/// Redlines are as expected, say what the versions say, and stand on the page for readers.
///
/// With the environment variable `UPDATE_GALLERY=1` it writes `expected.html` of every case and the page anew:
///
/// ```text
/// UPDATE_GALLERY=1 cargo test --test it gallery
/// ```
#[test]
fn redlines_are_what_a_careful_person_would_mark() {
    let theme = Theme::load(None).expect("the built-in theme");
    let links = pages::alone(&theme);
    let update = std::env::var_os("UPDATE_GALLERY").is_some_and(|v| v == "1");
    let cases = Case::all();
    assert!(cases.len() >= 30, "only {} cases in {}", cases.len(), folder().display());

    let mut failures = String::new();
    let mut page = Page::default();
    for case in &cases {
        let redline = case.redline(links);
        let place = case.folder.join("expected.html");
        if update {
            fs::write(&place, &redline).expect("a file that can be written");
        }
        let Ok(expected) = fs::read_to_string(&place) else {
            let _ = writeln!(failures, "{}: has no expected.html\n", case.name());
            continue;
        };
        if expected != redline {
            let (name, about) = (case.name(), &case.about);
            let _ = writeln!(failures, "{name}: {about}\n--- expected\n{expected}--- actual\n{redline}");
        }
        let [old, new] = case.documents().map(|document| blocks(&html::document(&document, links), ""));
        assert_eq!(blocks(&expected, "ins"), old, "{}: without ins it is the old text", case.name());
        assert_eq!(blocks(&expected, "del"), new, "{}: without del it is the new text", case.name());
        page.add(case, &expected);
    }
    assert!(failures.is_empty(), "{failures}\n{HOW_TO_UPDATE}");

    let (page, place) = (page.finish(), folder().join("index.html"));
    if update {
        fs::write(&place, &page).expect("a file that can be written");
    }
    let stands = fs::read_to_string(&place).unwrap_or_default();
    assert!(stands == page, "{} is not up to date\n{HOW_TO_UPDATE}", place.display());
}

#[test]
fn ids_of_a_case_are_its_own() {
    let html = "<h1 id=\"a\" class=\"b\">a id=x</h1>\n<h2>b</h2><p><a href=\"#a\">c</a> <a href=\"https://x.org/#a\">d</a></p>";
    let fitted = "<h3 id=\"case-07.a\" class=\"b\">a id=x</h3>\n<h4>b</h4><p><a href=\"#case-07.a\">c</a> <a href=\"https://x.org/#a\">d</a></p>";
    assert_eq!(fit(html, "case-07"), fitted);
    assert_eq!(fit("<h2>a</h2>", "x"), "<h3>a</h3>", "no gap below the title of the case");
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/redline/gallery")
}

/// One edit.
struct Case {
    folder: PathBuf,
    about: String,
    old: String,
    new: String,
}

impl Case {
    /// In the order of their numbers.
    fn all() -> Vec<Self> {
        let entries = fs::read_dir(folder()).expect("the gallery").map(|entry| entry.expect("an entry").path());
        let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
        folders.sort();
        folders.into_iter().map(Self::read).collect()
    }

    fn read(folder: PathBuf) -> Self {
        let file = |name: &str| {
            let place = folder.join(name);
            fs::read_to_string(&place).unwrap_or_else(|e| panic!("{}: {e}", place.display()))
        };
        let (about, old, new) = (file("about.txt").trim().to_owned(), file("old.md"), file("new.md"));
        Self { folder, about, old, new }
    }

    /// Such as `07-nested-item-moved-level`.
    fn name(&self) -> &str {
        self.folder.file_name().and_then(|name| name.to_str()).expect("a name in ASCII")
    }

    fn number(&self) -> &str {
        self.name().split_once('-').expect("a number before the name").0
    }

    /// Its name as a person would write it.
    fn title(&self) -> String {
        let (_, name) = self.name().split_once('-').expect("a number before the name");
        if let Some(name) = name.strip_suffix("-thai") {
            return format!("{} (Thai)", capital(&name.replace('-', " ")));
        }
        let mut title = String::new();
        for word in name.split('-') {
            let word = match word {
                "html" | "url" => word.to_uppercase(),
                "thai" | "english" | "arabic" => capital(word),
                _ if title.is_empty() => capital(word),
                _ => word.to_owned(),
            };
            title += &format!("{}{word}", if title.is_empty() { "" } else { " " });
        }
        title
    }

    /// The language that most letters of both texts are of.
    fn language(&self) -> &'static str {
        let letters = || self.old.chars().chain(self.new.chars()).filter(|c| c.is_alphabetic());
        let thai = letters().filter(|c| ('\u{e00}'..'\u{e80}').contains(c)).count();
        if 2 * thai > letters().count() { "th" } else { "en" }
    }

    /// The older and the newer text.
    fn documents(&self) -> [Document; 2] {
        [&self.old, &self.new].map(|text| document::parse(text.as_bytes(), "case.md").document)
    }

    fn redline(&self, links: &dyn Links) -> String {
        let [old, new] = self.documents();
        html::redline(&weave::redline(&old, &new), links)
    }
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// The page that shows all cases.
#[derive(Default)]
struct Page {
    contents: String,
    cases: String,
}

impl Page {
    fn add(&mut self, case: &Case, redline: &str) {
        let (number, title, lang) = (case.number(), escaped(&case.title()), case.language());
        let plain = number.trim_start_matches('0');
        let _ = writeln!(self.contents, "<li><a href=\"#case-{number}\">{plain}. {title}</a></li>");
        let _ = write!(
            self.cases,
            "\n<section class=\"case\" aria-labelledby=\"case-{number}\">\n\
             <h2 id=\"case-{number}\">{plain}. {title}</h2>\n\
             <p class=\"lead\">{about}</p>\n\
             <div class=\"text redline\" lang=\"{lang}\">\n{redline}</div>\n\
             <details class=\"text\">\n<summary>Markdown, old and new</summary>\n\
             <p>Old:</p>\n<pre lang=\"{lang}\"><code>{old}</code></pre>\n\
             <p>New:</p>\n<pre lang=\"{lang}\"><code>{new}</code></pre>\n\
             </details>\n</section>\n",
            about = escaped(&case.about),
            redline = fit(redline, &format!("case-{number}")),
            old = escaped(&case.old),
            new = escaped(&case.new),
        );
    }

    fn finish(self) -> String {
        format!(
            r##"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Redline gallery</title>
<link rel="stylesheet" href="../../../templates/assets/style/base.css">
<link rel="stylesheet" href="../../../templates/assets/style/text.css">
<link rel="stylesheet" href="../../../templates/assets/style/redline.css">
<style>
.case {{ margin-top: 3rem; padding-top: .5rem; border-top: 1px solid var(--line); }}
.case > details {{ font-size: .9rem; }}
.case > details p {{ margin-bottom: .25rem; }}
summary {{ min-height: 1.75rem; color: var(--soft); cursor: pointer; }}
</style>
</head>
<body>
<main>
<h1>Redline gallery</h1>
<p>Small edits of every kind, and how each is marked. Written by the test <code>gallery</code>; not to be edited by hand.</p>
<p><span class="sample added">inserted</span> <span class="sample removed">deleted</span> <span class="sample reformatted">looks otherwise</span></p>
<details class="contents">
<summary>All cases</summary>
<ul>
{}</ul>
</details>
{}</main>
</body>
</html>
"##,
            self.contents, self.cases
        )
    }
}

/// The redline as a part of the page, below a title of level 2: with ids and links to them that no other case has, its
/// headings from level 3 on, and tables that can be scrolled with the keyboard.
///
/// What it rewrites is markup wherever it stands, since in texts and values `<` and `"` are escaped.
fn fit(redline: &str, prefix: &str) -> String {
    let own = redline
        .replace(" id=\"", &format!(" id=\"{prefix}."))
        .replace(" href=\"#", &format!(" href=\"#{prefix}."))
        .replace("<div class=\"table\">", "<div class=\"table\" tabindex=\"0\">");
    let levels = 1..=6;
    let highest = levels.clone().find(|level| redline.contains(&format!("<h{level}"))).unwrap_or(3);
    let shift = |html: String, level: i32| {
        let lower = (level + 3 - highest).min(6);
        html.replace(&format!("</h{level}>"), &format!("</h{lower}>"))
            .replace(&format!("<h{level} "), &format!("<h{lower} "))
            .replace(&format!("<h{level}>"), &format!("<h{lower}>"))
    };
    if highest < 3 { levels.rev().fold(own, shift) } else { own }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
