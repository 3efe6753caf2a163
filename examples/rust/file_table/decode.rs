//! Bytes to text: UTF-8, UTF-16, GB18030 (Excel's default in China), broken bytes.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use guiyi::Finding;

/// Bytes to text: by BOM, else UTF-8, else GB18030, else UTF-8 with the broken places marked.
pub(super) fn decode(name: &str, bytes: &[u8], findings: &mut Vec<Finding>) -> Option<String> {
    if let Some(encoding) = [(UTF_16LE, [0xff, 0xfe]), (UTF_16BE, [0xfe, 0xff])].into_iter().find(|(_, bom)| bytes.starts_with(bom)).map(|(e, _)| e) {
        let (text, _) = encoding.decode_with_bom_removal(bytes);
        findings.push(Finding::new("encoding", name, "read as UTF-16"));
        return Some(text.into_owned());
    }
    let controls = bytes.iter().filter(|b| matches!(b, 0..=8 | 14..=31 | 127)).count();
    if controls * 20 > bytes.len() {
        findings.push(Finding::new("not_csv", name, format!("{} % of the bytes are control characters: this is not a CSV file, no row is read", controls * 100 / bytes.len())));
        return None;
    }
    if bytes.contains(&0) {
        findings.push(Finding::new(
            "nul_byte",
            name,
            format!("{} NUL bytes, the first in line {}; they are dropped from values", bytes.iter().filter(|b| **b == 0).count(), line_of(bytes, &[0])),
        ));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let broken = match std::str::from_utf8(bytes) {
        Ok(text) => return Some(text.to_owned()),
        Err(error) => error.valid_up_to(),
    };
    let lossy = String::from_utf8_lossy(bytes);
    // Broken places against sound characters beyond ASCII: one bad byte does not make a file GB18030, nor
    // does one unmake it.
    let (bad, good) = quality(&lossy);
    if bad > good {
        let (text, _) = GB18030.decode_without_bom_handling(bytes);
        let (broken, sound) = quality(&text);
        if broken * 10 < sound {
            let but = if broken > 0 { format!(", with {broken} broken places, marked with U+FFFD") } else { String::new() };
            findings.push(Finding::new("encoding", name, format!("read as GB18030{but}")));
            return Some(text.into_owned());
        }
    }
    let line = 1 + bytes.iter().take(broken).filter(|b| **b == b'\n').count();
    findings.push(Finding::new("invalid_utf8", name, format!("{bad} places are not UTF-8, the first in line {line}; they are marked with U+FFFD")));
    Some(lossy.into_owned())
}

/// Characters marked as broken, and sound characters beyond ASCII.
fn quality(text: &str) -> (usize, usize) {
    let count = |(bad, good), c: char| if c == '\u{FFFD}' { (bad + 1, good) } else { (bad, good + usize::from(!c.is_ascii())) };
    text.chars().fold((0, 0), count)
}

fn line_of(bytes: &[u8], wanted: &[u8]) -> usize {
    let at = bytes.windows(wanted.len()).position(|w| w == wanted).unwrap_or(0);
    1 + bytes.iter().take(at).filter(|b| **b == b'\n').count()
}
