//! `promulgate check`.

mod explain;
mod fix;
mod github;
mod gitlab;
mod json;
mod junit;
mod sarif;
mod terminal;
mod told;

use super::args::{Check, CheckFormat, CheckLang, FailLevel};
use super::tongue::Tongue;
use super::{now, print};
use crate::check::{Catalogue, Level};
use crate::error::{Error, Result};
use crate::model::Lang;
use crate::pipeline::{self, CheckRequest, What};
use std::path::PathBuf;
use std::process::ExitCode;
use told::{Told, told};

pub(super) fn run(arguments: &Check) -> Result<ExitCode> {
    let catalogue = Catalogue::of(&language(arguments));
    if let Some(rule) = &arguments.explain {
        print(&explain::explain(rule, &catalogue)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let message = arguments.message.as_ref().map(|path| {
        let unreadable = |e| Error::misuse(format!("can't read the message `{}`", path.display())).because(e);
        Ok(without_comments(&String::from_utf8_lossy(&std::fs::read(path).map_err(unreadable)?)))
    });
    let request = CheckRequest {
        source: arguments.from.source(),
        what: what(arguments)?,
        message: message.transpose()?,
        edited: Vec::new(),
        now: now(),
    };
    let mut checked = pipeline::check(&request)?;
    if arguments.fix {
        print(&fix::fix(&checked, arguments.diff)?)?;
        if arguments.diff {
            return Ok(ExitCode::SUCCESS);
        }
        checked = pipeline::check(&request)?;
    }
    let message_path = arguments.message.as_ref().map(|path| path.to_string_lossy().replace('\\', "/"));
    let told = told(&checked, message_path.as_deref(), &catalogue);
    let text = match arguments.format {
        CheckFormat::Text => {
            terminal::show(&told, checked.texts.len(), &catalogue, arguments.display.style(false).is_coloured())
        }
        CheckFormat::Json => json::show(&told, checked.texts.len()),
        CheckFormat::Github => github::show(&told),
        CheckFormat::Gitlab => gitlab::show(&told),
        CheckFormat::Sarif => sarif::show(&told, &catalogue),
        CheckFormat::Junit => junit::show(&told, checked.texts.iter().map(|text| text.path.as_str())),
    };
    match arguments.format {
        CheckFormat::Text if arguments.from.quiet && told.is_empty() => {}
        CheckFormat::Text => arguments.display.show(&text)?,
        _ => print(&text)?,
    }
    let least = match arguments.fail_level {
        FailLevel::Note => Level::Note,
        FailLevel::Warning => Level::Warning,
        FailLevel::Error => Level::Error,
    };
    Ok(ExitCode::from(u8::from(told.iter().any(|told| told.level >= least))))
}

/// Which texts are meant.
fn what(arguments: &Check) -> Result<What> {
    if arguments.staged {
        // git tells its hooks from which index it commits
        return Ok(What::Staged(std::env::var_os("GIT_INDEX_FILE").map(PathBuf::from)));
    }
    match arguments.what.as_slice() {
        [one] if !PathBuf::from(one).exists() && range(one).is_some() => {
            let (old, new) = range(one).unwrap_or_default();
            if arguments.fix {
                return Err(Error::misuse("--fix needs files of the work tree, not a range of commits"));
            }
            Ok(What::Range(old.to_owned(), if new.is_empty() { "HEAD" } else { new }.to_owned()))
        }
        paths => Ok(What::WorkTree(paths.iter().map(PathBuf::from).collect())),
    }
}

/// The two ends of a range of commits, `A..B`; a path that goes up is none.
fn range(text: &str) -> Option<(&str, &str)> {
    let (old, new) = text.split_once("..")?;
    (!old.is_empty() && !old.ends_with('/') && !new.starts_with(['/', '.'])).then_some((old, new))
}

fn language(arguments: &Check) -> Lang {
    match arguments.lang {
        Some(CheckLang::Th) => Lang::thai(),
        Some(CheckLang::En) => Lang::english(),
        None if Tongue::of_environment() == Tongue::Th => Lang::thai(),
        None => Lang::english(),
    }
}

/// A message as git keeps it: without what follows its scissors, and without comments. Lines keep their places.
fn without_comments(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let end = text.find("# ------------------------ >8 ------------------------").unwrap_or(text.len());
    let lines = text[..end].split('\n').map(|line| if line.starts_with('#') { "" } else { line });
    lines.collect::<Vec<_>>().join("\n").trim_end().to_owned() + "\n"
}
