//! Characters of Chinese given names with their reading; equal readings are also the source of typing errors.

/// Words of `character:pinyin` used for men, in first or second place.
pub(crate) const MALE: &str = "
伟:wei 强:qiang 磊:lei 军:jun 洋:yang 勇:yong 杰:jie 涛:tao 明:ming 超:chao 刚:gang 平:ping 辉:hui
鹏:peng 飞:fei 波:bo 斌:bin 宇:yu 浩:hao 凯:kai 健:jian 俊:jun 帆:fan 帅:shuai 旭:xu 宁:ning 龙:long
林:lin 欢:huan 峰:feng 建:jian 国:guo 志:zhi 文:wen 海:hai 东:dong 华:hua 永:yong 庆:qing 荣:rong
子:zi 晨:chen 泽:ze 博:bo 天:tian 瑞:rui 嘉:jia 承:cheng 睿:rui 轩:xuan 昊:hao 思:si 远:yuan 景:jing
启:qi 立:li 家:jia 德:de 少:shao 振:zhen 玮:wei 炜:wei 铭:ming 彬:bin 恺:kai 皓:hao 锋:feng 智:zhi
钧:jun 晖:hui 辰:chen 韬:tao
";

/// Words of `character:pinyin` used for women, in first or second place.
pub(crate) const FEMALE: &str = "
芳:fang 娜:na 敏:min 静:jing 丽:li 艳:yan 娟:juan 霞:xia 秀:xiu 燕:yan 玲:ling 婷:ting 雪:xue 慧:hui
晶:jing 莹:ying 颖:ying 倩:qian 琳:lin 萍:ping 红:hong 梅:mei 兰:lan 云:yun 洁:jie 璐:lu 佳:jia
欣:xin 怡:yi 雨:yu 梦:meng 诗:shi 涵:han 梓:zi 萱:xuan 琪:qi 瑶:yao 晓:xiao 春:chun 桂:gui 凤:feng
莉:li 婧:jing 蕾:lei 雯:wen 菲:fei 惠:hui 岚:lan 宁:ning 若:ruo 语:yu 心:xin 可:ke 悦:yue 珊:shan
馨:xin 韵:yun 琦:qi 芸:yun 虹:hong 瑛:ying 英:ying 依:yi 露:lu 舒:shu 曼:man
";

/// Words of two characters: the simplified form, then the traditional one.
pub(crate) const TRADITIONAL: &str = "
张張 刘劉 陈陳 杨楊 黄黃 赵趙 吴吳 孙孫 马馬 罗羅 郑鄭 谢謝 许許 邓鄧 韩韓 冯馮 蒋蔣 叶葉 苏蘇 卢盧
谭譚 陆陸 贾賈 韦韋 邹鄒 龙龍 贺賀 顾顧 龚龔 万萬 钱錢 欧歐 阳陽 诸諸 伟偉 强強 军軍 杰傑 涛濤 刚剛
辉輝 鹏鵬 飞飛 凯凱 帅帥 宁寧 欢歡 国國 东東 华華 庆慶 荣榮 泽澤 轩軒 远遠 启啟 玮瑋 炜煒 铭銘 恺愷
锋鋒 钧鈞 晖暉 韬韜 静靜 丽麗 艳艷 莹瑩 颖穎 红紅 兰蘭 云雲 洁潔 梦夢 诗詩 晓曉 凤鳳 岚嵐 语語 悦悅
韵韻
";
