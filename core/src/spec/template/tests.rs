//! The templates' rows on modules, fields and businesses, with their values.

use super::*;

fn label(business: Business, header: &str) -> Option<&'static str> {
    Template::of(business).names(header).map(|f| f.label.as_str())
}

/// Every header is the field of its own label.
fn named(business: Business, module: Module, headers: &[&str]) {
    for header in headers {
        let field = Template::of(business).names(header);
        assert_eq!(field.and_then(|f| f.spec.module), Some(module), "{header}");
    }
}

#[test]
fn documents_are_sound() {
    let catalogue: Vec<CatalogueField> = serde_json::from_str(include_str!("fields.json")).unwrap();
    for business in Business::ALL {
        let document: Document = serde_json::from_str(business.document()).unwrap();
        let template = Template::of(business);
        assert_eq!((template.business, document.business, Business::named(business.as_str())), (business, business, Some(business)));
        assert_eq!(serde_json::to_value(business).unwrap(), business.as_str());
        assert_eq!(template.fields.len(), document.fields.len(), "a field is not in fields.json");
        let mut seen: HashMap<String, &str> = HashMap::new();
        for field in &template.fields {
            let name = field.spec.name.as_str();
            assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') && !field.purpose.is_empty(), "{name}");
            assert!(!field.seed.is_empty() && field.seed.iter().all(|s| s.strip_prefix('R').is_some_and(|n| n.parse::<u8>().is_ok())), "{name}");
            assert!(field.instead.iter().all(|other| template.field(other).is_some()), "{name}");
            for header in field.aliases.iter().chain([&field.label, &field.spec.name]) {
                let folded = header::fold(header);
                assert!(!folded.is_empty() && *seen.entry(folded).or_insert(name) == name, "{business:?}: {header} means two fields");
                assert_eq!(template.names(header).map(|f| f.spec.name.as_str()), Some(name));
            }
        }
    }
    let used: Vec<&str> = Business::ALL.iter().flat_map(|b| &Template::of(*b).fields).map(|f| f.spec.name.as_str()).collect();
    assert!(catalogue.iter().all(|c| used.contains(&c.name.as_str())), "a field that no business collects");
}

#[test]
fn r16_four_modules() {
    assert_eq!(Module::ALL.map(Module::label), ["客户基本信息", "多渠道互动记录", "客户标签与需求", "跟进状态与计划"]);
    for module in Module::ALL {
        assert_eq!(serde_json::to_value(module).unwrap(), module.as_str());
        assert!(Business::ALL.iter().all(|b| Template::of(*b).fields.iter().any(|f| f.spec.module == Some(module))));
    }
    let order: Vec<_> = Template::of(Business::B2b).fields.iter().filter_map(|f| f.spec.module).collect();
    assert!(order.is_sorted(), "module by module");
}

#[test]
fn r7_required_and_optional() {
    let required = |business| Template::of(business).required().map(|f| f.label.as_str()).collect::<Vec<_>>();
    assert_eq!(required(Business::B2b), ["客户名称", "联系人", "联系方式"]);
    assert_eq!(required(Business::KeyAccount), ["客户名称", "联系人", "联系方式"]);
    // A person is customer and contact in one.
    for sector in [Business::B2c, Business::Retail, Business::Services, Business::Startup] {
        assert_eq!(required(sector), ["姓名", "联系方式"]);
        assert_eq!((label(sector, "客户名称"), label(sector, "联系人")), (Some("姓名"), Some("姓名")));
    }
    for optional in ["企业规模", "需求痛点", "决策周期"] {
        assert_eq!(Template::of(Business::B2b).names(optional).map(|f| f.spec.need), Some(Need::Optional), "{optional}");
    }
}

#[test]
fn r8_profiles_by_business() {
    let profile = |business| Template::of(business).fields.iter().filter(|f| f.profile).map(|f| f.label.as_str()).collect::<Vec<_>>();
    assert_eq!(profile(Business::B2b), ["所属行业", "年采购预算", "关键决策人"]);
    assert_eq!(label(Business::B2b, "企业所属行业"), Some("所属行业"));
    assert_eq!(profile(Business::B2c), ["消费偏好", "购买频次", "价格敏感度"]);
    assert_eq!(profile(Business::KeyAccount), ["企业规模", "合作历史", "决策链"]);
    assert_eq!(label(Business::B2c, "企业规模"), None);
    assert_eq!(label(Business::B2b, "价格敏感度"), None);
}

#[test]
fn r8_sectors() {
    let template = |name: &str| Template::of(Business::named(name).unwrap());
    let sectors = ["retail", "services", "b2b", "startup"].map(template);
    assert_eq!(sectors.map(|t| t.label.as_str()), ["零售/电商", "服务业（教育、咨询、医疗）", "企业客户", "初创"]);
    let profile = |t: &'static Template| t.fields.iter().filter(|f| f.profile).map(|f| f.label.as_str()).collect::<Vec<_>>();
    assert_eq!(profile(template("retail")), ["消费偏好", "购买频次", "价格敏感度"]);
    assert_eq!(profile(template("services")), ["满意度评分", "服务项目", "服务偏好"]);
    assert_eq!(profile(template("startup")), ["客户来源", "需求描述", "跟进状态"]);
    // What a sector adds to that of persons, and what it leaves out: none of it is required.
    let names = |t: &'static Template| t.fields.iter().map(|f| f.label.as_str()).collect::<Vec<_>>();
    let beyond = |name: &str, other: &str| names(template(name)).into_iter().filter(|label| !names(template(other)).contains(label)).collect::<Vec<_>>();
    assert_eq!(beyond("retail", "b2c"), ["购买品类", "优惠券敏感度"]);
    assert_eq!(beyond("services", "b2c"), ["决策周期", "服务项目", "服务偏好"]);
    assert_eq!(beyond("startup", "b2c"), [""; 0]);
    assert!(beyond("b2c", "retail").is_empty() && beyond("b2c", "services").contains(&"会员卡号") && beyond("b2c", "startup").len() > 10);
    assert!(["教育", "咨询", "医疗"].iter().all(|word| template("services").field("service_item").is_some_and(|f| f.purpose.contains(word))));
    for sector in ["retail", "services", "startup"] {
        assert!(template(sector).fields.iter().all(|f| super::sensitive(&f.label, Some(&f.spec.kind)).is_none()), "{sector}");
    }
}

#[test]
fn r17_base_interaction_features_status() {
    for business in Business::ALL {
        named(business, Module::Base, &["姓名", "联系方式", "所属行业"]);
        named(business, Module::Interactions, &["互动时间", "内容", "对接人", "结果"]);
        named(business, Module::TagsAndNeeds, &["需求偏好", "购买能力", "沟通习惯"]);
        named(business, Module::FollowUp, &["跟进状态"]);
        let status = Template::of(business).names("跟进状态").unwrap();
        assert!(["待处理", "跟进中", "已成交", "沉睡客户"].iter().all(|value| status.purpose.contains(value)));
    }
}

#[test]
fn r18_source_exports() {
    for business in Business::ALL {
        let exports = [
            ("官网", ["注册时间", "联系方式", "填写需求"].as_slice()),
            ("电商", &["下单时间", "购买商品", "金额", "收货地址"]),
            ("社媒", &["互动时间", "内容", "昵称"]),
            ("门店", &["到访时间", "咨询产品", "对接员工"]),
            ("CRM", &["沟通时间", "内容", "反馈"]),
            ("表单", &["需求描述", "满意度评分"]),
        ];
        for (source, headers) in exports {
            let bound = Template::of(business).bind(source, headers);
            // The shipping address of goods is collected from companies, too, as an address.
            assert!(bound.unbound.is_empty(), "{business:?} {source}: {:?}", bound.unbound);
            assert_eq!(bound.source.columns.len(), headers.len());
            let time = headers.iter().find(|h| h.ends_with("时间"));
            assert_eq!(bound.source.time.as_deref(), time.copied(), "{source}");
        }
        let template = Template::of(business);
        assert!(template.names("手机号").is_some_and(|f| f.spec.kind.is_identifier()));
        assert_eq!(template.names("昵称").map(|f| f.spec.kind.name()), Some("nickname"));
    }
}

#[test]
fn r19_the_form() {
    let form = ["客户名称", "姓名", "职位", "联系电话", "所属行业", "企业规模", "首次接触时间", "需求类型", "预估采购预算", "客户等级"];
    let bound = Template::of(Business::B2b).bind("表单", form);
    assert_eq!(bound.unbound, Vec::<String>::new());
    let spec = Template::of(Business::B2b).spec(vec![bound.source]);
    let kinds: Vec<&str> = form.map(|h| Template::of(Business::B2b).names(h).unwrap().spec.kind.name()).to_vec();
    assert_eq!(kinds, ["company", "person_name", "text", "phone", "industry", "scale", "date", "category", "amount", "category"]);
    assert_eq!((spec.fields.len(), spec.sources[0].time.as_deref(), spec.business), (10, Some("首次接触时间"), Some(Business::B2b)));
    crate::Plan::compile(&spec).unwrap();
}

#[test]
fn r20_shop_records() {
    let headers = ["客户ID", "姓名", "联系方式(虚拟)", "公司名称(B2B)", "浏览页面", "直播观看时长", "订单号", "购买时间", "金额", "产品", "客服咨询", "社群发言", "活动参与"];
    let bound = Template::of(Business::B2b).bind("电商", headers);
    assert_eq!((bound.unbound.len(), bound.source.id.as_deref(), bound.source.time.as_deref()), (0, Some("客户ID"), Some("购买时间")));
    // The company is of the business with companies only.
    assert_eq!(Template::of(Business::B2c).bind("电商", headers).unbound, ["公司名称(B2B)"]);
    assert!(Template::of(Business::B2c).field("need_tags").is_some_and(|f| f.purpose.contains("关注新品")));
}

#[test]
fn r21_table_1() {
    for business in [Business::B2b, Business::KeyAccount] {
        let bound = Template::of(business).bind("表1", ["客户编号", "客户名称", "所属行业", "客户规模", "联系人", "联系方式", "注册地址", "客户来源"]);
        assert_eq!((bound.unbound.len(), bound.source.id.as_deref(), bound.source.columns.len()), (0, Some("客户编号"), 7));
        let kinds: Vec<&str> = bound.source.columns.iter().map(|c| Template::of(business).field(&c.field).unwrap().spec.kind.name()).collect();
        assert_eq!(kinds, ["company", "industry", "scale", "person_name", "phone", "address", "channel"]);
    }
}

#[test]
fn headers_mean_fields_only_when_wholly_known() {
    for header in ["联系电话", "手机", "手机号码", "联系方式", "聯繫電話（必填）", "＊手机号：", "请填写您的手机号", "客户手机", "Mobile", "PHONE NUMBER", "phone"]
    {
        assert_eq!(label(Business::B2b, header), Some("联系方式"), "{header}");
    }
    for header in ["紧急联系人电话", "身份证号", "生日", "客户", "", "()", "星座"] {
        assert_eq!(label(Business::B2b, header), None, "{header}");
    }
}

#[test]
fn r27_columns_of_verification_speak_of_contact_and_company() {
    let bound = Template::of(Business::B2b).bind("CRM", ["客户名称", "联系人", "手机", "座机电话", "电话", "核实方式", "核实日期", "核实人"]);
    assert_eq!(bound.unbound, ["座机电话"]);
    let verified: Vec<&str> = bound.source.columns.iter().filter(|c| c.verified.is_some()).map(|c| c.from[0].as_str()).collect();
    assert_eq!(verified, ["客户名称", "手机", "电话"]);
    let spec = bound.source.columns[0].verified.clone().unwrap();
    assert_eq!(serde_json::to_string(&spec).unwrap(), r#"{"method":{"column":"核实方式"},"date":{"column":"核实日期"},"operator":{"column":"核实人"}}"#);
}

#[test]
fn fields_of_other_modules_are_not_compared() {
    let bound = Template::of(Business::B2c).bind("电商", ["姓名", "手机", "下单时间", "购买商品", "金额", "订单号", "对接员工", "跟进状态"]);
    let plan = crate::Plan::compile(&Template::of(Business::B2c).spec(vec![bound.source])).unwrap();
    let compared: Vec<&str> = plan.spec().identity.comparisons.iter().flatten().map(|c| c.field.as_str()).collect();
    assert_eq!(compared, ["name", "phone"]);
    let blocked: Vec<&str> = plan.spec().identity.blocking.rules.iter().flatten().flat_map(|r| &r.keys).map(|k| k.field.as_str()).collect();
    assert!(blocked.iter().all(|field| ["name", "phone"].contains(field)), "{blocked:?}");
}

#[test]
fn headers_with_holes_are_what_they_may_have_been() {
    assert_eq!(label(Business::B2c, "证件号码号"), label(Business::B2c, "身份证号"));
    assert_eq!(label(Business::B2b, "手机、"), label(Business::B2b, "手机"));
    assert!(label(Business::B2b, "手机、").is_some());
}
