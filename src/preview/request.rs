//! Reads a request (RFC 9112), and judges whether it was meant for this server.

use std::io::{self, Read};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// The most bytes of a request's head: many times as much as a browser sends.
const LONGEST: usize = 16 << 10;
/// How long a request may take to arrive.
const PATIENCE: Duration = Duration::from_secs(5);

/// A request that was meant for this server.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// Whether only the head of the answer is asked for.
    pub(super) head_only: bool,
    /// The path and perhaps a query, as sent.
    pub(super) target: String,
    /// The version of the file that the browser has.
    pub(super) known: Option<String>,
    /// Whether a page of this server asks.
    pub(super) from_here: bool,
}

/// Why there is no answer but this status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is no request.
    Malformed,
    /// It was meant for somebody else, or comes from somebody else's page.
    Foreign,
    /// It wants to change something.
    Method,
    /// It is too long.
    Large,
    /// It does not arrive.
    Silent,
}

/// Reads the next request that comes in at `stream`, for the server at `port`.
pub(super) fn read(stream: &mut TcpStream, port: u16) -> Result<Request, Refusal> {
    let (begun, mut head) = (Instant::now(), Vec::new());
    let end = loop {
        if let Some(end) = head.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        if head.len() > LONGEST {
            return Err(Refusal::Large);
        }
        let left = PATIENCE.checked_sub(begun.elapsed()).filter(|left| !left.is_zero()).ok_or(Refusal::Silent)?;
        stream.set_read_timeout(Some(left)).map_err(|_| Refusal::Silent)?;
        let mut some = [0; 4 << 10];
        match stream.read(&mut some) {
            Ok(0) => return Err(Refusal::Silent),
            Ok(n) => head.extend_from_slice(&some[..n]),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return Err(Refusal::Silent),
        }
    };
    parse(std::str::from_utf8(&head[..end]).map_err(|_| Refusal::Malformed)?, port)
}

/// Reads a little of what still comes in, so that the answer arrives: one that is closed before is lost (RFC 9112, 9.6).
pub(super) fn drain(stream: &mut TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_millis(200)))?;
    io::copy(&mut stream.take(4 * LONGEST as u64), &mut io::sink()).map(|_| ())
}

/// The request with this head.
pub(super) fn parse(head: &str, port: u16) -> Result<Request, Refusal> {
    let mut lines = head.split("\r\n");
    let mut words = lines.next().unwrap_or_default().split(' ');
    let (method, target, version) = (words.next(), words.next(), words.next());
    if !matches!(version, Some("HTTP/1.1" | "HTTP/1.0")) || words.next().is_some() {
        return Err(Refusal::Malformed);
    }
    let fields: Vec<(String, &str)> = lines
        .map(|line| line.split_once(':').map(|(name, value)| (name.to_ascii_lowercase(), value.trim())))
        .collect::<Option<_>>()
        .ok_or(Refusal::Malformed)?;
    // a name with a space before the colon, or a line that goes on from the one before
    let is_token =
        |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if !fields.iter().all(|(name, _)| is_token(name)) {
        return Err(Refusal::Malformed);
    }
    let field = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| *value);
    let hosts: Vec<&str> = fields.iter().filter(|(name, _)| name == "host").map(|(_, value)| *value).collect();
    let is_own = |host: &str| own_names(port).iter().any(|own| own.eq_ignore_ascii_case(host));
    match hosts.as_slice() {
        [host] if is_own(host) => {}
        _ => return Err(Refusal::Foreign),
    }
    if field("origin").is_some_and(|origin| !origin.strip_prefix("http://").is_some_and(is_own)) {
        return Err(Refusal::Foreign);
    }
    let head_only = match method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => return Err(Refusal::Method),
    };
    Ok(Request {
        head_only,
        target: target.unwrap_or_default().to_owned(),
        known: field("if-none-match").map(str::to_owned),
        // what older browsers don't say is not held against them: `Host` and `Origin` were looked at
        from_here: field("sec-fetch-site").is_none_or(|site| site == "same-origin"),
    })
}

/// The names by which a browser on this machine knows this server.
fn own_names(port: u16) -> [String; 3] {
    ["localhost", "127.0.0.1", "[::1]"].map(|name| format!("{name}:{port}"))
}
