//! What is known of a policy on a day: the stories in `tests/dates`, answered by the program. `tests/site/dates.test.mjs`
//! asks the script of the page the same.

#[path = "../dates/repository.rs"]
mod repository;

use promulgate::model::{Date, Holding, OnDay, Origin, Policy, Zone};
use promulgate::pipeline::{self, Source};
use repository::{Story, stories};

fn policies(repo: std::path::PathBuf) -> Vec<Policy> {
    let source = Source { repo, rev: "HEAD".into(), policies: None, config: None };
    pipeline::survey(&source, &|_| {}).expect("policies").policies
}

fn day(text: &str) -> Date {
    let part = |range: std::ops::Range<usize>| text[range].parse().expect("a number");
    Date::new(part(0..4), part(5..7), part(8..10)).expect("a day")
}

fn held(holding: &Holding, story: &Story) -> String {
    let what = match holding.by {
        Some(stated) if stated.origin == Origin::Text => "text",
        Some(_) => "in force",
        None if story.archive => "recorded",
        None => "published",
    };
    format!("{what} {}", holding.number)
}

fn said(answer: OnDay, story: &Story) -> String {
    match answer {
        OnDay::Nothing { .. } => "nothing".into(),
        OnDay::Withdrawn { last } => format!("withdrawn {last}"),
        OnDay::Holds(holding) => held(&holding, story),
        OnDay::NotYet { latest, until } => {
            let until = until.map_or("none".into(), |holding| held(&holding, story));
            format!("coming {} until {until}", latest.number)
        }
    }
}

#[test]
fn what_was_in_force_on_a_day() {
    let dir = tempfile::tempdir().expect("a folder");
    repository::make(dir.path());
    let mut all = policies(dir.path().join("office"));
    all.extend(policies(dir.path().join("archive")));
    let (mut asked, mut wrong) = (0, Vec::new());
    for (ix, story) in stories().iter().enumerate() {
        let id = repository::id(ix);
        let policy = all.iter().find(|p| p.id.as_str() == id).unwrap_or_else(|| panic!("{id}"));
        for line in &story.on {
            let (when, wanted) = line.split_once(' ').expect("a day and an answer");
            let answer = said(policy.on(day(when), &Zone::own()), story);
            asked += 1;
            if answer != wanted {
                wrong.push(format!("{id} {}: {when}: {answer}, not {wanted}", story.name));
            }
        }
    }
    assert!(stories().len() >= 60 && asked >= 180, "{} stories, {asked} days", stories().len());
    assert!(wrong.is_empty(), "{} of {asked} days:\n{}", wrong.len(), wrong.join("\n"));
}
