//! The true world behind the files: every person and company, before any channel has seen them.

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::{Day, START};
use crate::company::Company;
use crate::identity_card;
use crate::named;
use crate::naming::{Names, mailbox, nickname};
use crate::person::Person;
use crate::places::{City, cities};
use crate::random::Random;
use crate::speech;
use crate::store;
use crate::telephone::Book;

/// Everybody and everything.
#[derive(Debug)]
pub(crate) struct World {
    /// Cities.
    pub(crate) cities: Vec<City>,
    /// Name tables.
    pub(crate) names: Names,
    /// Telephone numbers in use.
    pub(crate) book: Book,
    /// Companies: employers, and customers of their own.
    pub(crate) companies: Vec<Company>,
    /// People; the named examples are kept elsewhere.
    pub(crate) people: Vec<Person>,
    /// How many companies are customers of their own (the first ones).
    pub(crate) company_customers: usize,
}

const TITLES: &[&str] = &["采购经理", "采购总监", "总经理", "技术总监", "工程师", "副总经理", "销售总监", "行政主管", "生产部长", "董事长助理", "IT经理"];

/// Builds the world.
pub(crate) fn build(seed: u64, customers: usize) -> World {
    let cities = cities();
    let mut book = Book::default();
    for phone in named::PHONES {
        book.reserve(phone);
    }
    for (_, phone) in store::OWN_NUMBERS {
        book.reserve(phone);
    }
    let company_customers = customers / 25;
    let companies = found(seed, customers / 20, &cities, &mut book);
    let mut world = World { cities, names: Names::new(), book, companies, people: Vec::new(), company_customers };
    let mut mailboxes = BTreeSet::new();
    let named = named::NAMES.len();
    for entity in named..customers.saturating_sub(company_customers) {
        let mut random = Random::new(seed, "person", entity as u64);
        let mut person = world.born(entity, &mut random);
        settle_mailbox(&mut person, &world.companies, &mut mailboxes, &mut random);
        world.people.push(person);
    }
    world.marry(seed);
    world.mark_only_bearers();
    world.mark_common_nicknames();
    world
}

fn found(seed: u64, count: usize, cities: &[City], book: &mut Book) -> Vec<Company> {
    let weights: Vec<u64> = cities.iter().map(|city| city.weight).collect();
    (0..count)
        .filter_map(|number| {
            let mut random = Random::new(seed, "company", number as u64);
            let at = random.weighted(&weights);
            let city = cities.get(at)?;
            Some(Company::new(number, at, city, book, &mut random))
        })
        .collect()
}

/// Gives seven people in ten a mailbox that nobody else has; contacts use one of the company.
fn settle_mailbox(person: &mut Person, companies: &[Company], taken: &mut BTreeSet<String>, random: &mut Random) {
    if !random.chance(if person.contact() { 930 } else { 680 }) {
        return;
    }
    let employer = person.company.and_then(|at| companies.get(at));
    for attempt in 0.. {
        let address = match employer {
            Some(company) if person.contact() && attempt == 0 => {
                format!("{}@{}", person.name.latin, company.domain)
            }
            Some(company) if person.contact() => {
                format!("{}{attempt}@{}", person.name.latin, company.domain)
            }
            _ => mailbox(&person.name, random),
        };
        if taken.insert(address.clone()) {
            person.email = Some(address);
            return;
        }
    }
}

impl World {
    fn born(&mut self, entity: usize, random: &mut Random) -> Person {
        let contact = random.chance(105);
        let western = random.chance(if contact { 240 } else { 62 });
        let name = if western { self.names.western(random) } else { self.names.chinese(random) };
        let works = contact || random.chance(180);
        let company = works.then(|| random.below(self.companies.len() as u64)).and_then(|at| usize::try_from(at).ok());
        let city = self.home(company, random);
        let mobile = if western && random.chance(300) { self.book.foreign(random) } else { self.book.mobile(random) };
        let changed = random.chance(50).then(|| {
            let since = Day::between(START.plus(90), START.plus(500), random);
            (since, self.book.mobile(random))
        });
        let place = self.cities.get(city);
        let district = place.map_or("", |place| random.text(&place.districts));
        let landline = place.filter(|_| random.chance(100)).map(|place| self.book.landline(place, random));
        let (nickname, common_nickname) = nickname(random);
        let identity = (!western && random.chance(350)).then(|| identity_card::number(name.female, random));
        Person {
            entity,
            only_bearer: false,
            city,
            district,
            street: City::street(random),
            mobile,
            changed,
            shared: false,
            landline,
            email: None,
            card: random.chance(550).then(|| format!("88{:05}{}", entity, random.digits(3))),
            identity,
            nickname,
            common_nickname,
            company,
            title: contact.then(|| random.text(TITLES)),
            mood: speech::mood(random),
            name,
        }
    }

    fn home(&self, company: Option<usize>, random: &mut Random) -> usize {
        if let Some(company) = company.and_then(|at| self.companies.get(at))
            && random.chance(850)
        {
            return company.city;
        }
        let weights: Vec<u64> = self.cities.iter().map(|city| city.weight).collect();
        random.weighted(&weights)
    }

    /// Some neighbours in the list become couples: one home, one mobile number, two names.
    fn marry(&mut self, seed: u64) {
        let mut random = Random::new(seed, "couples", 0);
        for couple in self.people.chunks_exact_mut(2) {
            let [first, second] = couple else { continue };
            let plain = |person: &Person| !person.contact() && !person.name.western && person.changed.is_none();
            if !random.chance(55) || !plain(first) || !plain(second) {
                continue;
            }
            if first.name.given == second.name.given || first.name.full() == second.name.full() {
                continue;
            }
            second.mobile = first.mobile.clone();
            (second.city, second.district) = (first.city, first.district);
            second.street = first.street.clone();
            second.landline = None;
            first.landline = None;
            first.shared = true;
            second.shared = true;
        }
    }

    fn mark_common_nicknames(&mut self) {
        let mut bearers: BTreeMap<String, usize> = BTreeMap::new();
        for person in &self.people {
            *bearers.entry(person.nickname.clone()).or_default() += 1;
        }
        for person in &mut self.people {
            person.common_nickname |= bearers.get(&person.nickname) != Some(&1);
        }
    }

    fn mark_only_bearers(&mut self) {
        let mut bearers: BTreeMap<String, usize> = BTreeMap::new();
        for person in &self.people {
            *bearers.entry(person.name.full()).or_default() += 1;
        }
        for person in &mut self.people {
            let name = person.name.full();
            person.only_bearer = bearers.get(&name) == Some(&1) && (person.name.western || name.chars().count() > 2);
        }
    }
}
