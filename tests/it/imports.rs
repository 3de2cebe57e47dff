//! What a source file imports, read from its text: as much of the grammar as the rules of the house need.

use std::collections::{BTreeMap, BTreeSet};

/// A name in the code with those of the modules before it, such as `super`, `words`, `weight`.
pub(crate) type Path = Vec<String>;

/// The modules of a crate by their names, each with the things that it hands on from others.
pub(crate) struct House {
    modules: BTreeMap<Path, BTreeMap<String, Path>>,
}

impl House {
    /// The house of these files: their paths below `src`, and their texts.
    pub(crate) fn new<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let handed_on =
            |text: &str| uses(&code(text)).into_iter().filter_map(|p| Some((p.last()?.clone(), p))).collect();
        Self { modules: files.map(|(path, text)| (module(path), handed_on(text))).collect() }
    }

    /// The modules from which the file at `path` takes something, wherever that was handed on.
    pub(crate) fn imports(&self, path: &str, text: &str) -> BTreeSet<Path> {
        let from = module(path);
        paths(text).iter().filter_map(|path| self.home(&from, path, 0)).filter(|home| *home != from).collect()
    }

    /// The module in which the thing is that is called `path` in the module `from`.
    fn home(&self, from: &[String], path: &[String], steps: usize) -> Option<Path> {
        let mut at = from.to_vec();
        let mut rest = path;
        match rest.first().map(String::as_str) {
            Some("crate") => (at, rest) = (Vec::new(), &rest[1..]),
            Some("self") => rest = &rest[1..],
            Some("super") => {}
            // of another crate, if it is no module that stands in this one
            Some(first) => {
                let inner: Path = at.iter().cloned().chain([first.to_owned()]).collect();
                self.modules.get(&inner)?;
            }
            None => return None,
        }
        while rest.first().is_some_and(|name| name == "super") {
            at.pop()?;
            rest = &rest[1..];
        }
        while let Some(name) = rest.first() {
            let inner: Path = at.iter().cloned().chain([name.clone()]).collect();
            if !self.modules.contains_key(&inner) {
                break;
            }
            (at, rest) = (inner, &rest[1..]);
        }
        let handed_on = rest.first().and_then(|name| self.modules.get(&at)?.get(name)).filter(|_| steps < 8);
        handed_on.and_then(|path| self.home(&at, path, steps + 1)).or(Some(at))
    }
}

/// The module of the file at `path` below `src`; that of `lib.rs` has no name.
pub(crate) fn module(path: &str) -> Path {
    let path = path.trim_end_matches(".rs");
    path.split('/').filter(|name| !matches!(*name, "mod" | "lib" | "main")).map(str::to_owned).collect()
}

/// The code of a file: without comments, and without the tests inside it.
fn code(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = lines.fold(String::new(), |code, line| code + line + "\n");
    let is_module = |rest: &str| rest.lines().nth(1).is_some_and(|line| line.contains("mod ") && line.ends_with('{'));
    let tests = code.match_indices("#[cfg(test)]\n").map(|(at, _)| at).find(|at| is_module(&code[*at..]));
    code[..tests.unwrap_or(code.len())].to_owned()
}

/// The paths that a file imports, and those in its code that begin with a module.
pub(crate) fn paths(text: &str) -> Vec<Path> {
    let code = code(text);
    let mut found = uses(&code);
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            let (before, is_name) = (&code[..at], |c: char| c.is_alphanumeric() || c == '_');
            // not in the middle of a path, and not where it says who may see something
            if !before.ends_with(is_name) && !before.ends_with("::") && !before.ends_with("(in ") {
                let end = code[at..].find(|c| !is_name(c) && c != ':').map_or(code.len(), |end| at + end);
                // what stands in a group was spread
                if !code[at..end].ends_with(':') {
                    found.push(names(&code[at..end]).collect());
                }
            }
        }
    }
    found
}

/// The paths that the code imports, those of groups one by one.
fn uses(code: &str) -> Vec<Path> {
    let mut found = Vec::new();
    for (at, word) in code.match_indices("use ") {
        let line = &code[code[..at].rfind('\n').map_or(0, |end| end + 1)..at];
        let is_item = line.trim().is_empty() || line.trim_start().starts_with("pub");
        if let Some(end) = code[at..].find(';').filter(|_| is_item) {
            spread(&[], &code[at + word.len()..at + end], &mut found);
        }
    }
    found
}

/// Adds each path of what stands in `tree`, which may be groups in groups, below `above`.
fn spread(above: &[String], tree: &str, found: &mut Vec<Path>) {
    let (mut depth, mut start) = (0, 0);
    let ends = tree.char_indices().map(Some).chain([None]);
    for end in ends {
        match end {
            Some((_, '{')) => depth += 1,
            Some((_, '}')) => depth -= 1,
            _ => {}
        }
        if depth > 0 || end.is_some_and(|(_, c)| c != ',') {
            continue;
        }
        let end = end.map_or(tree.len(), |(at, _)| at);
        let one = tree[start..end].trim();
        start = end + 1;
        match one.split_once('{') {
            Some((before, group)) => {
                let above: Path = above.iter().cloned().chain(names(before)).collect();
                spread(&above, group.trim_end().trim_end_matches('}'), found);
            }
            None if !one.is_empty() => {
                let path = one.split(" as ").next().unwrap_or(one);
                found.push(above.iter().cloned().chain(names(path)).collect());
            }
            None => {}
        }
    }
}

fn names(path: &str) -> impl Iterator<Item = String> + '_ {
    path.split("::").map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// The names that a script of the pages takes from what scripts before it in the same file gave.
pub(crate) fn taken(script: &str) -> Vec<&str> {
    let from = ["} = weave;", "} = promulgate;", "} = promulgate.weave;"];
    let lists = script.lines().filter_map(|line| {
        let list = line.trim().strip_prefix("const {")?;
        from.iter().find_map(|end| list.strip_suffix(end))
    });
    lists.flat_map(|list| list.split(',')).map(|name| name.split(':').next().unwrap_or(name).trim()).collect()
}

/// The names that a script gives to those after it.
pub(crate) fn given(script: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in script.lines().map(str::trim) {
        for start in ["Object.assign(weave, {", "Object.assign(promulgate, {"] {
            let list = line.strip_prefix(start).and_then(|rest| rest.split('}').next()).unwrap_or_default();
            found.extend(
                list.split(',').map(|name| name.split(':').next().unwrap_or(name).trim()).filter(|n| !n.is_empty()),
            );
        }
        found.extend(line.strip_prefix("promulgate.").and_then(|rest| rest.split_once(" = ")).map(|(name, _)| name));
    }
    found
}

#[test]
fn groups_of_imports_are_spread_whatever_their_lines() {
    let text = "use super::{\n    Site, json,\n    metadata::{self, locale as of},\n};\npub use crate::weave::words;\n// use super::x;\npub(in super::super) fn f() { super::g() }\n";
    let found: BTreeSet<String> = paths(text).iter().map(|path| path.join("::")).collect();
    let wanted =
        ["super::Site", "super::json", "super::metadata::self", "super::metadata::locale", "crate::weave::words"];
    assert!(wanted.iter().all(|path| found.contains(*path)), "{found:?}");
    assert!(found.contains("super::g") && !found.iter().any(|path| path.ends_with("::x") || path == "super::super"));
}

#[test]
fn what_a_module_hands_on_is_where_it_comes_from() {
    let files = [
        ("lib.rs", "pub mod weave;"),
        ("weave/mod.rs", "mod line;\nmod words;\npub use words::{cut as part, weight};\npub struct Weave;"),
        ("weave/line.rs", "use super::{Weave, weight};\nuse crate::weave::words::cut;"),
        ("weave/words/mod.rs", "mod units;\npub use units::weight;"),
        ("weave/words/units.rs", "use super::super::line;"),
    ];
    let house = House::new(files.into_iter());
    let of = |ix: usize| house.imports(files[ix].0, files[ix].1).iter().map(|p| p.join("/")).collect::<Vec<_>>();
    assert_eq!(of(2), ["weave", "weave/words", "weave/words/units"]);
    assert_eq!(of(4), ["weave/line"]);
}

#[test]
fn what_scripts_give_and_take_is_read() {
    let script =
        "((weave) => {\n  const { A, at: b } = weave;\n  promulgate.find = 1;\n  Object.assign(weave, { c, d });\n";
    assert_eq!((taken(script), given(script)), (vec!["A", "at"], vec!["find", "c", "d"]));
}
