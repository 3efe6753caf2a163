//! Points on the earth, as lists and maps write them: latitude first.
//!
//! | raw | key | cells |
//! |---|---|---|
//! | `30.3167,35.4833` `30.3167 35.4833` | `30.31670 35.48330` | `401 718` `401 718` `401 718` |
//! | `30°19'N 35°29'E` `北纬30°19′，东经35°29′` | `30.31667 35.48333` | the same |
//! | `E35.4833 N30.3167` `POINT(35.4833 30.3167)` | `30.31670 35.48330` | the same |
//! | `30,3167 35,4833` | `30.31670 35.48330` | the same |
//! | `0 0` | | none, suspicious (`placeholder`) |
//! | `95.0 10.0` | | invalid (`out_of_range`) |
//! | `30.3167` | | invalid (`syntax`) |
//!
//! The key has latitude and longitude in degrees with five decimals, a metre or less. Match forms, for blocking: `cell`,
//! `cell_2`, `cell_3`, the cell of three grids of 0.3° that lie 0.1° apart in both directions, over the 180th meridian too.
//! Points that differ by no more than 0.1° in latitude and in longitude share at least one of the three: each direction
//! cuts between them in one grid at most. Without letters for the hemispheres the first number is the latitude. Two
//! columns that feed one field are joined by a blank, so `from: ["latitude", "longitude"]` reads as above.
//! A point at 0, 0 is what programs write that found no place.
//!
//! JSON: `{"geo": {}}`. Source: ISO 6709 (order, signs, degrees with minutes and seconds); well-known text of OGC 06-103r4.

mod read;

use super::{Normalizer, clean};
use crate::model::{Normalized, Reason};
use read::Fault;

/// The side of a cell, and how far the grids lie apart, in 1/100 000 degree.
const CELL: i32 = 30_000;
const SHIFT: i32 = 10_000;
/// Once around the earth, in 1/100 000 degree.
const AROUND: i32 = 36_000_000;

/// Reads coordinates.
#[derive(Clone, Copy, Debug, Default)]
pub struct Geo;

impl Normalizer for Geo {
    fn components(&self) -> &'static [&'static str] {
        &["cell", "cell_2", "cell_3"]
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if !clean::clean(text, out) {
            return;
        }
        let (latitude, longitude) = match read::point(&out.display) {
            Ok(point) => point,
            Err(Fault::Syntax) => return out.invalid(Reason::Syntax),
            Err(Fault::OutOfRange) => return out.invalid(Reason::OutOfRange),
        };
        if (latitude, longitude) == (0, 0) {
            return clean::doubt(out, Reason::Placeholder, 10);
        }
        degrees(latitude, &mut out.key);
        out.key.push(' ');
        degrees(longitude, &mut out.key);
        for (grid, form) in (0_i32..).zip(&mut out.components) {
            let row = (latitude + grid * SHIFT).div_euclid(CELL);
            let column = (longitude + grid * SHIFT).rem_euclid(AROUND) / CELL;
            form.push_str(&format!("{row} {column}"));
        }
    }
}

/// Degrees out of 1/100 000 degree.
fn degrees(value: i32, out: &mut String) {
    let (whole, part) = (value.unsigned_abs() / 100_000, value.unsigned_abs() % 100_000);
    out.push_str(&format!("{}{whole}.{part:05}", if value < 0 { "-" } else { "" }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Status;

    fn read(raw: &str) -> Normalized {
        let mut out = Normalized::default();
        Geo.normalize(raw, &mut out);
        out
    }

    #[test]
    fn points() {
        for (raw, key) in [
            ("30.3167,35.4833", "30.31670 35.48330"),
            ("30.3167 35.4833", "30.31670 35.48330"),
            ("(30.3167; +35.4833)", "30.31670 35.48330"),
            ("30,3167 35,4833", "30.31670 35.48330"),
            ("-33.8688 151.2093", "-33.86880 151.20930"),
            ("−33.8688 151.2093", "-33.86880 151.20930"),
            ("30°19'N 35°29'E", "30.31667 35.48333"),
            ("30° 19' 0.5\" N, 35° 29' 0\" E", "30.31681 35.48333"),
            ("北纬30°19′，东经35°29′", "30.31667 35.48333"),
            ("33°52′S 151°12′E", "-33.86667 151.20000"),
            ("E35.4833 N30.3167", "30.31670 35.48330"),
            ("POINT(35.4833 30.3167)", "30.31670 35.48330"),
            ("geo:30.3167,35.4833", "30.31670 35.48330"),
            ("lat: 30.3167, lon: 35.4833", "30.31670 35.48330"),
            ("30.3167° 35.4833°", "30.31670 35.48330"),
            ("1 -180", "1.00000 180.00000"),
            ("0.000001 5", "0.00000 5.00000"),
            ("５.５，６", "5.50000 6.00000"),
        ] {
            assert_eq!(read(raw).key, key, "{raw} {:?}", read(raw));
        }
    }

    #[test]
    fn what_is_no_point() {
        for (raw, status, reason) in [
            ("30.3167", Status::Invalid, Reason::Syntax),
            ("30 19 35", Status::Invalid, Reason::Syntax),
            ("Petra", Status::Invalid, Reason::Syntax),
            ("30°71'N 35°29'E", Status::Invalid, Reason::OutOfRange),
            ("95 10", Status::Invalid, Reason::OutOfRange),
            ("30 181", Status::Invalid, Reason::OutOfRange),
            ("30N 35N", Status::Invalid, Reason::Syntax),
            ("0 0", Status::Suspicious, Reason::Placeholder),
            ("0.0, 0.0", Status::Suspicious, Reason::Placeholder),
        ] {
            let out = read(raw);
            assert_eq!((out.status, out.reasons.contains(&reason), out.key.as_str()), (status, true, ""), "{raw} {out:?}");
        }
    }

    #[test]
    fn near_points_share_a_cell() {
        for (latitude, longitude) in [(0, 0), (29_999, 19_999), (-1, 17_995_000), (8_999_000, -1), (4_512_345, -12_345_678)] {
            for (north, east) in [(1, 1), (9_999, 9_999), (10_000, -10_000), (-10_000, 10_000), (5_000, 0)] {
                let write = |latitude: i32, longitude: i32| {
                    let mut text = String::new();
                    degrees(latitude.clamp(-9_000_000, 9_000_000), &mut text);
                    text.push(' ');
                    degrees((longitude + AROUND / 2).rem_euclid(AROUND) - AROUND / 2, &mut text);
                    read(&text)
                };
                let (a, b) = (write(latitude + 7, longitude), write(latitude + 7 + north, longitude + east));
                assert!(a.components.iter().zip(&b.components).any(|(x, y)| x == y), "{a:?} {b:?}");
            }
        }
    }
}
