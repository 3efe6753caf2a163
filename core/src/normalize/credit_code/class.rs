//! What kind of body the first two characters name: who registers it, and as what.

use crate::data::list::{List, list};

/// Registering authority and class, in the order of their bytes, with our English names.
#[rustfmt::skip]
const CLASSES: List = list![
    // 1 机构编制
    ("11", "government"), ("12", "public_institution"), ("13", "mass_organisation"), ("19", "other_institution"),
    // 2 外交
    ("21", "foreign_news_agency"), ("29", "other_foreign_affairs"),
    // 3 司法行政
    ("31", "law_firm"), ("32", "notary_office"), ("33", "legal_service_office"), ("34", "forensic_institution"),
    ("35", "arbitration_commission"), ("39", "other_justice"),
    // 4 文化
    ("41", "foreign_cultural_centre"), ("49", "other_culture"),
    // 5 民政
    ("51", "social_organisation"), ("52", "private_non_enterprise"), ("53", "foundation"), ("54", "village_committee"),
    ("55", "residents_committee"), ("59", "other_civil_affairs"),
    // 6 旅游
    ("61", "foreign_tourism_office"), ("62", "hk_mo_tw_tourism_office"), ("69", "other_tourism"),
    // 7 宗教
    ("71", "religious_site"), ("72", "religious_school"), ("79", "other_religion"),
    // 8 工会
    ("81", "trade_union"), ("89", "other_trade_union"),
    // 9 市场监管 (工商)
    ("91", "enterprise"), ("92", "individual_business"), ("93", "farmers_cooperative"),
    // A 中央军委改革和编制办公室
    ("A1", "military_institution"), ("A9", "other_military"),
    // N 农业
    ("N1", "group_collective"), ("N2", "village_collective"), ("N3", "township_collective"), ("N9", "other_collective"),
    // Y 其他
    ("Y1", "other"),
];

/// The class of the first two characters.
#[inline]
pub(super) fn name(head: [u8; 2]) -> Option<&'static str> {
    // Nine of ten codes.
    if head == *b"91" {
        return Some("enterprise");
    }
    CLASSES.beside(std::str::from_utf8(&head).ok()?)
}

/// Whether two digits are a province of GB/T 2260, or the whole country (10).
#[inline]
pub(super) const fn is_province(digits: [u8; 2]) -> bool {
    matches!((digits[0] & 15) * 10 + (digits[1] & 15), 10..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=66 | 71 | 81..=83)
}
