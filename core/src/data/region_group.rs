//! Regions above and across provinces: greater areas (华东) and clusters of cities (长三角).
//!
//! | input | answer |
//! |---|---|
//! | `of(MACRO_REGION, 310115)` | 华东 |
//! | `of(CITY_CLUSTER, 330106)` | 长三角 |
//! | `of(CITY_CLUSTER, 440305)` | 珠三角, the first of two rows that have it |
//! | `of(CITY_CLUSTER, 330000)` | nothing: a province is in a cluster only as a whole |
//!
//! A row of the table has a hierarchy, a name, and the codes of the divisions that belong to it, with all that is inside
//! them. Which plan a cluster follows is written in `core/data/own/region_group.tsv`.

use super::blob::Id;
use super::source::Source;
use super::trie::Trie;

/// The hierarchy of greater areas.
pub const MACRO_REGION: &str = "macro_region";
/// The hierarchy of clusters of cities.
pub const CITY_CLUSTER: &str = "city_cluster";

/// The groups.
#[derive(Debug)]
pub struct RegionGroups {
    rows: Vec<Group>,
    /// The codes with the rows that have them, sorted.
    members: Vec<(u32, u32)>,
    /// The names; of two rows with one name the first.
    names: Trie,
}

#[derive(Debug)]
struct Group {
    hierarchy: &'static str,
    name: &'static str,
}

impl RegionGroups {
    pub(super) fn read(source: &Source) -> Self {
        let (mut rows, mut members, mut names) = (Vec::new(), Vec::new(), Trie::default());
        for ([hierarchy, name, codes], row) in source.columns::<3>(Id::RegionGroup).into_iter().zip(0..) {
            rows.push(Group { hierarchy, name });
            members.extend(codes.split_whitespace().filter_map(|code| code.parse().ok()).map(|code| (code, row)));
            names.insert(name.chars(), row);
        }
        members.sort_unstable();
        RegionGroups { rows, members, names }
    }

    /// The group of a hierarchy that a division lies in; the first in the order of the table.
    #[must_use]
    pub fn of(&self, hierarchy: &str, code: u32) -> Option<&'static str> {
        let within = [code, code / 100 * 100, code / 10_000 * 10_000];
        let rows = within.into_iter().flat_map(|code| {
            let first = self.members.partition_point(|(other, _)| *other < code);
            self.members.get(first..).unwrap_or_default().iter().take_while(move |(other, _)| *other == code)
        });
        let groups = rows.filter_map(|(_, row)| self.rows.get(*row as usize).filter(|group| group.hierarchy == hierarchy).map(|group| (row, group.name)));
        groups.min_by_key(|(row, _)| **row).map(|(_, name)| name)
    }

    /// The group whose name a text begins with, where what follows the name fits: hierarchy, name, length; the first in the
    /// order of the table.
    pub(crate) fn at_start(&self, text: &[char], fits: impl Fn(usize) -> bool) -> Option<(&'static str, &'static str, usize)> {
        let mut first: Option<(u32, usize)> = None;
        self.names.each(text.iter().copied(), |length, row| {
            if first.is_none_or(|(known, _)| row < known) && fits(length) {
                first = Some((row, length));
            }
        });
        let (row, length) = first?;
        self.rows.get(row as usize).map(|group| (group.hierarchy, group.name, length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::ReferenceTables;

    #[test]
    fn groups_of_divisions() {
        let groups = ReferenceTables::builtin().region_groups();
        for (code, area, cluster) in [
            (310_115, "华东", "长三角"),
            (330_106, "华东", "长三角"),
            (330_000, "华东", ""),
            (320_300, "华东", ""),
            (440_305, "华南", "珠三角"),
            (810_000, "港澳台", "粤港澳大湾区"),
            (130_100, "华北", "京津冀"),
            (500_103, "西南", "成渝"),
            (429_004, "华中", "长江中游"),
            (710_000, "港澳台", ""),
            (0, "", ""),
        ] {
            assert_eq!((groups.of(MACRO_REGION, code).unwrap_or(""), groups.of(CITY_CLUSTER, code).unwrap_or("")), (area, cluster), "{code}");
        }
        for province in ReferenceTables::builtin().divisions().provinces() {
            assert!(groups.of(MACRO_REGION, province.code()).is_some(), "{province:?}");
        }
    }

    #[test]
    fn areas() {
        let tables = ReferenceTables::builtin();
        let of = |name: &str| tables.region_groups().of(MACRO_REGION, tables.divisions().find(name)[0].code());
        for (names, area) in [
            ("上海 江苏 浙江 安徽 福建 江西 山东", "华东"),
            ("广东 广西 海南", "华南"),
            ("河南 湖北 湖南", "华中"),
            ("北京 天津 河北 山西 内蒙古", "华北"),
            ("辽宁 吉林 黑龙江", "东北"),
            ("重庆 四川 贵州 云南 西藏", "西南"),
            ("陕西 甘肃 青海 宁夏 新疆", "西北"),
            ("香港 澳门 台湾", "港澳台"),
        ] {
            for name in names.split(' ') {
                assert_eq!(of(name), Some(area), "{name}");
            }
        }
    }
}
