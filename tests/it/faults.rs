//! The system refuses what the publisher asks for: a full or failing disk, no permission, no handles. A message and an
//! exit code say so, readers keep a whole site, and the next publication completes it.

use crate::crash::{compressed, office, two_commits};
use crate::disturb::{Ended, Scene, none, tell, thorough};
use crate::sandbox::program;
use crate::whole::{differences, files, same, whole};
use std::io::Write;
use std::path::Path;
use std::process::Command;

/// System calls that publish, with what the system may answer.
const FAULTS: &[(&str, &[&str])] = &[
    ("write", &["ENOSPC", "EIO"]),
    ("openat", &["ENOSPC", "EACCES", "EMFILE", "EIO"]),
    ("?mkdir,?mkdirat", &["ENOSPC", "EACCES"]),
    ("?rename,?renameat,?renameat2", &["ENOSPC", "EACCES", "EIO"]),
    ("?link,?linkat,?symlink,?symlinkat", &["ENOSPC", "EACCES"]),
    ("?unlink,?unlinkat,?rmdir", &["EACCES", "EIO"]),
    ("fsync,fdatasync", &["EIO", "ENOSPC"]),
    ("syncfs", &["EIO", "ENOSPC"]),
    ("?ftruncate,?fallocate,?copy_file_range,?pwrite64,?writev", &["ENOSPC", "EIO"]),
    ("read,?pread64", &["EIO"]),
    ("getdents64", &["EIO", "EMFILE"]),
    ("?fchmod,?chmod,?fchmodat,?utimensat", &["EACCES", "EIO"]),
];

/// Which of the calls fails, and whether all that follow do too.
const WHEN: &[&str] = &["1", "2", "3", "5", "8+", "9", "13", "20", "21", "30+", "45", "70"];

/// What hit the publisher, as the trace has it.
struct Hit {
    /// Whether what failed was in the published folder.
    on_site: bool,
    /// Whether what failed was a word to somebody, on stdout or stderr.
    on_voice: bool,
    call: String,
}

fn hits(scene: &Scene<'_>, out: &Path) -> Vec<Hit> {
    let folder = out.to_str().expect("UTF-8");
    let injected = scene.log().into_iter().filter(|line| line.contains("(INJECTED)"));
    injected
        .map(|call| Hit {
            on_site: call.contains(folder),
            on_voice: ["write(1<", "write(2<"].iter().any(|voice| call.contains(voice)),
            call,
        })
        .collect()
}

/// What is wrong with how the publisher took the faults: they must be told, or have done no harm.
fn manners(scene: &Scene<'_>, out: &Path, ended: &Ended, hits: &[Hit]) -> Vec<String> {
    let mut wrong = scene.wounds(out);
    let unheard = hits.iter().any(|hit| hit.on_voice);
    let (on_site, said) = (hits.iter().any(|hit| hit.on_site), &ended.stderr);
    match ended.code {
        Some(0) => wrong.extend(tell("done, it says, but", &same(out, scene.after()))),
        Some(3) if on_site || said.starts_with("error: ") => {
            let advised = said.contains("error: ") && said.contains("hint: ") && said.contains('`');
            wrong.extend((!advised && !unheard).then(|| format!("neither place nor advice: {said:?}")));
        }
        // the loader of the program, or git's files, could not be read
        Some(1 | 127) if !on_site => wrong.extend((said.is_empty() && !unheard).then(|| "not a word".into())),
        code => wrong.push(format!("exit {code:?}: {said:?}")),
    }
    wrong
}

/// Lets the faults befall a publication, each at every `step` of the calls, or at all of them with `KILLS=all`; what went wrong.
fn fail_at_each(scene: &Scene<'_>, step: usize) -> Vec<String> {
    let step = if thorough() { 1 } else { step };
    let mut problems = Vec::new();
    let mut reached = 0;
    for (first, (call, errors)) in FAULTS.iter().enumerate() {
        for error in *errors {
            for when in WHEN.iter().skip(first % step).step_by(step) {
                let out = scene.stage();
                let ended = scene.with(call, &format!("error={error}:when={when}"), &out);
                let hits = hits(scene, &out);
                let Some(last) = hits.last() else { break };
                reached += usize::from(hits.iter().any(|hit| hit.on_site));
                let last: String = last.call.chars().take(160).collect();
                let what = format!("{error} at call {when}, {} times, lastly {last}", hits.len());
                problems.extend(tell(&what, &manners(scene, &out, &ended, &hits)));
                problems.extend(tell(&format!("after {what}"), &scene.scars(&out)));
            }
        }
    }
    assert!(reached > 40 / step, "only {reached} faults reached the folder");
    problems
}

#[test]
fn a_publication_that_the_system_fails_says_so_and_leaves_a_whole_site() {
    let repo = office();
    let scene = Scene::published(&repo);
    two_commits(&repo);
    none(&fail_at_each(&scene.then(&[]), 2));
}

#[test]
fn a_first_publication_that_the_system_fails_says_so_and_leaves_a_whole_site() {
    let repo = office();
    none(&fail_at_each(&Scene::new(&repo).then(&[]), 3));
}

#[test]
fn a_publication_of_compressed_files_that_the_system_fails_leaves_a_whole_site() {
    let repo = office();
    none(&fail_at_each(&compressed(&repo), 6));
}

/// Until the last new file is staged, nothing of the site is touched.
#[test]
fn a_fault_before_anything_is_put_into_place_leaves_the_site_as_it_was() {
    let repo = office();
    let scene = Scene::published(&repo);
    two_commits(&repo);
    let scene = scene.then(&[]);
    let mut reached = 0;
    for (call, error) in [("write", "ENOSPC"), ("?mkdir,?mkdirat", "EACCES"), ("?syncfs,?fsync", "EIO")] {
        for n in 1..=60 {
            let out = scene.stage();
            let ended = scene.with(call, &format!("error={error}:when={n}"), &out);
            if !hits(&scene, &out).iter().any(|hit| hit.on_site) {
                continue;
            }
            reached += 1;
            if ended.code != Some(0) {
                assert_eq!(ended.code, Some(3), "{call} {n}: {}", ended.stderr);
                none(&differences(&files(&out), scene.before()));
            }
            break;
        }
    }
    assert!(reached > 0, "the publisher was reached");
}

/// Runs a shell script in a mount namespace of its own, with `$1`… as given; `None` where that is not allowed.
fn in_own_mounts(script: &str, arguments: &[&Path]) -> Option<String> {
    let allowed = Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]).output();
    if !allowed.is_ok_and(|output| output.status.success()) {
        return None;
    }
    let output = Command::new("unshare").args(["-rm", "sh", "-euc", script, "sh"]).args(arguments).output();
    let output = output.expect("a shell");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Says it past the test runner, which keeps the output of tests that pass to itself.
fn skipped(what: &str) {
    let why = "this machine allows no mounts, not even in a namespace of one's own";
    writeln!(std::io::stderr(), "SKIPPED: {what}: {why}").expect("said");
}

#[test]
fn a_full_disk_leaves_the_site_as_it_was() {
    let repo = office();
    let scene = Scene::published(&repo);
    two_commits(&repo);
    let scene = scene.then(&[]);
    // a disk with so little room left, and later more
    let script = r#"
        cp -a "$2" "$3"; mount -t tmpfs -o size=64m none "$2"; cp -a "$3/." "$2"
        used=$(df -k --output=used "$2" | tail -1); mount -o remount,size=$((used + $6))k "$2"
        code=0; "$1" build --quiet --repo "$4" --out "$2" --state "$2.state" 2>&1 || code=$?; echo "exit $code"
        mkdir "$5"; cp -a "$2/." "$5/full"
        mount -o remount,size=64m "$2"
        "$1" build --quiet --repo "$4" --out "$2" --state "$2.state"; cp -a "$2/." "$5/roomy"
    "#;
    for room in ["0", "8", "32"] {
        let out = scene.stage();
        let (copy, kept) = (scene.place(&format!("copy-{room}")), scene.place(&format!("kept-{room}")));
        let program = Path::new(program());
        let arguments = [program, &out, &copy, repo.repo(), &kept, Path::new(room)];
        let Some(said) = in_own_mounts(script, &arguments) else { return skipped("a full disk") };
        assert!(said.contains("exit 3") && said.contains("the disk is full") && said.contains("hint: "), "{said}");
        assert!(said.contains(out.to_str().expect("UTF-8")), "{said}");
        none(&differences(&files(&kept.join("full")), scene.before()));
        none(&same(&kept.join("roomy"), scene.after()));
    }
}

#[test]
fn a_folder_that_may_not_be_written_stays_as_it_was() {
    let repo = office();
    let scene = Scene::published(&repo);
    two_commits(&repo);
    let scene = scene.then(&[]);
    let out = scene.stage();
    let script = r#"
        mount --bind "$2" "$2"; mount -o remount,ro,bind "$2"
        code=0; "$1" build --quiet --repo "$3" --out "$2" --state "$2.state" 2>&1 || code=$?; echo "exit $code"
    "#;
    match in_own_mounts(script, &[Path::new(program()), &out, repo.repo()]) {
        Some(said) => {
            assert!(said.contains("exit 3") && said.contains("hint: "), "{said}");
            assert!(said.contains(out.to_str().expect("UTF-8")), "{said}");
            none(&differences(&files(&out), scene.before()));
        }
        None => skipped("a read-only disk"),
    }
    // permissions don't bind root: there the system is made to say so
    let ended = scene.with("?mkdir,?mkdirat", "error=EACCES:when=1+", &out);
    let opened = if ended.code == Some(0) { scene.with("openat", "error=EROFS:when=30+", &out) } else { ended };
    assert_ne!(opened.code, None);
    assert_eq!(whole(&out), [""; 0]);
    none(&scene.scars(&out));
}

/// Many file systems have few names for one file, or only one.
#[test]
fn no_file_needs_a_second_name() {
    let repo = office();
    let scene = Scene::published(&repo);
    two_commits(&repo);
    repo.write("policy/new/one.md", "# One\n").write("policy/new.md", "# New\n").commit("new ones");
    let scene = scene.then(&[]);
    for error in ["EPERM", "EMLINK", "EXDEV", "EOPNOTSUPP"] {
        for out in [scene.stage(), scene.place("empty")] {
            let ended = scene.with("?link,?linkat,?symlink,?symlinkat", &format!("error={error}:when=1+"), &out);
            assert_eq!(ended.code, Some(0), "{error}: {}", ended.stderr);
            none(&same(&out, scene.after()));
            none(&scene.log().into_iter().filter(|line| line.contains("link")).collect::<Vec<_>>());
            let _ = std::fs::remove_dir_all(scene.place("empty"));
            let _ = std::fs::remove_dir_all(scene.place("empty.state"));
        }
    }
}
