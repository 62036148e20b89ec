#include "base/variant_kanji.h"

#include <string_view>
#include <vector>

namespace tsunagi {

namespace {

// Groups parted by spaces: the form to search by, then its variants.
constexpr std::u32string_view kGroups = U"高髙 崎﨑嵜㟢碕 辺邉邊 斎齋斉齊 浜濵濱 沢澤 広廣 "
                                        U"島嶋嶌隯 国國 桜櫻 真眞 恵惠 瀬瀨 滝瀧 竜龍 円圓 "
                                        U"寿壽 栄榮 学學斈 実實 宝寶寳 豊豐 礼禮 蔵藏 弥彌 曽曾 "
                                        U"昇曻 徳德 黒黑 歩步 増增 寛寬 暦曆 録錄 清淸 "
                                        U"青靑 頼賴 郷鄕 吉𠮷 土圡𡈽 槙槇 遥遙 尭堯 万萬 亜亞 児兒 "
                                        U"図圖 渋澁澀 条條 浄淨 焼燒 尽盡 与與 当當 "
                                        U"荘莊 発發 誉譽 関關 鉄鐵銕鉃 静靜 顕顯 駅驛 鴎鷗 鶏鷄雞 "
                                        U"橋槗𣘺 桑桒 富冨 峰峯 淵渕淵 館舘 柳栁桺 "
                                        U"枡桝 涼凉 穂穗 県縣 応應 団團 晋晉 将將 巌巖 乗乘 来來 "
                                        U"仏佛 伝傳 仮假 価價 倹儉 勲勳 巻卷 厳嚴 単單 "
                                        U"壮壯 嬢孃 専專 尚尙 峡峽 岳嶽 帯帶 庁廳 弾彈 従從 悦悅 "
                                        U"悪惡 戦戰 戸戶 払拂 拡擴 教敎 叙敍 数數 断斷 "
                                        U"昼晝 横橫 桧檜 検檢 楽樂 様樣 欧歐 歴歷 残殘 気氣 没沒 "
                                        U"温溫 満滿 湾灣 営營 為爲 状狀 独獨 産產 画畫 "
                                        U"研硏 秘祕 稲稻 並竝 粋粹 糸絲 経經 緑綠 緒緖 縦縱 総總 "
                                        U"縄繩 絵繪 続續 繊纖 聡聰 声聲 粛肅 旧舊 芸藝 "
                                        U"薬藥 芦蘆 処處 虚虛 号號 蛍螢 虫蟲 衛衞 装裝 観觀 覚覺 "
                                        U"証證 読讀 変變 予豫 弐貳 売賣 賛贊 践踐 軽輕 "
                                        U"転轉 弁辨辯瓣 村邨 酔醉 医醫 釈釋 舗鋪 銭錢 鎮鎭 鉱鑛 "
                                        U"間閒 随隨 険險 雑雜 霊靈 翻飜 験驗 髄髓 体體躰軆 "
                                        U"闘鬪 塩鹽 麦麥 黙默 点點 歯齒 齢齡 亀龜 野埜 迪廸 藪薮 "
                                        U"壺壷 昂昻 熙煕熈凞 啓啟 萌萠 莱萊 涛濤 丈𠀋 "
                                        U"栃杤 剣釼劔劍剱 鉤鈎 髪髮 喜㐂 岸㟁 多夛 珍珎 皐皋臯 "
                                        U"翠翆 船舩 蒋蔣 園薗 蛎蠣 覇霸 達逹 郎郞 隠隱 "
                                        U"鶴靍靏鸖 穎頴 顔顏 騨驒 雁鴈 麹麴 麺麵 黄黃 収收 効效 "
                                        U"仙僊 倶俱 内內 別別 剰剩 励勵 労勞 区區 参參 "
                                        U"双雙 塁壘 壱壹 奥奧 奨奬 宮宫 対對 届屆 属屬 巣巢 帰歸 "
                                        U"廃廢 径徑 恒恆 戻戾 抜拔 択擇 担擔 拝拜 拠據 "
                                        U"挙擧 摂攝 旨㫖 晩晚 曽曾 権權 欠缺 毎每 渓溪 渇渴 済濟 "
                                        U"滞滯 潜潛 炉爐 犠犧 猟獵 献獻 瑶瑤 畳疊 畑畠 "
                                        U"碁棊 禅禪 称稱 窃竊 竃竈 節節 継繼 脳腦 胆膽 臓臟 茎莖 "
                                        U"蚕蠶 覧覽 触觸 訳譯 謡謠 豚豘 辞辭 逓遞 逸逸 "
                                        U"遅遲 酢醋 醸釀 鋳鑄 錬鍊 隣鄰 隷隸 頬頰 餅餠 鰺鯵 鴬鶯";

constexpr char32_t kFirst = 0x3400;
constexpr char32_t kLast = 0x2FFFF;

std::vector<char32_t> make_table() {
    std::vector<char32_t> table(kLast - kFirst + 1, 0);
    char32_t target = 0;
    for (const char32_t c : kGroups) {
        if (c == U' ') {
            target = 0;
        } else if (target == 0) {
            target = c;
        } else {
            table[c - kFirst] = target;
        }
    }
    return table;
}

}  // namespace

char32_t unified_kanji(char32_t c) {
    static const std::vector<char32_t> table = make_table();
    if (c < kFirst || c > kLast) return c;
    const char32_t unified = table[c - kFirst];
    return unified == 0 ? c : unified;
}

}  // namespace tsunagi
