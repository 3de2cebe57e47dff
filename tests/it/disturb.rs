//! Publishes while something goes wrong: killed at a chosen system call or moment, or a call refused by the system.
//!
//! A `Scene` is a folder as it was before a publication, and as an undisturbed publication leaves it. Each try works on
//! a copy. System calls are reached through strace, which counts them per thread: the program is run with one worker,
//! so that the count is the same each time.

use crate::sandbox::{Sandbox, program};
use crate::whole::{Files, broken, files, same, thawed, whole};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The system calls that give a file a name or take it away. `?`: not every machine has each of them.
pub(crate) const NAMING: &[&str] =
    &["?rename", "?renameat", "?renameat2", "?link", "?linkat", "?symlink", "?symlinkat", "?unlink", "?unlinkat"];
/// Those that do so to folders.
pub(crate) const FOLDERS: &[&str] = &["?mkdir", "?mkdirat", "?rmdir"];
/// Those that write, and what opens and closes a file.
pub(crate) const WRITING: &[&str] =
    &["write", "openat", "close", "?fsync", "?fdatasync", "?syncfs", "?copy_file_range", "?ftruncate", "?fchmod"];

pub(crate) struct Scene<'a> {
    repo: &'a Sandbox,
    bench: TempDir,
    options: Vec<String>,
    before: Files,
    after: PathBuf,
    tries: Cell<usize>,
}

/// A program that was run to its end or killed.
pub(crate) struct Ended {
    /// `None` for one that was killed.
    pub(crate) code: Option<i32>,
    pub(crate) stderr: String,
}

impl<'a> Scene<'a> {
    /// A publication into no folder yet.
    pub(crate) fn new(repo: &'a Sandbox) -> Self {
        let bench = if Path::new("/dev/shm").is_dir() { tempfile::tempdir_in("/dev/shm") } else { tempfile::tempdir() };
        let bench = bench.expect("a folder");
        let after = bench.path().join("after");
        Self { repo, bench, options: Vec::new(), before: Files::new(), after, tries: Cell::new(0) }
    }

    /// A publication into a folder that holds what is committed now.
    pub(crate) fn published(repo: &'a Sandbox) -> Self {
        let mut scene = Self::new(repo);
        let out = scene.stage();
        scene.succeed(&out);
        scene.before = files(&out);
        scene.stash(&out, "before");
        scene
    }

    /// Publishes what is committed by now, undisturbed: all that comes is measured by it.
    pub(crate) fn then(mut self, options: &[&str]) -> Self {
        self.options = options.iter().map(|&option| option.to_owned()).collect();
        let out = self.stage();
        self.succeed(&out);
        fs::rename(out, &self.after).expect("moved");
        assert_eq!(whole(&self.after), [""; 0], "the ledger too");
        self
    }

    /// The folder that holds what was published before, with its state: a copy for each try.
    pub(crate) fn stage(&self) -> PathBuf {
        let out = self.place("out");
        self.restore("before", &out);
        out
    }

    /// Copies a published folder, and its state, aside.
    pub(crate) fn stash(&self, out: &Path, name: &str) {
        copy(out, &self.place(name));
        copy(&state_of(out), &state_of(&self.place(name)));
    }

    /// Brings back what was put aside, or nothing where nothing was.
    pub(crate) fn restore(&self, name: &str, out: &Path) {
        copy(&self.place(name), out);
        copy(&state_of(&self.place(name)), &state_of(out));
    }

    pub(crate) fn place(&self, name: &str) -> PathBuf {
        self.bench.path().join(name)
    }

    /// What an undisturbed publication leaves.
    pub(crate) fn after(&self) -> &Path {
        &self.after
    }

    /// What was there before.
    pub(crate) fn before(&self) -> &Files {
        &self.before
    }

    pub(crate) fn program(&self, out: &Path) -> Command {
        self.under(Command::new(program()), out)
    }

    /// The program with `injected` for its system calls `call` (`man strace`, “Tampering”); what befell it is in `log`.
    pub(crate) fn strace(&self, call: &str, injected: &str, out: &Path) -> Command {
        self.traced(call, &["-e", &format!("inject={call}:{injected}")], out)
    }

    /// The program with its system calls `calls` in `log`, and further options for strace.
    fn traced(&self, calls: &str, options: &[&str], out: &Path) -> Command {
        let mut strace = Command::new("strace");
        strace.args(["-f", "-y", "-qq", "-o"]).arg(self.place("log"));
        strace.args(["-e", &format!("trace={calls}")]).args(options).arg(program());
        self.under(strace, out)
    }

    /// The lines of the last trace.
    pub(crate) fn log(&self) -> Vec<String> {
        let bytes = fs::read(self.place("log")).unwrap_or_default();
        String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect()
    }

    fn under(&self, mut command: Command, out: &Path) -> Command {
        command.args(["build", "--quiet", "--repo"]).arg(self.repo.repo()).arg("--out").arg(out).args(&self.options);
        command.arg("--state").arg(state_of(out));
        command
            .env_clear()
            .env("TMPDIR", self.bench.path())
            .env("HOME", self.bench.path())
            .env("RAYON_NUM_THREADS", "1");
        command.envs(std::env::var_os("PATH").map(|path| ("PATH", path))).current_dir(self.bench.path());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }

    /// Publishes undisturbed.
    pub(crate) fn succeed(&self, out: &Path) {
        let ended = ended(self.program(out).output().expect("the program runs"));
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    }

    /// Runs the program with a fault injected.
    pub(crate) fn with(&self, call: &str, injected: &str, out: &Path) -> Ended {
        run(self.strace(call, injected, out))
    }

    /// What is wrong with the folder as a disturbed publication left it.
    pub(crate) fn wounds(&self, out: &Path) -> Vec<String> {
        self.tries.set(self.tries.get() + 1);
        let found = files(out);
        let mut wounds = broken(&found);
        wounds.extend(thawed(&self.before, &found));
        wounds
    }

    /// What is wrong with it still after the next, undisturbed publication.
    pub(crate) fn scars(&self, out: &Path) -> Vec<String> {
        let ended = ended(self.program(out).output().expect("the program runs"));
        match ended.code {
            Some(0) => same(out, &self.after),
            code => vec![format!("the next build ends with {code:?}: {}", ended.stderr)],
        }
    }

    /// Publishes again and again, killed each time at another one of the system calls: of each kind at no more than `most`,
    /// evenly spread and others for another `seed`, or at all of them with `KILLS=all`; what was wrong.
    pub(crate) fn kill_at(&self, most: usize, seed: usize, calls: &[&str]) -> Vec<String> {
        self.kill_from("before", (most, seed), calls)
    }

    /// The same, each time from what was put aside as `name`.
    pub(crate) fn kill_from(&self, name: &str, (most, seed): (usize, usize), calls: &[&str]) -> Vec<String> {
        let mut problems = Vec::new();
        for (call, count) in self.count(name, calls, &mut problems) {
            let most = if thorough() { count } else { most.min(count) };
            let shift = seed % (count / most);
            for n in (0..most).map(|part| 1 + part * count / most + shift) {
                let out = self.place("out");
                self.restore(name, &out);
                let ended = self.with(&format!("?{call}"), &format!("signal=SIGKILL:when={n}"), &out);
                if ended.code.is_some() {
                    problems.push(format!("{call} {n} of {count} was not reached"));
                    continue;
                }
                problems.extend(tell(&format!("killed at {call} {n}"), &self.wounds(&out)));
                problems.extend(tell(&format!("after a kill at {call} {n}"), &self.scars(&out)));
            }
        }
        problems
    }

    /// How often each of the system calls is made, by the thread that makes it most often.
    fn count(&self, name: &str, calls: &[&str], problems: &mut Vec<String>) -> BTreeMap<String, usize> {
        let out = self.place("out");
        self.restore(name, &out);
        let ended = run(self.traced(&calls.join(","), &[], &out));
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        problems.extend(tell("undisturbed", &same(&out, &self.after)));
        let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
        for line in self.log() {
            let Some((thread, call)) = line.split_once(' ') else { continue };
            if let Some((call, _)) = call.trim_start().split_once('(').filter(|(call, _)| !call.contains([' ', '<'])) {
                *counts.entry((call.to_owned(), thread.to_owned())).or_default() += 1;
            }
        }
        let mut most = BTreeMap::new();
        for ((call, _), count) in counts {
            let of: &mut usize = most.entry(call).or_default();
            *of = count.max(*of);
        }
        most
    }

    /// Publishes again and again, killed at random moments, up to three times before a publication is left alone.
    pub(crate) fn kill_at_random(&self, tries: u32, mut seed: u64) -> Vec<String> {
        let out = self.stage();
        let begun = Instant::now();
        self.succeed(&out);
        let whole = begun.elapsed();
        let mut problems = Vec::new();
        for n in 1..=tries {
            let out = self.stage();
            for _ in 0..=n % 3 {
                self.kill_after(whole.mul_f64(random(&mut seed)), &out);
                problems.extend(tell(&format!("killed at random, try {n}"), &self.wounds(&out)));
            }
            problems.extend(tell(&format!("after random kills, try {n}"), &self.scars(&out)));
        }
        problems
    }

    fn kill_after(&self, moment: Duration, out: &Path) {
        let mut child = self.program(out).stderr(Stdio::null()).spawn().expect("the program runs");
        std::thread::sleep(moment);
        child.kill().expect("killed");
        child.wait().expect("gone");
    }

    /// How many disturbed publications were looked at.
    pub(crate) fn tries(&self) -> usize {
        self.tries.get()
    }
}

/// Whether all that can be disturbed shall be: half an hour in place of minutes.
pub(crate) fn thorough() -> bool {
    std::env::var_os("KILLS").is_some_and(|kills| kills == "all")
}

/// Where a scene keeps the state of a published folder.
pub(crate) fn state_of(out: &Path) -> PathBuf {
    out.with_extension("state")
}

/// Makes `to` what `from` is.
fn copy(from: &Path, to: &Path) {
    if to.exists() {
        fs::remove_dir_all(to).expect("removed");
    }
    if from.exists() {
        let copied = Command::new("cp").arg("-a").args([from, to]).status().expect("cp runs");
        assert!(copied.success());
    }
}

/// Runs strace.
fn run(mut strace: Command) -> Ended {
    let failed = "strace, which these tests need, can't be run (`apt-get install strace`)";
    ended(strace.output().unwrap_or_else(|e| panic!("{failed}: {e}")))
}

pub(crate) fn ended(output: Output) -> Ended {
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!stderr.contains("panicked at"), "{stderr}");
    assert!(matches!(output.status.signal(), None | Some(9)), "{:?}: {stderr}", output.status);
    Ended { code: output.status.code(), stderr }
}

/// The first of the things that went wrong, with when they did.
pub(crate) fn tell(when: &str, wrong: &[String]) -> Option<String> {
    let shown: Vec<&str> = wrong.iter().take(3).map(String::as_str).collect();
    (!wrong.is_empty()).then(|| format!("{when}: {} wrong: {}", wrong.len(), shown.join("; ")))
}

/// The next number of a fixed sequence, from 0 to 1 (splitmix64).
fn random(seed: &mut u64) -> f64 {
    *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *seed;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

/// Complains with the first problems and the number of all of them.
pub(crate) fn none(problems: &[String]) {
    let first = problems.iter().take(12).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(problems.is_empty(), "{} problems:\n{first}", problems.len());
}
