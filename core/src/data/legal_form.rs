//! Legal forms of companies in Latin and other alphabets: ISO 20275 and cleanco.
//!
//! | input | `class` |
//! |---|---|
//! | `Limited` | `ltd` |
//! | `G.m.b.H.` | `gmbh` |
//! | `GmbH & Co. KG` | `gmbh and co kg` |
//! | `spółka z o.o.` | as `sp. z o.o.` |
//! | `AMBA` (a form in Denmark, a name elsewhere) | `amba` |
//! | `Trust`, `EU`, `Holdings Ltd` | none: more often part of a name |
//!
//! Forms are compared by their letters alone: case, marks, dots and blanks do not count. Spellings of one
//! form have one class: Ltd = Limited, S.p.A. = società per azioni. Which spellings those are is ours.

use hashbrown::{HashMap, HashSet};

use super::blob::Id;
use super::letters::each_plain;
use super::source::Source;
use super::trie::{ROOT, Trie};

/// The forms, to be found at the end of a name from its last letter on, or at its start.
#[derive(Debug)]
pub struct LegalForms {
    backwards: Trie,
    forwards: Trie,
    classes: Vec<String>,
}

/// Letters of forms that are left out: as the last word of a name they are names, words or places more often.
const NAMES: &str = "ac aj at att aat ay ba bk bl bm ca cdc cio cpt da dat ec ee ei eic eig ent ep erl et eu fa fdn fie fie fop gag gen gp gs gte hu icc ij ik ips is jv \
    kf kt kv nl od ok os pa pat pd pfa pfi pl pp pr ps pse psu puc pue qk rt sad sam sap sc sd sec sem sep ses sf sj smc sp spr ss stg teo tu uc ue uk uu vat vba xk xt yk \
    association associacao asociacion associazione chartered cooperativas etat firma fondation fondatsia fondazione fondo fonds foundation fund fundacao fundacija fundacion \
    fundacja fundo private society trust tapui obrt dernek partnership alternativeinvestmentfund benefitcorporation businesscorporation businesstrust charitabletrust \
    closecorporation developmentcorporation economicinterestgroup foundationcompany fraternalsociety freezonecompany generalbusinesscorporation individualentrepreneur \
    individualmerchant industrialandprovidentsociety investmentcompany investmenttrust jointventure nonprofitcompany nonprofitcorporation privatecompany productioncooperative \
    professionalassociation publicbenefitcorporation sharecompany simplepartnership stockcorporation sustainablebusinesscorporation unitaryenterprise \
    voluntaryassociation asociacioncivil privateunitaryenterprise rakeconomiczonecompany registeredcompany personalliabilitycompany protectedcellcompany corporationsole \
    notforprofitcorporation nonstockcorporation limitedbyguarantee privatelimitedbyguarantee";

/// Forms that also stand in front of a name: Indonesia, the Nordic and Baltic countries, France, Russia and its neighbours.
const IN_FRONT: &str = "pt cv ud ab oy as ooo oao zao pao ao tov too sarl eurl selarl sasu sas sci snc uab mb vsi sia ou mtu sprl bvba srl vof asbl vzw stichting stiftung \
    ооо оао зао пао ао нао ип тов тоо прат пат ат ооd оод еоод ад еад ет одо чуп уп ип фоп congtytnhh congtycophan tnhh perseroanterbatas koperasi yayasan \
    обществосограниченнойответственностью акционерноеобщество публичноеакционерноеобщество закрытоеакционерноеобщество открытоеакционерноеобщество \
    индивидуальныйпредприниматель บริษัท บริษัทจำกัด ห้างหุ้นส่วนจำกัด";

/// Long spellings of words, word by word.
const WORDS: [(&str, &str); 11] = [
    ("limited", "ltd"),
    ("company", "co"),
    ("incorporated", "inc"),
    ("corporation", "corp"),
    ("private", "pvt"),
    ("proprietary", "pty"),
    ("berhad", "bhd"),
    ("sendirian", "sdn"),
    ("und", "and"),
    ("et", "and"),
    ("cooperative", "coop"),
];

/// Spellings of one form, by their letters behind the words' own short spellings.
const SPELLINGS: &str = "publicltdco=plc ltdliabilityco=llc ltdliabilitypartnership=llp ltdpartnership=lp publicco=plc pvtltdco=pvtltd ptyltdco=ptyltd \
    aktiengesellschaft=ag gesellschaftmitbeschrankterhaftung=gmbh gesmbh=gmbh kommanditgesellschaft=kg kommanditgesellschaftaufaktien=kgaa offenehandelsgesellschaft=ohg \
    offenegesellschaft=og eingetragenerverein=ev eingetragenegenossenschaft=eg unternehmergesellschaft=ug ughaftungsbeschrankt=ug gesellschaftburgerlichenrechts=gbr \
    einzelkaufmann=ek ekfm=ek societeanonyme=sa societearesponsabilitelimitee=sarl societeparactionssimplifiee=sas societeennomcollectif=snc \
    societeencommanditesimple=scs societeencommanditeparactions=sca limitee=ltee societaperazioni=spa societaaresponsabilitalimitata=srl societainnomecollettivo=snc \
    sociedadanonima=sa sociedadlimitada=sl sociedadderesponsabilidadlimitada=srl sociedadanonimadecapitalvariable=sadecv sociedadporaccionessimplificada=sas \
    sociedadlimitadaunipersonal=slu sociedadanonimaunipersonal=sau limitada=ltda lda=ltda sociedadeanonima=sa companhia=cia besloten=bv beslotenvennootschap=bv \
    naamlozevennootschap=nv vennootschaponderfirma=vof commanditairevennootschap=cv aktiebolag=ab publiktaktiebolag=ab abpubl=ab aktieselskab=as anpartsselskab=aps \
    aksjeselskap=as allmennaksjeselskap=asa osakeyhtio=oy julkinenosakeyhtio=oyj handelsbolag=hb kommanditbolag=kb kommandiittiyhtio=ky hlutafelag=hf \
    einkahlutafelag=ehf osauhing=ou aktsiaselts=as sabiedribaarierobezotuatbildibu=sia akcijusabiedriba=as uzdarojiakcinebendrove=uab \
    spolkazograniczonaodpowiedzialnoscia=spzoo spolkazoo=spzoo spolkaakcyjna=sa spolkajawna=spj spolkakomandytowa=spk spolecnostsrucenimomezenym=sro spolsro=sro \
    spolocnostsrucenimobmedzenym=sro akciovaspolecnost=as akciovaspolocnost=as korlatoltfelelossegutarsasag=kft zartkoruenmukodoreszvenytarsasag=zrt \
    nyilvanosanmukodoreszvenytarsasag=nyrt betetitarsasag=bt drustvosogranicenomodgovornoscu=doo drustvosaogranicenomodgovornoscu=doo \
    druzbazomejenoodgovornostjo=doo dionickodrustvo=dd delniskadruzba=dd akcionarskodrustvo=ad deonicarskodrustvo=ad societatecuraspunderelimitata=srl \
    anonimsirket=as anonimsirketi=as ltdsirket=ltdsti ltdsirketi=ltdsti обществосограниченнойответственностью=ооо акционерноеобщество=ао \
    публичноеакционерноеобщество=пао закрытоеакционерноеобщество=зао открытоеакционерноеобщество=оао индивидуальныйпредприниматель=ип \
    товариствозобмеженоювідповідальністю=тов kabushikikaisha=kk kabushikigaisha=kk kabusikigaisya=kk godokaisha=gk goudougaisya=gk yugenkaisha=yk yugengaisha=yk \
    yugengaisya=yk perseroanterbatas=pt persekutuankomanditer=cv perseroanterbuka=tbk terbuka=tbk congtytrachnhiemhuuhan=congtytnhh \
    ltdcoltd=coltd ltdco=coltd seselskab=se societaseuropaea=se perseroanterbatasterbuka=pttbk";

impl LegalForms {
    pub(super) fn read(source: &Source) -> Self {
        let names: HashSet<&str> = NAMES.split_whitespace().collect();
        let spellings = spellings();
        let mut forms = LegalForms { backwards: Trie::with_room(1 << 13), forwards: Trie::with_room(1 << 9), classes: Vec::new() };
        let mut known: HashMap<String, u32> = HashMap::new();
        let mut letters = String::new();
        for [form, _] in source.columns::<2>(Id::LegalForm) {
            letters.clear();
            words(form, |word| letters.push_str(word));
            if !letters.is_empty() && !names.contains(letters.as_str()) && !form.starts_with("group ") && !form.starts_with("holding") {
                let number = forms.number(form, &spellings, &mut known);
                forms.backwards.insert(letters.chars().rev(), number);
            }
        }
        for form in IN_FRONT.split_whitespace() {
            letters.clear();
            each_plain(form, |c| letters.push(c));
            let number = forms.number(form, &spellings, &mut known);
            forms.forwards.insert(letters.chars(), number);
        }
        forms
    }

    /// The number of the class of a form: one for all its spellings.
    fn number(&mut self, form: &str, spellings: &HashMap<String, &'static str>, known: &mut HashMap<String, u32>) -> u32 {
        let (mut class, mut letters) = short(form);
        if let Some(short) = spellings.get(&letters) {
            if class.len() > 2 * short.len() {
                (*short).clone_into(&mut class);
            }
            (*short).clone_into(&mut letters);
        }
        let number = *known.entry(letters).or_insert_with(|| {
            self.classes.push(class.clone());
            u32::try_from(self.classes.len() - 1).unwrap_or(u32::MAX)
        });
        // The class is called by its shortest spelling: `sa`, not `s a`.
        if let Some(name) = self.classes.get_mut(number as usize).filter(|name| class.len() < name.len()) {
            *name = class;
        }
        number
    }

    /// The class of a text that is one legal form as a whole.
    #[must_use]
    pub fn class(&self, form: &str) -> Option<&str> {
        let mut letters = Vec::new();
        words(&form.to_lowercase(), |word| letters.extend(word.chars()));
        self.backwards.whole(letters.into_iter().rev()).map(|number| self.name(number))
    }

    /// The form that the last words of a name are: how many words, and its class. The words are plain letters.
    pub(crate) fn at_end<'w>(&self, words: impl Iterator<Item = &'w str>) -> Option<(usize, &str)> {
        longest(&self.backwards, words.map(|word| word.chars().rev())).map(|(count, number)| (count, self.name(number)))
    }

    /// The form that the first words of a name are, of those that stand in front.
    pub(crate) fn at_start<'w>(&self, words: impl Iterator<Item = &'w str>) -> Option<(usize, &str)> {
        longest(&self.forwards, words.map(str::chars)).map(|(count, number)| (count, self.name(number)))
    }

    fn name(&self, number: u32) -> &str {
        self.classes.get(number as usize).map_or("", String::as_str)
    }
}

/// The longest run of words that is in the set.
fn longest<W: Iterator<Item = char>>(trie: &Trie, words: impl Iterator<Item = W>) -> Option<(usize, u32)> {
    let mut at = ROOT;
    let mut best = None;
    for (before, word) in words.enumerate() {
        let mut form = None;
        for c in word {
            let Some((next, found)) = trie.step(at, c) else {
                return best;
            };
            (at, form) = (next, found);
        }
        if let Some(number) = form {
            best = Some((before + 1, number));
        }
    }
    best
}

/// Gives the words of a form in plain letters; `&` is `and`.
fn words(form: &str, mut each: impl FnMut(&str)) {
    let mut word = String::new();
    for piece in form.split([' ', ',', '-', '(', ')']) {
        word.clear();
        match piece {
            "&" | "+" => word.push_str("and"),
            piece => each_plain(piece, |c| word.push(c)),
        }
        if !word.is_empty() {
            each(&word);
        }
    }
}

/// Letters of a spelling → the class they belong to.
fn spellings() -> HashMap<String, &'static str> {
    SPELLINGS
        .split_whitespace()
        .filter_map(|pair| pair.split_once('='))
        .map(|(long, short)| {
            let mut letters = String::new();
            each_plain(long, |c| letters.push(c));
            (letters, short)
        })
        .collect()
}

/// A form in short words, joined by blanks, and its letters alone.
fn short(form: &str) -> (String, String) {
    let mut class = String::new();
    let mut letters = String::new();
    words(form, |word| {
        let short = WORDS.iter().find(|(long, _)| *long == word).map_or(word, |(_, short)| short);
        if !class.is_empty() {
            class.push(' ');
        }
        class.push_str(short);
        letters.push_str(short);
    });
    (class, letters)
}

#[cfg(test)]
mod tests {
    use crate::data::ReferenceTables;
    use crate::data::source::Source;

    #[test]
    fn classes() {
        let forms = ReferenceTables::builtin().legal_forms();
        for (form, class) in [
            ("Limited", Some("ltd")),
            ("G.m.b.H.", Some("gmbh")),
            ("GmbH & Co. KG", Some("gmbh and co kg")),
            ("Company Limited", Some("co ltd")),
            ("AMBA", Some("amba")),
            ("Trust", None),
            ("EU", None),
            ("Holdings Ltd", None),
            ("", None),
            ("Acme", None),
        ] {
            assert_eq!(forms.class(form), class, "{form}");
        }
        for same in [
            &["S.p.A.", "SpA", "società per azioni"][..],
            &["S.à r.l.", "SARL", "Sàrl", "société à responsabilité limitée"],
            &["sp. z o.o.", "spółka z o.o.", "spółka z ograniczoną odpowiedzialnością", "sp zoo"],
            &["s.r.o.", "spol. s r.o."],
            &["ООО", "общество с ограниченной ответственностью"],
            &["AG", "Aktiengesellschaft"],
            &["Pty Ltd", "Pty. Limited", "(Pty) Ltd"],
            &["Ltda", "Lda.", "Ltda."],
            &["PLC", "p.l.c.", "public limited company"],
            &["LLC", "L.L.C.", "limited liability company"],
        ] {
            for form in same {
                assert_eq!(forms.class(form), forms.class(same[0]), "{form}");
            }
            assert!(forms.class(same[0]).is_some(), "{same:?}");
        }
    }

    #[test]
    fn longest_run_of_words() {
        let forms = ReferenceTables::builtin().legal_forms();
        let at_end = |name: &str| forms.at_end(name.split(' ').rev());
        assert_eq!(at_end("acme co ltd"), Some((2, "co ltd")));
        assert_eq!(at_end("liverpool sa de cv").map(|(n, _)| n), Some(3));
        assert_eq!(at_end("foo s a"), Some((2, "sa")));
        assert_eq!(at_end("acme"), None);
        let at_start = |name: &str| forms.at_start(name.split(' '));
        assert_eq!(at_start("pt bank"), Some((1, "pt")));
        assert_eq!(at_start("bank pt"), None);
    }

    #[test]
    fn damaged_tables_have_no_forms() {
        let pack = crate::data::pack::Pack::parse("table\tlegal_form\t\t\n.\tXX\n").unwrap();
        let forms = super::LegalForms::read(&Source::default().with(pack));
        assert_eq!(forms.class("ltd"), None);
    }
}
