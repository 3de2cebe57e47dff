//! Tells an open page what is new (HTML, section 9.2, server-sent events).

use super::answer;
use super::board::{Board, Shown};
use std::io::{self, Write};
use std::net::TcpStream;
use std::time::Duration;

/// How often something is sent although nothing happened: a page that was closed is noticed by that.
const PULSE: Duration = Duration::from_secs(15);

/// Tells whoever listens at `stream` how it is now, and again whenever it is otherwise, until nobody listens.
pub(super) fn tell(stream: &mut TcpStream, board: &Board) -> io::Result<()> {
    answer::stream(stream)?;
    let mut shown = board.now();
    stream.write_all(event(&shown).as_bytes())?;
    loop {
        let next = board.wait(shown.turn, PULSE);
        let text = if next.turn == shown.turn { ":\n\n".to_owned() } else { event(&next) };
        stream.write_all(text.as_bytes())?;
        shown = next;
    }
}

/// How often anything changed, and what is wrong, line by line.
fn event(shown: &Shown) -> String {
    let mut event = format!("id: {}\ndata: {}\n", shown.turn, shown.turn);
    for line in shown.trouble.iter().flat_map(|trouble| trouble.lines()) {
        event += &format!("data: {line}\n");
    }
    event + "\n"
}
