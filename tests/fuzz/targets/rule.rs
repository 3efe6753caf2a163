//! Any text as a rule: no panic, and what is read prints and reads back as the same tree.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(predicate) = guiyi::rule::parse(text, "p") {
        let printed = predicate.to_string();
        let again = guiyi::rule::parse(&printed, "p").map(|predicate| predicate.to_string());
        assert_eq!(again.ok().as_deref(), Some(printed.as_str()));
    }
});
