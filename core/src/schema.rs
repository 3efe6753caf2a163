//! What a value means: the field kinds.

use serde::{Deserialize, Serialize};

/// What the values of a field mean, with the parameters of reading them.
///
/// Externally tagged in JSON: `{"phone": {}}`, `{"code": {"scope": "wechat"}}`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum FieldKind {
    /// A person's whole name, Chinese or Latin.
    PersonName {},
    /// A given name alone.
    GivenName {},
    /// A family name alone.
    FamilyName {},
    /// A company's name.
    Company {},
    /// A telephone number.
    Phone {
        /// The country (ISO 3166) of numbers that are written without an international prefix.
        #[serde(default = "china", skip_serializing_if = "is_china")]
        region: String,
        /// The city of local numbers that are written without an area code.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        city: String,
    },
    /// An e-mail address.
    Email {},
    /// A Chinese resident identity number (GB 11643).
    ResidentId {},
    /// A unified social credit code (GB 32100).
    CreditCode {},
    /// An organisation code (GB 11714), the ninth to seventeenth characters of a credit code.
    OrgCode {},
    /// The number of a bank card (ISO/IEC 7812).
    BankCard {},
    /// A WeChat OpenID or UnionID.
    WechatId {
        /// The appid, or the open-platform account, that the id is valid in.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        scope: String,
    },
    /// A calendar date, with or without a time of day.
    Date {
        /// How to read `5/10/2023`.
        #[serde(default)]
        order: DateOrder,
    },
    /// An amount of money, or a range of amounts.
    Amount {
        /// The unit of bare numbers, as a column's header gives it: `万元`, `亿`, `k`.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        unit: String,
        /// The currency (ISO 4217) of amounts that name none.
        #[serde(default = "yuan", skip_serializing_if = "is_yuan")]
        currency: String,
    },
    /// The size of an organisation: people, or turnover.
    Scale {},
    /// A Chinese region, 省-市 (-区).
    Region {},
    /// A Chinese postal address: region, town, road, number, building, unit.
    Address {},
    /// A branch of industry (GB/T 4754).
    Industry {},
    /// The channel a customer came through.
    Channel {},
    /// A name that people give themselves on a platform.
    Nickname {},
    /// The name of a thing that is neither a person nor a company: a place, a shop, a product, a work.
    Title {},
    /// Free text: streets, remarks.
    Text {},
    /// An opaque identifier: case is kept, only blanks around it are dropped.
    Code {
        /// What the code is valid in, such as an appid; codes of different scopes never match.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        scope: String,
    },
    /// A person's sex.
    Gender {},
    /// A value from a short list, such as a state.
    Category {},
    /// A point on the earth: latitude and longitude.
    Geo {},
    /// A plain number.
    Number {},
}

/// How an all-digit date with separators is read when the value itself does not decide.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DateOrder {
    /// Not known: a value that can be read both ways is ambiguous and has no key.
    #[default]
    Unknown,
    /// Day first.
    DayFirst,
    /// Month first.
    MonthFirst,
    /// Year first, also where it has two digits.
    YearFirst,
    /// Bare numbers are days of a spreadsheet that counts from 1900.
    #[serde(rename = "excel_1900")]
    Excel1900,
    /// Bare numbers are days of a spreadsheet that counts from 1904.
    #[serde(rename = "excel_1904")]
    Excel1904,
}

impl FieldKind {
    /// The kind's name as it stands in JSON.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            FieldKind::PersonName {} => "person_name",
            FieldKind::GivenName {} => "given_name",
            FieldKind::FamilyName {} => "family_name",
            FieldKind::Company {} => "company",
            FieldKind::Phone { .. } => "phone",
            FieldKind::Email {} => "email",
            FieldKind::ResidentId {} => "resident_id",
            FieldKind::CreditCode {} => "credit_code",
            FieldKind::OrgCode {} => "org_code",
            FieldKind::BankCard {} => "bank_card",
            FieldKind::WechatId { .. } => "wechat_id",
            FieldKind::Date { .. } => "date",
            FieldKind::Amount { .. } => "amount",
            FieldKind::Scale {} => "scale",
            FieldKind::Region {} => "region",
            FieldKind::Address {} => "address",
            FieldKind::Industry {} => "industry",
            FieldKind::Channel {} => "channel",
            FieldKind::Nickname {} => "nickname",
            FieldKind::Title {} => "title",
            FieldKind::Text {} => "text",
            FieldKind::Code { .. } => "code",
            FieldKind::Gender {} => "gender",
            FieldKind::Category {} => "category",
            FieldKind::Geo {} => "geo",
            FieldKind::Number {} => "number",
        }
    }

    /// Whether equal values are meant to point at one customer.
    #[must_use]
    pub fn is_identifier(&self) -> bool {
        let of_person = matches!(self, FieldKind::Phone { .. } | FieldKind::Email {} | FieldKind::ResidentId {} | FieldKind::WechatId { .. } | FieldKind::BankCard {});
        of_person || matches!(self, FieldKind::CreditCode {} | FieldKind::OrgCode {} | FieldKind::Code { .. })
    }

    /// Whether a value is issued to one holder alone: an identifier that no family or office shares, as it does telephones and
    /// mailboxes. What a code of unknown meaning is issued to (a postcode, to a street) nobody can know.
    #[must_use]
    pub fn is_document(&self) -> bool {
        self.is_identifier() && !matches!(self, FieldKind::Phone { .. } | FieldKind::Email {} | FieldKind::Code { .. })
    }

    /// One of every kind, with its default parameters.
    #[must_use]
    pub fn every() -> Vec<Self> {
        vec![
            FieldKind::PersonName {},
            FieldKind::GivenName {},
            FieldKind::FamilyName {},
            FieldKind::Company {},
            FieldKind::phone(),
            FieldKind::Email {},
            FieldKind::ResidentId {},
            FieldKind::CreditCode {},
            FieldKind::OrgCode {},
            FieldKind::BankCard {},
            FieldKind::WechatId { scope: String::new() },
            FieldKind::Date { order: DateOrder::Unknown },
            FieldKind::amount(),
            FieldKind::Scale {},
            FieldKind::Region {},
            FieldKind::Address {},
            FieldKind::Industry {},
            FieldKind::Channel {},
            FieldKind::Nickname {},
            FieldKind::Title {},
            FieldKind::Text {},
            FieldKind::Code { scope: String::new() },
            FieldKind::Gender {},
            FieldKind::Category {},
            FieldKind::Geo {},
            FieldKind::Number {},
        ]
    }

    /// Amounts in yuan.
    #[must_use]
    pub fn amount() -> Self {
        FieldKind::Amount { unit: String::new(), currency: yuan() }
    }

    /// Telephone numbers of China.
    #[must_use]
    pub fn phone() -> Self {
        FieldKind::Phone { region: china(), city: String::new() }
    }
}

fn yuan() -> String {
    "CNY".to_owned()
}

fn is_yuan(currency: &String) -> bool {
    currency == "CNY"
}

fn china() -> String {
    "CN".to_owned()
}

fn is_china(region: &String) -> bool {
    region == "CN"
}
