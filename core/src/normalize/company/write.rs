//! From roles to components.

use super::name::{Name, Role, Runs, is_word};
use super::place;
use super::stem::Stem;
use crate::data::ReferenceTables;
use crate::model::Normalized;
use crate::normalize::clean::is_mask;
use crate::text::script;
use std::ops::Range;

/// The components that are written from elsewhere.
pub(super) const LOOSE: usize = 0;
pub(super) const CORE_KEY: usize = 1;
const VISIBLE: usize = 3;
pub(super) const BRANCH: usize = 8;
pub(super) const CORE: usize = 9;

/// Writes the parts in the script and case they were written in.
pub(super) fn parts(name: &Name, runs: &Runs, written: &str, out: &mut Normalized) {
    let place = [Role::Place, Role::Inner, Role::Tail].into_iter().find(|role| runs.has(*role)).unwrap_or(Role::Place);
    let bare = !runs.has(Role::Form) && !runs.has(Role::Kind);
    let hidden = runs.has(Role::Mask);
    let [_, _, _, _, place_out, brand, trade, form, branch, core] = out.components.as_mut_slice() else {
        return;
    };
    let mut placed = false;
    for run in runs.all() {
        let text = name.written(written, &run);
        match run.role {
            Role::Brand | Role::Trade => {
                if !hidden {
                    core.push_str(text);
                }
                if run.role == Role::Trade { &mut *trade } else { &mut *brand }.push_str(text);
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
        }
    }
    // A name that is all form and brackets is its own core.
    if core.is_empty() && !hidden {
        core.push_str(written);
    }
}

/// Writes the forms for comparing, which depend on the folded name alone.
pub(super) fn forms(tables: &ReferenceTables, name: &Name, runs: &Runs, stem: &Stem, out: &mut Normalized) {
    let Normalized { key, components, .. } = out;
    let [loose, core, reading, ..] = components.as_mut_slice() else {
        return;
    };
    places(stem, 0, loose);
    if runs.has(Role::Inner) {
        inner_places(tables, name, runs, loose);
    }
    loose.push_str(stem.tail.unwrap_or_default());
    // Places that stay in the core are there by their short names too.
    places(stem, stem.taken, core);
    let mut place = stem.chain.end();
    for run in runs.all() {
        let mut start = run.start;
        if matches!(run.role, Role::Brand | Role::Trade | Role::Place) {
            start += place.min(run.end - start);
            place -= start - run.start;
        }
        if matches!(run.role, Role::Brand | Role::Trade | Role::Group) {
            words(name, key, start..run.end, loose);
        }
        if matches!(run.role, Role::Brand | Role::Trade | Role::Tail) {
            words(name, key, start..run.end, core);
        }
    }
    let kind = runs.first(Role::Kind);
    for form in [&mut *loose, &mut *core] {
        form.push_str(name.folded(key, kind.start..kind.end));
    }
    class(name, runs, key, loose);
    let before = loose.len();
    branch(tables, name, runs, loose);
    core.push_str(loose.get(before..).unwrap_or_default());
    if loose.is_empty() {
        loose.push_str(key);
    }
    if core.is_empty() {
        core.push_str(loose);
    }
    script::pinyin_into(tables.pinyin(), core, reading);
}

/// Writes what is visible of a masked name, if some of it is neither place, form nor the trade behind the mask.
pub(super) fn visible(name: &Name, runs: &Runs, out: &mut Normalized) {
    let own = runs.all().filter(|run| run.role == Role::Mask).any(|run| name.get(run.start..run.end).iter().any(|c| is_word(*c)));
    if own && !name.long {
        let visible: String = name.get(0..name.len).iter().map(|c| if is_mask(*c) { '*' } else { *c }).collect();
        out.set(VISIBLE, &visible);
    }
}

/// Writes what is visible of a masked Western name before its first mask and behind its last.
pub(super) fn visible_western(text: &str, read: impl Fn(&str, &mut String), out: &mut Normalized) {
    let mut visible = String::new();
    read(text.split(is_mask).next().unwrap_or_default(), &mut visible);
    if visible.is_empty() {
        return;
    }
    visible.push('*');
    let mut tail = String::new();
    read(text.rsplit(is_mask).next().unwrap_or_default(), &mut tail);
    visible.push_str(&tail);
    out.set(VISIBLE, &visible);
}

/// The letters and digits of a stretch.
fn words(name: &Name, key: &str, range: Range<usize>, out: &mut String) {
    if name.signs {
        out.extend(name.get(range).iter().filter(|c| is_word(**c)));
    } else {
        out.push_str(name.folded(key, range));
    }
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
fn inner_places(tables: &ReferenceTables, name: &Name, runs: &Runs, out: &mut String) {
    for run in runs.all().filter(|run| run.role == Role::Inner) {
        let text = name.get(run.start..run.end);
        match place::whole(tables.place_names(), text).flatten() {
            Some(short) => out.push_str(short),
            None => out.extend(text),
        }
    }
}

/// The legal form by its class: 有限责任公司 is 有限公司, 股份公司 is 股份有限公司.
fn class(name: &Name, runs: &Runs, key: &str, out: &mut String) {
    let run = runs.first(Role::Form);
    let form = name.folded(key, run.start..run.end);
    out.push_str(match form {
        "有限责任公司" | "责任有限公司" | "有限责任" => "有限公司",
        "股份公司" => "股份有限公司",
        "普通合伙企业" | "有限合伙企业" | "有限合伙" => "合伙企业",
        _ => form,
    });
}

/// The branch, its place by its short names: 上海市分行 is 上海分行.
fn branch(tables: &ReferenceTables, name: &Name, runs: &Runs, out: &mut String) {
    let run = runs.first(Role::Branch);
    let text = name.get(run.start..run.end);
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
