//! Where the telephone numbers of a column are at home.

use crate::data::ReferenceTables;
use crate::model::{Normalized, Reason, Status};
use crate::normalize::{Normalizer, Phone};

/// Regions that are tried. Of two that read equally many, the earlier has the stricter plan. Lengths alone do not tell
/// those apart that dial a zero first.
const REGIONS: &[&str] = if cfg!(feature = "phone-intl") { &["US", "AU", "TW", "FR", "JP", "SG", "HK", "GB", "DE"] } else { &["US", "SG", "HK"] };
/// Numbers looked at per column.
const SAMPLE: usize = 200;

/// The region that most numbers belong to when most are none of China's.
pub(super) fn region(texts: &[String], tables: &ReferenceTables) -> Option<&'static str> {
    let sample = texts.get(..SAMPLE).unwrap_or(texts);
    if sample.len() < 2 * readable("CN", sample, tables, |out| out.status != Status::Invalid) {
        return None;
    }
    // Nobody else groups digits as North America does; a list from everywhere may still be at home there.
    let at_home: Vec<&String> = sample.iter().filter(|text| !text.trim_start().starts_with('+')).collect();
    if at_home.iter().filter(|text| is_north_american(text)).count() * 2 > at_home.len() {
        return Some("US");
    }
    let mut best = (sample.len() / 2, None);
    for &region in REGIONS {
        let share = readable(region, sample, tables, |out| out.status <= Status::Repaired);
        if share > best.0 {
            best = (share, Some(region));
        }
    }
    best.1
}

/// Written in groups of three, three and four digits, perhaps behind a 1, of which the first two begin with 2 to 9 (the North American
/// Numbering Plan).
fn is_north_american(text: &str) -> bool {
    let groups: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).collect();
    match groups.as_slice() {
        ["1", rest @ ..] | rest if rest.len() == 3 => {
            let whole = |group: &str, digits: usize| group.len() == digits && !group.starts_with(['0', '1']);
            matches!(rest, [area, exchange, line] if whole(area, 3) && whole(exchange, 3) && line.len() == 4)
        }
        _ => false,
    }
}

/// How many numbers read well at home in a region; what only a default makes readable does not.
fn readable(region: &str, texts: &[String], tables: &ReferenceTables, well: impl Fn(&Normalized) -> bool) -> usize {
    let phone = Phone::new(region, "", tables);
    let mut out = Normalized::default();
    let good = texts.iter().filter(|text| {
        phone.normalize(text, &mut out);
        well(&out) && !out.reasons.contains(&Reason::DefaultAssumed)
    });
    good.count()
}

#[cfg(test)]
mod tests {
    use super::region;
    use crate::data::ReferenceTables;

    fn of(texts: &[&str]) -> Option<&'static str> {
        region(&texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>(), ReferenceTables::builtin())
    }

    #[test]
    fn where_numbers_are_at_home() {
        assert_eq!(of(&["415-555-2671", "(212) 736-5000", "310/246-1501", "2125551234", "unlisted"]), Some("US"));
        assert_eq!(of(&["415-555-2671", "(212) 736-5000", "+39 0352 6553537", "0352 6553537", "310.246.1501"]), Some("US"));
        assert_eq!(of(&["9123 4567", "9876 5432", "9234 5678"]), Some("SG"));
        assert_eq!(of(&["13812345678", "021-62345678", "+86 139 1234 5678"]), None);
        assert_eq!(of(&["62345678", "62345679", "87654321"]), None);
        assert_eq!(of(&["138****5678", "139****1234"]), None);
        assert_eq!(of(&["abc", "xyz"]), None);
        assert_eq!(of(&[]), None);
    }

    #[cfg(feature = "phone-intl")]
    #[test]
    fn where_a_zero_is_dialled() {
        assert_eq!(of(&["0412 345 678", "02 9374 4000", "(03) 9374 4000"]), Some("AU"));
        assert_eq!(of(&["01 42 68 53 00", "06.12.34.56.78"]), Some("FR"));
        assert_eq!(of(&["090-1234-5678", "03-3580-3311", "080-1234-5678"]), Some("JP"));
        assert_eq!(of(&["020 7946 0958", "07400 123456", "0161 496 0123"]), Some("GB"));
        assert_eq!(of(&["0912-345-678", "02-2345-6789", "(04) 2345-6789"]), Some("TW"));
        assert_eq!(of(&["089/63648018", "0171 2345678", "030 901820"]), Some("DE"));
    }
}
