//! Draws the customers of one address: a family, or a company and its branch.

use super::cn_home::CnHome;
use super::customer::{Company, Contact, Customer, Home, Once, Person, Who};
use super::firm::Firm;
use super::scene::Scene;
use super::west_home::WestHome;
use super::{identity, number, times, west_name};
use crate::naming;
use crate::person::Name;
use crate::random::Random;
use crate::telephone;

/// Companies, per thousand addresses: a tenth of all customers, since families are larger than one.
const COMPANIES: u64 = 140;
/// Companies with a branch: another customer of nearly the same name.
const BRANCHES: u64 = 120;
/// Relatives who give the family's number as theirs.
const FAMILY_NUMBER: u64 = 220;
/// People whose number changed once.
const NEW_NUMBER: u64 = 150;
/// People who moved once.
const NEW_HOME: u64 = 100;

/// The customers of one address, numbered from `first` on.
pub(crate) fn draw(scene: &Scene, first: u64, random: &mut Random) -> Vec<Customer> {
    let western = random.chance(scene.profile.western());
    if random.chance(COMPANIES) {
        return companies(western, scene, first, random);
    }
    family(western, scene, first, random)
}

fn home(western: bool, scene: &Scene, random: &mut Random) -> Home {
    if western { Home::West(WestHome::draw(random)) } else { Home::Cn(CnHome::draw(scene, random)) }
}

fn mobile(home: &Home, random: &mut Random) -> String {
    match home {
        Home::Cn(_) => telephone::drawn(random),
        Home::West(home) => number::western(home, random),
    }
}

fn family(western: bool, scene: &Scene, first: u64, random: &mut Random) -> Vec<Customer> {
    let size = random.weighted(&[60, 20, 15, 5]) + 1;
    let home = home(western, scene, random);
    let mut family: Vec<Customer> = Vec::new();
    let (mut eldest, mut line): (Option<Person>, u64) = (None, first);
    for place in 0..size {
        let person = member(place, eldest.as_ref(), &home, scene, random);
        let moved = random.chance(NEW_HOME).then(|| (times::day(random), another(&home, scene, random)));
        eldest.get_or_insert_with(|| person.clone());
        family.push(Customer { number: line, home: Once::new(home.clone(), moved), who: Who::Person(Box::new(person)) });
        line += 1;
    }
    family
}

/// A new address in the same country.
fn another(home: &Home, scene: &Scene, random: &mut Random) -> Home {
    match home {
        Home::Cn(_) => Home::Cn(CnHome::draw(scene, random)),
        Home::West(home) => Home::West(WestHome::of(home.town.country, random)),
    }
}

fn member(place: usize, eldest: Option<&Person>, home: &Home, scene: &Scene, random: &mut Random) -> Person {
    let spouse = place == 1;
    let female = match eldest {
        Some(eldest) if spouse => !eldest.name.female,
        _ => random.chance(500),
    };
    let name = name(eldest.map(|eldest| &eldest.name), spouse, female, home, scene, random);
    let middle =
        if name.western && random.chance(500) { random.text(&["A", "B", "C", "D", "E", "F", "G", "H", "J", "K", "L", "M", "P", "R", "S", "T"]).chars().next() } else { None };
    let born = times::birth(place >= 2, random);
    let own = mobile(home, random);
    let own = match eldest {
        Some(eldest) if random.chance(FAMILY_NUMBER) => eldest.mobile.on(times::FIRST).clone(),
        _ => own,
    };
    let later = random.chance(NEW_NUMBER).then(|| (times::day(random), mobile(home, random)));
    let count = usize::from(random.chance(650)) + usize::from(random.chance(120));
    let mails = (0..count).map(|_| naming::mailbox(&name, random)).collect();
    let identity = match home {
        Home::Cn(_) => Some(crate::identity_card::of(born, female, random)),
        Home::West(_) => random.chance(500).then(|| identity::western(random)),
    };
    let employer = random.chance(350).then(|| Firm::draw(home, random));
    Person { name, middle, born, mobile: Once::new(own, later), mails, identity, employer }
}

fn name(eldest: Option<&Name>, spouse: bool, female: bool, home: &Home, scene: &Scene, random: &mut Random) -> Name {
    match home {
        Home::Cn(_) => scene.names.member(eldest.filter(|_| !spouse), female, random),
        Home::West(home) => west_name::draw(home.town.country, eldest.filter(|_| random.chance(850)), female, random),
    }
}

fn companies(western: bool, scene: &Scene, first: u64, random: &mut Random) -> Vec<Customer> {
    let home = home(western, scene, random);
    let firm = Firm::draw(&home, random);
    let domain = firm.domain(random);
    let head = company(first, firm, domain, home, scene, random);
    let branch = random.chance(BRANCHES).then(|| {
        let Who::Company(parent) = &head.who else { return None };
        let home = another(head.home.on(times::FIRST), scene, random);
        Some(company(first + 1, parent.firm.branch(&home), parent.domain.clone(), home, scene, random))
    });
    std::iter::once(head).chain(branch.flatten()).collect()
}

fn company(place: u64, firm: Firm, domain: String, home: Home, scene: &Scene, random: &mut Random) -> Customer {
    let count = random.weighted(&[60, 28, 12]) + 1;
    let contacts = (0..count)
        .map(|_| {
            let female = random.chance(400);
            Contact { name: name(None, false, female, &home, scene, random), mobile: mobile(&home, random) }
        })
        .collect();
    let (code, switchboard) = match &home {
        Home::Cn(home) => (crate::credit_code::code(home.city.code, random), number::landline(&home.city, random)),
        Home::West(home) => (identity::register(home.town.country, random), number::western_landline(home, random)),
    };
    let who = Who::Company(Box::new(Company { firm, code, switchboard, domain, contacts }));
    Customer { number: place, home: Once::new(home, None), who }
}
