//! Writes the demo data: five messy channel exports, interactions, orders, and the true customer of every row.
//!
//! `generate --out DIR [--seed N] [--customers N]`. With `--records N [--profile cn|west|mixed]` it writes a list to measure
//! with instead: `records.csv` and `truth.csv`. The same arguments give the same bytes on every platform: no clock, no
//! environment, no floating point.

mod arguments;
mod calendar;
mod company;
mod credit_code;
mod dirt;
mod events;
mod fair;
mod given_names;
mod goods;
mod history;
mod identity_card;
mod life;
mod list;
mod mail_cell;
mod name_cell;
mod named;
mod naming;
mod output;
mod person;
mod phone_cell;
mod places;
mod random;
mod row;
mod shop;
mod speech;
mod store;
mod surnames;
mod telephone;
mod truth;
mod video;
mod web;
mod western_names;
mod world;

use std::error::Error;

use arguments::Arguments;
use output::{Folder, Form};
use row::Channel;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse(std::env::args().skip(1))?;
    if let Some(order) = arguments.list {
        return list::write(&arguments.out, order);
    }
    let world = world::build(arguments.seed, arguments.customers);
    let history = history::write(&world, arguments.seed);
    let events = events::write(&history, arguments.seed);
    let people = arguments.customers - world.company_customers;
    let labels = truth::labels(&history.rows, people, world.company_customers);

    let folder = Folder::new(&arguments.out)?;
    for channel in Channel::ALL {
        let form = match channel {
            Channel::Web => Form::Marked,
            Channel::Shop => Form::National,
            Channel::Store => Form::Windows,
            Channel::Video | Channel::Fair => Form::Plain,
        };
        let rows = history.rows.iter().zip(&history.records);
        let lines = rows.filter(|(row, _)| row.channel == channel).map(|(row, record)| [std::slice::from_ref(record), row.cells.as_slice()].concat());
        folder.write(&format!("{}.csv", channel.name()), form, channel.columns(), lines)?;
    }
    let columns = events::INTERACTION_COLUMNS;
    folder.write("interactions.csv", Form::Plain, columns, events.interactions)?;
    folder.write("orders.csv", Form::Plain, events::ORDER_COLUMNS, events.orders)?;
    let rows = history.rows.iter().zip(&history.records);
    let truth = rows.zip(labels).map(|((row, record), label)| vec![row.channel.name().to_owned(), record.clone(), label]);
    folder.write("truth.csv", Form::Plain, "source,record_id,customer", truth)
}
