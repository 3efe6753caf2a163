//! What UTF-8 looks like when it is read as GBK: the characters that its first two bytes make, and those that a
//! last and a first byte make.
//!
//! Source: the encoding GBK (GB 18030), applied to the bytes of U+3000-30FF, U+4E00-9FFF and U+FF00-FF7F. Which of the first are
//! traditional: the table `variant_char`.

/// Two bytes that begin a character of UTF-8, read as one of GBK.
pub(super) const FIRST: &str = concat!(
    "妗妞妤妫妯妲妾姊姒姗姘姝姣姹娅娆娈娉娌娑娓娣娲娴娼婀婊婕婢婧婵宀宄宓宕宥宸寤寮寰搴杈杌杓杞杩棣棰椁椋椐椤椴椹楂楗楝楠楣楦楫楱楸楹榀榄榇榈榉榛榧榫榭榻槌槎洄洇洌洎",
    "洙洚洧洫洮洳洵洹浃浈浍浏浒浔浜浞浠浣浯浼涑涓涔涞涠淇渚澧澶澹濂濉濞濠濡濮濯瀚瀛瀣瀵瀹灏灞琚琛瑁瑕瑗瑙瑜瑭瑷瑾璀璁璇璋璎璐璜璞璧璨璩璺瓒甯纭纰纾绀绁绂绉绋绌绐绔绗",
    "绛绠绡绨绫绮绯绱绲绶绺绻绾缁缂缃缇缈缍褰蹇鈩鈶銆銇銉鋫鋬鋲鋳鋴鋵鋷鋺鋻鋽鋾鋿錂錃錅錉鍌鍎鍏鍐鍑鍒鍓鍕鍖鍗鍙鍜鍝鍞鍟鍡鍢鍣鍦鍧鍨鍫鎯鎱鎴鎷鎹鎺鎻鎼鎽鎾鏀鏁鏂鏄鏅鏆",
    "鏉鏋鐎鐑鐕鐖鐗鐚鐛鐜鐞鐟鐡鐢鐣鐤鐪鐬鐭鑳鑴鑵鑶鑸鑺鑻钀钃钄钑钖钘铇铏铓铔铚铦铻锘锛锜锝锠閮閯閰閳閴閵閷閸閺闀闁闂闄闅韪韫韬骞",
);

/// As [`FIRST`], but usual in traditional texts.
pub(super) const FIRST_TRADITIONAL: &str = concat!(
    "榘鈥銈鋩鋪鋭鋮鋯鋰鋱鋶鋸鋹鋼錀錁錄錆錇錈鍊鍋鍍鍔鍘鍚鍛鍠鍤鍥鍩鎬鎭鎮鎰鎲鎳鎵鎶鎸鎿鏃鏇鏈鏌鏍鐏鐐鐒鐓鐔鐘鐙鐝鐠鐥鐦鐧鐨鐩鐫鐮鑰鑱鑲鑷鑹鑼鑽鑾鑿钁钂閫閬閭閱閲閶閹",
    "閻閼閽閾閿闃闆闇闈闉闊闋",
);

/// The last byte of a character and the first of the next; these stand in no ordinary text.
pub(super) const SECOND_RARE: &str = concat!(
    "佲併佷佸佹佺佽侀侊傗傘備傚傛傜傝傞傦冣冦冧冨冩冪冭冮冿勨勩勪勫勬勭勮勯勶呪呫呬呭呮呯呰呴咃嗏嗐嗕嗗嗘嗙嗚嗛嗭団囥囦囧囨囩囪囬囷堚堛堜堝堟堢堣堥堬夆夈変夊夋夌夎夐",
    "夛娾娿婁婂婃婄婅婇婏嬧嬨嬩嬪嬫嬬嬭嬮嬶屸屻屼屽屾岀岃岄岋嶁嶃嶄嶅嶆嶇嶈嶉嶏庘庛庝庡庢庣庤庨庯忊忋忎忓忔忕忚忛忥愨愩愪愬愭愮愯愰愶戔戙戜戝戞戠戣戦戯掆掋掍掑掓掔掕",
    "掗掞撯撱撲撳撴撶撹撻擄斺斻斾斿旀旂旇旈旓曗曘曚曞曟曠曡曢曪栤栥栦栧栨栫栬栭栵椻椼椾楀楁楃楄楅楋樷樸樹樺樻樼樿橀橈欌欍欎欏欐欑欒欓欙氣氥氫氬氭氱氳氶氾涒涖涗涘涙涚",
    "涜涢涳溾溿滀滃滄滅滆滈滐濃濄濅濆濇濈濊濋濓炩炪炰炲炴炵炶為烇熲熴熶熷熸熺熻熼燂犫犮犱犲犳犵犺犻狅",
);

/// As [`SECOND_RARE`], but ordinary characters.
pub(super) const SECOND_COMMON: &str = concat!(
    "介伙伴佃便俱借充光典兼冲凤剁剧匡卞叉变句告哄哥圭块垛垫垮堕夸奸姐婚存宠寸封尖层峰崇帮广库归恒惧惰憋戒扁扮扳抽拌挎捐插搁搞撅撮斤斥昏朵村板枫查歌汇洪测淬炬点炽烘烩",
    "烽煎版猴瑰电甸界疯癸硅硷碉碘磋稿笺筹粹糕绘翠肩胯般舵艰芥茬茶荤藉虫虹蜂衡裤规解讳讹诧诲跨跺蹭躲轰辨辩辫达逛遍锋锯镐间靛革颁风鸿鹃",
);
