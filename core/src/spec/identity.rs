//! How records of the same customer are found: blocking, comparisons, rules, training, clustering.

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use std::marker::PhantomData;

/// The whole of identity matching.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct IdentitySpec {
    /// Which pairs are looked at.
    pub blocking: BlockingSpec,
    /// What is compared, and on which levels; left out: every field, on its kind's built-in levels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparisons: Option<Vec<ComparisonSpec>>,
    /// Always and never, before any weight: a never that applies decides, else the first always that does, each in their order. Left
    /// out: by the identifiers' priority (R35).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<Vec<DecisionRule>>,
    /// Fields of which one customer has at most one value; left out: identity numbers and credit codes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusive: Option<Vec<String>>,
    /// From how many customers on a value is nobody's own, such as the telephone of a shop, and stops counting; left out: telephones and
    /// e-mail addresses, 20 each. An empty list: every value counts, whoever has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<Vec<LimitSpec>>,
    /// A trained model to use instead of training one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelSpec>,
    /// How m and u are found where the levels do not give them.
    pub training: TrainingSpec,
    /// The probability from which a pair speaks for a join.
    pub threshold: f64,
    /// How joined pairs become customers.
    pub clustering: ClusteringSpec,
    /// How customers are numbered.
    pub customer_id: CustomerIdSpec,
}

impl Default for IdentitySpec {
    fn default() -> Self {
        IdentitySpec {
            blocking: BlockingSpec::default(),
            comparisons: None,
            rules: None,
            exclusive: None,
            limits: None,
            model: None,
            training: TrainingSpec::default(),
            threshold: 0.5,
            clustering: ClusteringSpec::default(),
            customer_id: CustomerIdSpec::default(),
        }
    }
}

/// How many customers may share a value of a field before it says nothing about who somebody is.
///
/// Before anything is matched, customers are counted by their names: the distinct ones among the records of a value, of companies
/// where a record has one, else of persons. A value beyond the limit is generic: no record is compared, blocked or held apart by it.
/// Profiles show it all the same, and [`crate::MatchReport::generic`] lists it, with what agreement on it weighs and what it would weigh
/// if it were one customer's alone. Where a list has no names, no value is beyond a limit.
///
/// Of an identifier without a limit a value under more than 20 names is listed, too, and counts: as little as so common a value does.
///
/// ```json
/// {"identity": {"limits": [{"field": "phone", "customers": 20}]}}
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitSpec {
    /// The field.
    pub field: String,
    /// The most customers, 1 or more.
    pub customers: u32,
}

/// Which pairs are looked at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BlockingSpec {
    /// The rules; a pair belongs to the first rule that produces it. Left out: by the fields' kinds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<Vec<BlockingRule>>,
    /// A block of more records than this is split by each other rule's key, then by a sorted window.
    pub max_block: u32,
    /// How many sorted neighbours a record meets in a block that stays too large.
    pub window: u32,
}

impl Default for BlockingSpec {
    fn default() -> Self {
        BlockingSpec { rules: None, max_block: 300, window: 10 }
    }
}

/// Records that agree on every key of a rule are a candidate pair.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockingRule {
    /// The keys that must all agree.
    pub keys: Vec<KeySpec>,
}

/// A field's match key, or one of its derived forms.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeySpec {
    /// The field.
    pub field: String,
    /// A derived form of the field's kind (`tail4`, `pinyin`, …); without one, the match key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
    /// Parts of its text, each a key of its own; without any, the whole is the key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<PartsSpec>,
}

/// Which parts of a text are keys: `{"field": "name", "component": "loose", "parts": {"min_hash": {"of": 3, "keys": 4}}}`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum PartsSpec {
    /// Every word: texts with a word in common meet.
    Words {},
    /// The first so many characters, 1 to 32; a shorter text has no key.
    Prefix {
        /// How many.
        of: u32,
    },
    /// Every run of so many characters, 1 to 32; a shorter text is its own. Texts with a run in common meet.
    Grams {
        /// How many characters.
        of: u32,
    },
    /// So many keys, 1 to 64, of which two texts share each with the probability that is the Jaccard similarity of their grams (Broder
    /// 1997).
    MinHash {
        /// Characters of a gram, 1 to 32.
        of: u32,
        /// How many keys.
        keys: u32,
    },
}

/// One comparison: a field and ordered levels of agreement.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComparisonSpec {
    /// The comparison's name; the field's name when empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The field.
    pub field: String,
    /// The levels from best to worst; without any, the built-in ones of the field's kind.
    ///
    /// Two levels are always there: `missing` (weight 0) and `else`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelSpec>,
    /// Comparisons of one group speak of one thing, such as the parts of an address: of each group only
    /// the strongest evidence for and the strongest against count. Without a name, the comparison stands alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// Whether agreement on a rare value counts more than on a frequent one.
    #[serde(default = "yes")]
    pub term_frequency: bool,
}

fn yes() -> bool {
    true
}

/// One level of agreement.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelSpec {
    /// The level's name, for explanations.
    pub label: String,
    /// When a pair of values is on this level (or a better one).
    pub test: TestSpec,
    /// Corroborates only: never sufficient alone (T11).
    #[serde(default, skip_serializing_if = "is_false")]
    pub weak: bool,
    /// P(level | same customer), if it is not to be estimated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub m: Option<f64>,
    /// P(level | different customers), if it is not to be estimated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub u: Option<f64>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_false(value: &bool) -> bool {
    !value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_zero(value: &i32) -> bool {
    *value == 0
}

/// A test of two values of the comparison's field; symmetric.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum TestSpec {
    /// The match keys are equal.
    Exact {},
    /// A derived form is equal.
    Same {
        /// The derived form.
        component: String,
    },
    /// Jaro–Winkler similarity of at least `min` (0 to 1).
    JaroWinkler {
        /// The least similarity.
        min: f64,
        /// A derived form; without one, the match key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        component: Option<String>,
    },
    /// At most `max` edits (insertion, deletion, replacement, swap of neighbours).
    Edits {
        /// The most edits.
        max: u32,
        /// A derived form; without one, the match key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        component: Option<String>,
    },
    /// One character is another one that looks like it, and all others agree: 张末 and 张未.
    ///
    /// JSON: `{"similar_glyphs": {}}`. Which characters look alike is a table of ours, in simplified characters.
    SimilarGlyphs {
        /// A derived form; without one, the match key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        component: Option<String>,
    },
    /// One letter or digit is that of a neighbouring key of the QWERTY layout, and all others agree: `smith` and `smirh`.
    ///
    /// JSON: `{"neighbouring_keys": {}}`
    NeighbouringKeys {
        /// A derived form; without one, the match key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        component: Option<String>,
    },
    /// A Mandarin reading is the same once what is confused by ear is put together: `zh` and `z`, `ch` and `c`, `sh` and `s`, `n`, `l`
    /// and `r`, `f` and `hu`, `ang` and `an`, `eng` and `en`, `ing` and `in`. At least one of the two is written in Han characters.
    ///
    /// JSON: `{"similar_sound": {"component": "reading"}}`
    SimilarSound {
        /// The derived form that holds the reading in letters, without tones.
        component: String,
    },
    /// Two neighbouring characters stand exchanged: `13812345678` and `13812354678`.
    ///
    /// JSON: `{"transposed": {}}`
    Transposed {
        /// A derived form; without one, the match key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        component: Option<String>,
    },
    /// Texts of one length that differ in their last `max` characters alone, such as the lines of one switchboard.
    ///
    /// JSON: `{"changed_tail": {"max": 4}}`
    ChangedTail {
        /// The most characters that may differ.
        max: u32,
        /// A derived form; without one, the match key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        component: Option<String>,
    },
    /// One of the two hides a part behind stars, and what is visible of both agrees: `138****5678` and `13812345678`. For kinds
    /// with the derived form `visible`.
    ///
    /// JSON: `{"masked": {"min": 6}}`
    Masked {
        /// The fewest characters that are visible on both sides.
        min: u32,
    },
    /// The check character of one of the two is wrong, and at most `max` edits make it the other: a number that was misread or
    /// mistyped. For kinds with the derived form `unchecked`.
    ///
    /// JSON: `{"misread": {"max": 1}}`
    Misread {
        /// The most edits.
        max: u32,
    },
    /// The cosine of the words of both is at least `min` (0 to 1), where a word counts the more the fewer distinct texts of the
    /// field hold it (TF-IDF).
    ///
    /// JSON: `{"cosine": {"min": 0.7, "component": "tokens"}}`
    Cosine {
        /// The least cosine.
        min: f64,
        /// A derived form that holds words; without one, the match key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        component: Option<String>,
    },
    /// The words in common are at least this share of the shorter side's words.
    Overlap {
        /// The least share (0 to 1).
        min: f64,
        /// A derived form that holds words; without one, the match key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        component: Option<String>,
    },
    /// The words in common are at least this share of all words of both sides.
    Jaccard {
        /// The least share (0 to 1).
        min: f64,
        /// A derived form that holds words; without one, the match key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        component: Option<String>,
    },
    /// One text contains the other, which has at least `min` characters.
    Contains {
        /// The fewest characters of the shorter text.
        min: u32,
        /// A derived form; without one, the match key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        component: Option<String>,
    },
    /// Dates at most so many days apart.
    DaysWithin {
        /// The most days.
        max: u32,
    },
    /// Points at most so many kilometres apart, along the earth's surface.
    KilometresWithin {
        /// The most kilometres.
        max: u32,
    },
    /// Numbers that differ by at most this share of the larger one, 0 to 1.
    RelativeWithin {
        /// The largest share.
        max: f64,
    },
    /// Dates with day and month swapped.
    DayMonthSwapped {},
    /// The same date but for the order of day and month, which of one of the two nobody knows: `5/10/2023`. Where a comparison has such
    /// a level, dates of unknown order disagree with those that they cannot be; without one they are missing.
    EitherOrder {},
    /// One is the other's initial.
    Initial {
        /// A derived form; without one, the match key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        component: Option<String>,
    },
    /// At least one of the two has no such derived form, such as a name without a given name.
    Lacking {
        /// The derived form.
        component: String,
    },
    /// Both have such a derived form.
    Having {
        /// The derived form.
        component: String,
    },
    /// A derived form is one of these texts on both sides.
    Is {
        /// The derived form.
        component: String,
        /// The texts.
        of: Vec<String>,
    },
    /// Neither record has a value, such as two cards of a company that name no person. Stands alone.
    BothAbsent {},
    /// The two fields' values stand crosswise (given and family name swapped). Stands alone.
    Swapped {
        /// The other field.
        with: String,
    },
    /// Every test holds.
    All(Vec<TestSpec>),
    /// Some test holds.
    Any(Vec<TestSpec>),
}

/// Decides a pair before any weight is looked at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum DecisionRule {
    /// The pair is the same customer when every condition holds.
    Always(Vec<LevelCondition>),
    /// The pair is never the same customer when every condition holds.
    Never(Vec<LevelCondition>),
}

/// A condition on the level of one comparison.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelCondition {
    /// The comparison's name.
    pub comparison: String,
    /// This level or a better one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<String>,
    /// This level or a worse one, but not missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<String>,
}

/// How m and u are estimated.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TrainingSpec {
    /// How many random pairs estimate u; all pairs when there are fewer.
    pub random_pairs: u32,
    /// The most EM rounds.
    pub rounds: u32,
    /// How many pairs the agreement that a kind is expected to have counts for, beside the pairs seen.
    pub expected_pairs: u32,
    /// How likely two records are the same customer, as a probability, if it is neither to be estimated nor to follow what a run finds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prior: Option<Prior<f64>>,
    /// Rows of which it is known who they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labels: Option<LabelsSpec>,
}

/// Where rows say who they are, as far as somebody has looked.
///
/// Training takes labelled pairs for what they are (Nigam, McCallum, Thrun and Mitchell 2000), as far as blocking brings them
/// together; nothing else does: no label joins two rows. The run reports how well it agrees with them.
///
/// ```json
/// {"identity": {"training": {"labels": {"column": "cluster", "pairs": "reviewed"}}}}
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LabelsSpec {
    /// A column of the sources, those that have it: of two rows, equal texts are a match and different ones are none; a row without
    /// one says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// A table with a row per pair that somebody looked at: `source_a`, `record_a`, `source_b`, `record_b`, and `match`, which is `1`,
    /// `true`, `yes`, `是` or `0`, `false`, `no`, `否`. The sources can be left out where there is one. A pair goes before the column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pairs: Option<String>,
}

/// How likely two records are the same customer before anything of them is compared, and which two records are meant:
/// the two differ by orders of magnitude, so that neither is taken for the other.
///
/// As a probability in [`TrainingSpec`] (`{"random_pair": 0.0001}`), as odds in 1/1024 bit in [`ModelSpec`] (`{"random_pair": -13605}`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Prior<T> {
    /// Of two records drawn at random from all. What scoring uses, and what training writes.
    RandomPair(T),
    /// Of a pair that blocking brought together. A run turns it into that of a random pair by its own counts: the candidate
    /// pairs as a share of all pairs that could be compared, as if no match were missed.
    WithinBlock(T),
}

/// Written out, so that a bare number is answered with what it should have been.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Prior<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum Of {
            RandomPair,
            WithinBlock,
        }
        struct Reads<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reads<T> {
            type Value = Prior<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the pairs that the prior is of, `{\"random_pair\": …}` or `{\"within_block\": …}`")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Prior<T>, M::Error> {
                let Some((of, prior)) = map.next_entry()? else {
                    return Err(M::Error::invalid_length(0, &self));
                };
                if map.next_key::<Of>()?.is_some() {
                    return Err(M::Error::invalid_length(2, &self));
                }
                Ok(match of {
                    Of::RandomPair => Prior::RandomPair(prior),
                    Of::WithinBlock => Prior::WithinBlock(prior),
                })
            }
        }
        deserializer.deserialize_any(Reads(PhantomData))
    }
}

impl Default for TrainingSpec {
    fn default() -> Self {
        TrainingSpec { random_pairs: 400_000, rounds: 50, expected_pairs: 200, prior: None, labels: None }
    }
}

/// How joined pairs become customers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum ClusteringSpec {
    /// The strongest pair first; a join that breaks a ban, a unique source or an exclusive field is refused.
    BestFirst {},
    /// The strongest pair first; a record belongs to the centre that its strongest pair leads to.
    Center {},
    /// The best connected record first, with all free records beside it.
    Star {},
    /// Every record has one partner at the most.
    OneToOne {},
    /// The partition that holds the largest sum of evidence, for and against; groups whose records together contradict one another
    /// stay apart.
    Correlation {
        /// The most that one pair's evidence against a join counts, in bits.
        doubt: u32,
    },
}

impl Default for ClusteringSpec {
    fn default() -> Self {
        ClusteringSpec::Correlation { doubt: 2 }
    }
}

/// How customers are numbered: prefix, date, sequence (R37).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CustomerIdSpec {
    /// The text in front.
    pub prefix: String,
    /// The fewest digits of the sequence within a day; it grows when they do not suffice (T13). Left out: 3. Where it is written, the check of rules says
    /// when ids outgrow it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digits: Option<u32>,
}

impl CustomerIdSpec {
    /// The fewest digits of the sequence within a day.
    #[must_use]
    pub fn fewest_digits(&self) -> u32 {
        self.digits.unwrap_or(3)
    }
}

impl Default for CustomerIdSpec {
    fn default() -> Self {
        CustomerIdSpec { prefix: "C".to_owned(), digits: None }
    }
}

/// A trained model: the prior, and m, u and weight of every level.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelSpec {
    /// The prior odds of two records being the same customer, in 1/1024 bit, before a run counts the holders of values by the pairs that
    /// it finds. Without labels and a `training.prior`, its matches then follow what the pairs come to.
    pub prior: Prior<i32>,
    /// How many records of one customer the lists hold beside a record of it, itself included, in 1/1024: values that no more
    /// records share than that may be one customer's own. Left out: what the prior comes to among the records of the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub records_per_customer: Option<i32>,
    /// One entry per comparison, in the comparisons' order.
    pub comparisons: Vec<ModelComparison>,
    /// The odds of being the same customer against being two people of one household or firm, in 1/1024 bit; none where
    /// no comparison tells such people apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relatives: Option<i32>,
    /// Comparisons that agree together among strangers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dependences: Vec<ModelDependence>,
    /// What labelled pairs said of the weights; none where there were no labels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calibration: Option<ModelCalibration>,
}

/// How the weights of pairs become those that labels agree with: weight · slope + shift.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelCalibration {
    /// What a weight is multiplied by, in 1/1024.
    pub slope: i32,
    /// What is added, in 1/1024 bit.
    pub shift: i32,
}

/// What agreement on one comparison changes in the weights of another, among strangers they agree together.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelDependence {
    /// The comparison whose weights change.
    pub comparison: String,
    /// The comparison that must agree.
    pub given: String,
    /// By level, from worst to best: what is added, in 1/1024 bit.
    pub change: Vec<i32>,
}

/// The levels of one comparison under a model.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelComparison {
    /// The comparison's name.
    pub name: String,
    /// Its levels from worst to best: `missing`, `else`, then the comparison's own.
    pub levels: Vec<ModelLevel>,
    /// Of the pairs of records that share a value, how many are of one customer, in 1/1024: by how many records the value stands on
    /// (2, 3, to 5, to 7, to 11, to 15 …). Left out: as many as `records_per_customer` comes to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub one_customer: Vec<i32>,
}

/// One level under a model.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelLevel {
    /// The level's name.
    pub label: String,
    /// P(level | same customer, both present).
    pub m: f64,
    /// P(level | different customers, both present).
    pub u: f64,
    /// log2(m / u) in 1/1024 bit; this integer is what scoring uses.
    pub weight: i32,
    /// log2(m / P(level | relatives, both present)) in 1/1024 bit: what the level says against two people of one household or firm.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub relatives: i32,
}
