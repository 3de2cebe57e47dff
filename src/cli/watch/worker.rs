//! Publishes in a separate process: whatever a repository does to it (stack overflow, out of memory, abort), the watch
//! goes on, and starts another worker for the next commit.
//!
//! The worker is this program with the same arguments. It reads one request per line on stdin and answers each with a
//! line on stdout. It keeps what it knows between requests, so a commit costs only what it changes. It ends when its
//! stdin closes.

use super::super::args::Watch;
use super::super::progress::Status;
use crate::error::{Error, Fault, Result, Warning};
use crate::history::{Repository, Tip};
use crate::model::CommitId;
use crate::pipeline::{Publisher, Report, Source};
use crate::publish::Published;
use crate::watch;
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// The variable of the environment that makes a watch a worker.
const MARK: &str = "PROMULGATE_WORKER";

/// What is to be published.
#[derive(Serialize, Deserialize)]
struct Request {
    commit: String,
    /// Whether a rewritten history is accepted, for the reason on the command line.
    accept: bool,
}

/// What came of it.
#[derive(Serialize, Deserialize)]
struct Answer {
    policies: usize,
    versions: usize,
    changed: Vec<String>,
    files: usize,
    written: usize,
    removed: usize,
    warnings: Vec<(String, String)>,
    failures: Vec<Failure>,
}

/// An error on its way between processes.
#[derive(Serialize, Deserialize)]
struct Failure {
    fault: Fault,
    message: String,
    hint: Option<String>,
}

impl Failure {
    fn of(error: &Error) -> Self {
        Self { fault: error.fault(), message: error.to_string(), hint: error.remedy().map(str::to_owned) }
    }

    fn error(self) -> Error {
        let error = match self.fault {
            Fault::Input => Error::input(self.message),
            Fault::Misuse => Error::misuse(self.message),
            Fault::Environment => Error::environment(self.message),
            Fault::PublishedHistory => Error::published_history(self.message),
        };
        match self.hint {
            Some(hint) => error.hint(hint),
            None => error,
        }
    }
}

/// The process that publishes, or none yet.
#[derive(Default)]
pub(super) struct Worker(Option<Running>);

struct Running {
    /// Whether it published anything yet.
    proven: bool,
    child: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Worker {
    /// Publishes the commit `tip`.
    ///
    /// # Errors
    /// As [`Publisher::publish`]; or the process ended before it was done.
    pub(super) fn publish(&mut self, tip: &Tip, accept: bool) -> Result<Report> {
        let request = Request { commit: tip.commit.to_string(), accept };
        loop {
            let running = self.running()?;
            let proven = std::mem::replace(&mut running.proven, true);
            match running.ask(&request) {
                Ok(answer) => return answer.map(|answer| report(tip, answer)).map_err(Failure::error),
                // it may have ended long before this commit: that is seen with a new one
                Err(_) if proven => drop(self.died(tip)),
                Err(_) => return Err(self.died(tip)),
            }
        }
    }

    fn running(&mut self) -> Result<&mut Running> {
        match &mut self.0 {
            Some(running) => Ok(running),
            none => Ok(none.insert(Running::start().map_err(|e| {
                Error::environment("can't start the publishing process")
                    .hint("check that the system allows this program to start itself")
                    .because(e)
            })?)),
        }
    }

    /// The worker is gone; why.
    fn died(&mut self, tip: &Tip) -> Error {
        let status = self.0.take().map(|mut running| {
            drop(running.requests);
            let _ = running.child.kill(); // it may have closed its output and live on
            running.child.wait()
        });
        let how = match status {
            Some(Ok(status)) => status.to_string(),
            _ => "for an unknown reason".to_owned(),
        };
        Error::input(format!("the process publishing commit {} ended unexpectedly ({how})", tip.commit.short()))
            .hint("the site is intact, and the next commit will be published; please report this as a bug")
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        if let Some(mut running) = self.0.take() {
            drop(running.requests);
            let _ = running.child.wait();
        }
    }
}

impl Running {
    fn start() -> io::Result<Self> {
        // the program itself, also where its file was replaced by another version meanwhile
        let program = match cfg!(target_os = "linux") {
            true => PathBuf::from("/proc/self/exe"),
            false => std::env::current_exe()?,
        };
        let mut command = Command::new(program);
        command.args(std::env::args_os().skip(1)).env(MARK, "1").stdin(Stdio::piped()).stdout(Stdio::piped());
        #[cfg(unix)] // Ctrl-C is for the watch alone, which lets the worker finish
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (requests, answers) = pipes.ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Self { proven: false, child, requests, answers: BufReader::new(answers) })
    }

    fn ask(&mut self, request: &Request) -> io::Result<std::result::Result<Answer, Failure>> {
        writeln!(self.requests, "{}", serde_json::to_string(request)?)?;
        let mut line = String::new();
        match self.answers.read_line(&mut line)? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(serde_json::from_str(&line)?),
        }
    }
}

fn report(tip: &Tip, answer: Answer) -> Report {
    Report {
        tip: tip.clone(),
        policies: answer.policies,
        versions: answer.versions,
        changed: answer.changed,
        published: Published { files: answer.files, written: answer.written, removed: answer.removed },
        warnings: answer.warnings.into_iter().map(|(place, message)| Warning::new(place, message)).collect(),
        failures: answer.failures.into_iter().map(Failure::error).collect(),
    }
}

/// Whether this process is a worker.
pub(super) fn is_one() -> bool {
    std::env::var_os(MARK).is_some()
}

/// Publishes what is asked for on stdin, until that ends.
///
/// # Errors
/// Stdin can't be read, or stdout written.
pub(super) fn run(arguments: &Watch) -> Result<()> {
    let failed = |e: io::Error| Error::environment("can't reach the watch process").because(e);
    watch::ignore_signals().map_err(failed)?;
    #[cfg(target_os = "linux")] // a watch that is killed takes its worker along: another may publish then
    let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
    let mut publisher = Publisher::new(arguments.build.folders());
    let mut source = arguments.build.from.source();
    let mut found = None;
    for line in io::stdin().lines() {
        let request: Request = serde_json::from_str(&line.map_err(failed)?).map_err(|e| failed(e.into()))?;
        let answer = publish(&mut publisher, arguments, &mut source, &mut found, request);
        let answer = answer.as_ref().map_err(Failure::of);
        let mut line = serde_json::to_string(&answer).map_err(|e| failed(e.into()))?;
        line.push('\n');
        let mut out = io::stdout().lock();
        out.write_all(line.as_bytes()).and_then(|()| out.flush()).map_err(failed)?;
    }
    Ok(())
}

fn publish(
    publisher: &mut Publisher,
    arguments: &Watch,
    source: &mut Source,
    found: &mut Option<PathBuf>,
    request: Request,
) -> Result<Answer> {
    let location = Repository::discover(&source.repo)?.location().to_owned();
    let place = found.get_or_insert_with(|| location.clone());
    if *place != location {
        return Err(super::gone(place)); // no other one above it takes its place
    }
    source.repo = location;
    source.rev = CommitId::new(request.commit).to_string();
    let accept = arguments.build.accept_rewrite.as_deref().filter(|_| request.accept);
    let status = Status::new(arguments.build.from.quiet);
    let report = publisher.publish(source, accept, &|progress| status.show(progress))?;
    Ok(Answer {
        policies: report.policies,
        versions: report.versions,
        changed: report.changed,
        files: report.published.files,
        written: report.published.written,
        removed: report.published.removed,
        warnings: report.warnings.into_iter().map(|w| (w.place, w.message)).collect(),
        failures: report.failures.iter().map(Failure::of).collect(),
    })
}
