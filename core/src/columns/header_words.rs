//! What column names say.

use super::role::Role;
use crate::table::header;

/// Words in column names and what they mean; the first that fits decides.
///
/// A word with `=` in front must be the whole name, one with `=` behind must end it; the others may stand anywhere in it.
const WORDS: &[(&str, Role)] = &[
    ("=id", Role::RecordId),
    ("record_id", Role::RecordId),
    ("recordid", Role::RecordId),
    // What describes the record or the deal, not the customer.
    ("record_type", Role::Unused),
    ("_type", Role::Unused),
    ("_country", Role::Unused),
    ("rel_", Role::Unused),
    ("=source", Role::Unused),
    ("=channel", Role::Unused),
    ("渠道", Role::Unused),
    ("来源", Role::Unused),
    ("status", Role::Unused),
    ("=category", Role::Unused),
    ("amount", Role::Unused),
    ("price", Role::Unused),
    ("金额", Role::Unused),
    ("预算", Role::Unused),
    ("数量", Role::Unused),
    ("商品", Role::Unused),
    ("产品", Role::Unused),
    ("内容", Role::Unused),
    ("备注", Role::Unused),
    ("需求", Role::Unused),
    ("员工", Role::Unused),
    ("接待", Role::Unused),
    ("职务", Role::Unused),
    ("职位", Role::Unused),
    ("行业", Role::Unused),
    ("规模", Role::Unused),
    ("人数", Role::Unused),
    ("门店", Role::Unused),
    ("展会", Role::Unused),
    ("licence_state", Role::Unused),
    ("license_state", Role::Unused),
    // Points on the earth.
    ("经纬度", Role::Point),
    ("坐标", Role::Point),
    ("=coordinates", Role::Point),
    ("=coordinate", Role::Point),
    ("=coords", Role::Point),
    ("=latlng", Role::Point),
    ("=latlon", Role::Point),
    ("=latlong", Role::Point),
    ("=lat_lng", Role::Point),
    ("=lat_lon", Role::Point),
    ("=lat_long", Role::Point),
    ("=geo", Role::Point),
    ("=geo_point", Role::Point),
    ("=gps", Role::Point),
    ("latitude", Role::Latitude),
    ("纬度", Role::Latitude),
    ("緯度", Role::Latitude),
    ("=lat", Role::Latitude),
    ("_lat=", Role::Latitude),
    ("longitude", Role::Longitude),
    ("经度", Role::Longitude),
    ("經度", Role::Longitude),
    ("=lon", Role::Longitude),
    ("=lng", Role::Longitude),
    ("=long", Role::Longitude),
    ("_lon=", Role::Longitude),
    ("_lng=", Role::Longitude),
    ("_long=", Role::Longitude),
    // Dates.
    ("birth_place", Role::Text),
    ("birthplace", Role::Text),
    ("出生地", Role::Text),
    ("birth", Role::BirthDate),
    ("dob", Role::BirthDate),
    ("生日", Role::BirthDate),
    ("出生", Role::BirthDate),
    ("时间", Role::RecordTime),
    ("日期", Role::RecordTime),
    ("timestamp", Role::RecordTime),
    ("created", Role::RecordTime),
    ("updated", Role::RecordTime),
    ("=date", Role::RecordTime),
    ("=time", Role::RecordTime),
    // Identifiers.
    ("手机", Role::Phone),
    ("电话", Role::Phone),
    ("联系方式", Role::Phone),
    ("mobile", Role::Phone),
    ("phone", Role::Phone),
    ("telephone", Role::Phone),
    ("=tel", Role::Phone),
    ("email", Role::Email),
    ("e-mail", Role::Email),
    ("邮箱", Role::Email),
    ("邮件", Role::Email),
    ("=mail", Role::Email),
    ("身份证", Role::ResidentId),
    ("证件号", Role::ResidentId),
    ("信用代码", Role::CreditCode),
    ("credit_code", Role::CreditCode),
    ("卡号", Role::Code),
    ("openid", Role::Code),
    ("unionid", Role::Code),
    ("ssn", Role::Code),
    ("soc_sec", Role::Code),
    ("passport", Role::Code),
    ("license", Role::Code),
    ("licence", Role::Code),
    ("national_id", Role::Code),
    ("tax_id", Role::Code),
    ("lei", Role::Code),
    // Names.
    ("first_and_surname", Role::PersonName),
    ("name_org", Role::Company),
    ("company", Role::Company),
    ("employer", Role::Company),
    ("organisation", Role::Company),
    ("organization", Role::Company),
    ("公司", Role::Company),
    ("企业", Role::Company),
    ("单位", Role::Company),
    ("given", Role::GivenName),
    ("forename", Role::GivenName),
    ("first_name", Role::GivenName),
    ("firstname", Role::GivenName),
    ("name_first", Role::GivenName),
    ("middle", Role::MiddleName),
    ("surname", Role::FamilyName),
    ("last_name", Role::FamilyName),
    ("lastname", Role::FamilyName),
    ("name_last", Role::FamilyName),
    ("family_name", Role::FamilyName),
    ("昵称", Role::Text),
    ("nickname", Role::Text),
    ("native_name", Role::Text),
    ("姓名", Role::PersonName),
    ("联系人", Role::PersonName),
    ("收货人", Role::PersonName),
    ("买家", Role::PersonName),
    ("顾客", Role::PersonName),
    ("客户名", Role::PersonName),
    ("name_full", Role::PersonName),
    ("full_name", Role::PersonName),
    ("=name", Role::PersonName),
    ("person", Role::PersonName),
    // Places.
    ("postcode", Role::Postcode),
    ("postal", Role::Postcode),
    ("zip", Role::Postcode),
    ("邮编", Role::Postcode),
    ("地址", Role::Address),
    ("address", Role::Address),
    ("addr_full", Role::Address),
    ("addr_line", Role::Address),
    ("street", Role::Address),
    ("地区", Role::Region),
    ("省", Role::Region),
    ("城市", Role::Region),
    ("区域", Role::Region),
    ("gender", Role::Gender),
    ("sex", Role::Gender),
    ("性别", Role::Gender),
    ("state", Role::Place),
    ("country", Role::Place),
    ("city", Role::Place),
    ("suburb", Role::Place),
    ("town", Role::Place),
];

/// What a column's name says its values are; where it has a hole, what it may have been says it.
pub(crate) fn role(name: &str) -> Option<Role> {
    by_words(name).or_else(|| {
        let header = header::read(name);
        header.hole.then(|| header.readings().find_map(by_words))?
    })
}

fn by_words(name: &str) -> Option<Role> {
    let folded = field_name(name);
    let fits = |word: &str| match (word.strip_prefix('='), word.strip_suffix('=')) {
        (Some(whole), _) => folded == whole,
        (None, Some(end)) => folded.ends_with(end),
        (None, None) => folded.contains(word),
    };
    WORDS.iter().find(|(word, _)| fits(word)).map(|(_, role)| *role)
}

/// A field name out of a column name.
pub(crate) fn field_name(column: &str) -> String {
    column.trim().to_lowercase().replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use super::{Role, role};

    #[test]
    fn names_with_holes() {
        for (name, wanted) in [
            ("证件号码号", Some(Role::ResidentId)),
            ("手机、", Some(Role::Phone)),
            ("GPS Lat", Some(Role::Latitude)),
            ("lng", Some(Role::Longitude)),
            ("经纬度", Some(Role::Point)),
            ("plate", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(role(name), wanted, "{name}");
        }
    }
}
