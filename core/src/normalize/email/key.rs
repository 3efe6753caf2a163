//! From the address form to the key and to what it says about its holder.

use super::super::clean;
use super::placeholder::{self, Placeholder};
use super::provider::{self, Ignores};
use super::role;
use super::{DOMAIN, DOMAIN_KEY, LOCAL, VISIBLE};
use super::{domain, local};
use crate::model::{Normalized, Reason};

/// Writes key and components from the address form, which stands in its component with `@` at `at`.
pub(super) fn write(at: usize, out: &mut Normalized) {
    let [local_key, domain_key, _, address, local, domain] = out.components.as_mut_slice() else { return };
    let (before, behind) = clean::cut(address, at);
    let behind = behind.strip_prefix('@').unwrap_or(behind);
    local.push_str(before);
    domain.push_str(behind);
    let (host, rest) = domain::split(behind);
    let provider = provider::find(host, rest);
    let plus = before.bytes().position(|b| b == b'+');
    let dropped = local_part(before, plus, provider.unwrap_or(Ignores::Case), local_key);
    domain_key.push_str(provider::canonical(behind));
    out.key.push_str(local_key);
    out.key.push('@');
    out.key.push_str(domain_key);
    let made_up = placeholder::judge(before, host, rest, provider.is_some());
    let role = role::is_role(plus.and_then(|plus| before.get(..plus)).unwrap_or(before), provider.is_some());
    if dropped {
        out.because(Reason::SubAddress);
    }
    if role {
        out.because(Reason::RoleMailbox);
    }
    match made_up {
        Placeholder::No => {}
        Placeholder::Likely => clean::doubt(out, Reason::Placeholder, 50),
        Placeholder::Certain => out.invalid(Reason::Placeholder),
    }
}

/// Writes the match form of a local part; whether anything that the provider ignores was dropped.
fn local_part(written: &str, mut plus: Option<usize>, ignores: Ignores, out: &mut String) -> bool {
    if written.starts_with('"') {
        local::unquote(written, out);
        if out.starts_with('"') {
            return false;
        }
        plus = out.find('+');
    } else {
        out.push_str(written);
    }
    let before = out.len();
    if ignores != Ignores::Case
        && let Some(plus) = plus.filter(|at| *at > 0)
    {
        out.truncate(plus);
    }
    if ignores == Ignores::PlusAndDots && out.bytes().any(|b| b == b'.') {
        out.retain(|c| c != '.');
    }
    out.len() < before
}

/// Writes what a masked address still shows. Of a half that hides something only the other one is written whole.
pub(super) fn write_visible(local: &str, domain: &str, out: &mut Normalized) {
    let hides = |text: &str| text.contains(local::is_mask);
    let mut visible = String::with_capacity(local.len() + domain.len() + 1);
    if hides(domain) {
        visible.push_str(local);
    } else {
        out.set(DOMAIN, domain);
        out.set(DOMAIN_KEY, provider::canonical(domain));
        let (host, rest) = domain::split(domain);
        let plus = local.find('+');
        local_part(local, plus, provider::find(host, rest).unwrap_or(Ignores::Case), &mut visible);
    }
    if !hides(local) {
        out.set(LOCAL, local);
    }
    // The domain alone is everybody's.
    if visible.contains(|c: char| !local::is_mask(c)) {
        visible.push('@');
        visible.push_str(if hides(domain) { domain } else { provider::canonical(domain) });
        let visible: String = visible.chars().map(|c| if local::is_mask(c) { '*' } else { c }).collect();
        out.set(VISIBLE, &visible);
    }
}
