//! Streams and their feeds, checked.

use super::compile::{named, no_attribute};
use super::span::date;
use crate::error::{Code, Error};
use crate::spec::StreamSpec;
use hashbrown::HashSet;

pub(super) fn check(streams: &[StreamSpec], errors: &mut Vec<Error>) {
    let mut names = HashSet::new();
    for (s, stream) in streams.iter().enumerate() {
        let path = format!("facts.streams[{s}]");
        named(&stream.name, &path, "a stream", &mut names, errors);
        let mut attributes = HashSet::new();
        for (a, attribute) in stream.attributes.iter().enumerate() {
            named(&attribute.name, &format!("{path}.attributes[{a}]"), "an attribute", &mut attributes, errors);
        }
        for (f, feed) in stream.feeds.iter().enumerate() {
            let path = format!("{path}.feeds[{f}]");
            for name in feed.attributes.keys().filter(|name| !attributes.contains(*name)) {
                errors.push(no_attribute(stream, name, &format!("{path}.attributes.{name}")));
            }
            if feed.link.is_some() && feed.customer.is_some() {
                let detail = "an event finds its customer by a record or by the customer's own id, not by both";
                errors.push(Error::new(Code::TypeMismatch, format!("{path}.customer"), detail));
            }
        }
        if let Some(late) = stream.late {
            if late.days() == 0 {
                errors.push(Error::new(Code::OutOfRange, format!("{path}.late"), "an event is late after one day at the earliest"));
            }
            if !stream.feeds.is_empty() && stream.feeds.iter().all(|feed| feed.recorded.is_none()) {
                let error = Error::new(Code::MissingData, format!("{path}.late"), "no feed says when its rows were written");
                errors.push(error.with_help("name the column in `recorded` of a feed"));
            }
        }
        date(&stream.plausible.from, &format!("{path}.plausible.from"), errors);
    }
}
