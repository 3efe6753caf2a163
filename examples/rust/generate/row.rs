//! One row of a source file, with what in it could tell a careful reader whose row it is.

use crate::calendar::Moment;

/// The five channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Channel {
    /// 官网
    Web,
    /// 电商
    Shop,
    /// 抖音
    Video,
    /// 门店
    Store,
    /// 展会
    Fair,
}

impl Channel {
    /// All five, in file order.
    pub(crate) const ALL: [Self; 5] = [Self::Web, Self::Shop, Self::Video, Self::Store, Self::Fair];

    /// The short name, which is also the name of the file.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Web => "官网",
            Self::Shop => "电商",
            Self::Video => "抖音",
            Self::Store => "门店",
            Self::Fair => "展会",
        }
    }

    /// The header line.
    pub(crate) fn columns(self) -> &'static str {
        match self {
            Self::Web => "编号,姓名,手机号码,电子邮箱,公司名称,所在地区,所属行业,预算,注册时间,填写需求",
            Self::Shop => "订单号,买家,收货电话,收货地址,商品,数量,实付金额,下单时间",
            Self::Video => "消息ID,昵称,姓名,留言电话,私信内容,私信时间",
            Self::Store => "登记号,顾客姓名,电话,身份证号,会员卡号,到访日期,门店,咨询产品,备注,接待员工",
            Self::Fair => "名片号,姓名,职务,公司,手机,电话,邮箱,统一社会信用代码,展会名称,登记日期",
        }
    }

    /// The record number of the `sequence`th row.
    pub(crate) fn record(self, when: Moment, sequence: usize) -> String {
        match self {
            Self::Web => format!("GW{sequence:05}"),
            Self::Shop => format!("DS{}{sequence:05}", when.day.written("")),
            Self::Video => format!("DY{sequence:06}"),
            Self::Store => format!("MD{sequence:05}"),
            Self::Fair => format!("ZH{sequence:04}"),
        }
    }
}

/// The text of a cell and the identifying marks that can be read from it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    /// What the file holds.
    pub(crate) text: String,
    /// Marks such as `phone:13812345678`.
    pub(crate) marks: Vec<String>,
}

impl Cell {
    /// A cell that identifies nobody.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), marks: Vec::new() }
    }

    /// A cell with one mark.
    pub(crate) fn marked(text: impl Into<String>, mark: String) -> Self {
        Self { text: text.into(), marks: vec![mark] }
    }
}

/// A row without its record number, which is given when the file is in order.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// The true customer.
    pub(crate) entity: usize,
    /// The file.
    pub(crate) channel: Channel,
    /// When it came in.
    pub(crate) when: Moment,
    /// The cells after the record number.
    pub(crate) cells: Vec<String>,
    /// Rows of one customer that share a mark can be known to belong together.
    pub(crate) marks: Vec<String>,
}

impl Row {
    /// Puts the cells together.
    pub(crate) fn new(entity: usize, channel: Channel, when: Moment, cells: Vec<Cell>) -> Self {
        let mut marks = Vec::new();
        let cells = cells
            .into_iter()
            .map(|mut cell| {
                marks.append(&mut cell.marks);
                cell.text
            })
            .collect();
        Self { entity, channel, when, cells, marks }
    }
}
