//! The ledger of a published site: what it holds, that other programs agree with it, and that no byte of the site can be
//! altered unseen.

use crate::growth::{Published, terms};
use crate::sandbox::{Run, Sandbox, Site, essay};
use crate::whole::files;
use promulgate::ledger::{Note, PublicKey};
use promulgate::model::Digest;
use promulgate::verify::{self, Known, Served};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A key of the office, in a file outside of the repository.
pub(crate) fn key(repo: &Sandbox, name: &str) -> (PathBuf, String) {
    let file = repo.place(name);
    let run = repo.run(&["keygen", "--origin", "policies.example.org/log", "--out", file.to_str().expect("UTF-8")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    (file, run.stdout.trim().to_owned())
}

/// Publishes with a key.
pub(crate) fn signed(repo: &Sandbox, key: &Path, further: &[&str]) -> Run {
    let out = repo.place("site");
    let mut arguments = vec!["build", "--out", out.to_str().expect("UTF-8")];
    arguments.extend(further);
    repo.run_in(repo.repo(), &arguments, &[("PROMULGATE_KEY_FILE", key.to_str().expect("UTF-8"))])
}

/// Checks a site as a reader does.
pub(crate) fn verified(repo: &Sandbox, site: &Path, further: &[&str]) -> Run {
    let mut arguments = vec!["verify", site.to_str().expect("UTF-8")];
    arguments.extend(further);
    repo.run(&arguments)
}

fn lines(site: &Site) -> Vec<String> {
    site.text("log/leaves.txt").lines().map(str::to_owned).collect()
}

fn sh(dir: &Path, script: &str) -> (bool, String) {
    let run =
        Command::new("bash").args(["-euo", "pipefail", "-c", script]).current_dir(dir).output().expect("bash runs");
    (run.status.success(), String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr))
}

#[test]
fn versions_withdrawals_and_files_are_entries_in_the_order_of_commits() {
    let repo = Sandbox::new();
    repo.write("policy/b.md", essay("B")).write("policy/a/ข้อ 1.md", "# A\n\n[form](form.pdf)\n");
    repo.write("policy/a/form.pdf", "%PDF-1.4\n").commit("first");
    repo.write("policy/b.md", essay("B") + "\nMore.\n").commit("second");
    repo.remove("policy/b.md").commit("withdraw");
    repo.rename("policy/a/ข้อ 1.md", "policy/a/one.md").commit("rename");
    repo.write("policy/a/form.pdf", "%PDF-1.4\n% new\n").commit("a new form");
    repo.write("policy/b.md", essay("B")).commit("return");
    let site = repo.build();
    let lines = lines(&site);
    let kinds: Vec<Vec<&str>> = lines.iter().map(|line| line.split(' ').skip(1).collect()).collect();
    let shown: Vec<String> = kinds
        .iter()
        .map(|fields| match fields[0] {
            "file" => format!("file {}", fields[3]),
            kind => format!("{kind} {} {}", fields[1], fields[2]),
        })
        .collect();
    let thai = "a%2F%E0%B8%82%E0%B9%89%E0%B8%AD-1";
    let expected = [
        "file form.pdf".to_owned(),
        format!("version {thai} 1"),
        "version b 1".into(),
        "version b 2".into(),
        "withdrawn b 2".into(),
        "file form.pdf".into(),
        "version b 3".into(),
    ];
    assert_eq!(shown, expected, "{lines:#?}");
    assert_eq!(verified(&repo, site.root(), &[]).code, 0);
}

#[test]
fn a_site_says_who_signed_it_and_what_that_proves() {
    let published = Published::new();
    let repo = &published.repo;
    let site = published.site();
    let unsigned = verified(repo, site.root(), &[]);
    assert_eq!(unsigned.code, 0, "{}", unsigned.stderr);
    assert!(unsigned.stdout.contains("5 versions of 2 policies") && unsigned.stdout.contains("Not signed."));
    let (file, vkey) = key(repo, "key");
    let run = signed(repo, &file, &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(verified(repo, site.root(), &[]).stdout.contains("Signed with the key that the site itself names"));
    assert!(verified(repo, site.root(), &["--key", &vkey]).stdout.contains("signed with the key that you gave"));
    assert!(verified(repo, site.root(), &["--lang", "th"]).stdout.contains("สิ่งที่พิสูจน์ได้"));
    let (_, other) = key(repo, "other");
    let forged = verified(repo, site.root(), &["--key", &other]);
    assert_eq!(forged.code, 1, "{}", forged.stdout);
    assert!(forged.stderr.contains("log/checkpoint: is not signed by"), "{}", forged.stderr);
}

#[test]
fn an_earlier_checkpoint_is_the_beginning_of_a_later_ledger() {
    let published = Published::new();
    let repo = &published.repo;
    let (site, kept) = (published.site(), repo.place("kept"));
    std::fs::write(&kept, site.bytes("log/checkpoint")).expect("kept");
    let kept = kept.to_str().expect("UTF-8");
    repo.write("policy/terms.md", terms(4)).commit("fifth");
    assert_eq!(published.build(&[]).code, 0);
    let grown = verified(repo, site.root(), &["--earlier", kept]);
    assert_eq!(grown.code, 0, "{}", grown.stderr);
    assert!(grown.stdout.contains("none of the 5 entries of the earlier checkpoint"), "{}", grown.stdout);
    let fork = repo.place("fork");
    repo.git(&["reset", "-q", "--hard", &published.commits[2]]);
    repo.write("policy/terms.md", terms(30)).commit("another fourth");
    assert_eq!(repo.run(&["build", "--out", fork.to_str().expect("UTF-8")]).code, 0);
    let forked = verified(repo, &fork, &["--earlier", kept]);
    assert_eq!(forked.code, 1);
    assert!(forked.stderr.contains("the first 5 entries differ"), "{}", forked.stderr);
    repo.git(&["reset", "-q", "--hard", &published.commits[1]]);
    let short = repo.place("short");
    assert_eq!(repo.run(&["build", "--out", short.to_str().expect("UTF-8")]).code, 0);
    let shrunk = verified(repo, &short, &["--earlier", kept]);
    assert!(shrunk.code == 1 && shrunk.stderr.contains("fewer than the 5"), "{}", shrunk.stderr);
}

#[test]
fn a_receipt_proves_a_text_without_the_site() {
    let published = Published::new();
    let repo = &published.repo;
    let (file, vkey) = key(repo, "key");
    let fresh = repo.place("signed");
    let environment = [("PROMULGATE_KEY_FILE", file.to_str().expect("UTF-8"))];
    assert_eq!(repo.run_in(repo.repo(), &["build", "--out", fresh.to_str().expect("UTF-8")], &environment).code, 0);
    let of = |n: u32| fresh.join(format!("terms/v/{n}")).to_str().expect("UTF-8").to_owned();
    let check = |receipt: u32, source: u32, key: &str| {
        let (receipt, source) = (of(receipt) + "/receipt.tlog-proof", of(source) + "/source.md");
        repo.run(&["verify", "--receipt", &receipt, "--source", &source, "--key", key])
    };
    let sound = check(2, 2, &vkey);
    assert_eq!(sound.code, 0, "{}", sound.stderr);
    assert!(sound.stdout.contains("published as version 2 of terms: entry 3 of 3"), "{}", sound.stdout);
    assert!(check(2, 3, &vkey).stderr.contains("the text is not that of version 2 of terms"));
    let (_, other) = key(repo, "other");
    assert!(check(2, 2, &other).stderr.contains("is not signed by"));
}

/// The commands of the guide, with programs that everybody has.
#[test]
fn stock_tools_check_a_site() {
    let published = Published::new();
    let repo = &published.repo;
    let (file, _) = key(repo, "key");
    let out = published.site();
    std::fs::copy(out.root().join("log/leaves.txt"), repo.place("old-leaves.txt")).expect("kept");
    repo.write("policy/terms.md", terms(4)).commit("fifth");
    assert_eq!(signed(repo, &file, &[]).code, 0);
    std::fs::copy(repo.place("old-leaves.txt"), out.root().join("../old-leaves.txt")).expect("kept");
    let script = "
        grep ' version privacy 2 ' log/leaves.txt | grep -q \"$(sha256sum <privacy/v/2/source.md | cut -d' ' -f1)\"
        head -c $(stat -c%s ../old-leaves.txt) log/leaves.txt | cmp - ../old-leaves.txt
        sed '/^$/,$d' log/checkpoint >../note
        tail -1 log/checkpoint | awk '{print $3}' | base64 -d | tail -c 64 >../sig
        openssl pkeyutl -verify -pubin -inkey log/key.pem -rawin -in ../note -sigfile ../sig
        sha256sum --quiet -c SHA256SUMS
        cat log/SHA256SUMS log/sums/* | sha256sum --quiet -c
        test \"$(tail -n +4 log/site | head -1)\" = \"$(sha256sum <SHA256SUMS | cut -d' ' -f1)\"
    ";
    let (sound, said) = sh(out.root(), script);
    assert!(sound, "{said}");
    std::fs::write(out.root().join("privacy/v/1/index.html"), "forged").expect("altered");
    assert!(!sh(out.root(), "cat log/sums/* | sha256sum --quiet -c").0);
}

/// A site in memory, in which single files can be altered.
struct Memory {
    paths: Vec<String>,
    files: HashMap<String, (Vec<u8>, Digest)>,
    /// Which files are altered.
    tried: fn(&str) -> bool,
}

impl Memory {
    fn of(root: &Path) -> Self {
        let files: HashMap<String, (Vec<u8>, Digest)> =
            files(root).into_iter().map(|(path, bytes)| (path, (bytes.clone(), Digest::of(&bytes)))).collect();
        let mut memory = Self { paths: Vec::new(), files, tried: |_| true };
        memory.list();
        memory
    }

    fn list(&mut self) {
        self.paths = self.files.keys().cloned().collect();
        self.paths.sort();
    }

    /// What is found when a file has these bytes, or is not there.
    fn with(&mut self, path: &str, bytes: Option<Vec<u8>>) -> Vec<String> {
        let before = self.files.remove(path);
        if let Some(bytes) = &bytes {
            self.files.insert(path.to_owned(), (bytes.clone(), Digest::of(bytes)));
        }
        if before.is_none() || bytes.is_none() {
            self.list();
        }
        let found = verify::site(self, &Known::default()).wrong;
        self.files.remove(path);
        let relist = before.is_none() || bytes.is_none();
        self.files.extend(before.map(|before| (path.to_owned(), before)));
        if relist {
            self.list();
        }
        found.iter().map(ToString::to_string).collect()
    }
}

impl Served for Memory {
    fn paths(&self) -> &[String] {
        &self.paths
    }

    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.files.get(path).map(|(bytes, _)| bytes.clone())
    }

    fn digest(&self, path: &str) -> Option<(u64, Digest)> {
        self.files.get(path).map(|(bytes, digest)| (bytes.len() as u64, *digest))
    }
}

/// A site of two policies with an annex, a rename and a withdrawal, signed or not.
fn small(key: Option<&Path>, repo: &Sandbox) -> Memory {
    repo.write("policy/a.md", "# A\n\n[form](form.pdf)\n").write("policy/form.pdf", "%PDF-1.4\n");
    repo.write("policy/b.md", "# B\n").commit("first");
    repo.rename("policy/a.md", "policy/c.md").write("policy/b.md", "# B\n\nMore.\n").commit("second");
    repo.remove("policy/b.md").commit("third");
    match key {
        Some(key) => assert_eq!(signed(repo, key, &[]).code, 0),
        None => _ = repo.build(),
    }
    let memory = Memory::of(&repo.place("site"));
    let found = verify::site(&memory, &Known::default()).wrong;
    assert!(found.is_empty(), "{found:?}");
    memory
}

/// Flips a bit of every byte of what the ledger is made of, and of every hundredth byte of pages, scripts and styles, which are
/// nothing to a checker but bytes with a digest.
fn no_byte_can_be_altered(memory: &mut Memory) {
    let mut tries = 0;
    for path in memory.paths.clone().into_iter().filter(|path| (memory.tried)(path)).collect::<Vec<_>>() {
        let bytes = memory.files[&path].0.clone();
        let is_proof =
            path.starts_with("log/") || ["SHA256SUMS", ".tlog-proof", ".md"].iter().any(|e| path.ends_with(e));
        let step = if is_proof { 1 } else { 100 };
        for at in (0..bytes.len()).step_by(step).chain(bytes.len().checked_sub(1)) {
            let mut altered = bytes.clone();
            altered[at] ^= 1 << (at % 8);
            assert_ne!(memory.with(&path, Some(altered)), [""; 0], "byte {at} of {path}");
            tries += 1;
        }
        for shorter in [0, bytes.len() / 2, bytes.len().saturating_sub(1)] {
            if shorter < bytes.len() {
                assert_ne!(memory.with(&path, Some(bytes[..shorter].to_vec())), [""; 0], "{path} cut to {shorter}");
            }
        }
        let longer = |more: &[u8]| Some([&bytes[..], more].concat());
        for more in [&b"\n"[..], b" ", b"\0", &bytes] {
            if !more.is_empty() {
                assert_ne!(memory.with(&path, longer(more)), [""; 0], "{path} with {} more", more.len());
            }
        }
        if !bytes.is_empty() {
            assert_ne!(memory.with(&path, None), [""; 0], "without {path}");
        }
    }
    for path in ["evil.html", "log/evil", "log/tile/0/001", "log/checkpoints/99", "b/v/3/source.md", "b/v/1/evil.js"] {
        assert_ne!(memory.with(path, Some(b"x".to_vec())), [""; 0], "with {path}");
    }
    assert!(tries > 5000, "{tries} bytes were altered");
}

#[test]
fn no_byte_of_an_unsigned_site_can_be_altered_unseen() {
    let repo = Sandbox::new();
    no_byte_can_be_altered(&mut small(None, &repo));
}

#[test]
fn no_byte_of_a_signed_site_can_be_altered_unseen() {
    let repo = Sandbox::new();
    let (file, _) = key(&repo, "key");
    let mut memory = small(Some(&file), &repo);
    memory.tried = |path| path.starts_with("log/") || path.ends_with(".tlog-proof");
    no_byte_can_be_altered(&mut memory);
}

#[test]
fn a_key_is_kept_from_others_and_never_overwritten() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").commit("first");
    let (file, vkey) = key(&repo, "key");
    use std::os::unix::fs::PermissionsExt;
    let mode = |file: &Path| std::fs::metadata(file).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&file), 0o600);
    let secret = std::fs::read_to_string(&file).expect("read");
    assert!(
        secret.starts_with("PRIVATE+KEY+policies.example.org/log+") && vkey.starts_with("policies.example.org/log+")
    );
    let again = repo.run(&["keygen", "--origin", "x.org/log", "--out", file.to_str().expect("UTF-8")]);
    assert!(again.code == 2 && again.stderr.contains("exists already"), "{}", again.stderr);
    assert_eq!(std::fs::read_to_string(&file).expect("read"), secret);
    for origin in ["https://x.org/log", "a b", "", "a+b"] {
        let run = repo.run(&["keygen", "--origin", origin, "--out", repo.place("no").to_str().expect("UTF-8")]);
        assert!(run.code == 2 && !repo.place("no").exists(), "{origin}: {}", run.stderr);
    }
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).expect("shared");
    let shared = signed(&repo, &file, &[]);
    assert!(shared.code == 2 && shared.stderr.contains("others can read the key"), "{}", shared.stderr);
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).expect("private");
    let within = repo.repo().join("key");
    std::fs::copy(&file, &within).expect("copied");
    let inside = signed(&repo, &within, &[]);
    assert!(inside.code == 2 && inside.stderr.contains("is inside"), "{}", inside.stderr);
    assert!(!inside.stderr.contains(secret.trim()), "a secret is never shown");
    let no_key = repo.place("notes");
    std::fs::write(&no_key, "something else").expect("written");
    std::fs::set_permissions(&no_key, std::fs::Permissions::from_mode(0o600)).expect("private");
    let other = signed(&repo, &no_key, &[]);
    assert!(other.code == 2 && other.stderr.contains("is not a key") && !other.stderr.contains("something else"));
}

#[test]
fn a_signed_ledger_goes_on_with_its_key_alone() {
    let published = Published::new();
    let repo = &published.repo;
    let (file, _) = key(repo, "key");
    assert_eq!(signed(repo, &file, &[]).code, 0);
    let before = files(published.site().root());
    repo.write("policy/terms.md", terms(4)).commit("fifth");
    let missing = published.build(&[]);
    assert!(missing.code == 2 && missing.stderr.contains("no key is named"), "{}", missing.stderr);
    let (other, _) = key(repo, "other");
    let foreign = signed(repo, &other, &[]);
    assert!(foreign.code == 4 && foreign.stderr.contains("is signed with"), "{}", foreign.stderr);
    assert_eq!(files(published.site().root()), before);
    assert_eq!(signed(repo, &file, &[]).code, 0);
    assert_eq!(verified(repo, published.site().root(), &[]).code, 0);
}

#[test]
fn a_new_key_is_announced_under_the_old_one() {
    let published = Published::new();
    let repo = &published.repo;
    let (old, old_key) = key(repo, "old");
    let (new, new_key) = key(repo, "new");
    assert_eq!(signed(repo, &old, &[]).code, 0);
    repo.write("promulgate.toml", format!("next_key = \"{}\"\n", new.display())).commit("the next key");
    assert_eq!(signed(repo, &old, &[]).code, 0);
    let site = published.site();
    assert_eq!(lines(&site).last().map(String::as_str), Some(format!("policy-log/v1 key {new_key}").as_str()));
    for key in [&old_key, &new_key] {
        let run = verified(repo, site.root(), &["--key", key]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    // whoever knows the old key alone learns the new one from what both signed, also later
    let announced = Note::parse(&site.text("log/checkpoints/6")).expect("a note");
    for key in [&old_key, &new_key] {
        assert_eq!(announced.is_signed_by(&PublicKey::parse(key).expect("a key")), Some(true));
    }
    let kept = site.bytes("log/checkpoints/6");
    repo.remove("promulgate.toml").commit("the new key alone");
    let run = signed(repo, &new, &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(verified(repo, site.root(), &["--key", &new_key]).code, 0);
    assert_eq!(verified(repo, site.root(), &["--key", &old_key]).code, 1);
    assert_eq!(site.bytes("log/checkpoints/6"), kept);
}

#[test]
fn what_is_taken_away_of_a_ledger_is_put_back() {
    let published = Published::new();
    let repo = &published.repo;
    let out = published.site();
    let before = files(out.root());
    for path in [
        "log/leaves.txt",
        "log/checkpoint",
        "log/checkpoints/4",
        "log/tile/0/000.p/5",
        "log/tile/entries/000.p/3",
        "terms/v/1/receipt.tlog-proof",
        "log/sums/51",
        "SHA256SUMS",
        "log/site",
    ] {
        std::fs::remove_file(out.root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
        let run = published.build(&[]);
        assert_eq!(run.code, 0, "{path}: {}", run.stderr);
        assert_eq!(files(out.root()), before, "{path}");
    }
    std::fs::remove_dir_all(out.root()).expect("removed");
    repo.write("policy/terms.md", terms(4)).commit("fifth");
    assert_eq!(published.build(&[]).code, 0);
    assert_eq!(verified(repo, out.root(), &[]).code, 0);
}

#[test]
fn a_ledger_that_was_altered_or_rolled_back_is_not_gone_on_with() {
    let published = Published::new();
    let repo = &published.repo;
    let out = published.site();
    let old = files(out.root());
    repo.write("policy/terms.md", terms(4)).commit("fifth");
    assert_eq!(published.build(&[]).code, 0);
    let put = |path: &str, bytes: &[u8]| std::fs::write(out.root().join(path), bytes).expect("written");
    let newest = out.bytes("log/checkpoint");
    put("log/checkpoint", &old["log/checkpoint"]);
    repo.write("policy/terms.md", terms(5)).commit("sixth");
    let rolled_back = published.build(&[]);
    assert!(rolled_back.code == 4 && rolled_back.stderr.contains("5 entries there, and 6 were published"));
    assert_eq!(out.bytes("log/checkpoint"), old["log/checkpoint"], "nothing is published");
    put("log/checkpoint", &newest);
    let lines = out.text("log/leaves.txt");
    put("log/leaves.txt", lines.replace(" terms 1 ", " terms 9 ").as_bytes());
    let run = published.build(&[]);
    assert_eq!(run.code, 0, "the lines are in the pieces too: {}", run.stderr);
    let run = verified(repo, out.root(), &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

/// More than a tile.
#[test]
fn a_ledger_grows_past_its_tiles() {
    let repo = Sandbox::new();
    for n in 0..5 {
        for name in 0..60 {
            repo.write(&format!("policy/p{name:02}.md"), format!("# Policy {name}\n\nIt costs {n}.\n"));
        }
        repo.commit(&format!("edition {n}"));
        if n != 2 {
            repo.build();
        }
    }
    let site = repo.site();
    assert_eq!(verified(&repo, site.root(), &[]).code, 0);
    assert!(site.has("log/tile/0/000") && site.has("log/tile/0/001.p/44") && site.has("log/tile/1/000.p/1"));
    assert!(!site.has("log/tile/0/000.p/60"), "partial tiles go when the full one is there");
    let fresh = repo.place("fresh");
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    crate::disturb::none(&crate::whole::same(site.root(), &fresh));
}
