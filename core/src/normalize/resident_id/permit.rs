//! The papers of people who are not registered residents.
//!
//! | number | type |
//! |---|---|
//! | 810000, 820000, 830000, then as a resident's | `residence_permit`: of people from Hong Kong, Macao and Taiwan, since 2018 |
//! | 9, two digits of the province, three of the nationality (ISO 3166), then as a resident's | `foreigner_permit`: permanent residence, since 2023 |
//! | H or M and 8 digits, and two more for the edition of the card | `hk_mo_travel_permit` |

use super::number::Number;
use super::{REGION, REGION_CODE, TYPE, region};
use crate::data::ReferenceTables;
use crate::model::{Normalized, Reason};
use crate::normalize::checked;

/// The type that the first six digits name.
pub(super) fn kind(region: u32) -> &'static str {
    if matches!(region, 810_000 | 820_000 | 830_000) { "residence_permit" } else { "resident" }
}

/// A travel permit of people from Hong Kong (H) or Macao (M).
pub(super) struct Travel<'a>(&'a [u8]);

/// The permit that a text is, by its form alone: it has no check character.
#[inline]
pub(super) fn travel(code: &[u8]) -> Option<Travel<'_>> {
    let (first, digits) = code.split_first()?;
    let fits = matches!(first, b'H' | b'M') && matches!(digits.len(), 8 | 10) && digits.iter().all(u8::is_ascii_digit);
    fits.then_some(Travel(code))
}

impl Travel<'_> {
    /// Writes key, display and type.
    ///
    /// # Errors
    /// For made-up digits.
    pub(super) fn write(&self, out: &mut Normalized) -> Result<(), Reason> {
        let person = self.0.get(1..9).unwrap_or_default();
        if checked::is_placeholder(person) || person == b"12345678" {
            return Err(Reason::Placeholder);
        }
        out.key.push_str(checked::text(self.0));
        out.display.push_str(checked::text(self.0));
        out.set(TYPE, "hk_mo_travel_permit");
        Ok(())
    }
}

/// Writes the number of a foreigner's permanent residence permit.
///
/// # Errors
/// Where there is no such province or nationality.
pub(super) fn foreigner(tables: &ReferenceTables, number: &Number, out: &mut Normalized) -> Result<(), Reason> {
    let code = number.region();
    let province = region::province(tables.history(), code / 1000 % 100 * 10_000, number.year()).ok_or(Reason::UnknownRegion)?;
    if !u16::try_from(code % 1000).is_ok_and(|nation| NATIONS.binary_search(&nation).is_ok()) {
        return Err(Reason::UnknownRegion);
    }
    number.write("", out);
    out.display.push_str(&out.key);
    let mut digits = [b'0'; 6];
    for (slot, byte) in digits.iter_mut().zip(number.region_text().bytes().skip(1).take(2)) {
        *slot = byte;
    }
    out.set(REGION_CODE, checked::text(&digits));
    out.set(REGION, province.name());
    out.set(TYPE, "foreigner_permit");
    Ok(())
}

/// The numeric codes of ISO 3166-1.
#[rustfmt::skip]
const NATIONS: [u16; 249] = [
    4, 8, 10, 12, 16, 20, 24, 28, 31, 32, 36, 40, 44, 48, 50, 51, 52, 56, 60, 64, 68, 70, 72, 74, 76, 84, 86, 90, 92, 96, 100, 104, 108, 112, 116, 120,
    124, 132, 136, 140, 144, 148, 152, 156, 158, 162, 166, 170, 174, 175, 178, 180, 184, 188, 191, 192, 196, 203, 204, 208, 212, 214, 218, 222, 226,
    231, 232, 233, 234, 238, 239, 242, 246, 248, 250, 254, 258, 260, 262, 266, 268, 270, 275, 276, 288, 292, 296, 300, 304, 308, 312, 316, 320, 324,
    328, 332, 334, 336, 340, 344, 348, 352, 356, 360, 364, 368, 372, 376, 380, 384, 388, 392, 398, 400, 404, 408, 410, 414, 417, 418, 422, 426, 428,
    430, 434, 438, 440, 442, 446, 450, 454, 458, 462, 466, 470, 474, 478, 480, 484, 492, 496, 498, 499, 500, 504, 508, 512, 516, 520, 524, 528, 531,
    533, 534, 535, 540, 548, 554, 558, 562, 566, 570, 574, 578, 580, 581, 583, 584, 585, 586, 591, 598, 600, 604, 608, 612, 616, 620, 624, 626, 630,
    634, 638, 642, 643, 646, 652, 654, 659, 660, 662, 663, 666, 670, 674, 678, 682, 686, 688, 690, 694, 702, 703, 704, 705, 706, 710, 716, 724, 728,
    729, 732, 740, 744, 748, 752, 756, 760, 762, 764, 768, 772, 776, 780, 784, 788, 792, 795, 796, 798, 800, 804, 807, 818, 826, 831, 832, 833, 834,
    840, 850, 854, 858, 860, 862, 876, 882, 887, 894,
];
