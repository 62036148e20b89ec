#include "demo/people.h"

#include <fmt/format.h>

#include <array>

namespace tsunagi::demo {
namespace {

struct Name {
    std::string_view kanji;
    std::string_view kana;
};

constexpr std::array kFamilyNames{
    Name{"佐藤", "サトウ"},   Name{"鈴木", "スズキ"},   Name{"高橋", "タカハシ"},
    Name{"田中", "タナカ"},   Name{"伊藤", "イトウ"},   Name{"渡辺", "ワタナベ"},
    Name{"山本", "ヤマモト"}, Name{"中村", "ナカムラ"}, Name{"小林", "コバヤシ"},
    Name{"加藤", "カトウ"},   Name{"吉田", "ヨシダ"},   Name{"山田", "ヤマダ"},
    Name{"佐々木", "ササキ"}, Name{"山口", "ヤマグチ"}, Name{"松本", "マツモト"},
    Name{"井上", "イノウエ"}, Name{"木村", "キムラ"},   Name{"林", "ハヤシ"},
    Name{"斎藤", "サイトウ"}, Name{"清水", "シミズ"},   Name{"山崎", "ヤマザキ"},
    Name{"森", "モリ"},       Name{"池田", "イケダ"},   Name{"橋本", "ハシモト"},
    Name{"阿部", "アベ"},     Name{"石川", "イシカワ"}, Name{"山下", "ヤマシタ"},
    Name{"中島", "ナカジマ"}, Name{"石井", "イシイ"},   Name{"小川", "オガワ"},
    Name{"前田", "マエダ"},   Name{"岡田", "オカダ"},   Name{"長谷川", "ハセガワ"},
    Name{"藤田", "フジタ"},   Name{"後藤", "ゴトウ"},   Name{"近藤", "コンドウ"},
    Name{"村上", "ムラカミ"}, Name{"遠藤", "エンドウ"}, Name{"青木", "アオキ"},
    Name{"坂本", "サカモト"}, Name{"福田", "フクダ"},   Name{"太田", "オオタ"},
    Name{"西村", "ニシムラ"}, Name{"藤井", "フジイ"},   Name{"金子", "カネコ"},
    Name{"岡本", "オカモト"}, Name{"藤原", "フジワラ"}, Name{"三浦", "ミウラ"},
    Name{"中野", "ナカノ"},   Name{"原田", "ハラダ"},   Name{"松田", "マツダ"},
    Name{"竹内", "タケウチ"}, Name{"小野", "オノ"},     Name{"田村", "タムラ"},
    Name{"中山", "ナカヤマ"}, Name{"和田", "ワダ"},     Name{"髙木", "タカギ"},
    Name{"河﨑", "カワサキ"}, Name{"渡邉", "ワタナベ"}, Name{"宮本", "ミヤモト"},
};

constexpr std::array kWomen{
    Name{"花子", "ハナコ"},   Name{"陽子", "ヨウコ"},   Name{"恵子", "ケイコ"},
    Name{"洋子", "ヨウコ"},   Name{"和子", "カズコ"},   Name{"幸子", "サチコ"},
    Name{"美智子", "ミチコ"}, Name{"節子", "セツコ"},   Name{"由美子", "ユミコ"},
    Name{"久美子", "クミコ"}, Name{"真由美", "マユミ"}, Name{"直美", "ナオミ"},
    Name{"智子", "トモコ"},   Name{"裕子", "ユウコ"},   Name{"明美", "アケミ"},
    Name{"めぐみ", "メグミ"}, Name{"恵", "メグミ"},     Name{"愛", "アイ"},
    Name{"麻衣", "マイ"},     Name{"彩", "アヤ"},       Name{"美咲", "ミサキ"},
    Name{"さくら", "サクラ"}, Name{"葵", "アオイ"},     Name{"千尋", "チヒロ"},
    Name{"早紀", "サキ"},     Name{"沙織", "サオリ"},   Name{"理恵", "リエ"},
    Name{"香織", "カオリ"},   Name{"順子", "ジュンコ"}, Name{"典子", "ノリコ"},
    Name{"弘美", "ヒロミ"},   Name{"みどり", "ミドリ"},
};

constexpr std::array kMen{
    Name{"一郎", "イチロウ"}, Name{"健一", "ケンイチ"}, Name{"誠", "マコト"},
    Name{"浩", "ヒロシ"},     Name{"隆", "タカシ"},     Name{"修", "オサム"},
    Name{"大輔", "ダイスケ"}, Name{"翔太", "ショウタ"}, Name{"和夫", "カズオ"},
    Name{"清", "キヨシ"},     Name{"正", "タダシ"},     Name{"豊", "ユタカ"},
    Name{"直樹", "ナオキ"},   Name{"達也", "タツヤ"},   Name{"剛", "ツヨシ"},
    Name{"亮", "リョウ"},
};

struct Place {
    std::string_view prefecture;
    std::string_view city;
    std::string_view area_code;  // '': its numbers may begin with other codes and a 1
    int postal_base;
    double weight;
};

constexpr std::array kPlaces{
    Place{"東京都", "世田谷区経堂", "03", 1560052, 8},
    Place{"東京都", "練馬区石神井町", "03", 1770041, 6},
    Place{"神奈川県", "横浜市港北区日吉", "045", 2230061, 7},
    Place{"大阪府", "豊中市本町", "06", 5600021, 6},
    Place{"愛知県", "名古屋市千種区今池", "052", 4640850, 6},
    Place{"埼玉県", "さいたま市浦和区高砂", "", 3300063, 6},
    Place{"千葉県", "船橋市前原西", "", 2740825, 5},
    Place{"兵庫県", "神戸市東灘区岡本", "078", 6580072, 4},
    Place{"北海道", "札幌市中央区円山西町", "011", 640944, 5},
    Place{"福岡県", "福岡市早良区西新", "", 8140002, 5},
    Place{"静岡県", "静岡市葵区鷹匠", "", 4200839, 3},
    Place{"茨城県", "水戸市千波町", "", 3100851, 2},
    Place{"広島県", "広島市安佐南区西原", "", 7310113, 3},
    Place{"京都府", "京都市左京区下鴨", "075", 6060801, 3},
    Place{"宮城県", "仙台市青葉区八幡", "", 9800871, 2},
    Place{"新潟県", "新潟市中央区関屋", "", 9518153, 2},
    Place{"長野県", "長野市吉田", "", 3810043, 2},
    Place{"岡山県", "岡山市北区津島", "", 7000081, 2},
    Place{"熊本県", "熊本市中央区水前寺", "", 8620950, 2},
    Place{"鹿児島県", "鹿児島市谷山中央", "", 8910141, 1.5},
    Place{"沖縄県", "那覇市首里石嶺町", "", 9030804, 1.2},
    Place{"青森県", "青森市浪館前田", "", 380031, 1},
    Place{"石川県", "金沢市泉野町", "", 9218034, 1.2},
    Place{"愛媛県", "松山市道後", "", 7900842, 1.2},
};

constexpr auto kPlaceWeights = [] {
    std::array<double, kPlaces.size()> weights{};
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = kPlaces[i].weight;
    return weights;
}();

// Common names are commoner: a weight falling with the rank.
template <std::size_t N>
const Name& draw(Dice& dice, const std::array<Name, N>& names) {
    double skewed = dice.unit() * dice.unit();
    return names[static_cast<std::size_t>(skewed * 0.5 * N + dice.unit() * 0.5 * N)];
}

// Unlike that of anybody else in the shop: multiplying by what has no factor in common with the
// space permutes the numbers of its customers.
int rest_of_number(std::int64_t customer, int space) {
    return static_cast<int>(customer * 7'368'787 % space);
}

std::string phone_number(Dice& dice, const Place& place, int age, std::int64_t customer) {
    const bool at_home = dice.happens(age > 60 ? 0.6 : 0.15);
    const bool hyphens = dice.happens(0.7);
    if (at_home && !place.area_code.empty()) {
        const int width = 9 - static_cast<int>(place.area_code.size());
        const int rest = rest_of_number(customer, width == 7 ? 10'000'000 : 1'000'000);
        const std::string digits = fmt::format("1{:0{}}", rest, width);
        return fmt::format("{}-{}-{}", place.area_code, digits.substr(0, digits.size() - 4),
                           digits.substr(digits.size() - 4));
    }
    const std::string_view prefix = dice.happens(0.7) ? "090" : "070";
    const int rest = rest_of_number(customer, 10'000'000);
    return hyphens ? fmt::format("{}-0{:03}-{:04}", prefix, rest / 10'000, rest % 10'000)
                   : fmt::format("{}0{:07}", prefix, rest);
}

int draw_age(Dice& dice) {
    constexpr std::array kFrom{20, 30, 40, 50, 60, 70};
    constexpr std::array<double, 6> kWeights{6, 14, 24, 26, 20, 10};
    return kFrom[dice.pick(kWeights)] + dice.below(10);
}

}  // namespace

Person make_person(Dice& dice, Day today, std::int64_t number) {
    bool woman = dice.happens(0.83);
    const Name& family = draw(dice, kFamilyNames);
    const Name& given = woman ? draw(dice, kWomen) : draw(dice, kMen);
    int age = draw_age(dice);
    const Place& place = kPlaces[dice.pick(kPlaceWeights)];

    Person person;
    person.name = fmt::format("{} {}", family.kanji, given.kanji);
    person.kana = fmt::format("{} {}", family.kana, given.kana);
    person.sex = woman ? "female" : "male";
    person.birthday = today - (age * 365 + age / 4 + dice.below(365));
    person.phone = phone_number(dice, place, age, number);
    if (dice.happens(age > 65 ? 0.5 : 0.93)) {
        person.email = fmt::format("kokyaku{}@{}", number,
                                   dice.happens(0.5) ? "example.com" : "mail.example.jp");
    }
    person.postal_code = fmt::format("{:07}", place.postal_base);
    person.prefecture = place.prefecture;
    person.address = fmt::format("{}{}-{}-{}", place.city, dice.between(1, 5), dice.between(1, 30),
                                 dice.between(1, 20));
    if (dice.happens(0.35))
        person.address += fmt::format(" {}号室", dice.between(1, 9) * 100 + dice.between(1, 12));
    return person;
}

}  // namespace tsunagi::demo
