//! Repositories that somebody made to harm, or that are merely odd: what can be published is, and the rest is told.

use crate::sandbox::{Run, Sandbox, Site};
use git2::{ObjectType, Oid};
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

/// Objects that git would not make.
pub(crate) struct Forge {
    git: git2::Repository,
}

impl Forge {
    pub(crate) fn of(repo: &Sandbox) -> Self {
        Self { git: git2::Repository::open(repo.repo()).expect("a repository") }
    }

    pub(crate) fn blob(&self, text: &[u8]) -> Oid {
        self.git.blob(text).expect("a blob")
    }

    pub(crate) fn tree(&self, entries: &[(&str, &[u8], Oid)]) -> Oid {
        let mut bytes = Vec::new();
        for (mode, name, id) in entries {
            bytes.extend([mode.as_bytes(), b" ", name, b"\0", id.as_bytes()].concat());
        }
        self.git.odb().and_then(|odb| odb.write(ObjectType::Tree, &bytes)).expect("a tree")
    }

    /// Folders in one another, with `inner` in the last.
    pub(crate) fn deep(&self, depth: usize, inner: Oid) -> Oid {
        (0..depth).fold(inner, |tree, _| self.tree(&[("40000", b"a", tree)]))
    }

    /// Trees of ten names, each the same tree.
    pub(crate) fn wide(&self, levels: usize, inner: Oid) -> Oid {
        (0..levels).fold(inner, |tree, _| {
            let names: Vec<[u8; 1]> = (b'0'..=b'9').map(|name| [name]).collect();
            self.tree(&names.iter().map(|name| ("40000", &name[..], tree)).collect::<Vec<_>>())
        })
    }

    pub(crate) fn text(&self) -> Oid {
        self.tree(&[("100644", b"x.md", self.blob(b"# x\n"))])
    }
}

/// Makes `tree` the folder `policy` of the next commit, whatever git thinks of it.
pub(crate) fn commit_policies(repo: &Sandbox, forge: &Forge, tree: Oid) {
    let root = forge.tree(&[("40000", b"policy", tree)]);
    let commit = repo.git(&["commit-tree", &root.to_string(), "-p", "HEAD", "-m", "hostile"]);
    repo.git(&["update-ref", "refs/heads/main", &commit]);
}

/// Publishes; what it said.
fn publish(repo: &Sandbox, code: i32) -> String {
    let out = repo.site();
    let run = repo.run(&["build", "--out", out.root().to_str().expect("UTF-8")]);
    assert_eq!(run.code, code, "{}", run.stderr);
    run.stderr
}

#[test]
fn folders_without_end_are_left_out_and_all_else_is_published() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").commit("first");
    repo.build();
    let forge = Forge::of(&repo);
    let policy = |text: &str, bomb: Oid, deep: Oid| {
        let file = ("100644", &b"a.md"[..], forge.blob(text.as_bytes()));
        forge.tree(&[file, ("40000", b"bomb", bomb), ("40000", b"deep", deep)])
    };
    let (bomb, deep) = (forge.wide(12, forge.text()), forge.deep(5_000, forge.text()));
    commit_policies(&repo, &forge, policy("# A\n\n2\n", bomb, deep));
    let said = publish(&repo, 0);
    assert!(said.contains("policy/bomb/: the folder has more than 500000 files and folders"), "{said}");
    assert!(said.contains("policy/deep/a/a/") && said.contains("nested more than 100 deep are skipped"), "{said}");
    assert_eq!(said.matches("warning: ").count(), 2, "each once: {said}");
    // the bomb stays, and changes; good commits go on
    let bomb = forge.wide(12, forge.tree(&[("100644", b"x.md", forge.blob(b"# y\n"))]));
    commit_policies(&repo, &forge, policy("# A\n\n3\n", bomb, deep));
    publish(&repo, 0);
    let site = repo.site();
    assert_eq!(site.policies(), ["a"]);
    assert_eq!(site.sources("a"), ["# A\n", "# A\n\n2\n", "# A\n\n3\n"]);
    commit_policies(&repo, &forge, forge.tree(&[("100644", b"a.md", forge.blob(b"# A\n\n4\n"))]));
    assert!(!publish(&repo, 0).contains("warning"), "it is gone");
    let fresh = repo.place("fresh");
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    assert_eq!(site.bytes("a/versions.json"), Site::at(fresh).bytes("a/versions.json"));
}

#[test]
fn a_bomb_in_a_folder_of_policies_leaves_them_standing_after_a_rewrite() {
    let repo = Sandbox::new();
    repo.write("policy/f/p.md", "# P\n").write("policy/f/q.md", "# Q\n").commit("first");
    repo.build();
    let forge = Forge::of(&repo);
    let bomb = forge.wide(12, forge.text());
    let folder = forge.tree(&[
        ("40000", b"bomb", bomb),
        ("40000", b"more", forge.wide(11, forge.text())),
        ("100644", b"p.md", forge.blob(b"# P\n")),
        ("100644", b"q.md", forge.blob(b"# Q\n")),
    ]);
    let root = forge.tree(&[("40000", b"policy", forge.tree(&[("40000", b"f", folder)]))]);
    let commit = repo.git(&["commit-tree", &root.to_string(), "-m", "a history of its own"]);
    repo.git(&["update-ref", "refs/heads/main", &commit]);
    let out = repo.site();
    let run = repo.run(&["build", "--out", out.root().to_str().expect("UTF-8"), "--accept-rewrite", "it had to be"]);
    assert!(run.code == 0 && run.stderr.contains("policy/f/: the folder has more than"), "{}", run.stderr);
    let policies = out.json("policies.json");
    assert!(policies["policies"].as_array().expect("policies").iter().all(|p| p["status"] == "current"), "{policies}");
}

#[test]
fn nothing_but_a_bomb_is_named() {
    let repo = Sandbox::new();
    repo.write("a.txt", "x").commit("first");
    let forge = Forge::of(&repo);
    commit_policies(&repo, &forge, forge.wide(12, forge.text()));
    let said = repo.refused(1);
    assert!(
        said.contains("policy/0/: the folder has more than 500000 files and folders")
            && said.contains("9 more like it"),
        "{said}"
    );
}

#[test]
fn a_folder_copied_many_times_is_no_bomb() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").commit("first");
    let forge = Forge::of(&repo);
    let names: Vec<String> = (0..200).map(|n| format!("{n:03}.md")).collect();
    let blob = forge.blob(b"# x\n");
    let leaf = forge.tree(&names.iter().map(|n| ("100644", n.as_bytes(), blob)).collect::<Vec<_>>());
    let folders: Vec<String> = (0..1000).map(|n| format!("{n:04}")).collect();
    let all = forge.tree(&folders.iter().map(|n| ("40000", n.as_bytes(), leaf)).collect::<Vec<_>>());
    commit_policies(&repo, &forge, all);
    use promulgate::history::{History, Repository, Scope};
    let repository = Repository::discover(repo.repo()).expect("a repository");
    let tip = repository.tip("main").expect("a tip");
    let mut history = History::new(Scope::new("policy", &[], &[]).expect("a scope"), false);
    let grown = history.advance(&repository, &tip, None, &mut |_, _| {}).expect("readable");
    assert_eq!(history.lineages().len(), 200_001, "{grown:?}");
}

#[test]
fn a_text_beyond_all_measure_fails_alone_and_is_passed_over_when_mended() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").write("policy/b.md", "# B\n").commit("first");
    repo.build();
    let large = "a".repeat(200_000_000);
    repo.write("policy/a.md", &large).write("policy/b.md", "# B\n\n2\n").commit("a mistake");
    repo.write("policy/b.md", "# B\n\n3\n").commit("b goes on");
    let run = measured(&repo, 1_500_000);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("policy/a.md: this version has 200 MB") && run.stderr.contains("hint: "),
        "{}",
        run.stderr
    );
    let site = repo.site();
    assert_eq!(site.sources("b").len(), 3, "the other goes on");
    assert_eq!(site.sources("a"), ["# A\n"]);
    repo.write("policy/a.md", "# A\n\nmended\n").commit("mended");
    publish(&repo, 0);
    assert_eq!(site.sources("a"), ["# A\n", "# A\n\nmended\n"]);
}

#[test]
fn the_commit_of_a_text_beyond_all_measure_can_be_taken_back() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").commit("first");
    repo.build();
    repo.write("policy/a.md", "a".repeat(20_000_000))
        .write("policy/huge.md", "b".repeat(20_000_000))
        .commit("a mistake");
    publish(&repo, 1);
    repo.git(&["reset", "-q", "--hard", "HEAD~1"]);
    repo.write("policy/a.md", "# A\n\n2\n").commit("second");
    publish(&repo, 0);
    assert_eq!(repo.site().policies(), ["a"]);
}

/// Publishes with no more than `most` kB of memory.
fn measured(repo: &Sandbox, most: usize) -> Run {
    let script =
        format!("ulimit -v {most}; exec {} build --out {}", crate::sandbox::program(), repo.site().root().display());
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(repo.repo())
        .env_clear()
        .env("HOME", repo.place(""))
        .env("RAYON_NUM_THREADS", "2")
        .output()
        .expect("runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Run { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
}

#[test]
fn settings_and_messages_beyond_all_measure() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").write("promulgate.toml", "# x\n".repeat(500_000)).commit("first");
    let said = repo.refused(1);
    assert!(said.contains("`promulgate.toml`") && said.contains("2000000 bytes"), "{said}");
    repo.write("promulgate.toml", "");
    repo.write("message", format!("{}\n\nSummary: in short\n", "word ".repeat(4_000_000)));
    repo.tick(3600);
    repo.git(&["add", "policy", "promulgate.toml"]);
    repo.git(&["commit", "-q", "-F", "message"]);
    let site = repo.build();
    assert!(site.bytes("a/versions.json").len() < 100_000 && site.bytes("a/history/index.html").len() < 100_000);
}

#[test]
fn what_is_left_out_is_told_once() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").write("policy/Old.MD", "# Old\n").write("policy/b.markdown", "# B\n");
    repo.write("policy/drafts/c.MD", "# C\n").write("promulgate.toml", "exclude = ['drafts/**']\n");
    symlink("a.md", repo.repo().join("policy/link.md")).expect("a link");
    repo.commit("first");
    let forge = Forge::of(&repo);
    let head = forge.git.head().and_then(|h| h.peel_to_tree()).expect("a tree");
    let policy = head.get_name("policy").expect("a folder").id();
    let mut entries: Vec<(String, Vec<u8>, Oid)> = Vec::new();
    for entry in &forge.git.find_tree(policy).expect("a tree") {
        entries.push((format!("{:o}", entry.filemode()), entry.name_bytes().to_vec(), entry.id()));
    }
    let blob = forge.blob(b"# x\n");
    entries.push(("160000".into(), b"module".to_vec(), head.id()));
    for name in [&b"\xb9\xe2.md"[..], b"x\nwarning: forged.md", "\u{202e}dm.x.md".as_bytes(), b"esc\x1b[31m.md"] {
        entries.push(("100644".into(), name.to_vec(), blob));
    }
    let of = |entries: &[(String, Vec<u8>, Oid)]| {
        let entries: Vec<_> = entries.iter().map(|(mode, name, id)| (mode.as_str(), name.as_slice(), *id)).collect();
        forge.tree(&entries)
    };
    let settings = ("100644", &b"promulgate.toml"[..], head.get_name("promulgate.toml").expect("a file").id());
    let commit = |policy: Oid| {
        let root = forge.tree(&[("40000", b"policy", policy), settings]);
        let commit = repo.git(&["commit-tree", &root.to_string(), "-p", "HEAD", "-m", "odd"]);
        repo.git(&["update-ref", "refs/heads/main", &commit]);
    };
    commit(of(&entries));
    let said = publish(&repo, 0);
    for told in [
        "policy/link.md: symbolic link skipped",
        "policy/module: submodule skipped",
        "policy/\u{fffd}\u{fffd}.md: the name is not valid UTF-8",
        "policy/x\\u{a}warning: forged.md: the name contains control characters",
        "policy/\\u{202e}dm.x.md: the name contains control characters",
        "policy/esc\\u{1b}[31m.md: the name contains control characters",
    ] {
        assert_eq!(said.matches(told).count(), 1, "{told}: {said}");
    }
    assert!(!said.contains("drafts/") && said.lines().filter(|l| l.starts_with("warning: ")).count() == 6, "{said}");
    entries.iter_mut().filter(|(_, name, _)| name == b"a.md").for_each(|entry| entry.2 = blob);
    commit(of(&entries));
    assert!(!publish(&repo, 0).contains("skipped"), "it was told");
    entries.push(("120000".into(), b"z.Md".to_vec(), blob));
    commit(of(&entries));
    let said = publish(&repo, 0);
    assert!(said.contains("policy/z.Md: ") && said.matches("skipped").count() == 1, "{said}");
    assert_eq!(repo.site().policies(), ["old", "a", "b"]);
}

/// Runs git's own tools on files that are none: no hang, a clear refusal.
#[test]
fn pipes_and_devices_in_place_of_gits_files() {
    for name in ["commondir", "gitdir", "config", "info/grafts", "shallow"] {
        for kind in ["pipe", "device", "huge"] {
            let repo = Sandbox::new();
            repo.write("policy/a.md", "# A\n").commit("first");
            let place = repo.repo().join(".git").join(name);
            let _ = std::fs::remove_file(&place);
            std::fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
            match kind {
                "pipe" => assert!(Command::new("mkfifo").arg(&place).status().expect("runs").success()),
                "device" => symlink("/dev/zero", &place).expect("a link"),
                _ => std::fs::File::create(&place).and_then(|file| file.set_len(8 << 30)).expect("a file with a hole"),
            }
            let run = within_a_minute(repo.repo());
            assert!(run.code == 1 && run.stderr.contains("hint: "), "{name}, {kind}: {} {}", run.code, run.stderr);
            assert!(run.stderr.contains(name), "{name}, {kind}: {}", run.stderr);
        }
    }
}

fn within_a_minute(repo: &Path) -> Run {
    let output = Command::new("timeout")
        .args(["60", crate::sandbox::program(), "log"])
        .current_dir(repo)
        .env_clear()
        .env("HOME", repo)
        .stdin(Stdio::null())
        .output()
        .expect("runs");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Run { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// The hint, followed to the letter, helps: in a work tree, in a folder of it, in a linked one, in a bare repository.
#[test]
fn the_hint_for_a_repository_of_another_owner_helps() {
    if std::fs::metadata("/proc/self").map_or(1, |me| me.uid()) != 0 {
        return; // only root can give files away
    }
    for kind in ["plain", "below", "linked", "bare"] {
        let repo = Sandbox::new();
        repo.write("policy/sub/a.md", "# A\n").commit("first");
        let dir = match kind {
            "linked" => {
                let linked = repo.place("a linked; 'tree'");
                repo.git(&["worktree", "add", "-q", linked.to_str().expect("UTF-8"), "-b", "other"]);
                linked
            }
            "bare" => {
                let bare = repo.place("it's bare.git");
                repo.git(&["clone", "-q", "--bare", ".", bare.to_str().expect("UTF-8")]);
                bare
            }
            "below" => repo.repo().join("policy/sub"),
            _ => repo.repo().to_owned(),
        };
        for owned in [repo.repo(), &dir] {
            assert!(Command::new("chown").args(["-R", "1234:1234"]).arg(owned).status().expect("runs").success());
        }
        let home = repo.place("home");
        std::fs::create_dir(&home).expect("a folder");
        let home = home.to_str().expect("UTF-8");
        let run = repo.run_in(&dir, &["log"], &[("HOME", home)]);
        assert!(run.code == 1 && run.stderr.contains("belongs to another user"), "{kind}: {}", run.stderr);
        let hint = run.stderr.split("if you trust it: ").nth(1).and_then(|rest| rest.lines().next()).expect("a hint");
        let path = std::env::var("PATH").expect("a path");
        let told = Command::new("sh").args(["-c", hint]).env_clear().env("HOME", home).env("PATH", path).status();
        assert!(told.expect("runs").success(), "{kind}: {hint}");
        let run = repo.run_in(&dir, &["log"], &[("HOME", home)]);
        assert_eq!(run.code, 0, "{kind}: {hint}: {}", run.stderr);
    }
}
