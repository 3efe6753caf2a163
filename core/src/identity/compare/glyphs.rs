//! Characters that are taken for one another because they look alike, by whoever copies a name from paper or reads it off a scan.
//!
//! | one | other |
//! |---|---|
//! | 未 | 末 |
//! | 己 | 已, 巳 |
//! | 晴 | 睛 |
//! | 浩 | 洁 |
//!
//! Ours: compiled by hand from what names are written with, in simplified characters, as match keys have them. A group holds
//! characters that differ by a stroke, by its length, or by one component that is easily misread; a character may stand in
//! several groups, and only characters of one group are alike.

/// One group after the other.
const GROUPS: &str = "\
    己已巳 末未 戊戌戍 日曰 士土 干千于 人入八 大太犬 天夭夫 王玉主 田由甲申 贝见 午牛 刀力 几儿 又叉 木本术 石右 \
    白自 令今 失矢 史吏 兔免 毛手 史央 乌鸟 冰水永 治冶 沐休 万方 元无 历厉 户尸 予矛 母毋 丹舟 丰半 平乎 皿血 \
    子了孑 勾匀 旬句 旦且 旦亘 乙己 亿忆 之乏 龙尤 甘廿 斤斥 氏民 毫豪 亨享 亭亨 侯候 段殷 余佘 荼茶 许计 汁汗 \
    宇字 宋宗 季李秀 秀香 孟盂 周同 冈网 冈刚 晴睛 清请情 倩清 祥详 佳住 桂柱 浩洁皓 芸芳 莉莱 丽俪 荣萦 莹荧萤 \
    莹营 萍苹 辛幸莘 莲连 茜西 菌茵 铭洛 茗名 萱宣 宣宜 喧暄煊 渲暄 溶容蓉 婉碗 苑宛 静净 铮峥诤 玲伶铃 珍诊 涛祷 \
    琳淋 彬杉 磊蕊 晶品 昌晶 旺汪 昭招 照熙 昊吴 昱昊 昱煜 晏宴 晨震 昕忻 昕听 析折 晓哓 骁晓 明朋 朗郎 朗良 \
    娜挪 婷停 亮壳 嘉喜 普晋 佑佐 祐佑 伟炜玮 纬伟 维惟 推惟 准淮 雅稚 健建 键建 津律 俊峻骏 竣峻 浚俊 洪供 \
    淇琪祺棋 旗祺 基其 宏宠 泓弘 驰弛 池弛 汪注 往住 柱挂 贤坚 坚竖 志忘 思恩 惠蕙 慧彗 泳咏 国园 园圆 因困 困囚 \
    晖辉挥 晖珲 杨扬 汤扬 阴阳 陈阵 邓邢 刑邢 郝赫 郭敦 邱邵 丘兵 肖尚 霄宵 雪雷 霞霜 雯霎 纹坟 汶玟 玫玟 敏敬 \
    梅海 悔海 徐除 途余 朱未 珠株殊洙 李孝 老考孝 纲钢 岗岚 岗刚 钢铜 峰锋 烽峰 蜂锋 姜美 姜羌 义叉 仪议 蚁仪 \
    兴头 妍研 娟捐涓 鹃娟 绢娟 薇微徽 莎沙 纱妙 抄妙 砂沙 姗珊 瑚珊 暧暖 援媛缓 爱爰 漫曼嫚 蔓曼 彤形 彦产 顾硕 \
    项顶 顺须 颖颍 颂颀 珂坷 珂柯 何河 妃纪 记纪 赵起 超赵 钟仲 钟种 仲伸 坤神 坤绅 坪坤 均钧钓 韵歆 章竟 童章 \
    璋彰漳 竞竟 镜境 浙淅 哲誓 结洁 桓恒 恬括 庚康 庆庄 床庄 广厂 芦庐 沪泸 玛码 骋聘娉 骄娇 侨桥娇 乔夭 秋狄 \
    秦泰 奏秦 泰春 黎藜 梁粱 柳抑 仰柳 贾贵 栗粟 谭潭 谈淡 射谢 湘相 州洲 驯训 泽择译 源原 绿缘 禄绿 波披坡 玻坡 \
    浦蒲 溥博 搏博 傅博 勇男 功攻 勋动 勤勒 仁任 壬王 代伐 伏优 凡几 凤风 枫风 冉再 冬各 格恪 洛络 路露 璐露 \
    瑞端 瑜愉喻渝 瑶摇遥 璇旋 玄弦 炫眩铉 环坏 玖玫 珏钰 琢涿 理埋 珮佩 霓霞 霖霜 庭廷 延廷 艇挺 钦软 钦饮 轶铁 \
    铄烁 银根 绵锦棉 锡赐 锐税 悦锐 楷谐 凯恺铠 鸣呜 鸿鸣 鹏鹤 鸥鸽 岛鸟 肃萧 萧箫潇 蒋将 蔡葵 葛蔼 熏薰 薛薜 \
    温湿 湛堪 奎圭 全金 仝全 涂淦 鉴签 卓阜 烨晔 华毕 桦哗骅 委季 魏巍 苏办 旋施旅族 艺芝 孜孙 存在 礼札扎 孔扎 \
    荀苟 筠钧 翟瞿 耀濯曜 翰瀚 韩朝 翎翊翌 翠粹 弈奕羿 隆陆 隋随 阮院 莞皖 彭澎 廖寥 缪谬 穆稳 臣巨 匡臣 欧殴 \
    帅师归 席度 廉康 谦廉 敖熬 凌陵菱绫 睿容 笃竺 羡羞 盈盆 益盖 焕涣唤换 炽帜 炬矩 炳柄昞 炼练 栋冻 村材 杜社 \
    杏李 岐歧 枚牧 栖洒酒 戚威 咸成 戎戒 戴载 齐斋 沈沉 忱沈 沛沫 泉皇 煌惶湟 列刘 烈列 诚城 诺若 若苦 谊宜 \
    谨瑾槿 谋媒 培倍 倪霓 俨严 迪油笛 迅汛讯 逸晚 勉晚 隅偶愚遇 遂逐 燧隧遂 冢家 稼嫁 蒙檬濛";

/// The groups of each character, in the order of characters.
#[derive(Debug, Default)]
pub(super) struct Glyphs(Vec<(char, u16)>);

impl Glyphs {
    pub(super) fn new() -> Self {
        let group = |(group, members): (u16, &'static str)| members.chars().map(move |c| (c, group));
        let mut all: Vec<(char, u16)> = (0..).zip(GROUPS.split_whitespace()).flat_map(group).collect();
        all.sort_unstable();
        Glyphs(all)
    }

    /// Whether two characters that differ are taken for one another.
    pub(super) fn alike(&self, a: char, b: char) -> bool {
        a != b && self.groups(a).any(|group| self.0.binary_search(&(b, group)).is_ok())
    }

    fn groups(&self, c: char) -> impl Iterator<Item = u16> {
        let start = self.0.partition_point(|(known, _)| *known < c);
        self.0.iter().skip(start).take_while(move |(known, _)| *known == c).map(|(_, group)| *group)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_alike() {
        let glyphs = Glyphs::new();
        for (a, b) in [('末', '未'), ('己', '巳'), ('戊', '戌'), ('日', '曰'), ('士', '土'), ('晴', '睛'), ('祥', '详'), ('佳', '住'), ('洁', '浩'), ('余', '佘')]
        {
            assert!(glyphs.alike(a, b) && glyphs.alike(b, a), "{a} {b}");
        }
        for (a, b) in [('张', '王'), ('末', '末'), ('伟', '强'), ('a', 'b'), ('龘', '末')] {
            assert!(!glyphs.alike(a, b) && !glyphs.alike(b, a), "{a} {b}");
        }
    }
}
