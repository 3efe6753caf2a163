//! What a shop manager reads.

use crate::arguments::Arguments;
use crate::asked;
use crate::cost::{Clock, peak_memory};
use crate::sweep::Sweep;
use chrono::NaiveDate;
use guiyi::identity::curve::Review;
use guiyi::identity::evaluate::{Estimate, EvaluationReport, ScoreBands};
use guiyi::identity::identifiability::{Identified, WeightsFrom};
use guiyi::interop::Question;
use guiyi::{CustomerRef, Explanation, Finding, Outcome, Proposal};
use guiyi_examples::screen::{row, shown};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::Write;

type Printed = Result<(), Box<dyn Error>>;

/// The evidence of a proposed spec.
pub(crate) fn evidence(out: &mut impl Write, proposal: &Proposal) -> Printed {
    writeln!(out, "\nNo spec given; this one is proposed from the data.\n\n列 Columns")?;
    row(out, &[("source", 12), ("column", 24), ("filled", 7), ("distinct", 8), ("reads", 6), ("field", 24), ("why", 0)])?;
    let short = |text: &str| shown(text, 60);
    for c in &proposal.evidence.columns {
        let share = |p: f64| format!("{:.0} %", p * 100.0);
        row(
            out,
            &[
                (&short(&c.source), 12),
                (&short(&c.column), 24),
                (&share(c.filled), 7),
                (&share(c.distinct), 8),
                (&share(c.readable), 6),
                (&short(c.field.as_deref().unwrap_or("-")), 24),
                (&c.why, 0),
            ],
        )?;
    }
    let all = proposal.evidence.all_pairs;
    let (chosen, left): (Vec<_>, Vec<_>) = proposal.evidence.keys.iter().partition(|k| k.chosen);
    writeln!(out, "\n分块 Blocking: {} keys chosen of {} counted, out of {all} pairs", chosen.len(), chosen.len() + left.len())?;
    let recall = proposal.evidence.recall;
    if recall.low > 0.0 {
        writeln!(out, "  estimated to reach {:.1} % of all matches ({:.1} % to {:.1} %)", recall.estimate * 100.0, recall.low * 100.0, recall.high * 100.0)?;
    }
    for key in &chosen {
        let name: Vec<String> = key.keys.iter().map(|k| k.component.as_ref().map_or(k.field.clone(), |c| format!("{}.{c}", k.field))).collect();
        row(
            out,
            &[
                ("", 0),
                (&format!("{} pairs", key.pairs), 16),
                (&format!("{:.0} matches", key.matches), 16),
                (&format!("{:.0} % have it", key.filled * 100.0), 14),
                (&name.join(" + "), 0),
            ],
        )?;
    }
    Ok(writeln!(out)?)
}

/// What was odd about the inputs, counted by kind.
pub(crate) fn findings(out: &mut impl Write, a: &Arguments, findings: &[Finding]) -> Printed {
    if findings.is_empty() {
        return Ok(());
    }
    let mut kinds: BTreeMap<(&str, &str), (u64, &str)> = BTreeMap::new();
    for f in findings {
        kinds.entry((f.code, f.path.as_str())).or_insert((0, &f.text)).0 += 1;
    }
    writeln!(out, "\n注意 To know{}", if a.only_links { "" } else { " (all of them in notes.csv)" })?;
    for ((code, path), (n, text)) in kinds {
        let times = if n > 1 { format!(" (and {} more)", n - 1) } else { String::new() };
        writeln!(out, "  {code}  {}: {}{times}", shown(path, 100), shown(text, 500))?;
    }
    Ok(())
}

/// Rows and customers per channel, and how many were joined across channels.
pub(crate) fn channels(out: &mut impl Write, outcome: &Outcome) -> Printed {
    let mut rows: BTreeMap<&str, (u64, u64, u64)> = BTreeMap::new();
    let names: Vec<&str> = outcome.plan().spec().sources.iter().map(|s| s.name.as_str()).collect();
    let mut across = 0u64;
    let mut sources: Vec<(&str, u64)> = Vec::new();
    for customer in outcome.customers() {
        sources.clear();
        for record in customer.records() {
            match sources.iter_mut().find(|(source, _)| *source == record.source) {
                Some((_, n)) => *n += 1,
                None => sources.push((record.source, 1)),
            }
        }
        let elsewhere = u64::from(sources.len() > 1);
        across += elsewhere;
        for (source, n) in &sources {
            let entry = rows.entry(source).or_default();
            *entry = (entry.0 + n, entry.1 + 1, entry.2 + elsewhere);
        }
    }
    writeln!(out, "\n渠道 Channels")?;
    row(out, &[("渠道 channel", 16), ("记录 rows", 12), ("客户 customers", 16), ("也在别处 also elsewhere", 22)])?;
    for name in names {
        let (n, customers, elsewhere) = rows.remove(name).unwrap_or_default();
        row(out, &[(name, 16), (&n.to_string(), 12), (&customers.to_string(), 16), (&elsewhere.to_string(), 22)])?;
    }
    let total = outcome.records().len();
    writeln!(out, "合计 {total} 条记录归为 {} 位客户，其中 {across} 位跨渠道。", outcome.customers().len())?;
    Ok(writeln!(out, "{total} rows are {} customers; {across} were joined across channels.", outcome.customers().len())?)
}

/// How the tags and layers are distributed.
pub(crate) fn tags(out: &mut impl Write, outcome: &Outcome) -> Printed {
    let total = outcome.customers().len().max(1) as f64;
    if !outcome.tags().dimensions.is_empty() {
        writeln!(out, "\n标签 Tags")?;
    }
    let line = |name: &str, values: &[String], counts: Vec<u64>| {
        let mut parts: Vec<(String, u64)> = values.iter().cloned().zip(counts).filter(|(_, n)| *n > 0).collect();
        if parts.len() > 9 {
            parts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        }
        let more = parts.len().saturating_sub(9);
        let mut text: Vec<String> = parts.iter().take(9).map(|(v, n)| format!("{v} {n} ({:.0} %)", *n as f64 / total * 100.0)).collect();
        if more > 0 {
            text.push(format!("… {more} more"));
        }
        (name.to_owned(), text.join(" · "))
    };
    for d in &outcome.tags().dimensions {
        let (name, text) = line(&d.domain.name, &d.domain.values, d.counts());
        row(out, &[("", 0), (&name, 12), (&text, 0)])?;
    }
    if !outcome.layers().is_empty() {
        writeln!(out, "\n分层 Layers")?;
    }
    for l in outcome.layers() {
        let (name, text) = line(&l.name, &l.layers, l.counts());
        row(out, &[("", 0), (&name, 12), (&text, 0)])?;
    }
    Ok(())
}

/// The customers asked for, in full for the first three, in a line for the others.
pub(crate) fn explained(out: &mut impl Write, a: &Arguments, outcome: &Outcome) -> Printed {
    let customers = asked(a, outcome);
    let chosen = if a.explain.is_empty() { interesting(outcome) } else { customers.clone() };
    if chosen.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n三个例子 Three customers explained")?;
    for customer in chosen.iter().take(3) {
        writeln!(out, "\n{}", headline(*customer))?;
        let explanation = if a.only_links { outcome.explain_customer(customer.id())? } else { outcome.explain(customer.id())? };
        let explanation = explanation.in_language(a.language);
        writeln!(out, "{}", shown(&explanation.text, 500))?;
        brief(out, &explanation, 1)?;
    }
    if chosen.len() > 3 {
        writeln!(out, "\n模板中的例子 The templates' other examples")?;
        for customer in chosen.iter().skip(3) {
            writeln!(out, "  {}", headline(*customer))?;
            summary(out, *customer, outcome)?;
        }
    }
    Ok(())
}

/// The pairs, ways, what-ifs and questions asked for.
pub(crate) fn answers(out: &mut impl Write, a: &Arguments, outcome: &Outcome) -> Printed {
    let mut tell = |why: Explanation| writeln!(out, "\n{}", why.in_language(a.language));
    for [(s1, id1), (s2, id2)] in &a.pairs {
        tell(outcome.explain_pair((s1, id1), (s2, id2))?)?;
    }
    for [(s1, id1), (s2, id2)] in &a.paths {
        tell(outcome.explain_path((s1, id1), (s2, id2))?)?;
    }
    for (field, value) in &a.without {
        if a.explain.is_empty() {
            tell(outcome.explain_ignored(field, value.as_deref())?)?;
        }
        for customer in asked(a, outcome) {
            tell(outcome.explain_without(customer.id(), field, value.as_deref())?)?;
        }
    }
    for (name, value) in &a.next {
        let layering = outcome.layers().iter().any(|table| table.name == *name);
        for customer in asked(a, outcome) {
            tell(if layering { outcome.explain_next_layer(customer.id(), name, value)? } else { outcome.explain_next_tag(customer.id(), name, value)? })?;
        }
    }
    let Some(path) = &a.ask else { return Ok(()) };
    let questions: Vec<Question> = serde_json::from_str(&std::fs::read_to_string(path)?).map_err(|e| format!("{}: {e}", path.display()))?;
    let answers: Vec<Explanation> = questions.iter().map(|question| question.answer(outcome)).collect::<Result<_, _>>()?;
    for answer in &answers {
        writeln!(out, "\n{answer}")?;
    }
    Ok(std::fs::write(a.out.join("answers.json"), serde_json::to_string_pretty(&answers)?)?)
}

/// Customers worth a look when none was asked for: joined from the most channels.
fn interesting(outcome: &Outcome) -> Vec<CustomerRef<'_>> {
    let mut all: Vec<(usize, CustomerRef<'_>)> =
        outcome.customers().filter(|c| c.records().len() > 1).map(|c| (c.records().map(|r| r.source).collect::<BTreeSet<_>>().len(), c)).collect();
    all.sort_by_key(|(n, c)| (std::cmp::Reverse(*n), c.index));
    all.into_iter().take(3).map(|(_, c)| c).collect()
}

/// Records named in a headline; the rest is counted.
const MOST_NAMED: usize = 12;

fn headline(customer: CustomerRef<'_>) -> String {
    let named = customer.values().find(|v| v.field == "name" || v.field == "姓名").or_else(|| customer.values().next());
    let name = named.map_or(String::new(), |v| shown(v.value, 40));
    let mut records: Vec<String> = customer.records().take(MOST_NAMED).map(|r| format!("{} {}", shown(r.source, 40), shown(r.id, 40))).collect();
    if customer.records().len() > MOST_NAMED {
        records.push(format!("… and {} more", customer.records().len() - MOST_NAMED));
    }
    format!("{} {name}  ({})", customer.id(), records.join(", "))
}

fn summary(out: &mut impl Write, customer: CustomerRef<'_>, outcome: &Outcome) -> Printed {
    let tags: Vec<String> = outcome
        .tags()
        .dimensions
        .iter()
        .filter_map(|d| {
            let values: Vec<&str> = d.values(customer.index).collect();
            (!values.is_empty()).then(|| format!("{} {}", d.domain.name, values.join("、")))
        })
        .collect();
    let layers: Vec<String> = outcome.layers().iter().filter_map(|l| Some(format!("{} {}", l.name, l.layer(customer.index)?))).collect();
    Ok(writeln!(out, "    {}", tags.into_iter().chain(layers).collect::<Vec<_>>().join(" · "))?)
}

/// An explanation without its deepest details: at most a few pairs, and for tags the rule that decided.
fn brief(out: &mut impl Write, e: &Explanation, depth: usize) -> Printed {
    let mut pairs = 0;
    for part in &e.parts {
        if part.code() == "pair" {
            pairs += 1;
            if pairs > 2 {
                continue;
            }
        }
        writeln!(out, "{:indent$}{}", "", shown(&part.text, 500), indent = depth * 2)?;
        if matches!(part.code(), "pair" | "profile" | "layer") && depth < 3 {
            brief(out, part, depth + 1)?;
        }
    }
    if pairs > 2 {
        writeln!(out, "{:indent$}… and {} more pairs", "", pairs - 2, indent = depth * 2)?;
    }
    Ok(())
}

/// Agreement with the known truth.
pub(crate) fn truth(out: &mut impl Write, report: &EvaluationReport) -> Printed {
    let e = &report.evaluation;
    writeln!(out, "\n准确度 Against the known truth ({} records, {} without one)", e.records, report.unlabelled)?;
    for finding in &report.findings {
        writeln!(out, "  {}: {}", finding.code, finding.text)?;
    }
    let shares = |precision: f64, recall: f64, f1: f64| format!("precision {precision:.4}  recall {recall:.4}  F1 {f1:.4}");
    writeln!(out, "  pairs      {}  ({} of {} found, {} predicted)", shares(e.precision, e.recall, e.f1), e.right_pairs, e.true_pairs, e.predicted_pairs)?;
    writeln!(out, "  B³         {}  (largest customer {} records, in truth {})", shares(e.b3_precision, e.b3_recall, e.b3_f1), e.largest, e.largest_true)?;
    let clusters = shares(e.cluster_precision, e.cluster_recall, e.cluster_f1);
    writeln!(out, "  customers  {clusters}  ({} of {} exactly right, {} predicted)", e.right_clusters, e.true_clusters, e.predicted_clusters)?;
    writeln!(out, "  the truth is {} steps away: {} splits, {} merges; {} pairs are wrong", e.merge_distance, e.splits, e.merges, e.pair_merge_distance)?;
    if let Some(names) = &report.names {
        let (found, known) = (&names.predicted, &names.truth);
        writeln!(
            out,
            "  namesakes: {:.1} % of customers share a name with another ({:.1} % in truth), {:.1} % have more than one ({:.1} % in truth)",
            100.0 * found.homonymy,
            100.0 * known.homonymy,
            100.0 * found.variation,
            100.0 * known.variation
        )?;
    }
    report.scores.iter().try_for_each(|scores| self::scores(out, scores))?;
    report.estimate.iter().try_for_each(|estimate| self::estimate(out, estimate))
}

/// Precision by band of probability.
fn scores(out: &mut impl Write, scores: &ScoreBands) -> Printed {
    let band = |low: f64, pairs: u64, precision: f64| format!("≥{low:.2} {:.1} % of {pairs}", 100.0 * precision);
    let bands: Vec<String> = scores.bands.iter().filter(|b| b.pairs > 0).map(|b| band(b.low, b.pairs, b.precision)).collect();
    writeln!(out, "  right by probability: {}", bands.join(" · "))?;
    Ok(writeln!(out, "  by rule {} of {}; calibration error {:.4}", scores.ruled_right, scores.ruled, scores.calibration_error)?)
}

/// The whole list, from the customers that are known.
fn estimate(out: &mut impl Write, e: &Estimate) -> Printed {
    writeln!(out, "  estimated for all customers from {} of them ({} records), with 95 % intervals", e.clusters, e.records)?;
    for (name, one) in [
        ("pairs: precision", e.precision),
        ("recall", e.recall),
        ("F1", e.f1),
        ("B³: precision", e.b3_precision),
        ("recall", e.b3_recall),
        ("customers: precision", e.cluster_precision),
        ("recall", e.cluster_recall),
    ] {
        writeln!(out, "    {name:>20} {:.4}  {:.4} – {:.4}", one.estimate, one.low, one.high)?;
    }
    Ok(())
}

/// Agreement with the known truth at other thresholds.
pub(crate) fn sweep(out: &mut impl Write, sweep: &Sweep, outcome: &Outcome) -> Printed {
    writeln!(out, "\n阈值 Thresholds (the spec has {}, the curve proposes {:.4})", outcome.plan().spec().identity.threshold, outcome.report().curve.proposed.threshold)?;
    row(out, &[("threshold", 10), ("precision", 10), ("recall", 10), ("F1", 10), ("B³ F1", 10), ("largest", 0)])?;
    for at in &sweep.points {
        let four = |share: f64| format!("{share:.4}");
        let e = &at.evaluation;
        let best = if sweep.best() == Some(at) { "  ← best F1" } else { "" };
        row(out, &[(&four(at.threshold), 10), (&four(e.precision), 10), (&four(e.recall), 10), (&four(e.f1), 10), (&four(e.b3_f1), 10), (&format!("{}{best}", e.largest), 0)])?;
    }
    Ok(())
}

/// Agreement with the labels, if there are any.
pub(crate) fn labels(out: &mut impl Write, outcome: &Outcome) -> Printed {
    let Some(labels) = &outcome.report().labels else { return Ok(()) };
    let e = &labels.evaluation;
    writeln!(
        out,
        "\n标注 Labels: {} records; pairs: precision {:.3}, recall {:.3}, F1 {:.3}; training used {} matches and {} non-matches",
        e.records, e.precision, e.recall, e.f1, labels.trained_matches, labels.trained_non_matches
    )?;
    let pairs = &labels.pairs;
    if pairs.matches + pairs.non_matches > 0 {
        writeln!(out, "  of labelled pairs {} of {} matches were found, {} of {} others were joined", pairs.found, pairs.matches, pairs.wrong, pairs.non_matches)?;
    }
    for band in labels.reliability.iter().filter(|band| band.pairs > 0) {
        let share = |matches: f64| matches / band.pairs as f64;
        let (expected, observed) = (share(band.expected), share(band.observed as f64));
        writeln!(out, "  probability {:.4} to {:.4}: {} pairs, {expected:.3} expected to match, {observed:.3} do", band.low, band.high, band.pairs)?;
    }
    Ok(())
}

/// What to expect without any truth, and the pairs that are worth a look.
pub(crate) fn expected(out: &mut impl Write, outcome: &Outcome) -> Printed {
    let curve = &outcome.report().curve;
    let (at, best, review) = (&curve.at, &curve.proposed, &curve.review);
    writeln!(
        out,
        "\n预期 Expected of pairs at the threshold {:.3}: precision {:.3}, recall {:.3}, F1 {:.3} ({:.0} wrong, {:.0} missed); best F1 {:.3} at {:.3}",
        at.threshold, at.precision, at.recall, at.f1, at.wrong, at.missed, best.f1, best.threshold
    )?;
    let Review { low, high, pairs, matches } = review;
    Ok(writeln!(out, "  人工复核 review: {pairs} pairs have a probability from {low:.2} to {high:.2}; about {matches:.0} of them match")?)
}

/// Where the weights come from.
pub(crate) fn model(out: &mut impl Write, a: &Arguments, outcome: &Outcome) -> Printed {
    let report = outcome.report();
    writeln!(out)?;
    match a.model.as_ref().or(a.splink_model.as_ref()).filter(|_| report.model_given) {
        Some(path) => writeln!(out, "模型 Model: given by {}; nothing was trained", path.display())?,
        None if report.model_given => writeln!(out, "模型 Model: given by the spec; nothing was trained")?,
        None => writeln!(out, "模型 Model: trained in {} rounds; it is in {}, pass it with --model", report.rounds, a.out.join("model.json").display())?,
    }
    let known = |m: Identified| {
        let names: Vec<String> = report.comparisons.iter().filter(|c| c.m == m).map(|c| shown(&c.comparison, 40)).collect();
        names.join(", ")
    };
    let parts = [(Identified::Well, "well known from the data"), (Identified::Weakly, "weakly"), (Identified::Not, "not, so that the expected weights of its kind count")];
    for (names, how) in parts.map(|(m, how)| (known(m), how)).into_iter().filter(|(names, _)| !names.is_empty()) {
        writeln!(out, "  {how}: {names}")?;
    }
    if report.weights_from == WeightsFrom::Expectation {
        writeln!(out, "  the data hold too few matches to learn from: all weights are those that ship with the library")?;
    }
    Ok(())
}

/// Seconds, peak memory, pairs; the seconds by stage.
pub(crate) fn cost(out: &mut impl Write, outcome: &Outcome, clock: &Clock) -> Printed {
    let memory = peak_memory().map_or("unknown".to_owned(), |mib| format!("{mib} MiB"));
    let r = outcome.report();
    writeln!(out, "\n耗时 Cost: {:.2} s, peak memory {memory}, {} candidate pairs, {} joined", clock.total().as_secs_f64(), r.candidate_pairs, r.joined_pairs)?;
    writeln!(out, "  seconds: {}", clock.shown())?;
    if r.given_up_pairs > 0 {
        writeln!(out, "  {} pairs in oversized blocks were not looked at; about {:.1} matches may be lost with them", r.given_up_pairs, r.estimated_lost_matches)?;
    }
    Ok(())
}

/// The explained customers' tags at an earlier date.
pub(crate) fn earlier(out: &mut impl Write, a: &Arguments, outcome: Outcome, earlier: NaiveDate) -> Printed {
    writeln!(out, "\n换一个日期 The same customers as of {earlier}")?;
    let then = outcome.with_as_of(Some(earlier));
    for customer in asked(a, &then) {
        writeln!(out, "  {}", headline(customer))?;
        summary(out, customer, &then)?;
    }
    Ok(())
}
