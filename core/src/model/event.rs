//! What customers did: streams of events such as interactions and orders.

use crate::table::Interner;

/// One stream of events, already joined to customers, in (customer, time, content) order.
#[derive(Clone, Debug, Default)]
pub struct EventStream {
    /// The stream's name, such as `orders`.
    pub name: String,
    /// The customer of each event, as an index into the outcome's customers.
    pub customers: Vec<u32>,
    /// When: civil seconds since 1970-01-01 of the plan's clock ([`Spec::utc_offset`](crate::spec::Spec::utc_offset)); `None` when it could not be read.
    pub times: Vec<Option<i64>>,
    /// The attributes, each as long as `customers`.
    pub attributes: Vec<EventAttribute>,
}

/// One attribute of a stream.
#[derive(Clone, Debug)]
pub struct EventAttribute {
    /// The attribute's name, such as `amount`.
    pub name: String,
    /// Its values.
    pub values: EventValues,
}

/// The values of an event attribute.
#[derive(Clone, Debug)]
pub enum EventValues {
    /// Texts and categories: ids into `texts`, `None` when missing.
    Text {
        /// One id per event.
        ids: Vec<Option<u32>>,
        /// The distinct texts.
        texts: Interner,
    },
    /// Money in 分, `None` when missing or unreadable.
    Money(Vec<Option<i64>>),
    /// Plain integers.
    Number(Vec<Option<i64>>),
}
