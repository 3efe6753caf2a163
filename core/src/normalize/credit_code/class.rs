//! What kind of body the first two characters name: who registers it, and as what.

/// Registering authority and class, with our English names.
#[rustfmt::skip]
const CLASSES: [([u8; 2], &str); 38] = [
    // 1 机构编制
    (*b"11", "government"), (*b"12", "public_institution"), (*b"13", "mass_organisation"), (*b"19", "other_institution"),
    // 2 外交
    (*b"21", "foreign_news_agency"), (*b"29", "other_foreign_affairs"),
    // 3 司法行政
    (*b"31", "law_firm"), (*b"32", "notary_office"), (*b"33", "legal_service_office"), (*b"34", "forensic_institution"),
    (*b"35", "arbitration_commission"), (*b"39", "other_justice"),
    // 4 文化
    (*b"41", "foreign_cultural_centre"), (*b"49", "other_culture"),
    // 5 民政
    (*b"51", "social_organisation"), (*b"52", "private_non_enterprise"), (*b"53", "foundation"), (*b"54", "village_committee"),
    (*b"55", "residents_committee"), (*b"59", "other_civil_affairs"),
    // 6 旅游
    (*b"61", "foreign_tourism_office"), (*b"62", "hk_mo_tw_tourism_office"), (*b"69", "other_tourism"),
    // 7 宗教
    (*b"71", "religious_site"), (*b"72", "religious_school"), (*b"79", "other_religion"),
    // 8 工会
    (*b"81", "trade_union"), (*b"89", "other_trade_union"),
    // 9 市场监管 (工商)
    (*b"91", "enterprise"), (*b"92", "individual_business"), (*b"93", "farmers_cooperative"),
    // A 中央军委改革和编制办公室
    (*b"A1", "military_institution"), (*b"A9", "other_military"),
    // N 农业
    (*b"N1", "group_collective"), (*b"N2", "village_collective"), (*b"N3", "township_collective"), (*b"N9", "other_collective"),
    // Y 其他
    (*b"Y1", "other"),
];

/// The class of the first two characters.
#[inline]
pub(super) fn name(head: [u8; 2]) -> Option<&'static str> {
    // Nine of ten codes.
    if head == *b"91" {
        return Some("enterprise");
    }
    CLASSES.iter().find(|(code, _)| *code == head).map(|(_, name)| *name)
}

/// Whether two digits are a province of GB/T 2260, or the whole country (10).
#[inline]
pub(super) const fn is_province(digits: [u8; 2]) -> bool {
    matches!((digits[0] & 15) * 10 + (digits[1] & 15), 10..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=66 | 71 | 81..=83)
}
