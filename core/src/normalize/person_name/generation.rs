//! Which of several namesakes in a family: Sr, Jr, III.

/// The generation that a word behind a name says (lower case, without dots).
pub(super) fn of(word: &str) -> Option<&'static str> {
    Some(match word {
        "sr" | "snr" | "senior" => "sr",
        // The second of his name is junior, whether to his father or to an uncle.
        "jr" | "jnr" | "junior" | "ii" | "2nd" => "jr",
        "iii" | "3rd" => "iii",
        "iv" | "4th" => "iv",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn generations() {
        assert_eq!(["jr", "ii", "2nd", "senior", "phd", "i"].map(of), [Some("jr"), Some("jr"), Some("jr"), Some("sr"), None, None]);
    }
}
