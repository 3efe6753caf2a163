//! Chinese surnames with their reading and their weight, and full names that many different people carry.

/// Words of `surname:pinyin:weight` (the weight is roughly people per ten thousand).
pub(crate) const SURNAMES: &str = "
王:wang:717 李:li:711 张:zhang:674 刘:liu:509 陈:chen:449 杨:yang:321 黄:huang:222 赵:zhao:202
吴:wu:193 周:zhou:185 徐:xu:141 孙:sun:139 马:ma:131 朱:zhu:125 胡:hu:116 郭:guo:114 何:he:108
林:lin:106 罗:luo:101 高:gao:97 郑:zheng:92 梁:liang:84 谢:xie:77 宋:song:69 唐:tang:67 许:xu:66
邓:deng:63 韩:han:62 冯:feng:61 曹:cao:60 彭:peng:56 曾:zeng:55 肖:xiao:54 田:tian:52 董:dong:49
潘:pan:48 袁:yuan:48 蔡:cai:47 蒋:jiang:47 余:yu:46 于:yu:44 杜:du:44 叶:ye:43 程:cheng:43 苏:su:42
魏:wei:41 吕:lv:40 丁:ding:39 任:ren:38 沈:shen:37 姚:yao:36 卢:lu:36 姜:jiang:35 崔:cui:34
钟:zhong:34 谭:tan:33 陆:lu:33 汪:wang:32 范:fan:32 金:jin:31 石:shi:30 廖:liao:30 贾:jia:29
夏:xia:29 韦:wei:28 付:fu:27 方:fang:27 邹:zou:26 白:bai:26 孟:meng:25 熊:xiong:25 秦:qin:24
邱:qiu:24 江:jiang:23 尹:yin:22 薛:xue:21 闫:yan:21 段:duan:20 雷:lei:20 侯:hou:19 龙:long:18
史:shi:18 陶:tao:18 黎:li:17 贺:he:17 顾:gu:16 毛:mao:16 郝:hao:16 龚:gong:15 邵:shao:15 万:wan:14
钱:qian:14 单:shan:9 查:zha:6 仇:qiu:4 解:xie:5 区:ou:4 翟:zhai:8 乐:yue:3 纪:ji:8 欧阳:ouyang:14
上官:shangguan:4 司马:sima:3 诸葛:zhuge:3 皇甫:huangfu:2 慕容:murong:2 令狐:linghu:2 夏侯:xiahou:2
";

/// Words of `surname:pinyin:given:pinyin:f|m`.
pub(crate) const COMMON: &str = "
张:伟:zhang:wei:m 王:伟:wang:wei:m 王:芳:wang:fang:f 李:娜:li:na:f 李:强:li:qiang:m 刘:洋:liu:yang:m
张:敏:zhang:min:f 王:静:wang:jing:f
";
