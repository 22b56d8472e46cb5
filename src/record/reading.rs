//! Reading a record back, one event after the other: the record of a long run has the texts of all its articles, so that
//! nobody need hold the whole. Whatever of it can be read is, also when it was cut off or is of another version.

use std::io::BufRead;

use super::Stamped;

/// The events of a `run.jsonl` as they are read, and, once they have all been, what could not be.
#[derive(Debug)]
pub struct Reading<R> {
    record: R,
    /// How many lines are events that this version does not know.
    pub unknown: usize,
    /// Whether the last line is torn: the run was cut off while it wrote.
    pub torn: bool,
}

/// Reads the events of a `run.jsonl`. Lines that are no known event are counted and left out.
pub fn read<R: BufRead>(record: R) -> Reading<R> {
    Reading {
        record,
        unknown: 0,
        torn: false,
    }
}

impl<R: BufRead> Iterator for Reading<R> {
    type Item = Stamped;

    fn next(&mut self) -> Option<Stamped> {
        loop {
            let mut line = Vec::new();
            if !matches!(self.record.read_until(b'\n', &mut line), Ok(1..)) {
                return None;
            }
            let whole = line.ends_with(b"\n");
            if line.trim_ascii().is_empty() {
                continue;
            }
            match serde_json::from_slice(&line) {
                Ok(stamped) => return Some(stamped),
                Err(_) if whole => self.unknown += 1,
                Err(_) => self.torn = true,
            }
        }
    }
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

    /// The events, how many lines are none, and whether the last one is torn.
    fn all(text: &[u8]) -> (Vec<Stamped>, usize, bool) {
        let mut reading = read(text);
        let events = reading.by_ref().collect();
        (events, reading.unknown, reading.torn)
    }

    #[test]
    fn a_record_of_an_older_version_is_read() {
        let (events, unknown, torn) = all(OLD.as_bytes());
        assert_eq!((events.len(), unknown, torn), (5, 0, false));
        assert!(matches!(events[4].event, Event::RunEnded { exit: 0 }));
    }

    #[test]
    fn events_of_a_newer_version_are_counted_and_left_out() {
        let text = format!("{{\"at\":0,\"event\":\"teleported\",\"to\":\"x\"}}\n\n{OLD}");
        let (events, unknown, torn) = all(text.as_bytes());
        assert_eq!((events.len(), unknown, torn), (5, 1, false));
        // A disk that gave back something else in the middle hides none of the rest.
        let text = [b"\xff\xfe\n", OLD.as_bytes()].concat();
        assert_eq!(all(&text).0.len(), 5);
    }

    #[test]
    fn a_torn_last_line_is_said_and_the_rest_is_read() {
        // A line without its end alone is whole.
        for cut in 2..60 {
            let (events, _, torn) = all(&OLD.as_bytes()[..OLD.len() - 38 - cut]);
            assert!(events.len() >= 2 && torn, "cut {cut}");
        }
        assert!(!all(OLD.as_bytes()).2);
    }
}
