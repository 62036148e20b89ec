#include "demo/catalogue.h"

#include <algorithm>
#include <array>

namespace tsunagi::demo {
namespace {

constexpr std::array kArticles{
    Article{"SK-101", "うるおい美容液 30mL", "スキンケア", 5280, 1980, 1, 24, 1.00, 32, true, 1240,
            "", "GD-402"},
    Article{"SK-102", "薬用美白ジェル 60g", "スキンケア", 5480, 2480, 1, 12, 1.10, 36, true, 1480,
            "", "GD-401"},
    Article{"SK-103", "クレンジングバーム 90g", "スキンケア", 3280, 1640, 1, 10, 0.90, 40, true,
            860, "", "GD-402"},
    Article{"SK-104", "炭酸ヘアシャンプー 500mL", "ヘアケア", 3600, 1980, 2, 6, 0.80, 66, true,
            1050},
    Article{"HF-201", "まいにち青汁 30包", "健康食品", 4480, 980, 1, 18, 1.15, 34, false, 1180, "",
            "GD-404"},
    Article{"HF-202", "コラーゲンドリンク 10本", "健康食品", 5980, 2980, 1, 9, 1.20, 30, false,
            2100, "", "GD-403"},
    Article{"HF-203", "黒酢と酵素の粒 60粒", "健康食品", 3280, 500, 1, 11, 1.35, 35, false, 760, "",
            "GD-403"},
    Article{"HF-204", "乳酸菌プラス 30包", "健康食品", 2980, 1480, 1, 7, 0.85, 31, false, 820, "",
            "GD-403"},
    Article{"HF-205", "ひざ軽グルコサミン 180粒", "健康食品", 4280, 1980, 1, 8, 0.70, 30, false,
            1090},
    Article{"HF-206", "ルテイン アイケア 30粒", "健康食品", 2480, 980, 1, 6, 0.95, 30, false, 640},
    Article{"TR-301", "美容液お試し7日セット", "お試し", 980, 0, 0, 14, 1, 7, true, 620, "SK-101"},
    Article{"TR-302", "青汁お試し10包", "お試し", 500, 0, 0, 10, 1, 10, false, 410, "HF-201"},
    Article{"GD-401", "ハンドクリーム 50g", "雑貨", 1320, 0, 0, 3, 1, 60, true, 430},
    Article{"GD-402", "やわらか洗顔石けん", "雑貨", 1650, 0, 0, 4, 1, 60, true, 520},
    Article{"GD-403", "はちみつ生姜湯 15袋", "食品", 1480, 0, 0, 2, 1, 15, false, 560},
    Article{"GD-404", "シェイカー", "雑貨", 880, 0, 0, 1, 1, 365, false, 330},
};

// The first is old enough to be nobody's reason any more; the second is what October 2026 is about,
// together with the campaign of the month before.
constexpr std::array kPriceRises{PriceRise{"SK-101", Day{20179}, 4980},
                                 PriceRise{"HF-201", Day{20727}, 3980}};
constexpr Campaign kCampaign{Day{20701}, Day{20726}, "HF-203", "SNS広告"};

constexpr std::array kOnboardings{
    Onboarding{"SK-101", 3, 100}, Onboarding{"SK-102", 3, 100, "usage"},
    Onboarding{"SK-103", 3, 100}, Onboarding{"SK-104", 2, 100},
    Onboarding{"HF-201", 3, 90},  Onboarding{"HF-202", 3, 90},
    Onboarding{"HF-203", 3, 90},  Onboarding{"HF-204", 3, 90},
    Onboarding{"HF-205", 4, 120}, Onboarding{"HF-206", 4, 120},
};

constexpr std::array kMedia{
    Medium{"検索広告", 0.24, 1.00},       Medium{"SNS広告", 0.22, 1.25},
    Medium{"アフィリエイト", 0.16, 1.55}, Medium{"テレビ通販", 0.12, 0.85},
    Medium{"折込チラシ", 0.08, 0.75},     Medium{"自然検索", 0.11, 0.80},
    Medium{"友人紹介", 0.07, 0.60},
};

}  // namespace

std::span<const Article> articles() { return kArticles; }
const Article& article_of(std::string_view sku) {
    return *std::ranges::find(kArticles, sku, &Article::sku);
}
std::span<const PriceRise> price_rises() { return kPriceRises; }
const PriceRise* rise_of(const Article& article) {
    const auto* rise = std::ranges::find(kPriceRises, article.sku, &PriceRise::sku);
    return rise == kPriceRises.end() ? nullptr : rise;
}
int price_on(const Article& article, Day day) {
    const PriceRise* rise = rise_of(article);
    return rise != nullptr && day < rise->on ? rise->before : article.price;
}
const Campaign& campaign() { return kCampaign; }
const Onboarding* onboarding_of(const Article& article) {
    const auto* set = std::ranges::find(kOnboardings, article.sku, &Onboarding::sku);
    return set == kOnboardings.end() ? nullptr : set;
}
std::span<const Medium> media() { return kMedia; }

}  // namespace tsunagi::demo
