//! stub
use super::Normalizer;
use crate::model::Normalized;
use crate::schema::DateOrder;
/// stub
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Date { /// order
 pub order: DateOrder }
impl Normalizer for Date {
    fn components(&self) -> &'static [&'static str] { &[] }
    fn read(&self, text: &str, out: &mut Normalized) { if super::clean::clean(text, out) { let d = out.display.clone(); out.key = d; } }
}
