//! Posts with the system's own `curl`, which knows its proxies and certificates; the program itself opens no connection.

use super::Post;
use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};

/// The most bytes that are read of an answer.
const MOST: u64 = 64 * 1024;

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status code of HTTP.
    pub status: u16,
    /// What came with it, up to 64 KiB.
    pub body: Vec<u8>,
}

impl Answer {
    /// The decimal number, with a line feed, that the body is.
    pub fn size(&self) -> Option<u64> {
        let text = std::str::from_utf8(&self.body).ok()?;
        let number = text.strip_suffix('\n').unwrap_or(text);
        number.parse().ok().filter(|size: &u64| size.to_string() == number)
    }
}

/// Posts with `curl`.
#[derive(Debug)]
pub struct Curl {
    /// How many seconds an answer may take.
    pub seconds: u32,
}

impl Post for Curl {
    fn post(&self, url: &str, body: &[u8]) -> Result<Answer, String> {
        let mut child = self.command(url).spawn().map_err(|e| match e.kind() {
            io::ErrorKind::NotFound => "there is no program `curl`, which asks witnesses: install it".to_owned(),
            _ => format!("can't run `curl`: {e}"),
        })?;
        let failed = |e: io::Error| format!("can't talk to `curl`: {e}");
        let (answer, said) = talk(&mut child, body).map_err(failed)?;
        let status = child.wait().map_err(failed)?;
        // the status code comes last, on a line of its own
        let end = answer.iter().rposition(|byte| *byte == b'\n').filter(|_| status.success());
        let code = end.and_then(|end| std::str::from_utf8(&answer[end + 1..]).ok()?.parse().ok());
        match (end, code) {
            (Some(end), Some(status)) => Ok(Answer { status, body: answer[..end].to_vec() }),
            _ if answer.len() as u64 > MOST => Err("its answer is too long".into()),
            _ => Err(format!("no answer: {}", said.trim())),
        }
    }
}

impl Curl {
    fn command(&self, url: &str) -> Command {
        let mut command = Command::new("curl");
        // first of all, without what a user has set for other purposes
        command.args(["-q", "--silent", "--show-error", "--globoff", "--max-redirs", "0", "--proto", "=http,https"]);
        command.args(["--max-time", &self.seconds.to_string(), "--header", "Content-Type: text/plain; charset=utf-8"]);
        command.args(["--header", "Expect:", "--data-binary", "@-", "--write-out", "\\n%{http_code}", "--url", url]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

/// Gives `child` its input, and takes its output, with a byte more than it may have if it has more, and what it says.
fn talk(child: &mut Child, body: &[u8]) -> io::Result<(Vec<u8>, String)> {
    if let Some(mut stdin) = child.stdin.take() {
        match stdin.write_all(body) {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => return Err(e),
            _ => {} // one that ended early says why
        }
    }
    let mut answer = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        stdout.take(MOST + 1).read_to_end(&mut answer)?; // closed then: one that has more to write ends
    }
    let mut said = String::new();
    if let Some(stderr) = child.stderr.take() {
        stderr.take(MOST).read_to_string(&mut said)?;
    }
    Ok((answer, said))
}
