//! What the guides say, held against the program: flags, settings, templates, files, warnings.

use super::{Document, documents, root};
use crate::sandbox::Sandbox;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::BTreeSet;
use std::fs;

/// Documents that tell where things are.
const GUIDES: &[&str] = &["README", "CONTRIBUTING", "STABILITY", "SECURITY", "docs/", "tests/README"];

/// The part of `text` below the heading `heading`, up to the next one of any level.
fn below<'a>(text: &'a str, heading: &str) -> &'a str {
    let start = text.find(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("the manual has no `{heading}`"));
    let rest = &text[start + heading.len() + 2..];
    rest.split("\n#").next().unwrap_or(rest)
}

/// The flags that a text names, such as `--out`.
fn flags(text: &str) -> BTreeSet<String> {
    let ends = |c: char| !(c.is_ascii_lowercase() || c == '-');
    let flags = text.split([' ', '`', '\n', '|', '(']).filter(|word| word.starts_with("--") && word.len() > 3);
    flags.map(|word| word.split(ends).next().unwrap_or(word).to_owned()).collect()
}

#[test]
fn the_manual_names_every_flag_and_no_other() {
    let manual = fs::read_to_string(root().join("docs/manual.md")).expect("read");
    let sandbox = Sandbox::new();
    let help = sandbox.run(&["--help"]).stdout;
    let commands = help.split("Commands:").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("commands");
    let commands = commands.lines().filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    let common = flags(below(&manual, "### Options of every command"));
    let mut seen = 0;
    for command in commands {
        let help = sandbox.run(&[command, "--help"]).stdout;
        let listed = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
        let offered: BTreeSet<String> = listed.flat_map(flags).filter(|flag| flag != "--help").collect();
        let own = flags(below(&manual, &format!("### `promulgate {command}`")));
        let common = if offered.contains("--rev") { common.clone() } else { BTreeSet::new() };
        let told: BTreeSet<String> = own.union(&common).cloned().collect();
        assert_eq!(told, offered, "flags of {command}: the manual's, and those of --help");
        seen += 1;
    }
    assert!(seen >= 4, "commands are found");
}

#[test]
fn the_manual_names_every_setting_and_no_other() {
    let manual = fs::read_to_string(root().join("docs/manual.md")).expect("read");
    let sandbox = Sandbox::new();
    sandbox.write("policy/a.md", "# A\n").write("promulgate.toml", "no_such_setting = 1\n").commit("settings");
    let said = sandbox.refused(1);
    let hint = said.split("hint: ").nth(1).and_then(|rest| rest.lines().next()).expect("a hint");
    let words = hint.split([':', ',', ';']).map(str::trim);
    let known: BTreeSet<&str> = words.filter(|word| !word.contains([' ', '['])).collect();
    assert!(known.len() > 10, "settings are found: {hint}");
    let tables = [below(&manual, "## Settings"), below(&manual, "### Whose site it is")].concat();
    let rows = tables.lines().filter_map(|line| line.strip_prefix("| `"));
    let told: BTreeSet<&str> = rows.flat_map(|row| row.split('|').next()).flat_map(names).collect();
    assert_eq!(told, known, "settings of the manual, and those that the program knows");
}

/// The names in the first cell of a row, of which the first sign is cut off: ``a`, `b` ``.
fn names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(['`', ',', ' ']).filter(|name| !name.is_empty())
}

/// What stands between `{{` and `}}`, and between `{%` and `%}`.
fn tags(template: &str) -> Vec<&str> {
    let openings = template.match_indices(['{']).filter(|(at, _)| {
        let next = template[at + 1..].chars().next();
        next == Some('{') || next == Some('%')
    });
    let tag = |(at, _): (usize, &str)| template[at + 2..].split(['}', '%']).next().unwrap_or_default();
    openings.map(tag).map(|tag| tag.trim_matches(['-', ' '])).collect()
}

/// What a template names that it doesn't set itself, at the top: `version` of `{{ version.name }}`.
fn variables(template: &str) -> BTreeSet<String> {
    const KEYWORDS: &[&str] =
        &["if", "elif", "else", "endif", "for", "in", "endfor", "set", "and", "or", "not", "as", "t", "loop", "super"];
    const OF_TEMPLATES: &[&str] = &["block", "endblock", "include", "extends"];
    let (mut own, mut named) = (BTreeSet::new(), BTreeSet::new());
    for tag in tags(template) {
        let bare: String = tag.split('"').step_by(2).collect();
        let signs = |c: char| !(c.is_ascii_alphanumeric() || "_.|".contains(c));
        let words: Vec<&str> = bare.split(signs).filter(|word| !word.is_empty()).collect();
        match words[..] {
            [first, ..] if OF_TEMPLATES.contains(&first) => continue,
            ["for" | "set", name, ..] => drop(own.insert(name.to_owned())),
            _ => {}
        }
        for (ix, word) in words.iter().enumerate() {
            let first = word.split('.').next().unwrap_or(word);
            let is_filter = ix > 0 && words[ix - 1] == "|";
            if !is_filter && first.starts_with(|c: char| c.is_ascii_lowercase()) && !KEYWORDS.contains(&first) {
                named.insert(first.to_owned());
            }
        }
    }
    named.difference(&own).cloned().collect()
}

#[test]
fn the_theme_guide_names_every_template_and_its_variables() {
    let guide = fs::read_to_string(root().join("docs/theme.md")).expect("read");
    let mut seen = 0;
    for entry in fs::read_dir(root().join("templates")).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("UTF-8");
        if !name.ends_with(".html") {
            continue;
        }
        let begins = format!("| `{name}` |");
        let row = guide.lines().find(|line| line.starts_with(&begins)).unwrap_or_else(|| panic!("no row for {name}"));
        let missing: Vec<String> = variables(&fs::read_to_string(&path).expect("read"))
            .into_iter()
            .filter(|variable| variable != "chrome" && !row.contains(&format!("`{variable}`")))
            .collect();
        assert!(missing.is_empty(), "{name}: {missing:?} are in the template, not in docs/theme.md");
        seen += 1;
    }
    assert!(seen > 20, "templates are found");
    let base = fs::read_to_string(root().join("templates/base.html")).expect("read");
    assert!(variables(&base).contains("chrome") && base.contains("{{ chrome.lang }}"), "variables are found");
}

/// Files of the house that a document names between backticks.
fn named_paths(document: &Document) -> Vec<String> {
    const TOPS: &[&str] = &["src", "tests", "templates", "deploy", "benches", "fuzz", "examples"];
    let code = document.events().filter_map(|event| if let Event::Code(code) = event { Some(code) } else { None });
    let is_path = |code: &str| {
        let plain = code.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
        plain && code.split_once('/').is_some_and(|(top, rest)| TOPS.contains(&top) && !rest.starts_with('.'))
    };
    code.map(|code| code.into_string()).filter(|code| is_path(code)).collect()
}

#[test]
fn every_file_that_a_guide_names_is_there() {
    let mut seen = 0;
    for document in documents().iter().filter(|d| GUIDES.iter().any(|guide| d.path.starts_with(guide))) {
        for path in named_paths(document) {
            seen += 1;
            assert!(root().join(&path).exists(), "{}: there is no {path}", document.path);
        }
    }
    assert!(seen > 60, "files are found");
}

/// What the guide for Thai editors sets in italics are words of the interface.
#[test]
fn the_thai_guide_names_what_pages_show() {
    let guide = documents().into_iter().find(|document| document.path == "docs/th/manual.md").expect("the guide");
    let words = fs::read_to_string(root().join("templates/messages/th.ftl")).expect("read");
    let (mut within, mut seen) = (false, 0);
    for event in guide.events() {
        match event {
            Event::Start(Tag::Emphasis) => within = true,
            Event::End(TagEnd::Emphasis) => within = false,
            Event::Text(text) if within => {
                assert!(words.contains(&*text), "no page shows: {text}");
                seen += 1;
            }
            _ => {}
        }
    }
    assert!(seen > 8, "words are found");
}

/// A warning that the guide for Thai editors explains is one that the program gives.
#[test]
fn every_warning_that_the_thai_guide_explains_is_in_the_program() {
    let guide = fs::read_to_string(root().join("docs/th/manual.md")).expect("read");
    let table = below(&guide, "## คำเตือนและความหมาย");
    let warnings = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let mut source = String::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let text = fs::read_to_string(&path).unwrap_or_default();
                    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
                    source.extend(code.flat_map(|line| [line, "\n"]));
                }
            }
        }
    }
    let mut seen = 0;
    for warning in warnings {
        assert!(source.contains(warning), "the program does not warn: {warning}");
        seen += 1;
    }
    assert!(seen >= 8, "warnings are found");
}
