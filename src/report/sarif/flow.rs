//! The way to an allocation: by calls, and by what the compiler says of an escape.

use super::super::explained::{call, step};
use super::super::v1::{Frame, Position, Site};
use super::location::Location;
use super::message::Message;
use serde::Serialize;

/// So many steps are listed of each.
const MOST: usize = 100;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CodeFlow {
    message: Message,
    thread_flows: [ThreadFlow; 1],
}

#[derive(Serialize)]
struct ThreadFlow {
    locations: Vec<FlowLocation>,
}

#[derive(Serialize)]
struct FlowLocation {
    location: Location,
}

/// The flows of a site. One that stays in a place says no more than its message.
pub(super) fn flows(site: &Site) -> Vec<CodeFlow> {
    let flows = [("the calls that lead here", calls(site)), ("the way to the heap", escape(site))];
    let known = flows.into_iter().filter(|(_, locations)| locations.len() > 1);
    known.map(|(words, locations)| flow(words, locations)).collect()
}

fn flow(words: &str, locations: Vec<Location>) -> CodeFlow {
    let locations = locations.into_iter().map(|location| FlowLocation { location }).collect();
    CodeFlow { message: Message::new(words), thread_flows: [ThreadFlow { locations }] }
}

/// From the benchmark to the site, as it is called.
fn calls(site: &Site) -> Vec<Location> {
    let known = site.path.iter().take(MOST).filter_map(|frame| {
        let location = Location::of_position(&position(frame))?;
        Some(location.within(&frame.function).saying(&call(frame, &site.function)))
    });
    let mut calls: Vec<Location> = known.collect();
    calls.reverse();
    calls
}

fn position(frame: &Frame) -> Position {
    Position { path: frame.path.clone(), line: frame.line, column: 0 }
}

fn escape(site: &Site) -> Vec<Location> {
    let flow = site.escape.as_ref().map_or(&[][..], |escape| &escape.flow);
    let known = flow
        .iter()
        .take(MOST)
        .filter_map(|taken| Some(Location::of_position(&taken.place)?.saying(&step(site, taken))));
    known.collect()
}
