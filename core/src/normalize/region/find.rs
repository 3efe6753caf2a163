//! Divisions at the beginning of a text, level by level.
//!
//! What is known so far is a set of divisions: a name that several bear leaves several, and the next name keeps those that have it
//! inside. A name of old stands for today's divisions; where its prefecture is of old too, what lay in that is found as well.

use super::line::{is_separator, starts};
use super::set::Set;
use super::short::{Follows, follows, opens_address, opens_road};
use super::taiwan;
use super::words::{Words, words};
use crate::data::division::Level;
use crate::data::gazetteer::{Entry, Form, Gazetteer, Name, Standing};

/// Whether two names of a text do not lie in one another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::normalize) enum Contradiction {
    None,
    /// One of the two is certain.
    Settled,
    /// The places are what either can mean.
    Open,
}

/// What a text begins with.
#[derive(Debug)]
pub(in crate::normalize) struct Found {
    /// What the deepest name can mean; one: certain; none: nothing was found.
    pub(in crate::normalize) places: Set,
    /// What is certain above the namesakes.
    pub(in crate::normalize) above: Option<u16>,
    /// Where the first name begins: what stands before is no part of the address.
    pub(in crate::normalize) start: usize,
    /// Where the remainder begins.
    pub(in crate::normalize) end: usize,
    /// How many names were read.
    names: u8,
    /// The first of them has its kind.
    first_full: bool,
    /// A short name or a name without those above it was completed from the table.
    pub(in crate::normalize) completed: bool,
    /// Only a bare short name was found, and other text runs on behind it.
    pub(in crate::normalize) bare: bool,
    /// The last name is of old.
    pub(in crate::normalize) old: Option<Standing>,
    /// Some name is of old.
    pub(in crate::normalize) was_old: bool,
    /// Whether names do not lie in one another.
    pub(in crate::normalize) contradiction: Contradiction,
    /// A prefecture of old: what lay in it may follow.
    shadow: u32,
}

impl Found {
    /// Whether no division was found.
    pub(in crate::normalize) fn is_nothing(&self) -> bool {
        self.names == 0
    }

    /// Whether nothing but the name of the country stands in front.
    pub(in crate::normalize) fn is_country(&self, text: &[char]) -> bool {
        let front = text.get(..self.start).unwrap_or_default();
        COUNTRY.at_start(front.get(skip(front, 0)..).unwrap_or_default()).is_some()
    }

    fn nothing(at: usize) -> Found {
        Found {
            places: Set::EMPTY,
            above: None,
            start: at,
            end: at,
            names: 0,
            first_full: false,
            completed: false,
            bare: false,
            old: None,
            was_old: false,
            contradiction: Contradiction::None,
            shadow: 0,
        }
    }
}

const COUNTRY: &Words = words!["中华人民共和国", "中国", "PRC", "China", "CHINA"];

/// The names that begin at one position, shorter ones first, with their lengths.
struct Names {
    list: [(usize, Name); NAMES],
    count: usize,
}

/// Names that begin at one position, at most.
const NAMES: usize = 12;

impl Names {
    fn read(&mut self, g: &Gazetteer, text: &[char]) {
        self.count = 0;
        g.each_start(text, |length, name| {
            if let Some(slot) = self.list.get_mut(self.count) {
                *slot = (length, name);
                self.count += 1;
            }
        });
    }

    /// Longer ones first.
    fn longest(&self) -> impl Iterator<Item = (usize, Name)> {
        self.list.get(..self.count).unwrap_or_default().iter().rev().copied()
    }
}

/// Finds divisions in a text.
pub(in crate::normalize) struct Finder<'a> {
    pub(in crate::normalize) g: &'a Gazetteer,
    pub(in crate::normalize) text: &'a [char],
}

#[derive(Clone, Copy)]
struct Step {
    end: usize,
    places: Set,
    short: bool,
    /// Its kind is written, its peoples are not: 恩施州.
    abbreviated: bool,
    old: Option<Standing>,
    shadow: u32,
}

impl Step {
    fn to(end: usize) -> Step {
        Step { end, places: Set::EMPTY, short: true, abbreviated: false, old: None, shadow: 0 }
    }
}

impl<'a> Finder<'a> {
    /// The divisions that the text begins with.
    pub(in crate::normalize) fn find(&self) -> Found {
        let at = self.country(skip(self.text, 0));
        let mut found = self.chain(at);
        if found.names == 0 {
            if taiwan::begins(self.tail(at)) {
                return self.g.number(710_000).map_or(found, |taiwan| Found { places: Set::of(taiwan), names: 1, completed: true, ..Found::nothing(at) });
            }
            match self.behind_noise(at) {
                Some(behind) => found = behind,
                None => return found,
            }
        }
        self.contradicted(&mut found);
        found
    }

    fn tail(&self, at: usize) -> &'a [char] {
        self.text.get(at..).unwrap_or_default()
    }

    /// Behind 中国 in front of a division.
    fn country(&self, at: usize) -> usize {
        let Some(length) = COUNTRY.at_start(self.tail(at)) else {
            return at;
        };
        let behind = skip(self.text, at + length);
        if self.chain(behind).names > 0 || behind == self.text.len() { behind } else { at }
    }

    /// Reads names from a position on.
    fn chain(&self, at: usize) -> Found {
        let mut found = Found::nothing(at);
        let mut names = Names { list: [(0, Name::NONE); NAMES], count: 0 };
        let mut step = Step::to(at);
        for _ in 0..12 {
            let at = if found.names == 0 { at } else { self.summary(&found, skip(self.text, found.end)) };
            names.read(self.g, self.tail(at));
            if names.count == 0 {
                break;
            }
            if self.next(&found, at, &names, &mut step) {
                self.take(&mut found, &step, at);
            } else if let Some(end) = self.again(&mut found, at, &names) {
                found.end = end;
            } else {
                break;
            }
        }
        found
    }

    /// Goes on to the next division.
    fn take(&self, found: &mut Found, step: &Step, at: usize) {
        let above = |place: u16| {
            let place = self.g.place(place)?;
            match place.level {
                Level::Province => None,
                Level::Prefecture => Some(place.province),
                Level::County => Some(place.prefecture.unwrap_or(place.province)),
            }
        };
        let first = step.places.as_slice().first().copied();
        let skipped = || step.shadow == 0 && first.and_then(above).is_some_and(|outer| !found.places.contains(outer));
        found.bare = found.names == 0 && step.short && self.text.get(step.end).is_some_and(|c| !is_separator(*c));
        found.completed = found.completed || step.short || step.abbreviated || skipped();
        found.was_old |= step.old.is_some();
        found.old = step.old.or(found.old.filter(|_| step.places.is_empty()));
        if found.names == 0 {
            found.start = at;
            found.first_full = !step.short && step.end - at > 2;
        }
        if step.places.one().is_none() && found.places.one().is_some() {
            found.above = found.places.one();
        }
        if !step.places.is_empty() {
            found.places = step.places;
        }
        found.shadow = step.shadow;
        found.names += 1;
        found.end = step.end;
    }

    /// The longest name here that can mean something inside what is known.
    fn next(&self, found: &Found, at: usize, names: &Names, step: &mut Step) -> bool {
        let mut chosen: Option<Step> = None;
        for (length, name) in names.longest() {
            if !self.mean(found, at, at + length, self.g.bearers(name), step) {
                continue;
            }
            // 陕|西安市 rather than 陕西|安市.
            if step.short && found.names == 0 && length > 1 && !self.inner(&step.places, step.end, false) {
                chosen.get_or_insert(*step);
                continue;
            }
            if let Some(longer) = chosen
                && !(length == 1 && self.inner(&step.places, step.end, true))
            {
                *step = longer;
            }
            return true;
        }
        chosen.map(|longer| *step = longer).is_some()
    }

    /// What a name means, if it can mean something here.
    fn mean(&self, found: &Found, at: usize, end: usize, entries: &[Entry], step: &mut Step) -> bool {
        let known = found.names > 0;
        let tail = self.tail(end);
        *step = Step::to(end);
        let mut kind = 0;
        // Those of today stand first; where one of them is meant, none of old is.
        for entry in entries {
            let old = entry.standing != Standing::Current;
            if old && step.old.is_none() && !step.places.is_empty() {
                break;
            }
            if !self.fits(found, entry) {
                continue;
            }
            let Some(taken) = self.readable(entry, end - at, tail, known) else {
                continue;
            };
            // 恩施|州 rather than 恩施市, and a full name rather than a short one (巴州 of 新疆, not 巴州区).
            if taken < kind || !step.places.is_empty() && !step.short && entry.form != Form::Full {
                continue;
            }
            if taken > kind || step.short && entry.form == Form::Full {
                step.places = Set::EMPTY;
                kind = taken;
            }
            step.short &= entry.form != Form::Full;
            step.abbreviated = !old && !entry.whole;
            self.g.targets(entry).iter().for_each(|target| step.places.add(*target));
            if entry.code.is_multiple_of(100) && old {
                step.shadow = entry.code;
            }
            step.old = old.then_some(entry.standing);
        }
        if step.places.is_empty() && step.shadow == 0 {
            return false;
        }
        // 巢湖市 is a county today and was a prefecture.
        if step.old.is_none()
            && let Some(old) = entries.iter().find(|e| e.standing != Standing::Current && e.code.is_multiple_of(100))
        {
            step.shadow = old.code;
        }
        step.end += kind;
        step.places.prefer_higher(self.g, step.short);
        // A short name of several counties tells nothing before other text: 龙华|新区.
        if !known && step.short && kind == 0 && step.places.as_slice().len() > 1 && tail.first().is_some_and(|c| !is_separator(*c)) {
            return false;
        }
        true
    }

    /// Whether an entry lies inside what is known.
    fn fits(&self, found: &Found, entry: &Entry) -> bool {
        if found.names == 0 {
            return entry.form != Form::Short || entry.standing == Standing::Current || entry.code.is_multiple_of(100);
        }
        if entry.form == Form::Letter {
            return false;
        }
        let code = |at: &u16| self.g.place(*at).map_or(0, |p| p.division.code());
        let inside = |code: u32| found.places.has(self.g, code);
        let in_shadow = found.shadow > 0 && entry.code / 100 == found.shadow / 100 && entry.code != found.shadow;
        // Chongqing was in Sichuan and Hainan in Guangdong.
        let seceded = |code: u32| match found.places.one().and_then(|p| self.g.place(p)).map(|p| p.division.code()) {
            Some(510_000) => code / 10_000 == 50,
            Some(440_000) => code / 10_000 == 46,
            _ => false,
        };
        in_shadow
            || inside(entry.code)
            || entry.form == Form::Full && seceded(entry.code)
            || self.g.targets(entry).iter().any(|target| entry.standing != Standing::Current && inside(code(target)))
    }

    /// How many characters of the tail belong to a name that can be read here.
    fn readable(&self, entry: &Entry, length: usize, tail: &[char], known: bool) -> Option<usize> {
        let end = self.text.len() - tail.len();
        match entry.form {
            Form::Full => is_full(end.checked_sub(1).and_then(|last| self.text.get(last)).copied(), length, tail, known).then_some(0),
            Form::Letter => self.letter(entry, length, end).then_some(0),
            Form::Short => self.short(entry, end, known),
        }
    }

    /// Whether the letter of a province that ends at `end` means it: alone, or in front of a prefecture of it.
    #[inline(never)]
    fn letter(&self, entry: &Entry, length: usize, end: usize) -> bool {
        let alone = || self.tail(end).iter().all(|c| is_separator(*c)) && end == length;
        alone() || self.inner(&self.g.targets(entry).first().map_or(Set::EMPTY, |target| Set::of(*target)), skip(self.text, end), true)
    }

    /// How many characters behind a short name that ends at `end` belong to it, if it can be read here.
    #[inline(never)]
    fn short(&self, entry: &Entry, end: usize, known: bool) -> Option<usize> {
        let tail = self.tail(end);
        let target = *self.g.targets(entry).first()?;
        let place = self.g.place(target)?;
        if !known && place.level == Level::County && !entry.common && opens_road(tail) {
            return Some(0);
        }
        match follows(place.level, place.division.name(), tail, known, || self.inner(&Set::of(target), end, false)) {
            Follows::No => None,
            Follows::Alone | Follows::Text => Some(0),
            Follows::Kind(count) => Some(count),
        }
    }

    /// Whether a division inside one of these begins here, under its full name or a short one that can be read.
    fn inner(&self, places: &Set, at: usize, full_only: bool) -> bool {
        let at = skip(self.text, at);
        let mut found = false;
        self.g.each_start(self.tail(at), |length, name| {
            let tail = self.tail(at + length);
            let readable = |e: &Entry| match e.form {
                Form::Full => is_full(self.tail(at).get(length - 1).copied(), length, tail, true),
                Form::Short => {
                    let prefecture = e.code.is_multiple_of(100);
                    let name = self.g.targets(e).first().and_then(|t| self.g.place(*t));
                    (prefecture || !full_only) && length > 1 && name.is_some_and(|p| follows(p.level, p.division.name(), tail, true, || false) != Follows::No)
                }
                Form::Letter => false,
            };
            let target = |e: &Entry| self.g.targets(e).iter().filter_map(|t| self.g.place(*t)).any(|p| places.has(self.g, p.division.code()));
            found = found || self.g.bearers(name).iter().any(|e| (places.has(self.g, e.code) || target(e)) && readable(e));
        });
        found
    }

    /// Skips what says again what is known: 上海市上海市, 温州市浙江省温州市; of namesakes, it keeps those that lie there (朝阳区北京市).
    #[inline(never)]
    fn again(&self, found: &mut Found, at: usize, names: &Names) -> Option<usize> {
        if found.names == 0 {
            return None;
        }
        for (length, name) in names.longest() {
            let tail = self.tail(at + length);
            for entry in self.g.bearers(name) {
                let targets = self.g.targets(entry);
                let is_above = |place: u16| {
                    let chain = self.g.place(place).map(|p| [Some(place), p.prefecture, Some(p.province)]);
                    chain.into_iter().flatten().flatten().any(|outer| targets.contains(&outer))
                };
                let mut kept = found.places;
                kept.retain(is_above);
                if kept.is_empty() {
                    continue;
                }
                let count = match entry.form {
                    Form::Full => is_full(self.tail(at).get(length - 1).copied(), length, tail, true).then_some(0),
                    Form::Letter => None,
                    Form::Short => {
                        let name = targets.first().and_then(|t| self.g.place(*t))?;
                        match follows(name.level, name.division.name(), tail, true, || self.inner(&Set::of(*targets.first().unwrap_or(&0)), at + length, false)) {
                            Follows::Alone => Some(0),
                            Follows::Kind(count) => Some(count),
                            Follows::Text if self.inner(&Set::of(*targets.first().unwrap_or(&0)), at + length, false) => Some(0),
                            // 慈溪市慈溪观海卫镇
                            Follows::Text if opens_address(tail) => Some(0),
                            Follows::No | Follows::Text => None,
                        }
                    }
                };
                if let Some(count) = count {
                    found.places = kept;
                    if entry.standing != Standing::Current {
                        found.old = found.old.or(Some(entry.standing));
                        found.was_old = true;
                    }
                    return Some(at + length + count);
                }
            }
        }
        None
    }

    /// Skips the rows that only sum up others: 市辖区, 省直辖县级行政区划.
    #[inline]
    fn summary(&self, found: &Found, at: usize) -> usize {
        let begins = matches!(self.text.get(at), Some('县' | '市' | '生' | '省' | '自' | '直' | 'n' | 'N' | 'u'));
        if begins { self.behind_summary(found, at) } else { at }
    }

    #[inline(never)]
    fn behind_summary(&self, found: &Found, at: usize) -> usize {
        // 重庆市县巫山县: the row of its counties.
        if self.text.get(at) == Some(&'县') && self.inner(&found.places, skip(self.text, at + 1), true) {
            return skip(self.text, at + 1);
        }
        // 宁波市市江东区
        if self.text.get(at) == Some(&'市') && self.inner(&found.places, at + 1, true) {
            return at + 1;
        }
        if let Some(corps) = words!["生产建设兵团"].at_start(self.tail(at)) {
            let division = self.tail(at + corps);
            let end = division.iter().take(6).position(|c| *c == '师').map_or(0, |end| end + 1);
            return skip(self.text, at + corps + end);
        }
        // What forms leave behind.
        if let Some(length) = words!["null", "NULL", "None", "undefined"].at_start(self.tail(at)) {
            return skip(self.text, at + length);
        }
        const ROWS: &Words = words![
            "市辖区",
            "省直辖县级行政区划",
            "省直辖县级行政单位",
            "省直辖行政单位",
            "省直辖县",
            "自治区直辖县级行政区划",
            "自治区直辖县级行政单位",
            "直辖县级行政区划",
            "直辖县",
        ];
        ROWS.at_start(self.tail(at)).map_or(at, |length| skip(self.text, at + length))
    }

    /// Divisions behind something that is no part of the address, or says a part of it before: 张三 浙江省杭州市, Acme Ltd. 上海市,
    /// 壶山街道浙江省武义县壶山街道.
    fn behind_noise(&self, from: usize) -> Option<Found> {
        let (mut han, mut digits, mut marked) = (0, 0, false);
        for (at, c) in self.text.iter().enumerate().take(from + 48).skip(from) {
            let last = at.checked_sub(1).and_then(|before| self.text.get(before)).copied().unwrap_or(' ');
            let boundary = is_separator(last) || last.is_ascii_alphabetic() || digits >= 6;
            let before = at.checked_sub(2).and_then(|before| self.text.get(before)).copied().unwrap_or(' ');
            let behind_town = marked && digits == 0 && matches!((before, last), (_, '镇' | '乡' | '村') | ('街', '道') | ('社', '区'));
            if at > from && (boundary && !marked || behind_town || han > 0 && !marked) && !is_separator(*c) {
                let found = self.chain(at);
                let level = found.places.places(self.g).next().map(|p| p.level);
                // By its full name, and not a district alone.
                let full = level.is_some() && !found.bare && found.first_full;
                let city = full && (found.names > 1 || level != Some(Level::County) || self.tail(found.end - 1).first() != Some(&'区'));
                if if marked { city } else { full && (boundary || found.names > 1) || boundary && found.names > 1 } {
                    return Some(found);
                }
            }
            match c {
                '号' | '栋' | '幢' | '楼' | '室' | '弄' => return None,
                '路' | '街' | '道' | '巷' | '镇' | '乡' | '村' | '区' | '城' => marked = true,
                '0'..='9' => digits += 1,
                '\u{4e00}'..='\u{9fff}' => {
                    han += 1;
                    if digits < 6 && digits > 0 {
                        return None;
                    }
                }
                _ => {}
            }
            if han > 10 {
                return None;
            }
        }
        None
    }

    /// Looks whether a name follows that does not lie in what is known, and which of the two is certain.
    fn contradicted(&self, found: &mut Found) {
        let Some(place) = found.places.one().and_then(|p| self.g.place(p)) else {
            return;
        };
        let at = skip(self.text, found.end);
        let at = match COUNTRY.at_start(self.tail(at)) {
            Some(length) if found.names > 0 => skip(self.text, at + length),
            _ => at,
        };
        let mut strong = false;
        self.g.each_start(self.tail(at), |length, name| {
            let entries = self.g.bearers(name);
            let is_readable = length > 2 && is_full(self.tail(at).get(length - 1).copied(), length, self.tail(at + length), true);
            let outer = |e: &Entry| self.g.targets(e).first().and_then(|t| self.g.place(*t)).is_some_and(|p| p.level != Level::County);
            let deeper = place.level != Level::County && place.divided && !is_generic(self.tail(at).get(..length).unwrap_or_default());
            // 江苏-宁波.
            let alone = at > found.end && self.tail(at + length).first().is_none_or(|c| is_separator(*c)) && place.level == Level::Province;
            strong |= alone && length > 1 && entries.iter().any(|e| e.form == Form::Short && e.standing == Standing::Current && e.code.is_multiple_of(100));
            strong |= is_readable && entries.iter().any(|e| e.form == Form::Full && e.standing == Standing::Current && (outer(e) || deeper));
        });
        if !strong {
            return;
        }
        let other = self.chain(at);
        if found.names < other.names && other.places.one().is_some() {
            *found = Found { contradiction: Contradiction::Settled, start: found.start, ..other };
            return;
        }
        found.contradiction = Contradiction::Settled;
        found.above = None;
        if found.names <= other.names {
            found.contradiction = Contradiction::Open;
            other.places.as_slice().iter().for_each(|place| found.places.add(*place));
            found.end = other.end;
        }
    }
}

/// Whether a full name is one where it stands: 东方市|场 and X旗|舰 are not.
fn is_full(last: Option<char>, length: usize, tail: &[char], known: bool) -> bool {
    let next = tail.first().copied().unwrap_or(' ');
    match last {
        Some('区') if length < 3 && !known => false,
        Some('市') => !(next == '场' || starts(tail, "政路")),
        Some('旗') => next != '舰',
        Some('县') if next == '道' || next == '学' => false,
        Some('区') => !matches!(next, '块' | '间' | '域'),
        // 鄞县大道, 恩施州路.
        Some('县' | '州') if length < 4 => !(next == '路' || starts(tail, "大道") || starts(tail, "大街")),
        _ => true,
    }
}

/// Whether the name of a district tells nothing: many cities call a part of theirs so.
fn is_generic(name: &[char]) -> bool {
    name.iter().all(|c| matches!(c, '城' | '新' | '市' | '东' | '西' | '南' | '北' | '中' | '关' | '郊' | '区' | '老' | '旧'))
}

/// The next position that is no separator.
pub(in crate::normalize) fn skip(text: &[char], from: usize) -> usize {
    let mut at = from;
    while text.get(at).is_some_and(|c| is_separator(*c)) {
        at += 1;
    }
    at
}
