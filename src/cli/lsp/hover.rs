//! What is told of a place, in words.

use crate::check::{Catalogue, Value};
use crate::model::{Timestamp, VersionNumber, Zone};
use crate::pipeline::Told;

pub(super) fn say(told: &Told, catalogue: &Catalogue) -> String {
    match told {
        Told::Clause(text) => text.clone(),
        Told::Section { born, times, last } => {
            let first = catalogue.text("section-born", &version(born));
            let changed = match last {
                Some(last) => {
                    let mut values = version(last).to_vec();
                    values.push(("times", (*times).into()));
                    catalogue.text("section-changed", &values)
                }
                None => catalogue.text("section-unchanged", &[]),
            };
            format!("{changed}\n{first}")
        }
    }
}

fn version((n, published): &(VersionNumber, Timestamp)) -> [(&'static str, Value); 2] {
    [("version", (n.get() as usize).into()), ("date", published.date(&Zone::own()).to_string().into())]
}
