//! Tests of two values, with their derived forms by index.

/// When two records are on a level.
#[derive(Clone, PartialEq, Debug)]
pub enum When {
    /// Two of their values pass a test.
    Values(Test),
    /// Their values stand crosswise with those of this other field.
    Swapped(usize),
    /// Neither has a value.
    BothAbsent,
}

impl When {
    /// The test of values, if it is one.
    #[must_use]
    pub fn test(&self) -> Option<&Test> {
        match self {
            When::Values(test) => Some(test),
            When::Swapped(_) | When::BothAbsent => None,
        }
    }

    /// Whether the level is plain equality of keys, whose u has a closed form.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.test() == Some(&Test::Exact)
    }

    /// What two values on the level have in common, so that its frequency says something.
    #[must_use]
    pub fn in_common(&self) -> Option<Form> {
        self.test().and_then(Test::in_common)
    }
}

/// A test of two values of a field; symmetric, false when a form it needs is missing.
#[derive(Clone, PartialEq, Debug)]
pub enum Test {
    /// The match keys are equal.
    Exact,
    /// A derived form is equal.
    Same(usize),
    /// Jaro–Winkler similarity of at least so many thousandths.
    JaroWinkler(u32, Form),
    /// At most so many edits.
    Edits(u32, Form),
    /// One character is another one that looks like it.
    SimilarGlyphs(Form),
    /// One letter is that of a neighbouring key.
    NeighbouringKeys(Form),
    /// A Mandarin reading is the same by ear.
    SimilarSound(usize),
    /// Two neighbouring characters stand exchanged.
    Transposed(Form),
    /// They differ in their last characters alone, at most so many.
    ChangedTail(u32, Form),
    /// A part of one is hidden, and of what this form shows so many characters agree.
    Masked(u32, usize),
    /// The check character of one, which this form holds, is wrong, and so many edits make it the other.
    Misread(u32, usize),
    /// The cosine of their words, weighed by rarity, is at least so many thousandths.
    Cosine(u32, Form),
    /// Common words are at least so many thousandths of the shorter side's.
    Overlap(u32, Form),
    /// Common words are at least so many thousandths of all words.
    Jaccard(u32, Form),
    /// One text contains the other, of at least so many characters.
    Contains(u32, Form),
    /// Dates at most so many days apart.
    DaysWithin(u32),
    /// Points at most so many kilometres apart.
    KilometresWithin(u32),
    /// Numbers that differ by at most so many thousandths of the larger one.
    RelativeWithin(u32),
    /// Dates with day and month swapped.
    DayMonthSwapped,
    /// The earlier of a date and the date with day and month swapped, a form, is the same, and one of them has no date, another form.
    EitherOrder {
        /// The earlier of the two.
        either: usize,
        /// The date.
        date: usize,
    },
    /// One is the other's initial.
    Initial(Form),
    /// One of the two has no such derived form.
    Lacking(usize),
    /// Both have such a derived form.
    Having(usize),
    /// A derived form is one of these texts on both sides.
    Is(usize, Vec<String>),
    /// Every test holds.
    All(Vec<Test>),
    /// Some test holds.
    Any(Vec<Test>),
}

/// Which text of a value a test looks at: a derived form by index, or the match key.
pub type Form = Option<usize>;

impl Test {
    fn in_common(&self) -> Option<Form> {
        match self {
            Test::Exact => Some(None),
            Test::Same(component) | Test::EitherOrder { either: component, .. } => Some(Some(*component)),
            Test::All(tests) => {
                let found: Vec<Form> = tests.iter().filter_map(Test::in_common).collect();
                // Two forms in common are rarer together than each by itself, and nobody knows how much.
                if found.contains(&None) { Some(None) } else { found.first().copied().filter(|_| found.len() == 1) }
            }
            // What one of them may lack is not in common.
            Test::Any(tests) if tests.iter().any(|test| matches!(test, Test::Lacking(_))) => None,
            Test::Any(tests) => tests.iter().find_map(Test::in_common),
            _ => None,
        }
    }
}
