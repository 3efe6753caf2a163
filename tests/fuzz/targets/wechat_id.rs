//! Any text as `wechat_id`: no panic, and the laws of normalizers hold.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let normalizer = guiyi::normalize::builtin(&guiyi::FieldKind::WechatId { scope: "wx1".to_owned() }, guiyi::ReferenceTables::builtin());
    assert_eq!(guiyi::testing::normalizer(&*normalizer, &[text]), Vec::<String>::new());
});
