//! Any text as `number`: no panic, and the laws of normalizers hold.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let normalizer = guiyi::normalize::builtin(&guiyi::FieldKind::Number {}, guiyi::ReferenceTables::builtin());
    assert_eq!(guiyi::testing::normalizer(&*normalizer, &[text]), Vec::<String>::new());
});
