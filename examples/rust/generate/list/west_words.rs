//! Names, towns, streets and trades of the West, for lists; the demo has its own shorter ones.

use std::sync::LazyLock;

use super::west_home::{Country, Town};
use crate::random::Random;

/// A table that is split once.
pub(crate) type Table<T> = LazyLock<Vec<T>>;

fn words(text: &'static str) -> Vec<&'static str> {
    text.split_whitespace().collect()
}

/// One of the table; those that stand first are drawn more often.
pub(crate) fn early<T: Copy + Default>(table: &[T], random: &mut Random) -> T {
    let bound = table.len() as u64;
    let at = random.below(bound).min(random.below(bound));
    usize::try_from(at).ok().and_then(|at| table.get(at)).copied().unwrap_or_default()
}

/// A given name of the country.
pub(crate) fn given(country: Country, female: bool, random: &mut Random) -> &'static str {
    let table = match (country, female) {
        (Country::Germany, true) => &GERMAN_WOMEN,
        (Country::Germany, false) => &GERMAN_MEN,
        (_, true) => &WOMEN,
        (_, false) => &MEN,
    };
    early(table, random)
}

/// A surname of the country.
pub(crate) fn family(country: Country, random: &mut Random) -> &'static str {
    early(if country == Country::Germany { &GERMAN_FAMILIES } else { &FAMILIES }, random)
}

/// Given names of men.
static MEN: Table<&str> = LazyLock::new(|| {
    words(
        "
James Robert John Michael David William Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark Donald Steven Andrew
Paul Joshua Kenneth Kevin Brian George Timothy Ronald Edward Jason Jeffrey Ryan Jacob Nicholas Gary Eric Jonathan Stephen Larry
Justin Scott Brandon Benjamin Samuel Gregory Alexander Patrick Frank Raymond Jack Dennis Jerry Tyler Aaron Jose Adam Nathan Henry
Zachary Douglas Peter Kyle Noah Ethan Jeremy Walter Christian Keith Roger Terry Austin Sean Gerald Carl Dylan Harold Jordan Jesse
Bryan Lawrence Arthur Gabriel Bruce Logan Albert Willie Alan Eugene Russell Vincent Philip Bobby Johnny Bradley
",
    )
});

/// Given names of women.
static WOMEN: Table<&str> = LazyLock::new(|| {
    words(
        "
Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra Margaret Ashley Kimberly Emily
Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia Dorothy Amy Kathleen Angela Shirley Emma Brenda
Pamela Nicole Anna Samantha Katherine Christine Debra Rachel Carolyn Janet Maria Olivia Heather Helen Catherine Diane Julie
Victoria Joyce Lauren Kelly Christina Ruth Joan Virginia Judith Evelyn Hannah Andrea Megan Cheryl Jacqueline Madison Teresa
Abigail Sophia Martha Sara Gloria Janice Kathryn Ann Isabella Judy Charlotte Julia Grace Amber Alice Jean Denise Frances Danielle
Marilyn Natalie Beverly
",
    )
});

/// Surnames.
static FAMILIES: Table<&str> = LazyLock::new(|| {
    words(
        "
Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Thomas Taylor
Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott
Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz
Parker Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed
Kelly Howard Ramos Kim Cox Ward Richardson Watson Brooks Chavez Wood James Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo
Sanders Patel Myers Long Ross Foster Jimenez Powell Jenkins Perry Russell Sullivan Bell Coleman Butler Henderson Barnes Fisher
Vasquez Simmons Graham Murray Ford Hamilton Wallace Woods Cole West Owens Reynolds Ellis Harrison Gibson Mcdonald Marshall Ortega
Wells Webb Simpson Stevens Tucker Porter Hunter Hicks Crawford Henry Boyd Mason Warren Dixon Burns Gordon Shaw Holmes Rice
Robertson Hunt Black Daniels Palmer Mills Nichols Grant Knight Ferguson Rose Stone Dunn Perkins Hudson Spencer Gardner Payne
Pierce Berry Matthews Arnold Wagner Willis Ray Watkins Olson Carroll Duncan Snyder Hart Cunningham Bradley Lane Andrews Ruiz
Harper Fox Riley Armstrong Carpenter Weaver Greene Lawrence Elliott Chapman Sims Austin Peters Kelley Franklin Lawson O'Brien
O'Connor O'Neill McCarthy MacLeod Smyth Clarke Browne Thomson Johnston Stephens Philips Reid Whyte Rodrigues Gonzales Fitzgerald
Ashworth Whitaker Holloway Pemberton Sinclair Barlow Fletcher Hawkins Lambert Norris Osborne Pritchard
",
    )
});

/// Given names of German men.
static GERMAN_MEN: Table<&str> = LazyLock::new(|| {
    words(
        "
Peter Michael Thomas Andreas Wolfgang Klaus Jürgen Stefan Christian Uwe Werner Horst Frank Dieter Manfred Günter Bernd Jörg
Matthias Martin Rainer Ralf Torsten Björn Sören Götz Markus Sven Tobias Florian Sebastian Jan Lukas Felix Maximilian Paul Jonas
Leon Tim Alexander
",
    )
});

/// Given names of German women.
static GERMAN_WOMEN: Table<&str> = LazyLock::new(|| {
    words(
        "
Ursula Maria Petra Sabine Monika Susanne Renate Karin Andrea Brigitte Claudia Angelika Heike Stefanie Gisela Käthe Bärbel
Anneliese Katrin Birgit Martina Anja Nicole Melanie Julia Katharina Christina Sandra Anna Lena Laura Sophie Hannah Jördis Marlene
Ingrid Helga Christa Elke Ute
",
    )
});

/// German surnames.
static GERMAN_FAMILIES: Table<&str> = LazyLock::new(|| {
    words(
        "
Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann
Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann Schmid Schulze Maier Köhler
Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther
Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer
Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn
Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer Ernst Lindner Hübner Arndt Kramer Seifert Beyer Ulrich
",
    )
});

/// Invented names of companies.
pub(crate) static BRANDS: Table<&str> = LazyLock::new(|| {
    words(
        "
Acme Apex Pioneer Summit Vertex Northwind Contour Bluebird Sterling Granite Lakeside Harbor Beacon Cobalt Evergreen Redwood Falcon
Orion Nova Atlas Zenith Quantum Pacific Atlantic Meridian Crescent Phoenix Titan Vanguard Liberty Heritage Cascade Silverline
Keystone Brightpath Ironwood Oakridge Stonegate Westfield Ashford Clearwater Windward Foxglove Kingfisher Larkspur Maplewood
Nightingale Riverbend Sandstone Thornbury Copperfield Halcyon Juniper Lighthouse Mosaic Parallax Quarry Rosewood Sagebrush
Tidewater
",
    )
});

/// Lines of business.
pub(crate) static TRADES: Table<&str> = LazyLock::new(|| {
    words(
        "
Logistics Software Medical Foods Consulting Electronics Trading Energy Media Holdings Systems Industries Solutions Partners
Manufacturing Supply Engineering Construction Catering Textiles Chemicals Packaging Robotics Analytics
",
    )
});

/// Streets.
pub(crate) static STREETS: Table<&str> = LazyLock::new(|| {
    words(
        "
Main Oak Pine Maple Cedar Elm Washington Lake Hill Walnut Spring North Ridge Church Willow Mill River Sunset Jackson Highland
Johnson Forest Park Meadow Chestnut Lincoln Cherry Franklin Jefferson Madison Adams College Center Broad Market Station Victoria
Queens Kings Manor Grange Orchard Springfield Windsor Albert
",
    )
});

/// German streets, to which `straße` is added.
pub(crate) static GERMAN_STREETS: Table<&str> = LazyLock::new(|| {
    words(
        "
Haupt Schul Garten Bahnhof Dorf Berg Birken Linden Kirch Wald Ring Schiller Goethe Jahn Mozart Wiesen Rosen Buchen Eichen Mühlen
Bach Feld Brunnen Industrie
",
    )
});

/// Words of `name:short/short`.
pub(crate) const NICKNAMES: &str = "
James:Jim/Jimmy Robert:Bob/Rob/Bobby John:Jack/Johnny Michael:Mike/Mick David:Dave William:Bill/Will/Billy Richard:Rick/Dick Joseph:Joe
Thomas:Tom/Tommy Charles:Chuck/Charlie Christopher:Chris Daniel:Dan/Danny Matthew:Matt Anthony:Tony Donald:Don Steven:Steve Andrew:Andy/Drew
Joshua:Josh Kenneth:Ken Timothy:Tim Ronald:Ron Edward:Ed/Ted Jeffrey:Jeff Jacob:Jake Nicholas:Nick Jonathan:Jon Stephen:Steve Benjamin:Ben
Samuel:Sam Gregory:Greg Alexander:Alex Patrick:Pat Raymond:Ray Douglas:Doug Lawrence:Larry Philip:Phil Vincent:Vince Gerald:Jerry
Zachary:Zach Nathan:Nate Patricia:Pat/Patty Jennifer:Jen/Jenny Elizabeth:Liz/Beth/Betty Barbara:Barb Susan:Sue Jessica:Jess Margaret:Maggie/Peggy
Kimberly:Kim Michelle:Shelly Deborah:Debbie Stephanie:Steph Rebecca:Becky Cynthia:Cindy Kathleen:Kathy Pamela:Pam Samantha:Sam Katherine:Kate/Kathy/Katie
Christine:Chris Debra:Deb Rachel:Rach Catherine:Cathy/Kate Victoria:Vicky Christina:Tina Judith:Judy Jacqueline:Jackie Virginia:Ginny
Abigail:Abby Kathryn:Kate/Kathy Sandra:Sandy Angela:Angie Amanda:Mandy Teresa:Terry Wolfgang:Wolf Sebastian:Basti Maximilian:Max Susanne:Susi
";

/// What streets are, in full and short.
pub(crate) const SUFFIXES: &[(&str, &str)] =
    &[("Street", "St"), ("Avenue", "Ave"), ("Road", "Rd"), ("Drive", "Dr"), ("Lane", "Ln"), ("Boulevard", "Blvd"), ("Court", "Ct"), ("Place", "Pl")];

/// Towns, the larger ones first: country, state, name, telephone area, beginning of postal codes.
pub(crate) static TOWNS: Table<Option<Town>> = LazyLock::new(|| TOWN_LINES.lines().map(town).filter(Option::is_some).collect());

fn town(line: &'static str) -> Option<Town> {
    let mut parts = line.split('|');
    let country = Country::of(parts.next()?)?;
    Some(Town { country, state: parts.next()?, name: parts.next()?, area: parts.next()?, post: parts.next()? })
}

const TOWN_LINES: &str = "
US|CA|Los Angeles|213|900
US|NY|New York|212|100
US|IL|Chicago|312|606
GB|England|London|20|SW
US|TX|Houston|713|770
DE|Berlin|Berlin|30|101
US|AZ|Phoenix|602|850
US|PA|Philadelphia|215|191
US|TX|San Antonio|210|782
US|CA|San Diego|619|921
GB|England|Manchester|161|M
US|TX|Dallas|214|752
DE|Hamburg|Hamburg|40|200
US|CA|San Jose|408|951
US|TX|Austin|512|787
US|NY|Brooklyn|718|112
GB|England|Birmingham|121|B
US|FL|Jacksonville|904|322
DE|Bayern|München|89|803
US|OH|Columbus|614|432
US|NC|Charlotte|704|282
US|CA|San Francisco|415|941
GB|England|Leeds|113|LS
US|WA|Seattle|206|981
US|CO|Denver|303|802
DE|Nordrhein-Westfalen|Köln|221|506
US|DC|Washington|202|200
US|MA|Boston|617|021
US|TN|Nashville|615|372
US|MI|Detroit|313|482
GB|Scotland|Edinburgh|131|EH
US|OR|Portland|503|972
DE|Hessen|Frankfurt am Main|69|603
US|NV|Las Vegas|702|891
US|FL|Miami|305|331
GB|Wales|Cardiff|29|CF
US|GA|Atlanta|404|303
DE|Nordrhein-Westfalen|Düsseldorf|211|402
US|MN|Minneapolis|612|554
US|FL|Orlando|407|328
GB|England|Bristol|117|BS
US|MO|St. Louis|314|631
DE|Sachsen|Leipzig|341|041
US|NY|Buffalo|716|142
GB|Scotland|Glasgow|141|G
DE|Baden-Württemberg|Stuttgart|711|701
";
