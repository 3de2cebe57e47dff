//! The command line: the only place that prints or exits.

mod args;
mod build;
mod check;
mod diff;
mod draft;
mod drafting;
mod init;
mod init_words;
mod keygen;
mod log;
mod lsp;
mod preview;
mod progress;
mod publication;
mod source;
mod terminal;
mod tongue;
mod verify;
mod watch;

use crate::error::{Error, Fault, Result, Warning};
use crate::model::Timestamp;
use crate::showable::for_terminal;
use args::{Command, Line};
use clap::{CommandFactory, Parser};
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::SystemTime;

/// Runs the program with the arguments of this process and returns its exit code:
///
/// - 0: done,
/// - 1: invalid input,
/// - 2: usage error,
/// - 3: system error,
/// - 4: would rewrite published history.
pub fn run() -> ExitCode {
    let line = match Line::try_parse() {
        Ok(line) => line,
        Err(help_or_mistake) => {
            let code = if help_or_mistake.use_stderr() { 2 } else { 0 };
            let _ = help_or_mistake.print();
            return ExitCode::from(code);
        }
    };
    #[cfg(unix)] // a service's own umask may keep a web server from reading what it publishes
    rustix::process::umask(rustix::fs::Mode::WGRP | rustix::fs::Mode::WOTH);
    let done = match &line.command {
        Command::Check(arguments) => return check::run(arguments).unwrap_or_else(|error| failed(&error)),
        Command::Build(arguments) if arguments.draft.draft.is_some() => draft::run(arguments),
        Command::Build(arguments) => build::run(&arguments.build),
        Command::Watch(arguments) => watch::run(arguments),
        Command::Preview(arguments) => preview::run(arguments),
        Command::Diff(arguments) => diff::run(arguments),
        Command::Log(arguments) => log::run(arguments),
        Command::Init(arguments) => init::run(arguments),
        Command::Verify(arguments) => verify::run(arguments),
        Command::Keygen(arguments) => keygen::run(arguments),
        Command::Lsp(arguments) => lsp::run(arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

/// Says what went wrong; the exit code.
fn failed(error: &Error) -> ExitCode {
    complain("error", error);
    ExitCode::from(match error.fault() {
        Fault::Input => 1,
        Fault::Misuse => 2,
        Fault::Environment => 3,
        Fault::PublishedHistory => 4,
    })
}

/// The definition of the command line, from which manual pages and completions are made.
#[must_use]
pub fn definition() -> clap::Command {
    Line::command()
}

/// Writes a result to stdout. A closed pipe (`promulgate log | head`) is not an error.
fn print(text: &str) -> Result<()> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(Error::environment("can't write to stdout").because(e)),
        _ => Ok(()),
    }
}

/// Writes a message to stderr and ignores failures, since there is nowhere left to report them. Further lines of the
/// message are indented, so that none looks like a message of its own.
fn tell(text: &str) {
    let text = text.trim_end_matches('\n').replace('\n', "\n    ");
    let _ = writeln!(io::stderr().lock(), "{}", for_terminal(&text));
}

fn complain(kind: &str, error: &Error) {
    tell(&format!("{kind}: {error}"));
    if let Some(hint) = error.hint_text() {
        tell(&format!("  hint: {hint}"));
    }
}

fn warn(warnings: &[Warning]) {
    for warning in warnings {
        tell(&format!("warning: {warning}"));
    }
}

/// Such as “2 policies”, given the words for one and for several.
fn counted(n: usize, [one, several]: [&str; 2]) -> String {
    format!("{n} {}", if n == 1 { one } else { several })
}

/// The day on which texts are judged: by the clock, or by `SOURCE_DATE_EPOCH`, as reproducible builds set it.
fn now() -> Timestamp {
    let set = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let since = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64);
    Timestamp::from_unix(set.unwrap_or_else(since))
}
