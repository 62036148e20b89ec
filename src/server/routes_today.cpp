#include "base/csv_cell.h"
#include "server/insight_query.h"
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

struct CallableQuery {
    std::optional<int> days;
};
BOOST_DESCRIBE_STRUCT(CallableQuery, (), (days))

// Where a customer stands, with what is feared and what speaks for it.
struct CustomerHeader : record::CustomerStanding {
    std::optional<churn::Risk> risk;
    std::vector<record::Fact> facts;
};
BOOST_DESCRIBE_STRUCT(CustomerHeader, (record::CustomerStanding), (risk, facts))

namespace {

action::Today list_today(Call& call, const TodayQuery& query) {
    const auto began_us = call.house().clock.steady_us();
    const auto today = shop_today(call);
    auto list = call.read([&](store::Reader& reader) {
        return action::today(today.seen_by(reader, call.viewer(), query.days), page_request(query));
    });
    const auto took_us = call.house().clock.steady_us() - began_us;
    list.meta.computed_ms = static_cast<double>(took_us) / 1000.0;
    return list;
}

CustomerHeader customer_header(Call& call) {
    const auto today = shop_today(call);
    return call.read([&](store::Reader& reader) {
        const auto id = call.id<record::Customer>();
        CustomerHeader header;
        static_cast<record::CustomerStanding&>(header) = record::customer_standing(
            reader, call.viewer(), id, today.journeys.as_of);
        auto outlook = action::outlook(today.seen_by(reader, call.viewer()), id);
        header.risk = std::move(outlook.risk);
        header.facts = std::move(outlook.facts);
        return header;
    });
}

// Today's list part by part, so that neither the list nor a slow reader holds a connection.
class TodayCsv final : public BodySource {
public:
    TodayCsv(House& house, const Viewer& viewer, std::optional<int> days, ShopToday today,
             ExportLog log)
        : house_(house), viewer_(viewer), days_(days), today_(std::move(today)),
          log_(std::move(log)) {}

    bool next(std::string& out) override {
        if (next_ == 0) append_head(out);
        const auto part = house_.shops.shop(viewer_.shop).read([&](store::Reader& reader) {
            return action::today_part(today_.seen_by(reader, viewer_, days_), next_, kRows);
        });
        log_.page(access::audit::shown_in(part.items).customers);
        for (const auto& item : part.items) append_item(item, out);
        next_ = part.next.value_or(0);
        return part.next.has_value();
    }

private:
    static constexpr std::size_t kRows = 500;

    void append_head(std::string& out) const {
        out += kByteOrderMark;
        const bool ja = viewer_.language == Language::Ja;
        const std::vector<std::string> head =
            ja ? std::vector<std::string>{"顧客ID",     "氏名",       "フリガナ",   "電話番号",
                                          "商品",       "お届け回数", "次回発送日", "締切日",
                                          "残り営業日", "解約確率",   "見込損失",   "理由"}
               : std::vector<std::string>{"Customer",      "Name",          "Kana",
                                          "Phone",         "Product",       "Deliveries",
                                          "Next shipment", "Cut-off",       "Business days left",
                                          "Probability",   "Expected loss", "Reasons"};
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
                std::to_string(item.days_left),
                item.risk.probability ? std::to_string(*item.risk.probability) : "",
                item.price_known && item.risk.probability ? std::to_string(item.expected_loss.minor)
                                                          : "",
                facts},
            out);
    }

    House& house_;
    const Viewer viewer_;
    const std::optional<int> days_;
    const ShopToday today_;
    ExportLog log_;
    std::size_t next_ = 0;  // entry of the forecast
};

Response today_csv(Call& call, const TodayExportQuery& query) {
    auto today = shop_today(call);
    const std::string day = to_text(today.journeys.as_of);
    const auto first = call.read([&](store::Reader& reader) {
        return action::today(today.seen_by(reader, call.viewer(), query.days),
                             {.cursor = {}, .limit = 1});
    });
    auto log = call.house().teller->begin_export(call, {.reason = query.reason.value_or(""),
                                                        .persons = first.count,
                                                        .rows = first.count,
                                                        .shown = access::audit::shown_in(first)});
    Response response;
    response.set("content-type", "text/csv; charset=utf-8");
    response.set("content-disposition", attachment("today-" + day + ".csv"));
    response.source = std::make_unique<TodayCsv>(call.house(), call.viewer(), query.days,
                                                 std::move(today), std::move(log));
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
               .pattern = "/api/v1/shops/{shop}/today/callable",
               .operation = "count_callable_today",
               .right = may(Entity::CallList, Action::Create),
               .cost = Cost::Report,
               .idempotency = Idempotency::Safe,
               .audit = "today.list"},
              [](Call& call, const CallableQuery& query) {
                  const auto today = shop_today(call);
                  return call.read([&](store::Reader& reader) {
                      return action::callable_today(
                          today.seen_by(reader, call.viewer(), query.days));
                  });
              }),
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
