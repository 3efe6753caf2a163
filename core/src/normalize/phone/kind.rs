//! What a number is for: the component `type`.

/// What a number is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(dead_code, reason = "some kinds only the library tells apart, one is only needed without it")]
pub(super) enum Kind {
    Mobile,
    DataCard,
    Iot,
    Satellite,
    Landline,
    /// Where the plan does not tell the two apart, as in North America.
    LandlineOrMobile,
    TollFree,
    SharedCost,
    PremiumRate,
    /// A short code: 95588, 12345, 10086.
    Service,
    Emergency,
    Voip,
    Personal,
    Pager,
    /// One number for all branches of a company.
    Corporate,
    Voicemail,
    /// Not known without the library.
    Unknown,
}

impl Kind {
    /// The name in the component `type`.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Kind::Mobile => "mobile",
            Kind::DataCard => "data_card",
            Kind::Iot => "iot",
            Kind::Satellite => "satellite",
            Kind::Landline => "landline",
            Kind::LandlineOrMobile => "landline_or_mobile",
            Kind::TollFree => "toll_free",
            Kind::SharedCost => "shared_cost",
            Kind::PremiumRate => "premium_rate",
            Kind::Service => "service",
            Kind::Emergency => "emergency",
            Kind::Voip => "voip",
            Kind::Personal => "personal",
            Kind::Pager => "pager",
            Kind::Corporate => "corporate",
            Kind::Voicemail => "voicemail",
            Kind::Unknown => "",
        }
    }

    /// Whether a person cannot be behind it.
    pub(super) const fn is_service(self) -> bool {
        matches!(self, Kind::TollFree | Kind::SharedCost | Kind::PremiumRate | Kind::Service | Kind::Emergency | Kind::Corporate)
    }

    /// Whether it is a number of its own without extensions: an extension says that a platform lends it out.
    pub(super) const fn is_mobile(self) -> bool {
        matches!(self, Kind::Mobile | Kind::DataCard | Kind::Iot | Kind::Satellite)
    }
}
