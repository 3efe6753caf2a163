//! How often each kind of dirt occurs (per thousand), and the words that stand for a missing value.

use crate::random::Random;

/// Rates of telephone dirt in one channel, per thousand rows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PhoneDirt {
    /// No number: empty, or a word for missing.
    pub(crate) missing: u64,
    /// One digit wrong.
    pub(crate) mistyped: u64,
    /// `138****5678`
    pub(crate) masked: u64,
    /// `138`
    pub(crate) destroyed: u64,
    /// `1.38E+10`
    pub(crate) scientific: u64,
    /// `13812345678.0`
    pub(crate) float: u64,
    /// The number at home, from those who have one.
    pub(crate) landline: u64,
}

/// 官网: typed by the customer.
pub(crate) const WEB: PhoneDirt = PhoneDirt { missing: 24, mistyped: 8, masked: 8, destroyed: 4, scientific: 4, float: 15, landline: 0 };
/// 电商: exported by a platform and saved by a spreadsheet.
pub(crate) const SHOP: PhoneDirt = PhoneDirt { missing: 4, mistyped: 2, masked: 25, destroyed: 3, scientific: 8, float: 20, landline: 0 };
/// 抖音: left in a message.
pub(crate) const VIDEO: PhoneDirt = PhoneDirt { missing: 225, mistyped: 6, masked: 6, destroyed: 4, scientific: 0, float: 0, landline: 0 };
/// 门店: typed by an assistant.
pub(crate) const STORE: PhoneDirt = PhoneDirt { missing: 24, mistyped: 14, masked: 3, destroyed: 6, scientific: 0, float: 6, landline: 180 };
/// 展会: read from a visiting card.
pub(crate) const FAIR: PhoneDirt = PhoneDirt { missing: 60, mistyped: 10, masked: 0, destroyed: 0, scientific: 0, float: 4, landline: 0 };

/// A changed number is written beside the old one in this share of the rows that follow the change.
pub(crate) const OLD_AND_NEW: u64 = 700;
/// The telephone at home is written behind the mobile number (only by those who have one).
pub(crate) const MOBILE_AND_HOME: u64 = 220;
/// A name with a wrong or swapped character.
pub(crate) const NAME_MISTYPED: u64 = 22;
/// A name in traditional characters, in 门店.
pub(crate) const NAME_TRADITIONAL: u64 = 50;
/// Only `李女士` or `王总`, in 门店.
pub(crate) const NAME_COURTESY: u64 = 60;
/// No name on a web form.
pub(crate) const WEB_NAME_MISSING: u64 = 25;
/// No name beside the nickname.
pub(crate) const VIDEO_NAME_MISSING: u64 = 580;
/// An identity number with a wrong check digit.
pub(crate) const IDENTITY_DAMAGED: u64 = 60;
/// A line break inside a cell of free text.
pub(crate) const LINE_BREAK: u64 = 18;
/// An amount in `万` (only amounts of at least 3,000 yuan that are whole hundreds).
pub(crate) const AMOUNT_IN_WAN: u64 = 250;

/// A missing key field, such as a telephone number.
pub(crate) fn missing_key(random: &mut Random) -> &'static str {
    random.text(&["", "", "", "待补充", "待补充", "-", "未知"])
}

/// A missing minor field, such as an industry.
pub(crate) fn missing_minor(random: &mut Random) -> &'static str {
    random.text(&["", "", "", "", "未知", "-"])
}

/// A missing optional field, such as a budget.
pub(crate) fn missing_optional(random: &mut Random) -> &'static str {
    random.text(&["", "", "", "", "待沟通确认"])
}

/// A sentence, sometimes broken over two lines or holding quotation marks.
pub(crate) fn free_text(sentence: String, random: &mut Random) -> String {
    if random.chance(LINE_BREAK) {
        let second = random.text(&["请尽快联系", "谢谢！", "（周末方便）", "备注:\"加急\"", "电话联系即可"]);
        return format!("{sentence}\n{second}");
    }
    sentence
}
