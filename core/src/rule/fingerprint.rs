//! A name for what a rule means.

use super::ast::Predicate;

impl Predicate {
    /// Sixteen hexadecimal digits that stay from run to run and from machine to machine: FNV-1a (Fowler, Noll, Vo) over the tree as
    /// JSON. Of checked trees, texts that mean the same thing in other words (`10万+`, `>= 100000元`) have one fingerprint.
    ///
    /// It tells rules apart, and does not protect from anyone who wants two to look alike.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let json = serde_json::to_string(self).unwrap_or_default();
        let hash = json.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        format!("{hash:016x}")
    }
}
