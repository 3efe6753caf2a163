//! The commonest dates of all, straight from their bytes: `2024-05-01`, `2024/5/1 10:23`, `2024年5月1日`, `20240501`,
//! `2024-05-01T10:23:11+08:00`.
//!
//! What is not exactly one of these forms, or no date, is left to the general reading.

use super::civil::{Moment, Time, Zone, date};

/// Reads one of the commonest forms.
pub(super) fn read(text: &str) -> Option<Moment> {
    let bytes = text.as_bytes();
    let (year, rest) = exactly::<4>(bytes)?;
    let (moment, rest) = match rest {
        [sign @ (b'-' | b'/' | b'.'), rest @ ..] => {
            let (month, rest) = one_or_two(rest)?;
            let (day, rest) = one_or_two(rest.strip_prefix(&[*sign])?)?;
            (date(year, month, day).ok()?, rest)
        }
        [b'0'..=b'9', ..] => {
            let (n, rest) = exactly::<4>(rest)?;
            return rest.is_empty().then(|| date(year, n / 100, n % 100).ok().map(Moment::day)).flatten();
        }
        _ => {
            let (month, rest) = one_or_two(rest.strip_prefix("年".as_bytes())?)?;
            let (day, rest) = one_or_two(rest.strip_prefix("月".as_bytes())?)?;
            (date(year, month, day).ok()?, rest.strip_prefix("日".as_bytes())?)
        }
    };
    let moment = Moment::day(moment);
    match rest {
        [] => Some(moment),
        [b' ' | b'T', rest @ ..] => Some(Moment { time: Some(time(rest)?), ..moment }),
        _ => None,
    }
}

/// `10:23`, `10:23:11`, `10:23:11.123`, with `Z` or `+08:00`.
fn time(bytes: &[u8]) -> Option<Time> {
    let (hour, rest) = one_or_two(bytes)?;
    let (minute, rest) = exactly::<2>(rest.strip_prefix(b":")?)?;
    let (second, rest) = match rest {
        [b':', rest @ ..] => {
            let (second, rest) = exactly::<2>(rest)?;
            let rest = match rest {
                [b'.', fraction @ ..] => {
                    let digits = fraction.iter().take_while(|b| b.is_ascii_digit()).count();
                    fraction.get(digits..).filter(|_| (1..=9).contains(&digits))?
                }
                _ => rest,
            };
            (Some(second), rest)
        }
        _ => (None, rest),
    };
    let zone = match rest {
        [] => Zone::None,
        [b'Z'] => Zone::Zulu,
        [b'+', rest @ ..] => {
            let (hours, rest) = exactly::<2>(rest)?;
            let (minutes, rest) = exactly::<2>(rest.strip_prefix(b":").unwrap_or(rest))?;
            let east = i16::try_from(hours * 60 + minutes).ok()?;
            (rest.is_empty() && hours <= 14 && minutes < 60).then_some(Zone::East(east))?
        }
        _ => return None,
    };
    Time::new(hour, minute, second).ok().filter(|t| t.hour < 24).map(|t| Time { zone, ..t })
}

fn digit(byte: u8) -> Option<u64> {
    byte.is_ascii_digit().then(|| u64::from(byte - b'0'))
}

fn exactly<const N: usize>(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (run, rest) = bytes.split_first_chunk::<N>()?;
    Some((run.iter().try_fold(0, |n, b| Some(n * 10 + digit(*b)?))?, rest))
}

fn one_or_two(bytes: &[u8]) -> Option<(u64, &[u8])> {
    match bytes {
        [a, b, rest @ ..] if b.is_ascii_digit() => Some((digit(*a)? * 10 + digit(*b)?, rest)),
        [a, rest @ ..] => Some((digit(*a)?, rest)),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn only_whole_dates() {
        for text in ["2024-05-01", "2024/5/1", "2024.5.1", "20240501", "2024年5月1日", "2024-05-01 10:23", "2024-05-01T10:23:11.5Z", "2024-05-01T10:23:11+0800"] {
            assert_eq!(read(text).unwrap().date.to_string(), "2024-05-01", "{text}");
        }
        for text in ["2024-05/01", "2024-5", "2024-02-30", "202405", "2024年5月1", "2024-05-01 10", "2024-05-01 24:00", "2024-05-01T10:23-05:00", "2024-5-1号", "2024-05-011"] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
