//! What a person sees in a terminal: colours beside the marks, a pager where there is one to use, and git that shows changes
//! this way.

use crate::sandbox::{Run, Sandbox, program};
use std::process::Command;

const OLD: &str = "# นโยบาย\n\nเก็บบันทึกการเข้าใช้ 30 วัน แล้วลบทิ้ง\n\nยกเลิกได้ทุกเมื่อ\n";
const NEW: &str = "# นโยบาย\n\nเก็บบันทึกการเข้าใช้ 90 วัน แล้วทำลายทิ้ง\n\nยกเลิกได้ทุกเมื่อ\n";

fn two_versions() -> Sandbox {
    let repo = Sandbox::new();
    repo.write("policy/privacy.md", OLD).commit("Publish");
    repo.write("policy/privacy.md", NEW).commit("Keep it longer");
    repo
}

/// `text` without what colours it.
fn plain(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let first = parts.next().unwrap_or_default().to_owned();
    first + &parts.map(|part| part.split_once('m').map_or(part, |(_, rest)| rest)).collect::<String>()
}

/// The program in a terminal of its own.
fn in_terminal(repo: &Sandbox, line: &str, environment: &[(&str, &str)]) -> String {
    let output = Command::new("script")
        .args(["-qec", line, "/dev/null"])
        .current_dir(repo.repo())
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("TERM", "xterm")
        .envs(environment.iter().copied())
        .output()
        .expect("script runs");
    let text = String::from_utf8_lossy(&output.stdout).replace('\r', "");
    assert!(output.status.success(), "{line}: {text}");
    text
}

fn run(repo: &Sandbox, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    let run = repo.run_in(repo.repo(), arguments, environment);
    assert_eq!(run.code, 0, "{}", run.stderr);
    run
}

#[test]
fn colours_are_beside_the_marks_and_not_in_place_of_them() {
    let repo = two_versions();
    let diff = ["diff", "privacy", "1", "2"];
    let bare = run(&repo, &diff, &[]).stdout;
    assert!(bare.contains("เก็บบันทึกการเข้าใช้ [-30-]{+90+} วัน แล้ว[-ลบ-]{+ทำลาย+}ทิ้ง"), "word by word: {bare}");
    assert!(!bare.contains('\x1b'), "no terminal, no colours");
    let always = run(&repo, &[&diff[..], &["--color", "always"]].concat(), &[("NO_COLOR", "1")]).stdout;
    assert!(always.contains("\x1b[9;31m[-30-]\x1b[0m\x1b[4;32m{+90+}\x1b[0m"), "{always:?}");
    assert_eq!(plain(&always), bare);
    let log = run(&repo, &["log", "--color", "always"], &[]).stdout;
    assert!(log.contains("\x1b[1mprivacy v2\x1b[0m"), "{log:?}");
    assert_eq!(plain(&log), run(&repo, &["log"], &[]).stdout);
    assert_eq!(repo.run(&["log", "--color", "sometimes"]).code, 2);
}

#[test]
fn a_terminal_has_colours_unless_somebody_wants_none() {
    let repo = two_versions();
    let line = format!("'{}' diff privacy 1 2", program());
    assert!(in_terminal(&repo, &line, &[("PAGER", "cat")]).contains("\x1b[4;32m{+90+}"));
    for environment in [[("NO_COLOR", "1"), ("PAGER", "cat")], [("TERM", "dumb"), ("PAGER", "cat")]] {
        let text = in_terminal(&repo, &line, &environment);
        assert!(text.contains("{+90+}") && !text.contains('\x1b'), "{environment:?}: {text:?}");
    }
    let never = in_terminal(&repo, &format!("{line} --color never"), &[("PAGER", "cat")]);
    assert!(!never.contains('\x1b'), "{never:?}");
}

#[test]
fn a_pager_shows_what_a_terminal_would() {
    let repo = two_versions();
    let line = format!("'{}' log --quiet", program());
    let paged = in_terminal(&repo, &line, &[("PAGER", "sed s/^/page:/")]);
    assert!(paged.lines().filter(|line| !line.is_empty()).all(|line| line.starts_with("page:")), "{paged:?}");
    let options = in_terminal(&repo, &line, &[("PAGER", "sh -c 'cat; echo options $LESS'")]);
    assert!(options.contains("options FRX"), "{options:?}");
    let left = in_terminal(&repo, &line, &[("PAGER", "head -n 1")]);
    assert_eq!(left.lines().count(), 1, "a pager that is left early is no error: {left:?}");
    for (line, pager) in [(format!("{line} --no-pager"), "sed s/^/page:/"), (line, "no-such-pager")] {
        let text = in_terminal(&repo, &line, &[("PAGER", pager)]);
        assert!(text.contains("privacy v2") && !text.contains("page:"), "{text:?}");
    }
    assert!(run(&repo, &["log"], &[("PAGER", "no-such-pager")]).stdout.contains("privacy v2"), "no terminal, no pager");
}

#[test]
fn git_shows_changes_of_markdown_word_by_word() {
    let repo = two_versions();
    repo.write(".gitattributes", "*.md diff=promulgate\n");
    repo.git(&["config", "diff.promulgate.command", &format!("'{}' diff --git-external", program())]);
    let last = repo.git(&["diff", "HEAD~1"]);
    assert!(last.contains("policy/privacy.md") && last.contains("[-30-]{+90+}"), "{last}");
    repo.write("policy/privacy.md", NEW.replace("90", "120")).write("policy/new.md", "# New\n\nHello\n");
    let edit = repo.git(&["diff"]);
    assert!(edit.contains("[-90-]{+120+}"), "what is not committed yet: {edit}");
    repo.git(&["add", "."]);
    let staged = repo.git(&["diff", "--cached"]);
    assert!(staged.contains("policy/new.md") && staged.contains("{+Hello+}"), "{staged}");
    repo.commit("More");
    repo.rename("policy/privacy.md", "policy/data.md").write("policy/data.md", NEW.replace("90", "121"));
    repo.remove("policy/new.md");
    repo.git(&["add", "-A"]);
    let moved = repo.git(&["diff", "-M", "--cached"]);
    assert!(moved.contains("policy/privacy.md → policy/data.md") && moved.contains("[-120-]{+121+}"), "{moved}");
    assert!(moved.contains("[-Hello-]"), "{moved}");
    let shown = repo.git(&["show", "--ext-diff", "HEAD"]);
    assert!(shown.contains("[-90-]{+120+}"), "{shown}");
    let coloured = format!("'{}' diff --color always --git-external", program());
    repo.git(&["config", "diff.promulgate.command", &coloured]);
    assert!(repo.git(&["diff", "--cached"]).contains("\x1b[1mpolicy/data.md"), "and in colour");
}
