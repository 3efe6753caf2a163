//! Numbers of other countries: by the library behind the feature `phone-intl`, or by calling codes and lengths alone.
//!
//! | raw | with `phone-intl` | without |
//! |---|---|---|
//! | `+85261234567` | mobile, HK | no type, HK |
//! | `+442079460958` | landline, GB | no type, no region: islands share +44 |
//! | `+14155552671` | landline_or_mobile, US | no type, no region: 25 countries share +1 |
//! | `+44 20 7946 095` | refused: too short | refused: too short |
//! | `020 7946 0958` at home in GB | `+442079460958` | the same, by trunk prefix and length |
//! | `+999 12345678` | refused | refused |

#[cfg(not(feature = "phone-intl"))]
mod calling_code;
#[cfg(not(feature = "phone-intl"))]
mod disabled;
#[cfg(feature = "phone-intl")]
mod enabled;
mod home;
pub(super) mod vanity;

#[cfg(not(feature = "phone-intl"))]
pub(super) use disabled::{international, national};
#[cfg(feature = "phone-intl")]
pub(super) use enabled::{international, national};
pub(super) use home::Home;

#[cfg(test)]
mod tests;
