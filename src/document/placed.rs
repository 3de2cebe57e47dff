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

#[cfg(test)]
mod tests {
    use crate::document::{self, Source};

    #[test]
    fn each_leaf_is_found_where_it_begins() {
        let text = "---\ntitle: x\n---\n# Head\n\nA *first* [link](a.md)\nline.\n\n- one\n  two **three**\n- four\n\n  five\n\n1. six\n\n| a | b |\n|---|---|\n| c | `d` |\n\n<div>\n<p>seven</p>\n\n<p>eight</p>\n</div>\n\n```\nnine\n```\n\n> ten\n\n***\n\nTerm\n: eleven\n\n[^1]: twelve\n\nlast[^1]\n";
        let source = Source::of(text.as_bytes());
        let document = document::parse(text.as_bytes(), "p.md").document;
        let starts = source.leaf_starts();
        assert_eq!(starts.len(), document.leaves.len());
        assert!(starts.is_sorted(), "{starts:?}");
        for (leaf, start) in document.leaves.iter().zip(&starts) {
            let word: String = leaf.text.chars().take_while(|c| c.is_alphanumeric()).collect();
            // in a block of HTML it stands further on
            let line = &source.text[*start..];
            assert!(line.find(&word).is_some_and(|at| at < 24), "{word}: {:?}", &line[..line.len().min(24)]);
        }
    }
}
