//! Rows of 官网.csv: registrations and forms.

use crate::calendar::Moment;
use crate::company::Company;
use crate::dirt;
use crate::mail_cell;
use crate::name_cell::{self, Grade};
use crate::person::Person;
use crate::phone_cell;
use crate::random::Random;
use crate::row::{Cell, Channel, Row};
use crate::telephone::Style;
use crate::world::World;
use crate::{goods, speech};

/// A form filled in by a person.
pub(crate) fn of_person(person: &Person, world: &World, when: Moment, random: &mut Random) -> Row {
    let (name, grade) = name_cell::write(person, Channel::Web, &world.names, random);
    let phone = phone_cell::write(person, Channel::Web, when, grade, &world.book, random);
    let mail = mail_cell::write(person, 760, random);
    let tells = if person.contact() { 900 } else { 400 };
    let employer = person.company.filter(|_| grade != Grade::Partial).and_then(|at| Some((at, world.companies.get(at)?))).filter(|_| random.chance(tells));
    let company = match employer {
        Some((at, company)) if grade == Grade::Full => Cell::marked(company.written(random), format!("employee:{at}")),
        Some((_, company)) => Cell::plain(company.written(random)),
        None => Cell::plain(dirt::missing_minor(random)),
    };
    let region = region(person, grade, world, random);
    let industry = industry(employer.map(|(_, company)| company), random);
    let budget = budget(person.contact(), random);
    let product = goods::of_interest(person.contact(), random);
    let wish = speech::inquiry(person.mood, product, random);
    let cells =
        vec![Cell::plain(name), phone, mail, company, region, Cell::plain(industry), Cell::plain(budget), Cell::plain(when.full()), Cell::plain(dirt::free_text(wish, random))];
    Row::new(person.entity, Channel::Web, when, cells)
}

/// A form that names a company and nobody in it.
pub(crate) fn of_company(entity: usize, company: &Company, world: &World, when: Moment, random: &mut Random) -> Row {
    let place = world.cities.get(company.city);
    let district = place.map_or("", |place| random.text(&place.districts));
    let region = place.map_or_else(String::new, |place| place.region(district, random));
    let product = goods::of_interest(true, random);
    let mood = speech::mood(random);
    let cells = vec![
        Cell::plain(random.text(&["", "", "待补充"])),
        Cell::plain(Style::Plain.write(&company.switchboard)),
        Cell::plain(format!("info@{}", company.domain)),
        Cell::marked(company.written(random), format!("company:{entity}")),
        Cell::plain(region),
        Cell::plain(industry(Some(company), random)),
        Cell::plain(budget(true, random)),
        Cell::plain(when.full()),
        Cell::plain(speech::inquiry(mood, product, random)),
    ];
    Row::new(entity, Channel::Web, when, cells)
}

fn region(person: &Person, grade: Grade, world: &World, random: &mut Random) -> Cell {
    let Some(place) = world.cities.get(person.city).filter(|_| random.chance(930)) else {
        return Cell::plain(dirt::missing_minor(random));
    };
    let text = place.region(person.district, random);
    if grade == Grade::Full && person.only_bearer {
        return Cell::marked(text, format!("name in {}", place.name));
    }
    Cell::plain(text)
}

fn industry(company: Option<&Company>, random: &mut Random) -> String {
    match company {
        Some(company) if random.chance(750) => {
            let industry = company.industry;
            match industry.split_once('-') {
                Some((section, _)) if random.chance(120) => section.to_owned(),
                _ => industry.to_owned(),
            }
        }
        None if random.chance(120) => random.text(&["服务业-零售", "教育", "互联网", "自由职业", "学生", "医疗"]).to_owned(),
        _ => dirt::missing_minor(random).to_owned(),
    }
}

fn budget(contact: bool, random: &mut Random) -> String {
    if random.chance(if contact { 350 } else { 720 }) {
        return dirt::missing_optional(random).to_owned();
    }
    let budgets: &[&str] = if contact {
        &["50-80万", "10万+", "20-30万", "100万以上", "5-10万", "30万左右", "1万以下", "80万-100万", "10-50万元"]
    } else {
        &["1万以下", "3000-10000", "5000元以内", "2000元左右", "1-3万", "10万+", "500-1000元", "≥10000元"]
    };
    random.text(budgets).to_owned()
}
