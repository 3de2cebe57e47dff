//! Writes the manual pages and the completions for shells from the definition of the command line:
//! `cargo run --example man -- DIR [DATE]` puts them below DIR, in the folders that `/usr/share` has for them. DATE is
//! the day that the pages bear.

use clap_complete::Shell;
use clap_mangen::Man;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or_else(|| io::Error::other("usage: man DIR [DATE]"))?);
    let date = arguments.next().unwrap_or_default();
    let mut command = promulgate::cli::definition();
    for (shell, file) in [
        (Shell::Bash, "bash-completion/completions/promulgate"),
        (Shell::Zsh, "zsh/vendor-completions/_promulgate"),
        (Shell::Fish, "fish/vendor_completions.d/promulgate.fish"),
    ] {
        let mut completions = Vec::new();
        clap_complete::generate(shell, &mut command, "promulgate", &mut completions);
        write(&folder.join(file), &completions)?;
    }
    let mut command = promulgate::cli::definition().disable_help_subcommand(true);
    command.build();
    let pages = folder.join("man/man1");
    write(&pages.join("promulgate.1"), page(&command, &date)?.as_bytes())?;
    for of in command.get_subcommands() {
        write(&pages.join(format!("promulgate-{}.1", of.get_name())), page(of, &date)?.as_bytes())?;
    }
    Ok(())
}

/// The manual page of a command. What its help ends with is a table, whose lines stay lines.
fn page(command: &clap::Command, date: &str) -> io::Result<String> {
    let source = concat!("promulgate ", env!("CARGO_PKG_VERSION"));
    let mut page = Vec::new();
    Man::new(command.clone()).date(date).source(source).manual("User Commands").render(&mut page)?;
    let page = String::from_utf8(page).map_err(io::Error::other)?;
    let page = page.replace(".br\n\n.br\n", ".sp\n");
    Ok(match page.split_once(".SH EXTRA\n") {
        None => page,
        Some((before, table)) => {
            let (table, after) = table.split_once(".SH ").map_or((table, None), |(table, after)| (table, Some(after)));
            let after = after.map(|after| format!(".SH {after}")).unwrap_or_default();
            format!("{before}.SH NOTES\n.nf\n{}\n.fi\n{after}", table.trim_end())
        }
    })
}

fn write(file: &Path, content: &[u8]) -> io::Result<()> {
    fs::create_dir_all(file.parent().unwrap_or(file))?;
    fs::write(file, content)
}
