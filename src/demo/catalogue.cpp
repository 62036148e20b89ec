#include "demo/catalogue.h"

#include <array>

namespace tsunagi::demo {
namespace {

constexpr std::array kArticles{
    Article{"SK-101", "うるおい美容液 30mL", "スキンケア", 4980, 1980, 1, 24, 1.00, 32, true},
    Article{"SK-102", "薬用美白ジェル 60g", "スキンケア", 5480, 2480, 1, 12, 1.10, 36, true},
    Article{"SK-103", "クレンジングバーム 90g", "スキンケア", 3280, 1640, 1, 10, 0.90, 40, true},
    Article{"SK-104", "炭酸ヘアシャンプー 500mL", "ヘアケア", 3600, 1980, 2, 6, 0.80, 66, true},
    Article{"HF-201", "まいにち青汁 30包", "健康食品", 3980, 980, 1, 18, 1.15, 34, false},
    Article{"HF-202", "コラーゲンドリンク 10本", "健康食品", 5980, 2980, 1, 9, 1.20, 30, false},
    Article{"HF-203", "黒酢と酵素の粒 60粒", "健康食品", 3280, 500, 1, 11, 1.35, 35, false},
    Article{"HF-204", "乳酸菌プラス 30包", "健康食品", 2980, 1480, 1, 7, 0.85, 31, false},
    Article{"HF-205", "ひざ軽グルコサミン 180粒", "健康食品", 4280, 1980, 1, 8, 0.70, 30, false},
    Article{"HF-206", "ルテイン アイケア 30粒", "健康食品", 2480, 980, 1, 6, 0.95, 30, false},
    Article{"TR-301", "美容液お試し7日セット", "お試し", 980, 0, 0, 14, 1, 7, true},
    Article{"TR-302", "青汁お試し10包", "お試し", 500, 0, 0, 10, 1, 10, false},
    Article{"GD-401", "ハンドクリーム 50g", "雑貨", 1320, 0, 0, 3, 1, 60, true},
    Article{"GD-402", "やわらか洗顔石けん", "雑貨", 1650, 0, 0, 4, 1, 60, true},
    Article{"GD-403", "はちみつ生姜湯 15袋", "食品", 1480, 0, 0, 2, 1, 15, false},
    Article{"GD-404", "シェイカー", "雑貨", 880, 0, 0, 1, 1, 365, false},
};

constexpr std::array kMedia{
    Medium{"検索広告", 0.24, 1.00},       Medium{"SNS広告", 0.22, 1.25},
    Medium{"アフィリエイト", 0.16, 1.55}, Medium{"テレビ通販", 0.12, 0.85},
    Medium{"折込チラシ", 0.08, 0.75},     Medium{"自然検索", 0.11, 0.80},
    Medium{"友人紹介", 0.07, 0.60},
};

}  // namespace

std::span<const Article> articles() { return kArticles; }
std::span<const Medium> media() { return kMedia; }

}  // namespace tsunagi::demo
