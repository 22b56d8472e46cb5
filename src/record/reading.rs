//! Reading a record back: whatever of it can be read, also when it was cut off or is of another version.

use std::io::BufRead;

use super::Stamped;

/// A record as it was read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The events in order.
    pub events: Vec<Stamped>,
    /// How many lines are events that this version does not know.
    pub unknown: usize,
    /// Whether the last line is torn: the run was cut off while it wrote.
    pub torn: bool,
}

/// Reads the lines of a `run.jsonl`. Lines that are no known event are counted and left out.
pub fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    let whole = text.ends_with('\n') || text.is_empty();
    let mut lines = text.lines().filter(|l| !l.trim().is_empty()).peekable();
    while let Some(line) = lines.next() {
        let last = lines.peek().is_none();
        match serde_json::from_str(line) {
            Ok(stamped) => reading.events.push(stamped),
            Err(_) if last && !whole => reading.torn = true,
            Err(_) => reading.unknown += 1,
        }
    }
    reading
}

/// Reads the events of a `run.jsonl` one after the other and holds none of them: the record of a long run has the texts
/// of all its articles. What is no known event is left out.
pub fn one_by_one(record: impl BufRead) -> impl Iterator<Item = Stamped> {
    let lines = record.lines().map_while(Result::ok);
    lines.filter_map(|line| serde_json::from_str(&line).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Event;

    const OLD: &str = r#"{"at":1,"event":"run_began","run":"r","sandbox":true}
{"at":2,"event":"planned","key":{"article":"a","account":"jz","target":"1/2","generation":0},"title":"T"}
{"at":3,"event":"called","key":{"article":"a","account":"jz","target":"1/2","generation":0},"call":"c","result":"done"}
{"at":4,"event":"settled","key":{"article":"a","account":"jz","target":"1/2","generation":0},"state":"live","url":null}
{"at":5,"event":"run_ended","exit":0}
"#;

    #[test]
    fn a_record_of_an_older_version_is_read() {
        let reading = read(OLD);
        assert_eq!(
            (reading.events.len(), reading.unknown, reading.torn),
            (5, 0, false)
        );
        assert!(matches!(
            reading.events[4].event,
            Event::RunEnded { exit: 0 }
        ));
    }

    #[test]
    fn events_of_a_newer_version_are_counted_and_left_out() {
        let text = format!("{{\"at\":0,\"event\":\"teleported\",\"to\":\"x\"}}\n{OLD}");
        let reading = read(&text);
        assert_eq!((reading.events.len(), reading.unknown), (5, 1));
        assert_eq!(one_by_one(text.as_bytes()).count(), 5);
    }

    #[test]
    fn a_torn_last_line_is_said_and_the_rest_is_read() {
        // A line without its end alone is whole.
        for cut in 2..60 {
            let reading = read(&OLD[..OLD.len() - 38 - cut]);
            assert!(reading.events.len() >= 2 && reading.torn, "cut {cut}");
        }
        assert!(!read(OLD).torn);
    }
}
