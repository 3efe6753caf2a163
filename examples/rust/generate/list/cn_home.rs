//! Addresses in China, at differing depth.

use super::scene::Scene;
use crate::places::{City, ESTATES, ROADS};
use crate::random::Random;
use crate::telephone::full_width;

/// An address.
#[derive(Debug, Clone)]
pub(crate) struct CnHome {
    /// The city.
    pub(crate) city: City,
    district: &'static str,
    road: &'static str,
    number: i64,
    estate: &'static str,
    building: i64,
    stair: i64,
    room: i64,
}

impl CnHome {
    /// A new address.
    pub(crate) fn draw(scene: &Scene, random: &mut Random) -> Self {
        let city = scene.city(random).cloned().unwrap_or_else(|| City { province: "", name: "", area: "", local: 8, code: "", weight: 0, districts: Vec::new() });
        let district = random.text(&city.districts);
        let (road, number, estate) = (random.text(ROADS), random.between(1, 588), random.text(ESTATES));
        let (building, stair) = (random.between(1, 30), random.between(1, 4));
        Self { city, district, road, number, estate, building, stair, room: random.between(1, 28) * 100 + random.between(1, 4) }
    }

    /// The address as a row has it.
    pub(crate) fn written(&self, scene: &Scene, random: &mut Random) -> String {
        let text = format!("{}{}", self.head(random), self.tail(random));
        match random.weighted(&[930, 20, 20, 20, 10]) {
            1 => scene.script.traditional(&text),
            2 => full_width(&text),
            3 => format!("中国{text}"),
            4 => text.replace('号', "號"),
            _ => text,
        }
    }

    /// A postal code, the same for everybody in the district; made up from the number of the division.
    pub(crate) fn postcode(&self) -> String {
        let code = self.city.code.get(..4).unwrap_or("1000");
        let place = self.city.districts.iter().position(|district| *district == self.district).unwrap_or(0);
        format!("{code}{:02}", place * 7 + 1)
    }

    fn head(&self, random: &mut Random) -> String {
        let City { province, name, .. } = self.city;
        let district = self.district;
        let above = province.trim_end_matches('省');
        match random.weighted(&[55, 15, 10, 8, 8, 4]) {
            0 => format!("{province}{name}{district}"),
            1 => format!("{name}{district}"),
            2 => format!("{above}{}{district}", self.city.short()),
            3 => format!("{province} {name} {district} ").trim_start().to_owned(),
            4 => district.to_owned(),
            _ => name.to_owned(),
        }
    }

    fn tail(&self, random: &mut Random) -> String {
        let Self { road, number, estate, building, stair, room, .. } = self;
        match random.weighted(&[50, 20, 20, 10]) {
            0 => format!("{road}{number}号{estate}{building}栋{stair}单元{room}室"),
            1 => format!("{road}{number}号{estate}{building}号楼{room}"),
            2 => format!("{road}{number}号{estate}{building}-{stair}-{room}"),
            _ => format!("{estate}{building}幢{room}室"),
        }
    }
}
