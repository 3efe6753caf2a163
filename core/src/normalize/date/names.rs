//! Words in letters: months, weekdays, zones, and what stands between.
//!
//! Accents are folded before. A name that means different months in different languages is not here.

use super::era::Era;
use super::lex::Word;
use crate::data::lexicon::{Lexicon, lexicon};
use crate::model::Reason;
use Name::Is;

/// What a word in letters means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Name {
    Is(Word),
    /// Says what the date is of.
    Label,
    /// Makes the whole text no date, for this reason.
    Refused(Reason),
}

const fn month(n: u8) -> Name {
    Is(Word::Named(n))
}

const fn zone(hours: i16) -> Name {
    Is(Word::Zone(hours * 60))
}

const BLANK: Name = Is(Word::Blank);
const RELATIVE: Name = Name::Refused(Reason::Relative);

/// English, German, French, Spanish, Italian, Portuguese, Dutch, Russian.
#[rustfmt::skip]
const NAMES: Lexicon<Name> = lexicon![
    ("about", Is(Word::Approx)), ("abr", month(4)), ("abril", month(4)), ("abt", Is(Word::Approx)), ("ad", BLANK), ("aedt", zone(11)), ("aest", zone(10)), ("ago", RELATIVE),
    ("agosto", month(8)), ("am", Is(Word::Morning)), ("aout", month(8)), ("approx", Is(Word::Approx)), ("apr", month(4)), ("april", month(4)), ("aprile", month(4)),
    ("around", Is(Word::Approx)), ("at", BLANK), ("au", Is(Word::To)), ("aug", month(8)), ("august", month(8)), ("augustus", month(8)), ("avr", month(4)), ("avril", month(4)),
    ("before", Is(Word::Until)), ("birthday", Name::Label), ("bis", Is(Word::To)), ("bjt", zone(8)), ("born", Name::Label), ("bst", BLANK),
    ("ca", Is(Word::Approx)), ("cdt", zone(-5)), ("ce", BLANK), ("cest", zone(2)), ("cet", zone(1)), ("china", BLANK), ("circa", Is(Word::Approx)), ("clock", BLANK),
    ("created", Name::Label), ("cst", BLANK), ("current", Is(Word::Open(true))),
    ("date", BLANK), ("dated", Name::Label), ("day", BLANK), ("de", BLANK), ("dec", month(12)), ("december", month(12)), ("decembre", month(12)), ("del", BLANK), ("den", BLANK),
    ("der", BLANK), ("dez", month(12)), ("dezember", month(12)), ("dezembro", month(12)), ("dic", month(12)), ("dicembre", month(12)), ("diciembre", month(12)),
    ("dienstag", BLANK), ("dim", BLANK), ("dimanche", BLANK), ("dinsdag", BLANK), ("do", BLANK), ("dob", Name::Label), ("domenica", BLANK), ("domingo", BLANK),
    ("donderdag", BLANK), ("donnerstag", BLANK), ("due", Name::Label),
    ("edt", zone(-4)), ("eest", zone(3)), ("eet", zone(2)), ("effective", Name::Label), ("el", BLANK), ("ene", month(1)), ("enero", month(1)), ("est", zone(-5)),
    ("expires", Name::Label), ("expiry", Name::Label),
    ("feb", month(2)), ("febbraio", month(2)), ("febr", month(2)), ("febrero", month(2)), ("februar", month(2)), ("februari", month(2)), ("february", month(2)), ("feira", BLANK),
    ("fev", month(2)), ("fevereiro", month(2)), ("fevr", month(2)), ("fevrier", month(2)), ("forever", Is(Word::Open(false))), ("fr", BLANK), ("freitag", BLANK), ("fri", BLANK),
    ("friday", BLANK), ("from", Is(Word::From)),
    ("gen", month(1)), ("gennaio", month(1)), ("giovedi", BLANK), ("giu", month(6)), ("giugno", month(6)), ("gmt", Is(Word::Zulu)),
    ("heute", Is(Word::Open(true))), ("hkt", zone(8)), ("hrs", BLANK),
    ("i", month(1)), ("ii", month(2)), ("iii", month(3)), ("in", BLANK), ("indefinite", Is(Word::Open(false))), ("issued", Name::Label), ("ist", BLANK), ("iv", month(4)),
    ("ix", month(9)),
    ("jan", month(1)), ("janeiro", month(1)), ("janner", month(1)), ("januar", month(1)), ("januari", month(1)), ("january", month(1)), ("janv", month(1)), ("janvier", month(1)),
    ("jeu", BLANK), ("jeudi", BLANK), ("jst", zone(9)), ("jueves", BLANK), ("juil", month(7)), ("juillet", month(7)), ("juin", month(6)), ("jul", month(7)), ("julho", month(7)),
    ("juli", month(7)), ("julio", month(7)), ("july", month(7)), ("jun", month(6)), ("june", month(6)), ("junho", month(6)), ("juni", month(6)), ("junio", month(6)),
    ("kst", zone(9)),
    ("last", RELATIVE), ("le", BLANK), ("lug", month(7)), ("luglio", month(7)), ("lun", BLANK), ("lundi", BLANK), ("lunedi", BLANK), ("lunes", BLANK),
    ("maandag", BLANK), ("maart", month(3)), ("maerz", month(3)), ("mag", month(5)), ("maggio", month(5)), ("mai", month(5)), ("maio", month(5)), ("maj", month(5)),
    ("mar", month(3)), ("march", month(3)), ("marco", month(3)), ("mardi", BLANK), ("mars", month(3)), ("martedi", BLANK), ("martes", BLANK), ("marz", month(3)),
    ("marzo", month(3)), ("may", month(5)), ("mayo", month(5)), ("mdt", zone(-6)), ("mei", month(5)), ("mer", BLANK), ("mercoledi", BLANK), ("mercredi", BLANK), ("mi", BLANK),
    ("miercoles", BLANK), ("minguo", Is(Word::Era(Era::Minguo))), ("mittwoch", BLANK), ("mo", BLANK), ("mon", BLANK), ("monday", BLANK), ("montag", BLANK), ("mrt", month(3)),
    ("mrz", month(3)), ("msk", zone(3)), ("mst", zone(-7)),
    ("next", RELATIVE), ("noon", Is(Word::Noon)), ("nov", month(11)), ("november", month(11)), ("novembre", month(11)), ("novembro", month(11)), ("noviembre", month(11)),
    ("now", Is(Word::Open(true))),
    ("oct", month(10)), ("october", month(10)), ("octobre", month(10)), ("octubre", month(10)), ("of", BLANK), ("okt", month(10)), ("oktober", month(10)), ("on", BLANK),
    ("ongoing", Is(Word::Open(true))), ("ott", month(10)), ("ottobre", month(10)), ("out", month(10)), ("outubro", month(10)),
    ("pdt", zone(-7)), ("permanent", Is(Word::Open(false))), ("perpetual", Is(Word::Open(false))), ("pm", Is(Word::Afternoon)), ("present", Is(Word::Open(true))),
    ("pst", zone(-8)),
    ("quarta", BLANK), ("quinta", BLANK),
    ("recently", RELATIVE), ("roc", Is(Word::Era(Era::Minguo))),
    ("sa", BLANK), ("sabado", BLANK), ("sam", BLANK), ("samedi", BLANK), ("samstag", BLANK), ("sat", BLANK), ("saturday", BLANK), ("segunda", BLANK), ("sep", month(9)),
    ("sept", month(9)), ("september", month(9)), ("septembre", month(9)), ("septiembre", month(9)), ("set", month(9)), ("setembro", month(9)), ("setiembre", month(9)),
    ("settembre", month(9)), ("sexta", BLANK), ("sgt", zone(8)), ("since", Is(Word::From)), ("so", BLANK), ("sonnabend", BLANK), ("sonntag", BLANK), ("standard", BLANK),
    ("sun", BLANK), ("sunday", BLANK),
    ("terca", BLANK), ("the", BLANK), ("this", RELATIVE), ("through", Is(Word::To)), ("thru", Is(Word::To)), ("thu", BLANK), ("thur", BLANK), ("thurs", BLANK),
    ("thursday", BLANK), ("till", Is(Word::To)), ("time", BLANK), ("to", Is(Word::To)), ("today", RELATIVE), ("tomorrow", RELATIVE), ("tonight", RELATIVE), ("tue", BLANK),
    ("tues", BLANK), ("tuesday", BLANK),
    ("uhr", BLANK), ("um", BLANK), ("until", Is(Word::To)), ("updated", Name::Label), ("ut", Is(Word::Zulu)), ("utc", Is(Word::Zulu)),
    ("v", month(5)), ("valid", Name::Label), ("ven", BLANK), ("vendredi", BLANK), ("venerdi", BLANK), ("vi", month(6)), ("viernes", BLANK), ("vii", month(7)), ("viii", month(8)),
    ("vrijdag", BLANK),
    ("wed", BLANK), ("wednesday", BLANK), ("wib", zone(7)), ("woensdag", BLANK),
    ("x", month(10)), ("xi", month(11)), ("xii", month(12)),
    ("yesterday", RELATIVE),
    ("zaterdag", BLANK), ("zondag", BLANK),
    ("авг", month(8)), ("август", month(8)), ("августа", month(8)), ("апр", month(4)), ("апрель", month(4)), ("апреля", month(4)),
    ("г", BLANK), ("года", BLANK),
    ("дек", month(12)), ("декабрь", month(12)), ("декабря", month(12)),
    ("июл", month(7)), ("июль", month(7)), ("июля", month(7)), ("июн", month(6)), ("июнь", month(6)), ("июня", month(6)),
    ("май", month(5)), ("мар", month(3)), ("март", month(3)), ("марта", month(3)), ("мая", month(5)),
    ("ноя", month(11)), ("ноябрь", month(11)), ("ноября", month(11)),
    ("окт", month(10)), ("октябрь", month(10)), ("октября", month(10)),
    ("сен", month(9)), ("сент", month(9)), ("сентябрь", month(9)), ("сентября", month(9)),
    ("фев", month(2)), ("февраль", month(2)), ("февраля", month(2)),
    ("янв", month(1)), ("январь", month(1)), ("января", month(1)),
];

/// What a folded word means; `None`: no word of a date.
pub(super) fn name(word: &str) -> Option<Name> {
    NAMES.meaning(word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(name("setiembre"), Some(month(9)));
        assert_eq!(name("mayor"), None);
    }
}
