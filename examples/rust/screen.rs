//! Tables for people, on a screen.

use std::io::{self, Write};

/// A text of the input as the screen may have it: cut, and without control characters.
#[must_use]
pub fn shown(text: &str, most: usize) -> String {
    let mut out: String = text.chars().filter(|c| !c.is_control()).take(most).collect();
    if text.chars().nth(most).is_some() {
        out.push('…');
    }
    out
}

/// A line of cells, padded by what they take on the screen: a Chinese character takes two places.
///
/// # Errors
/// What the output says.
pub fn row(out: &mut impl Write, cells: &[(&str, usize)]) -> io::Result<()> {
    for (text, width) in cells {
        let text = shown(text, 1000);
        let wide: usize = text.chars().map(|c| if c as u32 >= 0x1100 && !('\u{2000}'..='\u{206f}').contains(&c) { 2 } else { 1 }).sum();
        write!(out, "{text}{:pad$}  ", "", pad = width.saturating_sub(wide))?;
    }
    writeln!(out)
}
