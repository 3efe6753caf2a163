//! The check character of organisation codes, GB 11714: on their own and inside credit codes.

const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// Whether nine characters in upper case end in their check character; false for any other text.
pub(crate) fn fits(code: &[u8]) -> bool {
    let Some((&check, body)) = code.split_last().filter(|(_, body)| body.len() == 8) else {
        return false;
    };
    let mut sum = 0;
    for (byte, weight) in body.iter().zip(WEIGHTS) {
        let value = match byte {
            b'0'..=b'9' => byte - b'0',
            b'A'..=b'Z' => byte - b'A' + 10,
            _ => return false,
        };
        sum += u32::from(value) * weight;
    }
    b"0X987654321".get(sum as usize % 11) == Some(&check)
}

/// Whether a body is one character throughout: nobody's code.
pub(crate) fn is_empty(code: &[u8]) -> bool {
    let body = code.get(..8).unwrap_or_default();
    body.iter().all(|b| body.first() == Some(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_codes_fit() {
        for code in ["192203821", "10001686X", "D2143569X", "MA1K3BTP2", "MA2UK1TD0", "678698190"] {
            assert!(fits(code.as_bytes()), "{code}");
        }
        for code in ["192203822", "D21435690", "12345678X", "1922O3821", "19220382", "", "ｘ"] {
            assert!(!fits(code.as_bytes()), "{code}");
        }
    }
}
