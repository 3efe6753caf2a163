//! Writes what was found into a result.

use super::find::{Contradiction, Found};
use super::set::Set;
use super::{ADCODE, CITY, DISTRICT, PROVINCE};
use crate::data::division::Level;
use crate::data::gazetteer::{Gazetteer, Place, Standing};
use crate::model::{Adcode, Normalized, Reason, Status};
use crate::normalize::Context;
use crate::normalize::clean::{doubt, repair};

/// What became of the divisions of a text.
pub(in crate::normalize) enum Outcome<'a> {
    /// There are none.
    Nothing,
    /// Several are possible, or they contradict each other.
    Unsettled,
    /// This one.
    Place(&'a Place),
}

/// Writes the division, its names and its code; `derived` is where its greater area, its cluster and its status stand.
pub(in crate::normalize) fn write<'a>(g: &'a Gazetteer, found: &Found, context: &Context, derived: usize, out: &mut Normalized) -> Outcome<'a> {
    if found.was_old {
        out.repaired(Reason::OldName);
    }
    if found.contradiction != Contradiction::None {
        doubt(out, Reason::Contradiction, 40);
    }
    if found.contradiction == Contradiction::Open {
        candidates(g, &found.places, out);
        return Outcome::Unsettled;
    }
    let place = match found.places.as_slice() {
        [] => return Outcome::Nothing,
        [one] => g.place(*one),
        _ => {
            let settled = settle(g, found.places, context);
            let Some(one) = settled.one() else {
                return ambiguous(g, found, settled, derived, out);
            };
            repair(out, Reason::CityAssumed, 90);
            g.place(one)
        }
    };
    let Some(place) = place else {
        return Outcome::Nothing;
    };
    levels(g, place, out);
    code(place.division.code(), &mut out.key);
    if let Some(slot) = out.components.get_mut(ADCODE) {
        slot.push_str(&out.key);
    }
    out.set(derived, place.macro_region);
    out.set(derived + 1, place.city_cluster);
    out.set(derived + 2, found.old.unwrap_or(Standing::Current).as_str());
    if found.completed {
        out.because(Reason::ShortName);
    }
    if found.old == Some(Standing::GivenUp) {
        out.confidence = out.confidence.min(70);
    }
    Outcome::Place(place)
}

/// Keeps what lies in the context's place, or holds it.
fn settle(g: &Gazetteer, places: Set, context: &Context) -> Set {
    if context.region.is_none() {
        return places;
    }
    let mut kept = places;
    kept.retain(|at| {
        let place = g.place(at).map_or(Adcode::NONE, |p| Adcode::of_number(p.division.code()));
        context.region.holds(place) || place.holds(context.region)
    });
    if kept.one().is_some() { kept } else { places }
}

fn ambiguous<'a>(g: &'a Gazetteer, found: &Found, places: Set, derived: usize, out: &mut Normalized) -> Outcome<'a> {
    out.because(Reason::Namesakes);
    out.status = out.status.max(Status::Ambiguous);
    let count = places.as_slice().len().max(1);
    out.confidence = out.confidence.min(u8::try_from(100 / count).unwrap_or(0).min(50));
    candidates(g, &places, out);
    if let Some(above) = found.above.and_then(|at| g.place(at)) {
        levels(g, above, out);
        out.set(derived, above.macro_region);
    }
    let mut all = places.places(g);
    if let Some(first) = all.next()
        && all.all(|other| other.division.name() == first.division.name() && other.level == first.level)
    {
        out.set(if first.level == Level::County { DISTRICT } else { CITY }, first.division.name());
    }
    Outcome::Unsettled
}

fn candidates(g: &Gazetteer, places: &Set, out: &mut Normalized) {
    for place in places.places(g) {
        let mut text = String::new();
        code(place.division.code(), &mut text);
        out.candidates.push(text);
    }
}

/// Writes the names of a division and of those above it.
fn levels(g: &Gazetteer, place: &Place, out: &mut Normalized) {
    let province = g.place(place.province);
    let name = province.map_or("", |p| p.division.name());
    out.set(PROVINCE, name);
    if let Some(prefecture) = place.prefecture.and_then(|at| g.place(at)) {
        out.set(CITY, prefecture.division.name());
    } else if province.is_some_and(Place::is_municipality) {
        out.set(CITY, name);
    }
    if place.level == Level::County {
        out.set(DISTRICT, place.division.name());
    }
}

/// Writes the short form of a division: 浙江-杭州-西湖区, 上海-浦东新区.
pub(super) fn display(g: &Gazetteer, place: &Place, out: &mut String) {
    let short = |at: u16| g.place(at).map_or("", |p| p.division.short());
    out.push_str(short(place.province));
    if let Some(prefecture) = place.prefecture {
        out.push('-');
        out.push_str(short(prefecture));
    }
    if place.level == Level::County {
        out.push('-');
        out.push_str(place.division.name());
    }
}

/// Writes the six digits of a code.
fn code(code: u32, out: &mut String) {
    for unit in [100_000, 10_000, 1_000, 100, 10, 1] {
        out.push(char::from_digit(code / unit % 10, 10).unwrap_or('0'));
    }
}
