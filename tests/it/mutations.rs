//! What chance does to a repository and to a published folder: each change is drawn, done, and told.

use crate::sandbox::{Sandbox, essay};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Numbers that look drawn and come again: SplitMix64 (Steele, Lea, Flood 2014).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        // far apart for neighbouring seeds: each step adds the number that is multiplied with below
        let mut random = Self(seed ^ 0x5851_f42d_4c95_7f2d);
        for _ in 0..2 {
            random.0 = (random.below(1 << 32) as u64) << 32 | random.below(1 << 32) as u64;
        }
        random
    }

    /// A number from 0 to `n` - 1.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (((z ^ (z >> 31)) as u128 * n as u128) >> 64) as usize
    }

    pub(crate) fn pick<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

/// Names of files and folders, without the ending.
const NAMES: &[&str] = &[
    "data",
    "Data",
    "terms of use",
    "index",
    "history",
    "sections",
    "compare",
    "changes",
    "v",
    "1",
    "feed.xml",
    "404.html",
    "robots.txt",
    "assets",
    "search.js",
    "_headers",
    "con",
    "NUL",
    "aux.txt",
    "dots...",
    ".hidden",
    ".promulgate",
    ".promulgatelock",
    ".git.x",
    "a.b",
    "a..b",
    "...",
    "-rf",
    "a b",
    " a",
    "a ",
    "a%2fb",
    "a&b<c>\"d'",
    "a#b?c",
    "a:b",
    "a\\b",
    "a\nb",
    "a\u{1b}[31mb",
    "a\u{202e}b",
    "นโยบาย",
    "ข้อ ๑",
    "น\u{e49}ำ",
    "e\u{301}",
    "\u{e9}",
    "ß",
    "İ",
    "privacy.en",
    "privacy.th",
    "privacy",
    "x.zz-ZZ",
    "README",
];

/// Values of front matter and of settings.
const VALUES: &[&str] = &[
    "data",
    "a/b",
    "../../outside",
    "/etc/passwd",
    ".git/config",
    ".promulgate/intent",
    ".promulgatelock",
    "a//b",
    "history",
    "feed.xml",
    "index.html",
    "con",
    "นโยบาย",
    "th",
    "en",
    "en-GB",
    "zz",
    "ar",
    "2026-12-01",
    "1 ธันวาคม 2569",
    "9999-12-31",
    "99999999999",
    "-1",
    "0",
    "true",
    "[a, b]",
    "{a: b}",
    "<script>alert(1)</script>",
    "\"; x=\"",
    "0;url=https://evil.example/?\u{f8ff}article\u{f8ff}",
    "&#27;[31m",
    "\u{202e}evil",
    "\u{2}",
    "a\nDisallow: /",
    "",
    " ",
    "https://example.org/ >; rel=original",
    "https://example.org/office/",
];

const KEYS: &[&str] = &["id", "effective", "lang", "summary", "title", "source", "reflects", "other"];
const SETTINGS: &[&str] =
    &["title", "lang", "time_zone", "base_url", "policies", "include", "exclude", "show_authors", "titel"];

/// Blocks of a text.
const BLOCKS: &[&str] = &[
    "A plain paragraph of ten words, so that there is text.",
    "เราเก็บข้อมูลของท่านไว้ 90 วัน นับแต่วันที่ท่านติดต่อสำนักงาน",
    "## Part",
    "### ส่วนที่ ๒",
    "- one\n- two\n  - three\n\n1. four",
    "| a | b |\n|---|---|\n| 1 | 2 | 3 |\n| > q |",
    "> quoted\n> - in a list\n\n[^1]: note\n\nText[^1].",
    "<div><!-- <b>raw</b> <script>alert(1)</script>",
    "<table><tr><td>a<table><tr><td>b</table>",
    "[x](javascript:alert(1)) [y](../data.md#part) [z](<http-equiv=refresh x>) [w](#part)",
    "![i](https://evil.example/x.png) <https://example.org/?a=1&b=\"2\">",
    "&#27;[31m &#x202e; &#0; &#xfffe; \u{fffe} \u{202e}evil\u{202c} \u{200b}",
    "\u{1b}]0;x\u{7} \u{9b}31m \u{85}",
    "~~~\n```\n~~~\n\n***bold*italic**",
    "term\n: meaning\n\n---\n\n- [ ] task",
    "Kept for 30 days. Call 02-123-4567. You must not pay ฿1,000.50 before 1 มกราคม 2570.",
];

/// Changes the work tree and commits; what was done.
///
/// With a commit `good`, from what stood there.
pub(crate) fn history(repo: &Sandbox, random: &mut Random, step: usize, good: Option<&str>) -> Vec<String> {
    let mut did = Vec::new();
    if step == 0 {
        for name in ["policy/data.md", "policy/privacy.md", "policy/กฎหมาย/ข้อ.md"] {
            repo.write(name, essay(name));
        }
    } else if step > 1 && random.below(5) == 0 {
        // a merge whose tree is what the changes below make of it
        repo.git(&["branch", "-f", "side", "HEAD~1"]);
        repo.git(&["checkout", "-q", "side"]);
        repo.write("policy/side.md", text(random)).commit("on the side");
        repo.git(&["checkout", "-q", "main"]);
        repo.git(&["merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "side"]);
        did.push("merge".to_owned());
    }
    if let Some(good) = good {
        repo.git(&["read-tree", "-u", "--reset", good]);
    }
    for _ in 0..=random.below(3) {
        did.push(change(repo, random));
    }
    let note = random.pick(VALUES);
    let message = match random.below(3) {
        0 => format!("Change {step}\n\nSummary: {note}\nEffective-Date: {}\n", random.pick(VALUES)),
        1 => format!("{note}\n\n{}", random.pick(BLOCKS)),
        _ => format!("Change {step}"),
    };
    repo.commit(&message.replace('\0', ""));
    did.push(format!("{message:?}"));
    did
}

fn change(repo: &Sandbox, random: &mut Random) -> String {
    match random.below(12) {
        0 => {
            let mut settings = String::new();
            for _ in 0..=random.below(2) {
                let (key, value) = (random.pick(SETTINGS), random.pick(VALUES));
                let value =
                    if matches!(key, "include" | "exclude") { format!("[{value:?}]") } else { format!("{value:?}") };
                settings += &format!("{key} = {}\n", value.replace("\\u{", "\\U{"));
            }
            if random.below(3) > 0 {
                settings = format!("base_url = 'https://example.org/{}/'\n", random.below(9));
            }
            repo.write("promulgate.toml", &settings);
            format!("settings {settings:?}")
        }
        1 => {
            let _ = fs::remove_file(repo.repo().join("promulgate.toml"));
            "no settings".to_owned()
        }
        2 => match some_policy(repo, random) {
            Some(path) => {
                fs::remove_file(&path).expect("removed");
                format!("remove {path:?}")
            }
            None => "nothing".to_owned(),
        },
        3 => match some_policy(repo, random) {
            Some(from) => {
                let to = new_place(repo, random);
                let done = fs::create_dir_all(to.parent().expect("a parent")).and_then(|()| fs::rename(&from, &to));
                format!("rename {from:?} to {to:?}: {done:?}")
            }
            None => "nothing".to_owned(),
        },
        4 => {
            // a link in place of a file or folder
            let place = new_place(repo, random);
            let target = random.pick(&["../../outside/precious.txt", "../../outside", "data.md", "/etc/passwd", "."]);
            let done = fs::create_dir_all(place.parent().expect("a parent")).and_then(|()| symlink(target, &place));
            format!("link {place:?} to {target}: {done:?}")
        }
        5..=7 => {
            let place = new_place(repo, random);
            put(&place, &text(random))
        }
        _ => match some_policy(repo, random) {
            Some(path) => {
                let mut edited = fs::read(&path).unwrap_or_default();
                match random.below(4) {
                    0 => edited = text(random).into_bytes(),
                    1 => edited.extend(format!("\n{}\n", random.pick(BLOCKS)).bytes()),
                    2 => edited.truncate(random.below(edited.len() + 1)),
                    _ => edited = [front(random).as_bytes(), &edited].concat(),
                }
                let done = fs::write(&path, edited);
                format!("edit {path:?}: {done:?}")
            }
            None => put(&new_place(repo, random), &text(random)),
        },
    }
}

fn put(place: &Path, text: &str) -> String {
    let done = fs::create_dir_all(place.parent().expect("a parent")).and_then(|()| fs::write(place, text));
    format!("write {place:?}: {done:?}")
}

fn front(random: &mut Random) -> String {
    let mut front = "---\n".to_owned();
    for _ in 0..=random.below(3) {
        let (key, value) = (random.pick(KEYS), random.pick(VALUES));
        match random.below(2) {
            0 => front += &format!("{key}: {value}\n"),
            _ => front += &format!("{key}: {value:?}\n"),
        }
    }
    front + "---\n"
}

fn text(random: &mut Random) -> String {
    let mut text = if random.below(2) == 0 { front(random) } else { String::new() };
    text += &format!("# {}\n", random.pick(VALUES));
    for _ in 0..random.below(6) {
        text += &format!("\n{}\n", random.pick(BLOCKS));
    }
    text
}

/// A place for a file below the policies folder; sometimes long, deep, or no UTF-8.
fn new_place(repo: &Sandbox, random: &mut Random) -> PathBuf {
    let mut place = repo.repo().join("policy");
    for _ in 0..random.below(3) {
        place.push(random.pick(NAMES));
    }
    match random.below(16) {
        0 => place.push("ก".repeat(1 + random.below(84)) + ".md"),
        1 => place.push("x".repeat(200 + random.below(52)) + ".md"),
        2 => place.push(OsStr::from_bytes(b"\xe0\xb8\xff.md")),
        3 => {
            place.extend((0..20 + random.below(180)).map(|n| format!("d{n}")));
            place.push("deep.md");
        }
        4 => place.push(random.pick(NAMES)),
        _ => place.push(format!("{}.md", random.pick(NAMES))),
    }
    place
}

fn some_policy(repo: &Sandbox, random: &mut Random) -> Option<PathBuf> {
    let mut all: Vec<PathBuf> =
        below(&repo.repo().join("policy")).into_iter().filter(|p| p.extension() == Some(OsStr::new("md"))).collect();
    all.sort();
    (!all.is_empty()).then(|| all.swap_remove(random.below(all.len())))
}

/// All that stands below a folder, no link followed.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for path in entries.map(|entry| entry.expect("an entry").path()) {
            if fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_dir()) {
                folders.push(path.clone());
            }
            found.push(path);
        }
    }
    found
}

/// Alters something in the published folder, as somebody may who can write there; what was done. What stands in `outside`
/// is what links lead to.
pub(crate) fn meddle(site: &Path, outside: &Path, random: &mut Random) -> String {
    let mut all: Vec<PathBuf> = below(site).into_iter().collect();
    all.sort();
    if random.below(4) > 0 {
        // what is wrong with a page that all share keeps everything from being published
        all.retain(|path| {
            path.strip_prefix(site).is_ok_and(|below| below.components().count() > 1 && !below.starts_with("assets"))
        });
    }
    if all.is_empty() {
        return "nothing".to_owned();
    }
    let path = all.swap_remove(random.below(all.len()));
    let is_folder = fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_dir());
    let is_file = fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_file());
    let aside = outside.join(format!("aside-{}", random.below(1 << 30)));
    let what = random.below(9);
    let done = match what {
        0 if is_file => fs::write(&path, "altered by somebody else\n"),
        1 if is_file => {
            let bytes = fs::read(&path).expect("read");
            fs::write(&path, &bytes[..random.below(bytes.len() + 1)])
        }
        2 if is_folder => fs::remove_dir_all(&path),
        2 => fs::remove_file(&path),
        // the very same files, somewhere else: whoever follows the link finds all as it should be
        3 | 4 => fs::rename(&path, &aside).and_then(|()| symlink(&aside, &path)),
        5 => removed(&path).and_then(|()| symlink(outside.join("precious.txt"), &path)),
        6 => removed(&path).and_then(|()| symlink("nowhere", &path)),
        7 => removed(&path).and_then(|()| {
            let made = Command::new("mkfifo").arg(&path).status()?;
            made.success().then_some(()).ok_or_else(|| std::io::Error::other("no pipe"))
        }),
        _ => removed(&path).and_then(|()| fs::create_dir(&path)).and_then(|()| fs::write(path.join("x"), "not ours\n")),
    };
    format!("{what} at {path:?}: {done:?}")
}

fn removed(path: &Path) -> std::io::Result<()> {
    if fs::symlink_metadata(path)?.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
}
