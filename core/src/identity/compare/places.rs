//! How far apart two points on the earth are.

/// The mean radius of the earth in metres (IUGG, R1).
const RADIUS: f64 = 6_371_008.8;

/// A point as a unit vector: nothing but sums, products and one arc sine is left to do per pair.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place([f64; 3]);

impl Place {
    /// Out of a match key: degrees of latitude and longitude.
    pub(super) fn of(key: &str) -> Option<Self> {
        let (latitude, longitude) = key.split_once(' ')?;
        let radians = |text: &str| text.parse::<f64>().ok().filter(|d| d.abs() <= 180.0).map(f64::to_radians);
        let (latitude, longitude) = (radians(latitude)?, radians(longitude)?);
        let flat = libm::cos(latitude);
        Some(Place([flat * libm::cos(longitude), flat * libm::sin(longitude), libm::sin(latitude)]))
    }

    /// The great-circle distance, in whole metres so that it is the same on every platform: haversine, by half the chord.
    pub(super) fn metres(self, other: Place) -> u32 {
        let square: f64 = self.0.iter().zip(&other.0).map(|(a, b)| (a - b) * (a - b)).sum();
        let half = (libm::sqrt(square) / 2.0).min(1.0);
        // Half around the earth is some 20 000 km.
        libm::round(2.0 * RADIUS * libm::asin(half)) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn distances() {
        let metres = |a: &str, b: &str| Place::of(a).unwrap().metres(Place::of(b).unwrap());
        assert_eq!(metres("30.31670 35.48330", "30.31670 35.48330"), 0);
        assert_eq!(metres("0.00000 0.00000", "0.00000 1.00000"), 111_195);
        assert_eq!(metres("0.00000 179.99999", "0.00000 -179.99999"), 2);
        assert_eq!(metres("90.00000 0.00000", "-90.00000 0.00000"), 20_015_114);
        // Paris and London.
        assert_eq!(metres("48.85660 2.35220", "51.50740 -0.12780") / 1000, 343);
        for text in ["", "1", "x y", "400.0 1.0"] {
            assert!(Place::of(text).is_none(), "{text}");
        }
    }
}
