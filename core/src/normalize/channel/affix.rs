//! Words around the name of a channel that do not change which one it is: 官网注册, 抖音短视频咨询, 通过微信.

use crate::data::trie::Trie;
use std::sync::OnceLock;

/// In Chinese, simplified; some are aliases as well and count as such where they stand alone.
const WORDS: &str = "渠道 来源 途径 方式 推广 引流 咨询 注册 表单 私信 评论 留言 线索 客户 用户 顾客 会员 粉丝 平台 广告 投放 官方 账号 账户 号 店铺 旗舰店 自营 订单 下单 购买 购物 成交 扫码 扫描 二维码 \
    到访 到店 登记 登记表 来访 访问 访客 记录 沟通 互动 跟进 日志 名片 录音 资料 信息 导入 录入 导出 数据 系统 后台 获客 拉新 转化 私聊 聊天 对话 会话 添加 加粉 加好友 好友 关注 搜索 推荐 分享 转发 介绍 \
    朋友 熟人 短视频 视频 小视频 直播间 带货 短片 内容 图文 文章 笔记 种草 达人 博主 主播 网红 信息流 竞价 报名 报名表 预约 试用 下载 反馈 反馈表 调研 回访 意向 需求 提交 入口 链接 落地页 主页 页面 首页 网页 \
    端 版 商城 商店 店 线上 线下 网上 通过 来自 从 在 由 经 经由 使用 的 了 上 中 里 看到 刷到 看见 了解 知道 得知 找到 发现 过来 来的 我们 公司 我司 品牌 自有 本 新 老 团队 部门 部 组 人员 专员 经理 活动 \
    现场 主动 被动 自动 回复 被动咨询 主动咨询 首次 首次接触 第一次 触达 接触 联系 平台订单 电商 社媒 新媒体 行业 手机 报告 人工 营销 运营 服务 地图 达人探店 探店 其他 等 年 月 日 季 季度 春季 秋季 夏季 冬季 \
    上半年 下半年 第 届 期 区 区域 门店地址 精准 付费 免费 自然 流量 流量池 公域 自然流量 同步 对接 收集 采集 提取 承诺 关键 纸质 电子 调查 满意度 业务 项目 产品 价格 询价 报价 商机 潜客";

/// In English.
const ENGLISH: &str = "channel source from via through ad ads advert advertising promotion promo marketing inquiry enquiry consultation consult registration register registered signup sign up form order orders online offline \
    official account page pages lead leads campaign post posts video videos short feed live user users customer customers the our my a an in on at by of to for app shop store platform kol influencer paid organic traffic referral \
    www com cn http https html htm direct message messages dm chat comment comments group link qr code scan download new old visit record records log data import export media";

/// The words, one trie for both languages.
fn words() -> &'static Trie {
    static TRIE: OnceLock<Trie> = OnceLock::new();
    TRIE.get_or_init(|| {
        let mut trie = Trie::default();
        WORDS.split_whitespace().chain(ENGLISH.split_whitespace()).for_each(|word| {
            trie.insert(word.chars(), 0);
        });
        trie
    })
}

/// Whether a text consists of such words.
pub(super) fn only(text: &str) -> bool {
    let mut rest = text.trim();
    while !rest.is_empty() {
        let length = leading(rest);
        if length == 0 {
            return false;
        }
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
    true
}

/// How many bytes of the longest such word a text begins with; 0: none.
pub(super) fn leading(text: &str) -> usize {
    super::scan::longest(words(), text).map_or(0, |(length, _)| length)
}

/// How many bytes of the longest such word a text ends with; 0: none.
pub(super) fn trailing(text: &str) -> usize {
    let starts = text.char_indices().rev().take(10).map(|(at, _)| at);
    starts.filter(|at| text.get(*at..).is_some_and(|tail| leading(tail) == tail.len())).last().map_or(0, |at| text.len() - at)
}
