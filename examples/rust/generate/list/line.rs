//! One row of a list.

/// The header line.
pub(crate) const COLUMNS: &str =
    "record_id,source,name,gender,birth_date,mobile,phone2,email,id_number,credit_code,company,openid,unionid,address,postcode,country,created_at,updated_at";

/// The cells behind the record number, in the order of the header.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    /// The channel.
    pub(crate) source: String,
    /// Whoever the row names.
    pub(crate) name: String,
    /// Gender.
    pub(crate) gender: String,
    /// Date of birth.
    pub(crate) birth_date: String,
    /// Mobile number.
    pub(crate) mobile: String,
    /// A second number.
    pub(crate) phone2: String,
    /// Mailbox.
    pub(crate) email: String,
    /// Identity number of a person.
    pub(crate) id_number: String,
    /// Number of a company in its register.
    pub(crate) credit_code: String,
    /// Company or employer.
    pub(crate) company: String,
    /// Identity within one application.
    pub(crate) openid: String,
    /// Identity across the applications of one owner.
    pub(crate) unionid: String,
    /// Address.
    pub(crate) address: String,
    /// Postal code.
    pub(crate) postcode: String,
    /// Country.
    pub(crate) country: String,
    /// When the row came in.
    pub(crate) created_at: String,
    /// When it was last touched.
    pub(crate) updated_at: String,
}

impl Line {
    /// All cells.
    pub(crate) fn cells(&self) -> [&str; 17] {
        let Self { source, name, gender, birth_date, mobile, phone2, email, id_number, credit_code, company, openid, unionid, .. } = self;
        let Self { address, postcode, country, created_at, updated_at, .. } = self;
        [source, name, gender, birth_date, mobile, phone2, email, id_number, credit_code, company, openid, unionid, address, postcode, country, created_at, updated_at]
    }
}
