#include "base/csv_cell.h"
#include "server/insight_query.h"
#include "server/journeys.h"
#include "server/routes.h"
#include "server/teller.h"

namespace tsunagi::server {

struct TodayQuery {
    std::optional<int> days;
    std::optional<std::string> cursor;
    std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(TodayQuery, (), (days, cursor, limit))

struct TodayExportQuery {
    std::optional<int> days;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(TodayExportQuery, (), (days, reason))

// Where a customer stands, with what is feared and what speaks for it.
struct CustomerHeader : record::CustomerStanding {
    std::optional<churn::Risk> risk;
    std::vector<record::Fact> facts;
};
BOOST_DESCRIBE_STRUCT(CustomerHeader, (record::CustomerStanding), (risk, facts))

namespace {

action::Today list_today(Call& call, const TodayQuery& query) {
    const auto began_us = call.house().clock.steady_us();
    auto list = call.read([&](store::Reader& reader) {
        return action::today(today_view(call, reader, query.days), page_request(query));
    });
    const auto took_us = call.house().clock.steady_us() - began_us;
    list.meta.computed_ms = static_cast<double>(took_us) / 1000.0;
    return list;
}

CustomerHeader customer_header(Call& call) {
    return call.read([&](store::Reader& reader) {
        const auto id = call.id<record::Customer>();
        const Day today = record::day_of(record::read_settings(reader), call.now());
        CustomerHeader header;
        static_cast<record::CustomerStanding&>(header) = record::customer_standing(
            reader, call.viewer(), id, today);
        auto outlook = action::outlook(today_view(call, reader, std::nullopt), id);
        header.risk = std::move(outlook.risk);
        header.facts = std::move(outlook.facts);
        return header;
    });
}

// Today's list page by page, so that neither the list nor a slow reader holds a connection.
class TodayCsv final : public BodySource {
public:
    TodayCsv(House& house, const Viewer& viewer, std::optional<int> days, ExportLog log)
        : house_(house), viewer_(viewer), days_(days), log_(std::move(log)) {}

    bool next(std::string& out) override {
        const bool first = cursor_.empty();
        if (first) append_head(out);
        const auto list = house_.shops.shop(viewer_.shop).read([&](store::Reader& reader) {
            const Day today = record::day_of(record::read_settings(reader), house_.clock.now());
            return action::today({.reader = reader,
                                  .viewer = viewer_,
                                  .journeys = house_.journeys->of(viewer_.shop, today),
                                  .days = days_},
                                 {.cursor = cursor_, .limit = record::PageRequest::kMaxLimit});
        });
        log_.page(access::audit::shown_in(list).customers);
        for (const auto& item : list.items) append_item(item, out);
        cursor_ = list.next.value_or("");
        return list.next.has_value();
    }

private:
    void append_head(std::string& out) const {
        out += kByteOrderMark;
        const bool ja = viewer_.language == Language::Ja;
        const std::vector<std::string> head =
            ja ? std::vector<std::string>{"顧客ID",     "氏名",       "フリガナ",   "電話番号",
                                          "商品",       "お届け回数", "次回発送日", "締切日",
                                          "残り営業日", "解約確率",   "見込損失",   "理由"}
               : std::vector<std::string>{"Customer",      "Name",          "Reading",
                                          "Phone",         "Product",       "Deliveries",
                                          "Next shipment", "Cut-off",       "Business days left",
                                          "Probability",   "Expected loss", "Facts"};
        append_csv_row(head, out);
    }
    static void append_item(const action::TodayItem& item, std::string& out) {
        std::string facts;
        for (const auto& fact : item.facts) facts.append(facts.empty() ? "" : " / ") += fact.text;
        append_csv_row(
            std::vector<std::string>{
                std::to_string(item.customer.id.value), item.customer.name, item.customer.kana,
                item.customer.phone, item.product_name, std::to_string(item.delivery_number),
                to_text(item.next_shipment_on), to_text(item.cutoff_on),
                std::to_string(item.days_left), std::to_string(item.risk.probability),
                std::to_string(item.expected_loss.minor), facts},
            out);
    }

    House& house_;
    const Viewer viewer_;
    const std::optional<int> days_;
    ExportLog log_;
    std::string cursor_;
};

Response today_csv(Call& call, const TodayExportQuery& query) {
    const auto first = call.read([&](store::Reader& reader) {
        return action::today(today_view(call, reader, query.days), {.cursor = {}, .limit = 1});
    });
    auto log = call.house().teller->begin_export(call, {.reason = query.reason.value_or(""),
                                                        .persons = first.count,
                                                        .rows = first.count,
                                                        .shown = access::audit::shown_in(first)});
    Response response;
    response.set("content-type", "text/csv; charset=utf-8");
    response.set("content-disposition", attachment("today-" + to_text(today_of(call)) + ".csv"));
    response.source = std::make_unique<TodayCsv>(call.house(), call.viewer(), query.days,
                                                 std::move(log));
    return response;
}

}  // namespace

std::vector<Route> today_routes() {
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/today",
               .operation = "get_today",
               .right = may(Entity::CallList, Action::View),
               .cost = Cost::Report,
               .idempotency = Idempotency::Safe,
               .audit = "today.list"},
              list_today),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/today.csv",
               .operation = "export_today",
               .right = may(Entity::CallList, Action::Export),
               .cost = Cost::File,
               .idempotency = Idempotency::Safe,
               .audit = "today.export",
               .answer_type = "text/csv; charset=utf-8",
               .step_up = StepUp::Needed},
              today_csv),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/customers/{id}/header",
               .operation = "get_customer_header",
               .right = may(Entity::Customer, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "customer.read"},
              customer_header),
    };
}

}  // namespace tsunagi::server
