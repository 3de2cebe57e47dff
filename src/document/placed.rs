//! Where the leaves of a document begin in the file that it was read from.

use super::Source;
use super::build::Builder;
use super::reader::{Reader, events};
use super::veil::{places, veil};
use pulldown_cmark::Event;

impl Source {
    /// Where each leaf of the document begins in [`Self::text`], in the order of the leaves. What stands in one block of HTML
    /// begins where that does.
    pub fn leaf_starts(&self) -> Vec<usize> {
        let body = &self.text[self.body..];
        let (veiled, places) = (veil(body), places(body));
        let mut reader = Reader::of(&veiled, Builder::default());
        let mut starts: Vec<usize> = Vec::new();
        // where the leaf that is open began, the text that is not read yet, and the HTML that is waited for
        let (mut begun, mut run, mut html): (Option<usize>, Option<usize>, Option<usize>) = (None, None, None);
        for (event, range) in events(&veiled) {
            let at = places.of(range.start) + self.body;
            reader.end_html_before(&event);
            note(&mut starts, &reader, begun, html.unwrap_or(at));
            html = html.filter(|_| reader.waits_for_html());
            match &event {
                Event::Text(_) => run = run.or(Some(at)),
                Event::Html(_) => html = html.or(Some(at)),
                _ => {}
            }
            let is_text = matches!(event, Event::Text(_));
            let from = html.or(if is_text { run } else { run.take() }).unwrap_or(at);
            let before = starts.len();
            reader.event(event, range.start..range.end.min(veiled.len()));
            note(&mut starts, &reader, begun, from);
            begun = begun.filter(|_| before == starts.len()).or(Some(from)).filter(|_| reader.builder.is_in_leaf());
            html = html.filter(|_| reader.waits_for_html());
        }
        let last = html.or(begun).or(run).unwrap_or(self.text.len());
        starts.resize(reader.finish().finish().leaves.len(), last);
        starts
    }
}

/// Notes where the leaves begin that `reader` read since: the first one where the leaf that was open did, all others at `at`.
fn note(starts: &mut Vec<usize>, reader: &Reader<'_>, begun: Option<usize>, at: usize) {
    let count = reader.builder.document().leaves.len();
    if starts.len() < count {
        starts.push(begun.unwrap_or(at));
        starts.resize(count, at);
    }
}
