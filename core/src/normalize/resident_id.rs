//! stub
use super::Normalizer;
use crate::model::Normalized;
/// stub
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ResidentId;
impl Normalizer for ResidentId {
    fn components(&self) -> &'static [&'static str] { &[] }
    fn read(&self, text: &str, out: &mut Normalized) { if super::clean::clean(text, out) { let d = out.display.clone(); out.key = d; } }
}
