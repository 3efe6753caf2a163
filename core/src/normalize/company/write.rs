//! From roles to components.

use super::name::{Name, Role, is_word};
use super::place;
use super::stem::Stem;
use crate::data::ReferenceTables;
use crate::model::Normalized;
use crate::text::script;

/// The components that are written from elsewhere.
pub(super) const LOOSE: usize = 0;
pub(super) const CORE_KEY: usize = 1;
pub(super) const BRANCH: usize = 7;
pub(super) const CORE: usize = 8;

/// Writes the parts in the script and case they were written in.
pub(super) fn parts(name: &Name, written: &str, out: &mut Normalized) {
    let has = |role: Role| name.roles.iter().take(name.len).any(|r| *r == role);
    let place = [Role::Place, Role::Inner, Role::Tail].into_iter().find(|role| has(*role)).unwrap_or(Role::Place);
    let bare = !has(Role::Form) && !has(Role::Kind);
    let hidden = has(Role::Mask);
    let [_, _, _, place_out, brand, trade, form, branch, core] = out.components.as_mut_slice() else {
        return;
    };
    let mut placed = false;
    name.each_run(written, |role, _, text| match role {
        Role::Brand | Role::Trade => {
            if !hidden {
                core.push_str(text);
            }
            if role == Role::Trade { &mut *trade } else { &mut *brand }.push_str(text);
        }
        Role::Form | Role::Kind => form.push_str(text),
        // A bracket that is the only form stands without its signs.
        Role::Extra if bare => form.push_str(text.trim_matches(['(', ')', '（', '）', '[', ']', '【', '】'])),
        Role::Extra => form.push_str(text),
        Role::Branch => branch.push_str(text),
        // Of several brackets the first is the place.
        role if role == place && !placed => {
            place_out.push_str(text);
            placed = true;
        }
        _ => {}
    });
    // A name that is all form and brackets is its own core.
    if core.is_empty() && !hidden {
        core.push_str(written);
    }
}

/// Writes the forms for comparing, which depend on the folded name alone.
pub(super) fn forms(tables: &ReferenceTables, name: &Name, stem: &Stem, out: &mut Normalized) {
    let [loose, core, reading, ..] = out.components.as_mut_slice() else {
        return;
    };
    places(stem, 0, loose);
    inner_places(tables, name, loose);
    loose.push_str(stem.tail.unwrap_or_default());
    // Places that stay in the core are there by their short names too.
    places(stem, stem.taken, core);
    let mut place = stem.chain.end();
    name.each_run("", |role, mut chars, _| {
        if matches!(role, Role::Brand | Role::Trade | Role::Place) {
            let skipped = place.min(chars.len());
            place -= skipped;
            chars = chars.get(skipped..).unwrap_or_default();
        }
        for &c in chars.iter().filter(|c| is_word(**c)) {
            if matches!(role, Role::Brand | Role::Trade | Role::Group) {
                loose.push(c);
            }
            if matches!(role, Role::Brand | Role::Trade | Role::Tail) {
                core.push(c);
            }
        }
    });
    let kind = name.run(Role::Kind);
    loose.extend(kind);
    core.extend(kind);
    class(name, loose);
    let before = (loose.len(), core.len());
    branch(tables, name, loose);
    core.push_str(loose.get(before.0..).unwrap_or_default());
    if loose.is_empty() {
        name.each_run("", |_, chars, _| loose.extend(chars));
    }
    if core.is_empty() {
        core.push_str(loose);
    }
    script::pinyin_into(tables.pinyin(), core, reading);
}

/// The chain in front by its short names, from a link on; a province is left out where a place in it follows.
fn places(stem: &Stem, first: usize, out: &mut String) {
    let links = stem.chain.links();
    let mut start = 0;
    for (at, link) in links.iter().enumerate() {
        let inside = links.get(at + 1).is_some_and(|next| next.short.is_some());
        match link.short {
            _ if at < first || link.province && inside => {}
            Some(short) => out.push_str(short),
            None => out.extend(stem.text().get(start..link.end).unwrap_or_default()),
        }
        start = link.end;
    }
}

/// The places in brackets by their short names.
fn inner_places(tables: &ReferenceTables, name: &Name, out: &mut String) {
    let mut at = 0;
    while let Some(start) = (at..name.len).find(|at| name.roles.get(*at) == Some(&Role::Inner)) {
        let end = (start..name.len).find(|at| name.roles.get(*at) != Some(&Role::Inner)).unwrap_or(name.len);
        let text = name.get(start..end);
        match place::whole(tables.place_names(), text).flatten() {
            Some(short) => out.push_str(short),
            None => out.extend(text),
        }
        at = end;
    }
}

/// The legal form by its class: 有限责任公司 is 有限公司, 股份公司 is 股份有限公司.
fn class(name: &Name, out: &mut String) {
    let start = out.len();
    out.extend(name.run(Role::Form));
    let class = match out.get(start..).unwrap_or_default() {
        "有限责任公司" | "责任有限公司" | "有限责任" => "有限公司",
        "股份公司" => "股份有限公司",
        "普通合伙企业" | "有限合伙企业" | "有限合伙" => "合伙企业",
        _ => return,
    };
    out.truncate(start);
    out.push_str(class);
}

/// The branch, its place by its short names: 上海市分行 is 上海分行.
fn branch(tables: &ReferenceTables, name: &Name, out: &mut String) {
    let text = name.run(Role::Branch);
    if text.is_empty() {
        return;
    }
    let chain = place::chain(tables.place_names(), text);
    let mut from = 0;
    for link in chain.links() {
        match link.short {
            Some(short) => out.push_str(short),
            None => out.extend(text.get(from..link.end).unwrap_or_default()),
        }
        from = link.end;
    }
    out.extend(text.get(from..).unwrap_or_default().iter().filter(|c| is_word(**c)));
}
