//! `promulgate init`: a repository in an empty folder, and in one where people work already.

use crate::sandbox::{Sandbox, program};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Everything that can be asked for.
const ALL: &[&str] = &["--ci", "github", "--cms", "--host", "nginx"];

fn tree(dir: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(dir).expect("inside").to_str().expect("UTF-8").to_owned();
            match path.is_dir() {
                true if name == ".git" => {}
                true => folders.push(path),
                false => found.push(name),
            }
        }
    }
    found.sort();
    found
}

#[test]
fn an_empty_folder_becomes_a_repository_that_publishes() {
    for lang in ["en", "th"] {
        let sandbox = Sandbox::new();
        let dir = sandbox.place("policies");
        let name = dir.to_str().expect("UTF-8");
        let run = sandbox.run(&[&["init", name, "--lang", lang], ALL].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        let next = if lang == "th" {
            "ขั้นตอนต่อไป:\n    1. เขียนนโยบาย"
        } else {
            "next:\n    1. write your policies"
        };
        assert!(run.stderr.contains(next), "{}", run.stderr);
        assert_eq!(run.stderr.contains("created "), lang == "en", "{}", run.stderr);
        let all = [
            ".github/workflows/policies.yml",
            ".gitignore",
            ".gitmessage",
            "admin/config.yml",
            "admin/index.html",
            "nginx.conf",
            "policy/privacy.md",
            "promulgate.toml",
        ];
        assert_eq!(tree(&dir), all);
        assert_eq!(sandbox.git_in(&dir, &["symbolic-ref", "HEAD"]), "refs/heads/main");
        assert_eq!(sandbox.git_in(&dir, &["config", "commit.template"]), ".gitmessage");
        assert_eq!(sandbox.git_in(&dir, &["config", "promulgate.lang"]), lang);
        // what was there is kept, and said so
        fs::write(dir.join("promulgate.toml"), "title = \"ours\"\n").expect("written");
        let again = sandbox.run(&[&["init", name, "--lang", lang], ALL].concat());
        assert_eq!((again.code, again.stderr.contains("created")), (0, false), "{}", again.stderr);
        let kept = if lang == "th" {
            "คง promulgate.toml ที่มีอยู่เดิมไว้"
        } else {
            "kept promulgate.toml, which was there"
        };
        assert!(again.stderr.contains(kept), "{}", again.stderr);
        assert_eq!(fs::read_to_string(dir.join("promulgate.toml")).expect("read"), "title = \"ours\"\n");
        fs::remove_file(dir.join("promulgate.toml")).expect("removed");
        assert_eq!(sandbox.run(&["init", name, "--lang", lang]).code, 0);
        // what is committed is published without a warning
        sandbox.git_in(&dir, &["config", "promulgate.program", program()]);
        sandbox.git_in(&dir, &["add", "--all"]);
        sandbox.git_in(&dir, &["commit", "-q", "-m", "First version"]);
        let site = sandbox.place("public");
        let run = sandbox.run_in(&dir, &["build", "--out", site.to_str().expect("UTF-8")], &[]);
        assert_eq!((run.code, run.stderr.contains("warning")), (0, false), "{}", run.stderr);
        let page = fs::read_to_string(site.join("privacy/index.html")).expect("a page");
        assert!(
            page.contains(&format!("<html lang=\"{lang}\"")) || page.contains(&format!("<html lang={lang}")),
            "{page}"
        );
    }
}

#[test]
fn texts_that_are_there_are_the_policies() {
    let sandbox = Sandbox::new();
    sandbox.write("policy/terms/index.md", "# Terms\n").write(".gitignore", "/build/\n").commit("ours");
    sandbox.git(&["config", "commit.template", "ours.txt"]);
    let hook = sandbox.repo().join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().expect("a folder")).expect("a folder");
    fs::write(&hook, "#!/bin/sh\n").expect("written");
    let run = sandbox.run(&["init"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("kept the hook pre-commit") && run.stderr.contains("created the hook commit-msg"));
    assert_eq!(tree(sandbox.repo()), [".gitignore", ".gitmessage", "policy/terms/index.md", "promulgate.toml"]);
    assert_eq!(fs::read_to_string(sandbox.repo().join(".gitignore")).expect("read"), "/build/\n");
    assert_eq!(fs::read_to_string(&hook).expect("read"), "#!/bin/sh\n");
    assert_eq!(sandbox.git(&["config", "commit.template"]), "ours.txt");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let sandbox = Sandbox::new();
    let outside = sandbox.place("outside.toml");
    std::os::unix::fs::symlink(&outside, sandbox.repo().join("promulgate.toml")).expect("a link");
    let run = sandbox.run(&["init"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("kept promulgate.toml") && !outside.exists(), "{}", run.stderr);
    let elsewhere = sandbox.place("elsewhere");
    fs::create_dir(&elsewhere).expect("a folder");
    std::os::unix::fs::symlink(&elsewhere, sandbox.repo().join("admin")).expect("a link");
    let run = sandbox.run(&["init", "--cms"]);
    assert_eq!((run.code, run.stderr.contains("`admin` is a link")), (1, true), "{}", run.stderr);
    assert_eq!(tree(&elsewhere), [""; 0]);
}

/// However a commit is made, the hook looks at what goes in.
#[test]
fn the_hook_sees_what_is_committed_from_another_index() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["init"]).code, 0);
    for (name, value) in
        [("promulgate.program", program()), ("user.name", "Malee"), ("user.email", "malee@example.org")]
    {
        sandbox.git(&["config", name, value]);
    }
    sandbox.commit("First version");
    let text = fs::read_to_string(sandbox.repo().join("policy/privacy.md")).expect("read");
    sandbox.write("policy/privacy.md", text + "\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n");
    let folder = sandbox.repo().join("policy");
    let tries: [(&Path, &[&str]); 3] =
        [(sandbox.repo(), &["-a"]), (sandbox.repo(), &["policy/privacy.md"]), (&folder, &["privacy.md"])];
    for (dir, which) in tries {
        let words = [&["commit", "-q", "-m", "x"], which].concat();
        let output = Command::new("git").args(words).current_dir(dir).output().expect("git runs");
        assert!(!output.status.success(), "{which:?}");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.contains("PM002") && told.contains("policy/privacy.md"), "{which:?}: {told}");
    }
}

#[test]
fn a_folder_inside_a_repository_and_a_bare_one_are_refused() {
    let sandbox = Sandbox::new();
    sandbox.write("policy/a.md", "# A\n").commit("first");
    let run = sandbox.run_in(&sandbox.repo().join("policy"), &["init"], &[]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("is inside the repository at") && run.stderr.contains("hint: "), "{}", run.stderr);
    let bare = sandbox.place("bare.git");
    sandbox.git(&["init", "-q", "--bare", bare.to_str().expect("UTF-8")]);
    let run = sandbox.run(&["init", bare.to_str().expect("UTF-8")]);
    assert_eq!((run.code, run.stderr.contains("is a bare repository")), (2, true), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn hooks_can_be_run_and_do_nothing_where_the_program_is_not() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["init"]).code, 0);
    for name in ["pre-commit", "commit-msg"] {
        let hook = sandbox.repo().join(".git/hooks").join(name);
        assert_eq!(fs::metadata(&hook).expect("a hook").permissions().mode() & 0o111, 0o111, "{name}");
        sandbox.git(&["config", "promulgate.program", "/nowhere/promulgate"]);
        let run = Command::new(&hook).arg("message").current_dir(sandbox.repo()).output().expect("it runs");
        assert!(run.status.success(), "{name}: {}", String::from_utf8_lossy(&run.stderr));
    }
}
