//! What is told of the elements that were found by what they look like: on the terminal, and as changes to the site file.

use std::fmt::Write as _;
use std::fs::File;
use std::io::BufReader;

use super::output;
use super::world::World;
use crate::plan::Key;
use crate::record::{Event, Healed, Recorder, read};
use crate::text::Line;

/// The elements that were healed in a run, as its record has them.
pub fn of(recorder: &Recorder) -> Vec<(Key, Healed)> {
    let Ok(file) = File::open(recorder.dir().join("run.jsonl")) else {
        return Vec::new();
    };
    let healed = read(BufReader::new(file)).filter_map(|e| match e.event {
        Event::Healed { key, healed } => Some((key, *healed)),
        _ => None,
    });
    healed.collect()
}

/// Tells of them, and keeps the changes to the site files in the run's directory.
pub fn tell(world: &World, recorder: &Recorder, all: &[(Key, Healed)]) {
    for (key, healed) in all {
        let told = Line::Healed {
            account: key.account.clone(),
            element: healed.element.clone(),
            found: healed.found.clone(),
            site_file: healed.site_file.clone(),
        };
        output::err(&format!("{}\n", told.say(world.lang)));
    }
    let mut files: Vec<&Healed> = all.iter().map(|(_, healed)| healed).collect();
    files.sort_by(|a, b| (&a.site_file, &a.element).cmp(&(&b.site_file, &b.element)));
    files.dedup_by(|a, b| (&a.site_file, &a.element) == (&b.site_file, &b.element));
    for of_one in files.chunk_by(|a, b| a.site_file == b.site_file) {
        let mut patch = String::new();
        for healed in of_one {
            let _ = writeln!(
                patch,
                "# {}: {} ({:.2}: {})\n{}",
                healed.site_file,
                healed.found,
                healed.score,
                healed.signals.join(", "),
                healed.patch
            );
        }
        let file = recorder.dir().join(of_one[0].file());
        // The record has the same: a full disk changes nothing of what was published.
        if std::fs::write(&file, patch).is_err() {
            continue;
        }
        let site = of_one[0].site_file.split('/').next().unwrap_or_default();
        let sandbox = if world.sandbox { " --sandbox" } else { "" };
        let told = Line::Patch {
            file: file.display().to_string(),
            command: format!("fagao selectors heal {site} --write{sandbox}"),
        };
        output::err(&format!("{}\n", told.say(world.lang)));
    }
}
