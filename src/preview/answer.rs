//! Writes an answer.

use super::board::Shown;
use super::request::{Refusal, Request};
use crate::model::Digest;
use std::io::{self, Write};
use std::net::TcpStream;

/// What every answer says: nothing is kept, nothing is shown within another site, nothing runs but the site's own files.
const ALWAYS: &str = "\
Connection: close\r
Cache-Control: no-cache\r
X-Content-Type-Options: nosniff\r
X-Frame-Options: DENY\r
Referrer-Policy: no-referrer\r
Cross-Origin-Resource-Policy: same-origin\r
Cross-Origin-Opener-Policy: same-origin\r
X-Robots-Tag: noindex\r
";

/// The policy of a page, and that of a drawing that is opened alone.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const POLICY_OF_DRAWINGS: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

/// Answers with a file; of one that the browser has already, that it is the same. `shown` is what was shown when it was
/// read.
pub(super) fn file(
    stream: &mut TcpStream,
    request: &Request,
    (path, bytes): (&str, &[u8]),
    shown: &Shown,
) -> io::Result<()> {
    let tag = format!("\"{}\"", &Digest::of(bytes).to_string()[..32]);
    let (kind, policy) = (kind(path), if path.ends_with(".svg") { POLICY_OF_DRAWINGS } else { POLICY });
    let Shown { turn, look, .. } = shown;
    let about = format!("{ALWAYS}ETag: {tag}\r\nServer-Timing: turn;desc=\"{turn}\", look;desc=\"{look}\"\r\n");
    if request.known.as_deref() == Some(&tag) {
        return write!(stream, "HTTP/1.1 304 Not Modified\r\n{about}\r\n");
    }
    let length = bytes.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\n{about}Content-Type: {kind}\r\nContent-Length: {length}\r\nContent-Security-Policy: {policy}\r\n\r\n"
    )?;
    if request.head_only { Ok(()) } else { stream.write_all(bytes) }
}

/// Answers that there is no such file, with the page that says so, if there is one.
pub(super) fn nothing(stream: &mut TcpStream, request: &Request, page: Option<&[u8]>) -> io::Result<()> {
    let (kind, bytes) = page.map_or(("text/plain; charset=utf-8", &b"not found\n"[..]), |page| (kind(".html"), page));
    let length = bytes.len();
    write!(
        stream,
        "HTTP/1.1 404 Not Found\r\n{ALWAYS}Content-Type: {kind}\r\nContent-Length: {length}\r\nContent-Security-Policy: {POLICY}\r\n\r\n"
    )?;
    if request.head_only { Ok(()) } else { stream.write_all(bytes) }
}

/// Sends the browser to an address of this server.
pub(super) fn elsewhere(stream: &mut TcpStream, address: &str) -> io::Result<()> {
    write!(stream, "HTTP/1.1 307 Temporary Redirect\r\n{ALWAYS}Location: {address}\r\nContent-Length: 0\r\n\r\n")
}

/// Refuses a request.
pub(super) fn refuse(stream: &mut TcpStream, why: Refusal) -> io::Result<()> {
    let (status, said) = match why {
        Refusal::Malformed => ("400 Bad Request", "this is not a request for a page"),
        Refusal::Foreign => {
            ("403 Forbidden", "this preview is for this machine alone: open it at localhost, 127.0.0.1 or [::1]")
        }
        Refusal::Method => ("405 Method Not Allowed\r\nAllow: GET, HEAD", "pages can be read here, nothing else"),
        Refusal::Large => ("431 Request Header Fields Too Large", "the request is too long"),
        Refusal::Silent => ("408 Request Timeout", "the request did not arrive"),
    };
    let length = said.len() + 1;
    write!(
        stream,
        "HTTP/1.1 {status}\r\n{ALWAYS}Content-Type: text/plain; charset=utf-8\r\nContent-Length: {length}\r\n\r\n{said}\n"
    )
}

/// Says that nobody else can be served now.
pub(super) fn busy(stream: &mut TcpStream) -> io::Result<()> {
    write!(stream, "HTTP/1.1 503 Service Unavailable\r\n{ALWAYS}Retry-After: 1\r\nContent-Length: 0\r\n\r\n")
}

/// Begins a stream of events.
pub(super) fn stream(stream: &mut TcpStream) -> io::Result<()> {
    write!(stream, "HTTP/1.1 200 OK\r\n{ALWAYS}Content-Type: text/event-stream\r\n\r\n")
}

/// What a file is, by its name.
fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "pdf" => "application/pdf",
        "ics" => "text/calendar; charset=utf-8",
        "link" => "application/link-format; charset=utf-8",
        "md" | "txt" | "csv" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
