//! Ready-made schemas: the fields of the four modules (R16–R21), required and optional by business (R7, R8).
//!
//! | business | required | profile of R8 |
//! |---|---|---|
//! | `b2b` | 客户名称, 联系人, 联系方式 | 所属行业, 年采购预算, 关键决策人 |
//! | `b2c` | 姓名 (customer and contact in one), 联系方式 | 消费偏好, 购买频次, 价格敏感度 |
//! | `key_account` | 客户名称, 联系人, 联系方式 | 企业规模, 合作历史, 决策链 |
//! | `retail` (零售/电商) | 姓名, 联系方式 | as `b2c`; besides 购买品类, 优惠券敏感度 |
//! | `services` (服务业: 教育, 咨询, 医疗) | 姓名, 联系方式 | 服务项目, 服务偏好, 满意度评分 (ours) |
//! | `startup` (初创) | 姓名, 联系方式 | 客户来源, 需求描述, 跟进状态 (ours) |
//!
//! The last three and `b2b` are the sectors of R8, which names them without their fields: what they collect is our own choice among the
//! fields of R16–R20 and R59–R64, and no more than that (R7).
//!
//! The data: `fields.json` says once what every field is (with the headers it stands under), a document per business
//! says which of them it collects. Seeds are rows of the requirements, drawn from the templates 000 to 003; the
//! English names, purposes and further headers are our own.
//!
//! ```
//! use guiyi::spec::{Business, Template};
//!
//! let template = Template::of(Business::B2b);
//! assert_eq!(template.names("手机号码（必填）").map(|f| f.spec.name.as_str()), Some("phone"));
//! let bound = template.bind("展会", ["姓名", "公司名称", "手机", "登记时间", "星座"]);
//! assert_eq!(bound.source.time.as_deref(), Some("登记时间"));
//! assert_eq!(bound.unbound, ["星座"]);
//! ```

mod bind;
mod header;
mod sensitive;
#[cfg(test)]
mod tests;

pub use bind::{Bound, Draft};
pub(crate) use sensitive::masked;
pub use sensitive::sensitive;

use super::{FieldSpec, Module, Need};
use crate::schema::FieldKind;
use crate::table;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// What kind of customers a list is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Business {
    /// 企业客户: companies.
    B2b,
    /// 个人客户: persons who buy for themselves.
    B2c,
    /// 大客户: companies that are looked after one by one.
    KeyAccount,
    /// 零售/电商: shops whose customers are persons.
    Retail,
    /// 服务业 (教育, 咨询, 医疗): who teaches, advises or treats persons.
    Services,
    /// 初创: a firm that begins, with the fewest fields.
    Startup,
}

impl Business {
    /// All of them.
    pub const ALL: [Business; 6] = [Business::B2b, Business::B2c, Business::KeyAccount, Business::Retail, Business::Services, Business::Startup];

    /// The name as it stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Business::B2b => "b2b",
            Business::B2c => "b2c",
            Business::KeyAccount => "key_account",
            Business::Retail => "retail",
            Business::Services => "services",
            Business::Startup => "startup",
        }
    }

    /// The business of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Business::ALL.into_iter().find(|b| b.as_str() == name)
    }

    fn document(self) -> &'static str {
        match self {
            Business::B2b => include_str!("b2b.json"),
            Business::B2c => include_str!("b2c.json"),
            Business::KeyAccount => include_str!("key_account.json"),
            Business::Retail => include_str!("retail.json"),
            Business::Services => include_str!("services.json"),
            Business::Startup => include_str!("startup.json"),
        }
    }
}

/// The fields that a business collects.
#[derive(Clone, Debug, Serialize)]
pub struct Template {
    /// The business.
    pub business: Business,
    /// Its Chinese name.
    pub label: String,
    /// What was decided about it, in words.
    pub note: String,
    /// The fields, module by module.
    pub fields: Vec<TemplateField>,
    /// The field of every folded header.
    #[serde(skip)]
    headers: HashMap<String, usize>,
}

/// A field of a template: its spec, and what it is for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TemplateField {
    /// The field as it stands in a spec; its name is the English identifier.
    #[serde(flatten)]
    pub spec: FieldSpec,
    /// The Chinese name.
    pub label: String,
    /// What it is collected for, in one line (R7: no more than that needs).
    pub purpose: String,
    /// The rows of the requirements that name it.
    pub seed: Vec<String>,
    /// Whether it is part of the profile of this business: by R8, or by the template's own choice, as its note says.
    #[serde(skip_serializing_if = "is_false")]
    pub profile: bool,
    /// Other headers that mean it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Fields that serve as well, where it is required.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub instead: Vec<String>,
    /// What a column of this meaning is in a source.
    #[serde(skip_serializing_if = "ColumnRole::is_value")]
    pub role: ColumnRole,
}

/// What a column is in a source.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ColumnRole {
    /// A value of its field.
    #[default]
    Value,
    /// The record id.
    RecordId,
    /// A value, and when the row was written.
    RecordTime,
    /// How contact and company's name were confirmed.
    VerifiedMethod,
    /// When they were.
    VerifiedDate,
    /// Who confirmed them.
    VerifiedOperator,
}

impl ColumnRole {
    /// Whether it is a value and nothing more.
    #[must_use]
    pub fn is_value(&self) -> bool {
        *self == ColumnRole::Value
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_false(value: &bool) -> bool {
    !value
}

/// `fields.json`: what every field is, in whatever business.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CatalogueField {
    name: String,
    label: String,
    kind: FieldKind,
    module: Module,
    seed: Vec<String>,
    purpose: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    instead: Vec<String>,
    #[serde(default)]
    role: ColumnRole,
}

/// A document per business: which fields it collects.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    business: Business,
    label: String,
    note: String,
    fields: Vec<Collected>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Collected {
    name: String,
    #[serde(default)]
    need: Need,
    #[serde(default)]
    profile: bool,
}

impl Template {
    /// The ready-made schema of a business.
    #[must_use]
    pub fn of(business: Business) -> &'static Template {
        static ALL: [OnceLock<Template>; Business::ALL.len()] = [const { OnceLock::new() }; Business::ALL.len()];
        static NONE: OnceLock<Template> = OnceLock::new();
        let empty = || Template { business, label: String::new(), note: String::new(), fields: Vec::new(), headers: HashMap::new() };
        // The documents are ours, and a test reads them all: neither fallback is ever taken.
        let read = || Self::read(business).unwrap_or_else(|_| empty());
        ALL.get(business as usize).map_or_else(|| NONE.get_or_init(empty), |one| one.get_or_init(read))
    }

    fn read(business: Business) -> serde_json::Result<Self> {
        let catalogue: Vec<CatalogueField> = serde_json::from_str(include_str!("fields.json"))?;
        let document: Document = serde_json::from_str(business.document())?;
        let fields: Vec<TemplateField> = document.fields.iter().filter_map(|f| Some(catalogue.iter().find(|c| c.name == f.name)?.collected(f))).collect();
        let mut headers = HashMap::new();
        for (at, field) in fields.iter().enumerate() {
            for header in field.aliases.iter().chain([&field.spec.name, &field.label]) {
                headers.entry(header::fold(header)).or_insert(at);
            }
        }
        Ok(Template { business: document.business, label: document.label, note: document.note, fields, headers })
    }

    /// The field of an English name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&TemplateField> {
        self.fields.iter().find(|f| f.spec.name == name)
    }

    /// The field that a column's header, or a field's name in whatever language, means.
    ///
    /// Width, case, blanks, traditional characters, remarks in brackets and words such as 请填写 or 客户 in front do not
    /// matter; apart from that the whole header must be known: `紧急联系人电话` is not `电话`. A header with a hole is
    /// what it may have been.
    #[must_use]
    pub fn names(&self, header: &str) -> Option<&TemplateField> {
        self.known(header).or_else(|| {
            let header = table::header::read(header);
            header.hole.then(|| header.readings().find_map(|name| self.known(name)))?
        })
    }

    fn known(&self, header: &str) -> Option<&TemplateField> {
        let folded = header::fold(header);
        let at = self.headers.get(folded.as_str()).or_else(|| header::bare(&folded).find_map(|rest| self.headers.get(rest)))?;
        self.fields.get(*at)
    }

    /// What must be collected (必采).
    pub fn required(&self) -> impl Iterator<Item = &TemplateField> {
        self.fields.iter().filter(|f| f.spec.need == Need::Required)
    }
}

impl CatalogueField {
    fn collected(&self, by: &Collected) -> TemplateField {
        TemplateField {
            spec: FieldSpec { name: self.name.clone(), kind: self.kind.clone(), need: by.need, module: Some(self.module) },
            label: self.label.clone(),
            purpose: self.purpose.clone(),
            seed: self.seed.clone(),
            profile: by.profile,
            aliases: self.aliases.clone(),
            instead: self.instead.clone(),
            role: self.role,
        }
    }
}
