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

    /// Whether two values on the level have equal keys, so that their frequency says something.
    #[must_use]
    pub fn implies_equal(&self) -> bool {
        self.test().is_some_and(Test::implies_equal)
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
    /// Common words are at least so many thousandths of the shorter side's.
    Overlap(u32, Form),
    /// Common words are at least so many thousandths of all words.
    Jaccard(u32, Form),
    /// One text contains the other, of at least so many characters.
    Contains(u32, Form),
    /// Dates at most so many days apart.
    DaysWithin(u32),
    /// Dates with day and month swapped.
    DayMonthSwapped,
    /// One is the other's initial.
    Initial,
    /// A derived form is one of these texts on both sides.
    Is(usize, Vec<String>),
    /// Every test holds.
    All(Vec<Test>),
    /// Some test holds.
    Any(Vec<Test>),
}

/// Which text of a value a test looks at: a derived form by index, or the match key.
pub(super) type Form = Option<usize>;

impl Test {
    fn implies_equal(&self) -> bool {
        match self {
            Test::Exact => true,
            Test::All(tests) => tests.iter().any(Test::implies_equal),
            _ => false,
        }
    }
}
