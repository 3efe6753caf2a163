//! What is left between place and legal form: brand, trade, 集团; and whether the place may go.
//!
//! | stem | place | brand | trade |
//! |---|---|---|---|
//! | 深圳市腾讯计算机系统 | 深圳市 | 腾讯 | 计算机系统 |
//! | 上海银行, 青岛啤酒, 海南航空 | | 上海, 青岛, 海南 | 银行, 啤酒, 航空: only a trade would be left |
//! | 中国移动通信 | | 中国移动 | 通信 |
//! | 小米通讯技术（北京） | 北京 | 小米 | 通讯技术 |
//! | 国际商业机器 | | 国际 | 商业机器: trade words all through; the first is the brand |
//!
//! The trade is the longest run of trade words at the end that leaves two characters.

use super::name::{LIMIT, Name, Role, ends, is};
use super::place::{self, Chain};
use crate::data::ReferenceTables;
use std::ops::Range;

/// The stem's characters without brackets, and what they are known to be.
pub(super) struct Stem {
    chars: [char; LIMIT],
    /// Where each stands in the name.
    at: [u8; LIMIT],
    len: usize,
    /// One bit per character: does the rest from it on consist of trade words? The end's is set.
    trade: u128,
    /// The places at the start, also those that were not split off.
    pub(super) chain: Chain,
    /// How many of them were split off.
    pub(super) taken: usize,
    /// The place behind the stem, by its short name.
    pub(super) tail: Option<&'static str>,
}

/// Marks brackets in the stem: places, 集团, or a part of the name after all.
fn brackets(tables: &ReferenceTables, name: &mut Name, range: Range<usize>) {
    let mut at = range.start;
    while let Some(open) = (at..range.end).find(|at| name.chars.get(*at) == Some(&'(')) {
        let Some(close) = (open..range.end).find(|at| name.chars.get(*at) == Some(&')')) else {
            return;
        };
        let inner = name.get(open + 1..close);
        let role = if super::form::GROUPS.iter().any(|group| is(inner, group)) {
            Role::Group
        } else if place::whole(tables.place_names(), inner).is_some() {
            Role::Inner
        } else {
            Role::Brand
        };
        name.set(open + 1..close, role);
        name.set(open..open + 1, Role::Sign);
        name.set(close..close + 1, Role::Sign);
        at = close + 1;
    }
}

impl Stem {
    pub(super) const fn new() -> Stem {
        Stem { chars: ['\0'; LIMIT], at: [0; LIMIT], len: 0, trade: 0, chain: Chain::new(), taken: 0, tail: None }
    }

    /// Marks the roles in a stretch of a name.
    pub(super) fn read(&mut self, tables: &ReferenceTables, name: &mut Name, range: Range<usize>) {
        if name.signs {
            brackets(tables, name, range.clone());
            let brand = range.clone().filter(|at| name.roles.get(*at) == Some(&Role::Brand));
            for ((at, slot), back) in brand.zip(&mut self.chars).zip(&mut self.at) {
                (*slot, *back) = (name.chars.get(at).copied().unwrap_or_default(), u8::try_from(at).unwrap_or(u8::MAX));
                self.len += 1;
            }
        } else {
            // Nothing in it has a role yet.
            let chars = name.get(range.clone());
            self.len = chars.len();
            self.chars.iter_mut().zip(chars).for_each(|(slot, c)| *slot = *c);
            self.at.iter_mut().zip(range.clone()).for_each(|(slot, at)| *slot = at as u8);
        }
        if !name.foreign {
            self.group(name);
            self.run(tables);
            self.split(tables, name);
        }
    }

    pub(super) fn text(&self) -> &[char] {
        self.chars.get(..self.len).unwrap_or_default()
    }

    fn from(&self, at: usize) -> &[char] {
        self.text().get(at..).unwrap_or_default()
    }

    fn mark(&self, name: &mut Name, range: Range<usize>, role: Role) {
        for &at in self.at.get(range).unwrap_or_default() {
            name.set(usize::from(at)..usize::from(at) + 1, role);
        }
    }

    /// Takes 集团 and 股份 off the end.
    fn group(&mut self, name: &mut Name) {
        while self.len > 3 && matches!(self.text(), [.., '集', '团'] | [.., '股', '份']) {
            self.mark(name, self.len - 2..self.len, Role::Group);
            self.len -= 2;
        }
    }

    /// Finds from where on everything is trade words.
    fn run(&mut self, tables: &ReferenceTables) {
        let words = tables.trade_words();
        let mut trade = 1_u128 << self.len;
        let mut open = trade;
        while let Some(end) = open.checked_ilog2().map(|end| end as usize).filter(|end| *end > 1) {
            let text = self.chars.get(..end).unwrap_or_default();
            let mut starts = 0_u128;
            words.each_ending(text, |length| starts |= u128::from(length > 1) << (end - length));
            match text {
                // 软件与技术服务: one trade after another.
                [before @ .., '与' | '及' | '和'] => words.each_ending(before, |length| starts |= u128::from(length > 1) << (end - 1 - length)),
                // Words of every trade that are no trade of their own.
                [.., '集', '团'] | [.., '控', '股'] | [.., '企', '业'] | [.., '股', '份'] => starts |= 1 << (end - 2),
                _ => {}
            }
            trade |= starts;
            open = (open | starts) & !(1 << end);
        }
        self.trade = trade;
    }

    fn is_trade(&self, at: usize) -> bool {
        at <= self.len && self.trade >> at & 1 == 1
    }

    /// The first character from one on from which the rest is trade words; the end where there is none before.
    fn first_trade(&self, from: usize) -> usize {
        let rest = if from <= self.len { self.trade >> from } else { 0 };
        if rest == 0 { self.len } else { from + rest.trailing_zeros() as usize }
    }

    fn split(&mut self, tables: &ReferenceTables, name: &mut Name) {
        let names = tables.place_names();
        let masked = if name.masked { self.text().iter().rposition(|c| crate::normalize::clean::is_mask(*c)) } else { None };
        self.chain = place::chain(names, self.text());
        let mut taken = self.chain;
        // Behind a town, a zone or two places in full stands a name, whatever it is made of.
        let settled = |taken: &Chain| {
            let full = taken.links().last().is_some_and(|link| link.full && (link.short.is_none() || taken.links().len() > 1));
            taken.end() < self.len && (masked.is_some() || full)
        };
        while taken.end() > 0 && !settled(&taken) && !self.stands_alone(taken.end()) {
            taken.pop();
        }
        self.taken = taken.links().len();
        let mut start = taken.end();
        self.mark(name, 0..start, Role::Place);
        if let Some(masked) = masked {
            return self.hide(name, start, masked);
        }
        if start > 0 && self.is_trade(start) {
            // 成都市武侯区水果店: no brand; the core for matching keeps the place.
            self.taken = 0;
            return self.mark(name, start..self.len, Role::Trade);
        }
        let letters = self.from(start).iter().take_while(|c| c.is_ascii_alphanumeric()).count();
        let mut brand = self.brand_end(start, letters);
        if let Some(place) = self.place_behind(tables, start, letters, brand) {
            self.mark(name, place.clone(), Role::Tail);
            self.cut(place);
            self.group(name);
            self.run(tables);
            if start > 0 && !self.stands_alone(start) {
                self.mark(name, 0..start, Role::Brand);
                (start, self.taken) = (0, 0);
            }
            brand = self.brand_end(start, letters);
        }
        self.mark(name, brand..self.len, Role::Trade);
        for at in brand..self.len.saturating_sub(1) {
            let pair = self.chars.get(at..at + 2).unwrap_or_default();
            if matches!(pair, ['集', '团'] | ['股', '份']) {
                self.mark(name, at..at + 2, Role::Group);
            }
        }
    }

    /// Whether the rest behind a place can be a name: 海南航空 is not 航空 in 海南.
    fn stands_alone(&self, at: usize) -> bool {
        let rest = self.from(at);
        // 天津港发展: one character and a trade belong to the place.
        let own = matches!(rest, ['银', '行', ..] | ['大', '学', ..]);
        rest.len() > 1 && !self.is_trade(at) && (rest.len() == 2 || !self.is_trade(at + 1)) && !own
    }

    /// Of a masked name the trade behind the mask is known, the brand is not.
    fn hide(&self, name: &mut Name, start: usize, mask: usize) {
        let trade = self.first_trade(mask + 1);
        self.mark(name, start..self.len, Role::Mask);
        self.mark(name, trade..self.len, Role::Trade);
    }

    /// A place that the brand ends with and is no part of: 力赛佳管道支架技术上海, 中国移动通信集团广东, OPPO广东移动通信.
    fn place_behind(&mut self, tables: &ReferenceTables, start: usize, letters: usize, brand: usize) -> Option<Range<usize>> {
        (2..=4).find_map(|length| {
            let at = brand.checked_sub(length).filter(|at| *at >= start + 2 || letters > 0 && *at == start + letters)?;
            let found = place::wide(tables.place_names(), self.chars.get(at..brand).unwrap_or_default())?;
            let before = self.chars.get(start..at).unwrap_or_default();
            let mut parted =
                letters > 0 && before.len() == letters || found == "中国" && brand == self.len || ["集团", "公司", "企业", "控股"].iter().any(|word| ends(before, word));
            tables.trade_words().each_ending(before, |length| parted |= length > 1);
            self.tail = parted.then_some(found);
            parted.then_some(at..brand)
        })
    }

    /// Takes a stretch out of the stem.
    fn cut(&mut self, range: Range<usize>) {
        self.chars.copy_within(range.end..self.len, range.start);
        self.at.copy_within(range.end..self.len, range.start);
        self.len -= range.len();
    }

    /// Where the brand ends that starts at a character.
    fn brand_end(&self, start: usize, letters: usize) -> usize {
        let least = start + letters.max(if letters > 0 { 1 } else { 2 });
        let mut end = self.first_trade(least);
        let brand = self.chars.get(start..end).unwrap_or_default();
        // 中国 and a trade: the brand is both, as far as there is more behind.
        if matches!(brand, ['中', '国' | '华'] | ['国', '家']) {
            let joined = |at: &usize| matches!(self.chars.get(at - 1), Some('与' | '及' | '和'));
            end = (end + 1..=self.len).find(|at| self.is_trade(*at) && !joined(at)).unwrap_or(self.len);
        }
        end
    }
}
