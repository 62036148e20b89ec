#include "board/standard_dashboards.h"

#include "base/phrase.h"

#include <array>

namespace tsunagi::board {

namespace {

struct Place {
    std::string_view analysis;
    std::string_view shown;
    int width = 1;
    int height = 1;
};

struct Standard {
    std::string_view role;
    Phrase name;
    std::span<const Place> places;
};

// The owner's question: does the shop grow, and where does it lose?
constexpr std::array kManager{Place{"cancellation-change", "change", 1, 1},
                              Place{"delivery-flow", "first_to_second", 1, 1},
                              Place{"second-order", "within_90", 1, 1},
                              Place{"recurring-revenue", "bridge", 2, 2},
                              Place{"deciles", "groups", 1, 2},
                              Place{"new-and-repeat", "months", 3, 2},
                              Place{"cancellation-change", "reasons", 3, 2},
                              Place{"survival", "curves", 3, 2}};
// The floor's: whom do we lose, when, and why?
constexpr std::array kSupervisor{
    Place{"cancellation-change", "change", 1, 1}, Place{"delivery-flow", "first_to_second", 1, 1},
    Place{"second-order", "within_90", 1, 1}, Place{"cancellation-change", "reasons", 3, 2},
    Place{"delivery-flow", "flow", 3, 2}};
// What a call is up against.
constexpr std::array kOperator{
    Place{"delivery-flow", "first_to_second", 1, 1}, Place{"second-order", "within_90", 1, 1},
    Place{"cancellation-change", "change", 1, 1}, Place{"cancellation-change", "reasons", 3, 2},
    Place{"survival", "curves", 3, 2}};
constexpr std::array kClient{Place{"recurring-revenue", "bridge", 3, 2},
                             Place{"new-and-repeat", "months", 3, 2},
                             Place{"survival", "curves", 3, 2}};
// Everything to start from.
constexpr std::array kAnalyst{Place{"survival", "curves", 2, 2},
                              Place{"deciles", "groups", 1, 2},
                              Place{"delivery-flow", "flow", 3, 2},
                              Place{"second-order", "curve", 3, 2},
                              Place{"purchase-flow", "flow", 3, 2},
                              Place{"new-and-repeat", "products", 3, 2},
                              Place{"cancellation-change", "reasons", 3, 2}};

constexpr std::array kStandards{
    Standard{"adm", {"お店の全体", "The whole shop"}, kManager},
    Standard{"mgr", {"マネージャーのボード", "The manager's board"}, kManager},
    Standard{"sv", {"スーパーバイザーのボード", "The supervisor's board"}, kSupervisor},
    Standard{"op", {"オペレーターのボード", "The operator's board"}, kOperator},
    Standard{"biz", {"クライアントのボード", "The client's board"}, kClient},
    Standard{"an", {"分析のボード", "The analyst's board"}, kAnalyst}};

}  // namespace

std::vector<Dashboard> standard_dashboards(Language language) {
    std::vector<Dashboard> all;
    for (const Standard& standard : kStandards) {
        Dashboard& board = all.emplace_back();
        board.name = say(standard.name, language);
        board.for_role = standard.role;
        for (const Place& place : standard.places) {
            board.tiles.push_back({.view_id = {},
                                   .analysis = std::string(place.analysis),
                                   .shown = std::string(place.shown),
                                   .width = place.width,
                                   .height = place.height});
        }
    }
    return all;
}

}  // namespace tsunagi::board
