//! Statements in Chinese.

use super::conditions::{test_in_words, value_in_words};
use super::levels::in_words;
use super::numbers::{bits, both, name, names, percent, rule, said, values, written};
use super::{
    Agreement, Assumption, Compared, Decided, Disagreement, Holds, Language, Line, Loss, Omitted, PairVerdict, Preference, RecordGroup, RefusalReason, RuleCondition, Scored,
    Statement, Tie,
};
use crate::error::{excerpt, quote};
use crate::model::Status;

/// From here on something is said without reserve.
const LIKELY: f64 = 0.9;

/// A statement as one line.
pub(super) fn sentence(statement: &Statement) -> String {
    match statement {
        Statement::Customer { customer, records, sources, agreements, probability } => match probability {
            None => format!("{customer}：只有 1 条记录，来自{}；没有找到属于同一客户的其他记录", sources.join("、")),
            Some(p) => format!(
                "{customer}：来自{}的 {records} 条记录是同一位客户，依据是{}；{}",
                sources.join("、"),
                list(agreements.iter().map(|a| agreement(a, *records > 2))),
                weakest(*p)
            ),
        },
        Statement::Weakest { tie, ties } => {
            let of = if *ties == 1 { "唯一的联系".to_owned() } else { format!("{ties} 处联系中最弱的一处") };
            format!("{of}：{} 与 {}，{}（{}）", name(&tie.a), name(&tie.b), grounds(tie), chance(tie))
        }
        Statement::Bridge { tie, left, right } => {
            format!("关键联系：{} 与 {}，{}；没有它，{}和{}就是两位客户", name(&tie.a), name(&tie.b), grounds(tie), group(left), group(right))
        }
        Statement::Joint { record, parts } => format!("关键记录：{}；没有它，其余记录就是 {parts} 位客户", name(record)),
        Statement::Pair { tie, verdict, customers, refusal, weak_only } => pair(tie, *verdict, customers, refusal.as_ref(), *weak_only),
        Statement::Rule { number, always, conditions } => {
            let then = if *always { "就是同一位客户" } else { "就一定不是同一位客户" };
            format!("由规则 {number} 决定：只要{}，{then}", conditions.iter().map(condition).collect::<Vec<_>>().join("，并且"))
        }
        Statement::WeakOnly {} => "只有辅助性的依据，单凭这些不足以认定".to_owned(),
        Statement::Prior { weight, one_in } => {
            let one_in = one_in.map_or("几乎没有一对".to_owned(), |n| format!("约 {n:.0} 对中有 1 对"));
            format!("{:>7}  起点：任取两条记录，{one_in}是同一位客户（以下每 +1，是同一位客户的胜算翻一倍，每 -1 减半）", bits(*weight))
        }
        Statement::Comparison(evidence) => comparison(evidence),
        Statement::Generic { field, value, records, names } => {
            format!("{field}{}见于 {records} 条记录，分属 {names} 个不同的姓名或名称，因此不作为同一位客户的依据", said(value))
        }
        Statement::Relatives { weight } => {
            format!("{:>7}  相对于另一种可能（同一家庭或同一单位的两个人，也会有不少相同之处）：与以上合计相比取较低者，两者相近时再略低一些", bits(*weight))
        }
        Statement::Calibration { slope, shift } => format!("{:>7}  按人工标注校准：以上合计乘以 {:.2} 后再加上此数", bits(*shift), f64::from(*slope) / 1024.0),
        Statement::Total { weight, probability } => format!("{:>7}  合计：是同一位客户的可能性 {}%", bits(*weight), percent(*probability)),
        Statement::Refused { customer, tie, reason, pairs } => {
            let more = if *pairs > 1 { format!("等 {pairs} 对记录") } else { String::new() };
            format!("没有与 {customer} 合并，虽然 {} 与 {} {more}相符，即{}：{}", name(&tie.a), name(&tie.b), grounds(tie), refusal_words(reason))
        }
        Statement::Against(tie) => format!("最不相符的是 {} 与 {}：{}", name(&tie.a), name(&tie.b), list(tie.disagrees.iter().map(brief))),
        Statement::Contradicts { evidence } => format!("双方互相矛盾之处：{}", list(evidence.iter().map(brief))),
        Statement::Banned(tie) => {
            let differ = if tie.disagrees.is_empty() { String::new() } else { format!("：{}", list(tie.disagrees.iter().map(brief))) };
            format!("{}不允许 {} 与 {} 合并{differ}", tie.rule.map_or("有规则".to_owned(), |n| format!("规则 {n} ")), name(&tie.a), name(&tie.b))
        }
        Statement::Differing { field, left, right } => format!("一方的{field}是 {}，另一方是 {}", values(left), values(right)),
        Statement::BothIn { source, left, right } => format!("在{}中，一方有{}，另一方有{}", excerpt(source, 40), group(left), group(right)),
        Statement::Placed { record, customer, tie } => {
            let other = if tie.a == *record { &tie.b } else { &tie.a };
            format!("{} 已与 {} 同属 {customer}：{}（{}）", name(record), name(other), grounds(tie), chance(tie))
        }
        Statement::Path { a, b, customer, steps, probability } if *steps == 1 => format!("{} 与 {} 同属客户 {customer}，直接相连；{}", name(a), name(b), sure(*probability)),
        Statement::Path { a, b, customer, steps, probability } => {
            format!("{} 与 {} 同属客户 {customer}，经过 {steps} 步相连；其中最弱的一步{}", name(a), name(b), sure(*probability))
        }
        Statement::Step(tie) => format!("{} 与 {}：{}（{}）", name(&tie.a), name(&tie.b), grounds(tie), chance(tie)),
        Statement::NoPath { a, b, customers: [x, y] } => format!("{} 属于客户 {x}，{} 属于客户 {y}：两者没有联系起来", name(a), name(b)),
        Statement::Without { customer, field, value, groups, customers, records } => without(customer, field, value.as_deref(), groups, *customers, *records),
        Statement::LostTie { tie, probability } => {
            let left = probability.map_or("剩下的依据不足".to_owned(), |p| format!("可能性只剩 {}%", percent(p)));
            format!("{} 与 {} 就不再相连：{left}（目前{}）", name(&tie.a), name(&tie.b), chance(tie))
        }
        Statement::Gained { customers, count } => {
            let more = if *count as usize > customers.len() { format!(" 等 {count} 位客户") } else { String::new() };
            format!("它会与 {}{more}合为一位客户", customers.join("、"))
        }
        Statement::Ignored { field, value, customers, split } => {
            format!("如果不看{}，{customers} 位有多条记录的客户中有 {split} 位会分开", which(field, value.as_deref()))
        }
        Statement::Assumed { field, what: Assumption::Weights } => format!("以上按本次运行学到的权重推算；如果去掉{field}重新学习，结果可能略有出入"),
        Statement::Assumed { field, what: Assumption::Readings(fields) } => {
            format!("其中有些记录的{}是借助{field}读出来的，这里沿用原来的读法", fields.join("、"))
        }
        Statement::LeftOut { what, count } => format!("……另有 {count} {}未列出", omitted(*what)),
        Statement::Profile {} => "档案".to_owned(),
        Statement::Value { field, value: None, written, .. } => format!("{field}：写过 {written} 个值，没有一个可用"),
        Statement::Value { field, value: Some(value), record, by, .. } => {
            let from = record.as_ref().map_or(String::new(), |r| format!("，取自 {}", name(r)));
            format!("{field}：{}{from}（{}）", said(value), by.as_ref().map_or("没有其他取值".to_owned(), preference))
        }
        Statement::Verified { method, date, operator, record } => {
            let or = |text: &Option<String>| text.as_deref().map_or("未注明".to_owned(), said);
            format!("已核实：方式 {}，日期 {}，核实人 {}，见 {}", or(method), date.as_deref().unwrap_or("未注明"), or(operator), name(record))
        }
        Statement::Loser { value, record, status, lost } => format!("未采用 {}，来自 {}（{}）", said(value), name(record), loss(*status, lost.as_ref())),
        Statement::Conflict { field, kind, values } => {
            let how = match kind {
                Disagreement::Contradiction => "只应有一个值，而各条记录写的是",
                Disagreement::Undecided => "几个值难分高下，只按记录顺序取了第一个：",
            };
            format!("{field}：{how}{}", list(values.iter().map(|v| said(v))))
        }
        Statement::Tag { dimension, values, decided } => {
            let value = if values.is_empty() { "没有取值".to_owned() } else { values.join("、") };
            let why = decided.as_ref().map_or(String::new(), |d| format!("（{}）", decision(d)));
            format!("{dimension}：{value}{why}")
        }
        Statement::Layer { layering, layer, decided } => format!("{layering}：{layer}（{}）", decision(decided)),
        Statement::Next { of, wanted, reached: true, .. } => format!("{of}：现在就是{wanted}"),
        Statement::Next { of, wanted, now, changes, .. } => {
            let now = if now.is_empty() { "没有取值".to_owned() } else { now.join("、") };
            let what = match changes {
                0 => "没有找到可以做到的单项改变，试过的两项并用也不行".to_owned(),
                1 => "只需".to_owned(),
                n => format!("以下 {n} 项任选其一，由近及远"),
            };
            format!("{of}：现为{now}；要成为{wanted}，{what}")
        }
        Statement::Change(change) => super::next::sentence(change, Language::Zh),
        Statement::Becomes { column, from, to } => format!("{column}：{} → {}", from.as_deref().unwrap_or("不详"), to.as_deref().unwrap_or("不详")),
        Statement::Searched { events, days, pair_events, pair_days, kinds } => format!(
            "已查找：同类事件至多再有 {events} 次、任意金额的一笔、至多 {days} 天没有事件、一个字段取其他值；两项并用只试过：同类事件至多 {pair_events} 次（每个事件流前 {kinds} 类）或一个字段取其他值，另加至多 {pair_events} 次事件或某个金额的一笔；这些事件另加一个字段取其他值；先有至多 {pair_days} 天没有事件，再有一次事件或一个字段取其他值"
        ),
        Statement::Lacks { column, value, test, by, too_much } => {
            format!("{column}是 {value}；{} 还{} {by}", excerpt(&test_in_words(Language::Zh, test), 200), if *too_much { "多出" } else { "差" })
        }
        Statement::Case { value, rule: text, holds } => match value {
            Some(value) => format!("{value} 的条件 {} {}", rule(text), truth(*holds)),
            None => format!("条件 {} {}", rule(text), truth(*holds)),
        },
        Statement::Test { column, value, test, holds } => {
            let is = value.as_ref().map_or("不详".to_owned(), |value| format!("是 {}", value_in_words(Language::Zh, value)));
            format!("{column}{is}；{} {}", excerpt(&test_in_words(Language::Zh, test), 200), truth(*holds))
        }
        Statement::Text { words } => words.clone(),
    }
}

fn pair(tie: &Tie, verdict: PairVerdict, customers: &[String; 2], refusal: Option<&RefusalReason>, weak_only: bool) -> String {
    let (a, b) = (name(&tie.a), name(&tie.b));
    let against = list(tie.disagrees.iter().map(brief));
    let but = |word: &str| if tie.disagrees.is_empty() { String::new() } else { format!("；{word}{against}") };
    match verdict {
        PairVerdict::Same => {
            let is = if tie.rule.is_some() || tie.probability >= LIKELY { "是" } else { "被归为" };
            format!("{a} 与 {b} {is}同一位客户：{}{}；{}", grounds(tie), but("不过"), certainty(tie))
        }
        PairVerdict::SameThroughOthers => {
            let said = if tie.agrees.is_empty() { "没有相同之处".to_owned() } else { format!("只有{}", grounds(tie)) };
            format!("{a} 与 {b} 是同一位客户 {}，但是通过其他记录联系起来的；这两条之间{said}{}，单看它们，{}", customers[0], but("而且"), chance(tie))
        }
        PairVerdict::Refused => {
            let why = refusal.map_or("其他记录不支持".to_owned(), refusal_words);
            format!("{a} 与 {b} 看起来是同一位客户（{}），但没有合并：{why}", grounds(tie))
        }
        PairVerdict::Different if tie.rule.is_some() => {
            format!("{a} 与 {b} 不是同一位客户，规则 {} 明确排除{}{against}", tie.rule.unwrap_or(0), if against.is_empty() { "" } else { "：" })
        }
        PairVerdict::Different => {
            let only = match (tie.agrees.is_empty(), weak_only) {
                (true, _) => "没有能说明问题的相同之处".to_owned(),
                (false, true) => format!("只有{}，单凭这些不足以认定", grounds(tie)),
                (false, false) => format!("只有{}", grounds(tie)),
            };
            format!("{a} 与 {b} 不是同一位客户：{only}{}；是同一位的{}", but("而"), chance(tie))
        }
    }
}

fn comparison(e: &Compared) -> String {
    let mut text = format!("{:>7}  {}：{}", bits(e.weight), in_words(Language::Zh, &e.comparison, &e.level), written(e, " ～ "));
    if let Some(shared) = &e.shared {
        text.push_str(&format!("（见于 {} 条记录）", shared.records));
    }
    if e.dependence != 0 {
        let (change, size) = (if e.dependence < 0 { "扣去" } else { "加上" }, f64::from(e.dependence.unsigned_abs()) / 1024.0);
        text.push_str(&format!("（已{change} {size:.1}，因为它与其他相符之处往往一同出现）"));
    }
    if e.weak {
        text.push_str("（只是旁证，单凭它不够）");
    }
    if !e.counted {
        text.push_str("（不计：相关的另一项更有说服力）");
    }
    text
}

/// What speaks for a tie, in words.
fn grounds(tie: &Tie) -> String {
    if tie.agrees.is_empty() { "没有相同之处".to_owned() } else { list(tie.agrees.iter().map(brief)) }
}

/// One evidence, with its values and how rare they are.
fn brief(e: &Compared) -> String {
    let words = in_words(Language::Zh, &e.comparison, &e.level);
    let values = both(e, " 与 ");
    match e.shared.as_ref().map(|s| s.records) {
        Some(2) => format!("{words}（{values}，仅见于这两条记录）"),
        Some(n) => format!("{words}（{values}，见于 {n} 条记录）"),
        None if values.is_empty() => words,
        None => format!("{words}（{values}）"),
    }
}

/// What ties agree on; how many of them, where there are several.
fn agreement(a: &Agreement, counted: bool) -> String {
    let words = in_words(Language::Zh, &a.comparison, &a.level);
    if counted { format!("{words}（{} 处）", a.ties) } else { words }
}

/// Several things, the last one behind a word.
fn list_with(parts: &[String], and: &str) -> String {
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{}{and}{last}", rest.join("、")),
        _ => parts.concat(),
    }
}

/// Parts of a sentence, one after the other.
fn list(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("，")
}

/// How sure the weakest tie of a customer is.
fn weakest(probability: f64) -> String {
    if probability >= 1.0 { "都按规则认定".to_owned() } else { format!("最弱的联系{}", sure(probability)) }
}

fn chance(tie: &Tie) -> String {
    tie.rule.map_or_else(|| format!("可能性 {}%", percent(tie.probability)), |n| format!("按规则 {n} 认定"))
}

fn certainty(tie: &Tie) -> String {
    match tie.rule {
        Some(n) => format!("按规则 {n} 认定"),
        None => sure(tie.probability),
    }
}

fn sure(probability: f64) -> String {
    let how = match probability {
        p if p >= 1.0 => return "按规则认定".to_owned(),
        p if p >= 0.999 => "几乎可以肯定",
        p if p >= 0.99 => "很有把握",
        p if p >= LIKELY => "比较有把握",
        p if p >= 0.7 => "把握一般",
        _ => "把握不大",
    };
    format!("{how}（{}%）", percent(probability))
}

fn group(g: &RecordGroup) -> String {
    format!("【{}】", names(g, "、", |n| format!(" 等另外 {n} 条")))
}

fn which(field: &str, value: Option<&str>) -> String {
    value.map_or_else(|| field.to_owned(), |v| format!("{field}{}", said(v)))
}

fn without(customer: &str, field: &str, value: Option<&str>, groups: &[RecordGroup], customers: u32, records: u32) -> String {
    let what = which(field, value);
    match (records, customers) {
        (0, 0 | 1) => format!("客户 {customer} 的记录里没有{what}，仍然是同一位客户"),
        (_, 0 | 1) => format!("即使不看{what}，{customer} 仍然是同一位客户"),
        (_, n) => {
            let shown: Vec<String> = groups.iter().map(group).collect();
            let more = (n as usize).checked_sub(groups.len()).filter(|more| *more > 0).map_or(String::new(), |more| format!("等，另有 {more} 位未列出"));
            let number = if n == 2 { "两".to_owned() } else { format!(" {n} ") };
            format!("如果不看{what}，{customer} 会是{number}位客户：{}{more}", list_with(&shown, "和"))
        }
    }
}

fn refusal_words(reason: &RefusalReason) -> String {
    match reason {
        RefusalReason::Ban => "有规则禁止其中的某些记录合并".to_owned(),
        RefusalReason::UniqueSource(source) => format!("双方在{source}各有一条记录，而{source}中一位客户只有一条"),
        RefusalReason::ExclusiveField(field) => format!("双方的{field}不同，而一位客户只能有一个{field}"),
        RefusalReason::Evidence => "综合双方全部记录来看，不像同一位客户".to_owned(),
        RefusalReason::Contradiction => "双方的全部记录放在一起互相矛盾".to_owned(),
        RefusalReason::Taken => "其中一条记录已归入另一位客户".to_owned(),
    }
}

fn condition(c: &RuleCondition) -> String {
    let words = |level: &str| in_words(Language::Zh, &c.comparison, level);
    match (c.at_least.as_deref(), c.at_most.as_deref()) {
        (Some(low), Some(high)) => format!("{}或更接近（至多{}）", words(low), words(high)),
        (Some(best @ ("exact" | "same_mobile")), None) => words(best),
        (Some(low), None) => format!("{}（或更接近）", words(low)),
        (None, Some("else")) => words("else"),
        (None, Some(high)) => format!("{}或更不接近", words(high)),
        (None, None) => format!("双方都有{}", c.comparison),
    }
}

fn omitted(what: Omitted) -> &'static str {
    match what {
        Omitted::Ties | Omitted::LostTies => "处联系",
        Omitted::Bridges => "处关键联系",
        Omitted::Joints => "条关键记录",
        Omitted::Refusals => "位未合并的客户",
        Omitted::Splits => "位客户",
        Omitted::Generic => "个不作依据的值",
    }
}

fn preference(by: &Preference) -> String {
    let words = match by {
        Preference::Valid => "这个值最可靠",
        Preference::SourcePriority => "来源最可信",
        Preference::MostRecent => "记录最新",
        Preference::MostFrequent => "出现次数最多",
        Preference::Longest => "写得最长",
        Preference::Verified => "经过核实",
        Preference::Complete => "写得最完整",
        Preference::Listed => "按规定的取值顺序",
        Preference::Filled => "同组所取的记录没有填写，而这条记录与它不矛盾",
        Preference::Order => "只是记录顺序在前",
        Preference::Sources(order) => return format!("按来源顺序：{}", order.join("、")),
        Preference::Custom(name) => return format!("由{}选定", said(name)),
    };
    words.to_owned()
}

/// Why a value lost, behind how it reads.
fn loss(status: Status, lost: Option<&Loss>) -> String {
    match lost {
        None | Some(Loss::Unusable) => quality(status).to_owned(),
        Some(Loss::Writing) => "同一个值的另一种写法".to_owned(),
        Some(Loss::By(by)) => format!("{}，但另一个值优先：{}", quality(status), preference(by)),
        Some(Loss::Group) => "这条记录与同组所取的记录矛盾".to_owned(),
    }
}

fn quality(status: Status) -> &'static str {
    match status {
        Status::Ok => "有效",
        Status::Repaired => "修正后有效",
        Status::Suspicious => "存疑",
        Status::Ambiguous => "有歧义",
        Status::Invalid => "无效",
        Status::Missing => "等于没填",
    }
}

fn decision(decided: &Decided) -> String {
    let cells = |cells: &[(String, Option<String>)]| cells.iter().map(|(d, v)| format!("{d}为{}", v.as_deref().unwrap_or("空"))).collect::<Vec<_>>().join("，");
    match decided {
        Decided::Rule(number, text) => format!("符合规则 {number}：{}", rule(text)),
        Decided::Rules(n) => format!("符合 {n} 条规则"),
        Decided::Score { points, rules, open: 0 } => format!("{rules} 条规则共 {points} 分"),
        Decided::Score { points, rules, open } => format!("{rules} 条规则共 {points} 分，另有 {open} 条无法判断"),
        Decided::Manual { actor, reason, until } => {
            let by = actor.as_ref().map(|actor| format!("由{}", quote(actor))).unwrap_or_default();
            let why = reason.as_ref().map(|reason| format!("，原因：{}", quote(reason))).unwrap_or_default();
            let until = until.as_ref().map(|until| format!("，有效期至 {until}")).unwrap_or_default();
            format!("{by}人工选定{until}{why}")
        }
        Decided::Kept(since) => format!("目前无法判断，沿用 {since} 的结果"),
        Decided::Undecided => "没有符合的规则，其中有的无法判断".to_owned(),
        Decided::Otherwise => "不符合任何一条规则".to_owned(),
        Decided::Joined => "由其他标签组合而成".to_owned(),
        Decided::Stage { reason, since } => super::stages::said(reason, since.as_ref(), Language::Zh),
        Decided::Override(number, text) => format!("符合优先规则 {number}：{}", rule(text)),
        Decided::Cell(values) => format!("因为{}", cells(values)),
        Decided::NoCell(values) => format!("信息不全，按默认处理：{}", cells(values)),
        Decided::Ranked { by, value, lowest_first, of_sum, ranked, reached, missed } => {
            let who = |line: &Line| if *of_sum { format!("合计占 {} 的客户", line.share) } else { format!("前 {}", line.share) };
            let (yes, no) = if *lowest_first { ("不超过", "超过") } else { ("达到", "低于") };
            let mut text = format!("{by}为 {value}，参与排名 {ranked} 位");
            if let Some(line) = reached {
                text.push_str(&format!("，{yes}{}的界限 {}", who(line), line.number));
            }
            if let Some(line) = missed {
                text.push_str(&format!("，{no}{}的界限 {}", who(line), line.number));
            }
            text
        }
        Decided::Weighted { score, of, weights, from, below } => {
            let part = |s: &Scored| format!("{}{} 得 {} 分，权重 {}", s.by, s.value.as_ref().map_or("不详".to_owned(), |v| format!("为 {v}")), s.points.unwrap_or(0), s.weight);
            let band = match (from, below) {
                (Some(from), _) => format!("，不低于 {from}"),
                (None, Some(below)) => format!("，低于 {below}"),
                (None, None) => String::new(),
            };
            format!("加权得分 {score}{band}：{}；权重合计 {weights}", of.iter().map(part).collect::<Vec<_>>().join("；"))
        }
        Decided::Scores { scores, of } => list(scores.iter().map(|(by, value, score)| format!("{by}为 {value}，得 {score} 分（满分 {of}）"))),
        Decided::Nearest { numbers, distance, next } => {
            let next = next.as_ref().map(|(layer, far)| format!("，其次是{}，相距 {far}", quote(layer))).unwrap_or_default();
            format!("离该群中心最近，相距 {distance} 个标准差{next}：{}", cells(numbers))
        }
    }
}

fn truth(holds: Holds) -> &'static str {
    match holds {
        Holds::True => "成立",
        Holds::False => "不成立",
        Holds::Unknown => "无法判断",
    }
}
