//! The rules of the house: who may import whom, where outside crates live, how long a file may be.

use crate::imports::{House, Path as Names, given, module, taken};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The modules of each floor, from the ground up. A module uses modules below it, or itself.
const FLOORS: &[&[&str]] = &[
    &["error", "init", "letters"],
    &["compress", "percent", "showable", "model", "tally"],
    &["config", "languages", "places", "remark", "store"],
    &["addenda", "annex", "document", "history", "watch"],
    &["catalog", "weave"],
    &["brief"],
    &["check", "html"],
    &["ledger"],
    &["pages"],
    &["preview", "publish", "verify", "witness"],
    &["pipeline"],
    &["cli"],
];

/// Where each outside crate may be used: a module, or a file of one. `serde` derives are free.
const ROOMS: &[(&str, &[&str])] = &[
    ("ammonia", &["document"]),
    ("annotate_snippets", &["cli"]),
    ("base16ct", &["model"]),
    ("base64ct", &["ledger"]),
    ("brotli", &["compress"]),
    ("clap", &["cli"]),
    ("ed25519_dalek", &["ledger"]),
    ("encoding_rs", &["history"]),
    ("fluent_bundle", &["check", "pages"]),
    ("getrandom", &["ledger"]),
    ("git2", &["history"]),
    ("globset", &["history"]),
    ("icu_calendar", &["pages"]),
    ("icu_datetime", &["pages"]),
    ("icu_locale_core", &["pages"]),
    ("icu_provider", &["weave"]),
    ("icu_segmenter", &["weave"]),
    ("indicatif", &["cli"]),
    ("jiff", &["model"]),
    ("lsp_server", &["cli"]),
    ("miniz_oxide", &["compress", "store"]),
    ("notify", &["watch"]),
    ("percent_encoding", &["percent"]),
    ("postcard", &["store", "weave"]),
    ("pulldown_cmark", &["document"]),
    ("quick_xml", &["annex", "cli", "pages"]),
    ("rayon", &["pipeline"]),
    ("regex", &["brief"]),
    ("rustix", &["cli", "publish"]),
    ("rustc_hash", &["brief", "catalog", "html", "pages", "weave"]),
    (
        "serde",
        &[
            "addenda",
            "brief",
            "catalog",
            "cli",
            "config",
            "document",
            "error",
            "history",
            "html",
            "languages",
            "ledger",
            "model",
            "pages",
            "pipeline",
            "places",
            "store",
            "weave",
        ],
    ),
    ("serde_json", &["pages", "cli"]),
    ("serde_saphyr", &["document"]),
    ("sha2", &["ledger", "model"]), // of the ledger, its tests
    ("signal_hook", &["watch"]),
    ("similar", &["weave"]),
    ("tera", &["pages"]),
    ("toml", &["addenda", "config", "document", "languages"]),
    ("unic_langid", &["check", "pages"]),
    ("unicode_normalization", &["model", "places", "catalog", "weave"]),
];

/// The longest that a file may be, in lines.
const LONGEST: usize = 400;

struct Source {
    /// Below its folder, such as `weave/align.rs`.
    path: String,
    text: String,
}

impl Source {
    /// The module of the library to which the file belongs.
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or(&self.path);
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// Whether it has nothing but tests.
    fn is_test(&self) -> bool {
        self.path.trim_end_matches(".rs").split('/').any(|name| name.ends_with("tests"))
    }

    /// Whether the code uses the crate `name`.
    fn uses(&self, name: &str) -> bool {
        let code = self.text.lines().filter(|l| !l.trim_start().starts_with("//"));
        let path = format!("{name}::");
        code.into_iter().any(|line| {
            line.match_indices(&path).any(|(at, _)| {
                let before = line[..at].chars().next_back();
                !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
            })
        })
    }
}

fn sources() -> Vec<Source> {
    below("src", "rs")
}

fn house() -> (Vec<Source>, House) {
    let sources = sources();
    let house = House::new(sources.iter().map(|source| (&*source.path, &*source.text)));
    (sources, house)
}

/// The files below a folder whose names end so.
fn below(folder: &str, ending: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut sources = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                let text = fs::read_to_string(&path).expect("read");
                let path = path.strip_prefix(&root).expect("inside").to_str().expect("UTF-8").to_owned();
                sources.push(Source { path, text });
            }
        }
    }
    assert!(sources.len() > 20, "all of them are found");
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

#[test]
fn modules_import_only_from_below() {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    let (sources, house) = house();
    for source in sources {
        let module = source.module().to_owned();
        if matches!(module.as_str(), "lib" | "main") {
            continue;
        }
        let own = floor(&module).unwrap_or_else(|| panic!("{module} has no floor: give it one in FLOORS"));
        for used in house.imports(&source.path, &source.text).iter().filter_map(|used| used.first()) {
            seen.insert((module.clone(), used.clone()));
            match floor(used) {
                Some(below) if below < own || *used == module => {}
                _ => wrong.push(format!("{} imports {used}", source.path)),
            }
        }
    }
    assert!(seen.contains(&("pipeline".into(), "pages".into())), "imports are found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The modules whose `mod.rs` is a list or a recipe: nothing inside imports what it would define itself.
const LISTS: &[&str] = &["catalog", "config", "model", "pages", "weave"];

/// In each folder, files and folders import their neighbours without a circle; `mod.rs` is their parent and knows all.
#[test]
fn files_and_folders_import_each_other_without_a_circle() {
    let (sources, house) = house();
    let mut folders: BTreeMap<Names, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for source in sources.iter().filter(|source| !source.is_test()) {
        let own = module(&source.path);
        for used in house.imports(&source.path, &source.text) {
            let shared = own.iter().zip(&used).take_while(|(a, b)| a == b).count();
            let (Some(one), Some(other)) = (own.get(shared), used.get(shared)) else { continue };
            let imports = folders.entry(own[..shared].to_vec()).or_default();
            imports.entry(one.clone()).or_default().insert(other.clone());
        }
    }
    let of = |folder: &[&str], file: &str| &folders[&folder.iter().map(|f| (*f).to_owned()).collect::<Names>()][file];
    assert!(of(&["pages"], "policy").contains("maker"), "imports are found");
    assert!(of(&["weave", "words"], "units").contains("script"), "those of nested folders too");
    for (folder, mut imports) in folders {
        while let Some(free) = imports.iter().find(|(_, used)| !used.iter().any(|u| imports.contains_key(u))) {
            let free = free.0.clone();
            imports.remove(&free);
        }
        assert!(imports.is_empty(), "in {folder:?} these import each other in a circle: {imports:#?}");
    }
}

#[test]
fn nothing_on_a_floor_imports_its_own_roof() {
    let (sources, house) = house();
    for source in sources.iter().filter(|source| !source.is_test() && LISTS.contains(&source.module())) {
        let roofs = house.imports(&source.path, &source.text).into_iter().filter(|used| used.len() == 1);
        let own: Vec<_> = roofs.filter(|used| used[0] == source.module()).collect();
        assert!(own.is_empty(), "{} imports what {own:?} defines", source.path);
    }
}

#[test]
fn each_outside_crate_lives_in_its_room() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("read");
    let section = manifest.split("[dependencies]").nth(1).and_then(|s| s.split("\n[").next()).expect("dependencies");
    let names = section.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(" = "));
    let sources = sources();
    for name in names.map(|(name, _)| name.replace('-', "_")).filter(|n| n != "libz_sys") {
        let rooms = ROOMS.iter().find(|(n, _)| *n == name).map(|(_, rooms)| *rooms);
        let rooms = rooms.unwrap_or_else(|| panic!("{name} has no room: give it one in ROOMS"));
        let used: BTreeSet<&str> = sources.iter().filter(|s| s.uses(&name)).map(Source::module).collect();
        assert!(!used.is_empty(), "nobody uses {name}");
        let strays: Vec<_> = used.iter().filter(|m| !rooms.contains(m)).collect();
        assert!(strays.is_empty(), "{name} is used in {strays:?}");
    }
}

#[test]
fn only_the_command_line_prints_or_exits() {
    for source in sources().iter().filter(|s| !matches!(s.module(), "cli" | "main")) {
        for word in ["println!", "eprintln!", "print!(", "process::exit", "std::env::"] {
            assert!(!source.text.contains(word), "{} has {word}", source.path);
        }
    }
}

#[test]
fn files_are_short_and_say_what_they_own() {
    for source in sources() {
        assert!(source.text.lines().count() <= LONGEST, "{}: which second concept moved in?", source.path);
        assert!(source.text.starts_with("//! "), "{} does not say what it owns", source.path);
    }
}

/// A script of the pages is a house too; one that shows what a Rust file shows names it.
#[test]
fn scripts_are_short_and_say_what_they_own() {
    let rust: BTreeSet<String> = sources().into_iter().map(|source| format!("src/{}", source.path)).collect();
    for script in below("templates/assets/script", "js") {
        assert!(script.text.lines().count() <= LONGEST, "{}: which second concept moved in?", script.path);
        let says = script.text.trim_start_matches("\"use strict\";").trim_start();
        assert!(says.starts_with("// "), "{} does not say what it owns", script.path);
        if script.path.contains('/') {
            let first = says.lines().next().unwrap_or_default();
            let twins = first.split([' ', ':', ',']).filter(|word| word.starts_with("src/")).collect::<Vec<_>>();
            assert!(!twins.is_empty(), "{} does not name the file whose twin it is", script.path);
            for twin in twins {
                assert!(rust.contains(twin), "{}: there is no {twin}", script.path);
            }
        }
    }
}

/// The scripts of a page are one file: what one of them takes, one before it has given. A file that a page loads later finds
/// what the first script of all pages gives.
#[test]
fn scripts_take_only_what_those_before_them_gave() {
    let scripts: BTreeMap<String, String> =
        below("templates/assets/script", "js").into_iter().map(|script| (script.path, script.text)).collect();
    let theme = sources().into_iter().find(|source| source.path == "pages/theme.rs").expect("the theme").text;
    let mut took = 0;
    for list in theme.split("joined![").skip(1).filter_map(|rest| rest.split(']').next()) {
        let first = if list.contains("script/base.js") { "" } else { &*scripts["base.js"] };
        let mut known: BTreeSet<&str> = given(first).into_iter().collect();
        for name in list.split('"').filter_map(|name| name.strip_prefix("script/")) {
            let script = &scripts[name];
            for used in taken(script) {
                assert!(known.contains(used), "{name} takes {used}, which no script before it gives");
                took += 1;
            }
            known.extend(given(script));
        }
    }
    assert!(took > 100, "what scripts take is found");
}
