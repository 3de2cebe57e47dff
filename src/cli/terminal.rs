//! How results come to a person's terminal: in colour or not, and through a pager.

use super::print;
use crate::error::Result;
use crate::watch;
use clap::{Args, ValueEnum};
use std::env;
use std::io::{self, IsTerminal, Write};
use std::process::{Child, Command, Stdio};

/// How a result is shown.
#[derive(Args)]
pub(super) struct Display {
    /// When to use colours; `auto` means in a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    color: When,
    /// Print at once, even if the text is longer than the terminal
    ///
    /// Otherwise a long text is shown in a pager: the command in PAGER, or less.
    #[arg(long)]
    no_pager: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

/// Marks words for a terminal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    colour: bool,
}

/// What a piece of text is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ink {
    Removed,
    Added,
    /// The words stay, their look changed.
    Reformatted,
    /// How much was removed, and added.
    Fewer,
    More,
    /// What leads a reader: names, headings.
    Name,
    /// What is less important than the rest.
    Faint,
}

impl Display {
    /// The style of results. `is_shown` tells that a terminal shows them although stdout is none.
    pub(super) fn style(&self, is_shown: bool) -> Style {
        let colour = match self.color {
            When::Always => true,
            When::Never => false,
            When::Auto => may_colour(is_shown),
        };
        Style { colour }
    }

    /// Shows `text`: in a terminal, through a pager.
    pub(super) fn show(&self, text: &str) -> Result<()> {
        let wanted = !self.no_pager && io::stdout().is_terminal();
        match wanted.then(pager).flatten() {
            Some(pager) => page(pager, text),
            None => print(text),
        }
    }
}

impl Style {
    /// Whether there are colours.
    pub(super) fn is_coloured(self) -> bool {
        self.colour
    }

    /// `text` as what it is.
    pub(super) fn paint(self, ink: Ink, text: &str) -> String {
        let codes = match ink {
            Ink::Removed => "9;31",
            Ink::Added => "4;32",
            Ink::Reformatted => "4;33",
            Ink::Fewer => "31",
            Ink::More => "32",
            Ink::Name => "1",
            Ink::Faint => "2",
        };
        if self.colour && !text.is_empty() { format!("\x1b[{codes}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// Whether results are coloured where nobody says so: in a terminal, or where one shows them although stdout is none.
pub(super) fn may_colour(is_shown: bool) -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    (is_shown || io::stdout().is_terminal()) && !set("NO_COLOR") && !dumb
}

/// The pager, begun; none where there is none to be had, or none is wanted.
fn pager() -> Option<Child> {
    let named = env::var("PAGER").ok();
    let line = named.as_deref().map_or("less", str::trim);
    if line.is_empty() || line == "cat" {
        return None;
    }
    let mut command = match line.contains(['\'', '"', '\\', '$', '|', ';', '&', '=', '*', '<', '>']) {
        true => {
            let mut shell = Command::new("sh");
            shell.args(["-c", line]);
            shell
        }
        false => {
            let mut words = line.split_whitespace();
            let mut command = Command::new(words.next()?);
            command.args(words);
            command
        }
    };
    // ends where all of it fits the terminal, keeps colours, leaves the text there: what git asks of it
    if env::var_os("LESS").is_none() {
        command.env("LESS", "FRX");
    }
    command.stdin(Stdio::piped()).spawn().ok()
}

/// Shows `text` in `pager` until the reader leaves it. A pager that ends before it has read all is no error.
fn page(mut pager: Child, text: &str) -> Result<()> {
    // Ctrl-C is for the pager
    let _ = watch::ignore_signals();
    if let Some(mut stdin) = pager.stdin.take() {
        let _ = stdin.write_all(text.as_bytes());
    }
    let _ = pager.wait();
    Ok(())
}

/// Whether git shows what is printed to it in a terminal.
pub(super) fn is_shown_by_git() -> bool {
    env::var_os("GIT_PAGER_IN_USE").is_some_and(|value| value == "1" || value == "true")
}
