#include "insight/catalogue.h"

#include "base/error.h"
#include "insight/baskets/baskets.h"
#include "insight/cancellation_change/cancellation_change.h"
#include "insight/cancellations/cancellations_report.h"
#include "insight/cohorts/cohorts_report.h"
#include "insight/contact_reasons/contact_reasons.h"
#include "insight/contact_volume/contact_volume.h"
#include "insight/contract_value/contract_value.h"
#include "insight/cpm/cpm.h"
#include "insight/cross_sell/cross_sell.h"
#include "insight/customer_profit/customer_profit.h"
#include "insight/deciles/deciles.h"
#include "insight/delivery_flow/delivery_flow.h"
#include "insight/dormant/dormant.h"
#include "insight/expected_value/expected_value.h"
#include "insight/leaving_reasons/leaving_reasons.h"
#include "insight/leaving_signs/leaving_signs.h"
#include "insight/lifetime_value/lifetime_value.h"
#include "insight/ltv_factors/ltv_factors.h"
#include "insight/new_and_repeat/new_and_repeat.h"
#include "insight/offers/offers.h"
#include "insight/onboarding/onboarding.h"
#include "insight/operators/operators.h"
#include "insight/product_attributes/product_attributes.h"
#include "insight/purchase_flow/purchase_flow.h"
#include "insight/recurring_revenue/recurring_revenue.h"
#include "insight/retention/retention_report.h"
#include "insight/rfm/rfm.h"
#include "insight/satisfaction/satisfaction.h"
#include "insight/save_rate/save_rate.h"
#include "insight/second_order/second_order.h"
#include "insight/service_level/service_level.h"
#include "insight/silence/silence.h"
#include "insight/staffing/staffing.h"
#include "insight/subscription_cohorts/subscription_cohorts.h"
#include "insight/survival_days/survival_days.h"
#include "insight/trial_conversion/trial_conversion.h"
#include "insight/upsell/upsell.h"
#include "insight/what_if/what_if.h"

#include <algorithm>
#include <array>

namespace tsunagi::insight {

static constexpr std::array kAll{
    // Customers
    &kDeciles,
    &kCpm,
    &kLifetimeValue,
    &kDormant,
    &kCustomerProfit,
    &kCohorts,
    &kRfm,
    // Subscriptions
    &kRetention,
    &kDeliveryFlow,
    &kSurvivalDays,
    &kRecurringRevenue,
    &kSubscriptionCohorts,
    &kTrialConversion,
    // Products
    &kPurchaseFlow,
    &kSecondOrder,
    &kNewAndRepeat,
    &kCrossSell,
    &kBaskets,
    // Cancellations
    &kCancellations,
    &kCancellationChange,
    &kLeavingReasons,
    &kLeavingSigns,
    &kSaveRate,
    &kOffers,
    // Centre
    &kContactVolume,
    &kContactReasons,
    &kServiceLevel,
    &kStaffing,
    &kOperators,
    // Success
    &kOnboarding,
    &kSatisfaction,
    &kUpsell,
    &kProductAttributes,
    &kLtvFactors,
    &kSilence,
    &kWhatIf,
    // Value
    &kExpectedValue,
    &kContractValue,
};

std::span<const Analysis* const> catalogue() { return kAll; }

const Analysis& analysis_named(std::string_view name) {
    const auto found = std::ranges::find(kAll, name, &Analysis::name);
    if (found != kAll.end()) return **found;
    throw Error(Code::NotFound, "there is no analysis " + std::string(name));
}

static void hide_money(Report& report) {
    std::erase_if(report.headlines, [](const auto& one) { return one.unit == Unit::Money; });
    for (Figure& figure : report.figures) {
        for (std::size_t column = 0; column < figure.columns.size(); ++column) {
            if (figure.columns[column].unit != Unit::Money) continue;
            for (ReportRow& row : figure.rows) row.cells[column] = {};
        }
    }
}

// A report says what the segments are called that it parts by.
static void name_segments(const Question& question, std::vector<ReportChoice>& choices) {
    for (ReportChoice& choice : choices) {
        if (choice.segments == 0) continue;
        for (const KeptSegment& one : question.segments) {
            choice.options.push_back({std::to_string(one.id), one.name});
        }
    }
}

Report report_of(const Analysis& analysis, const Question& question) {
    Report report;
    report.meta = meta_of(question.scope, question.filter, analysis.name, analysis.definition);
    report.meta.definition.source = analysis.source;
    report.title = question.said(analysis.title);
    report.choices = question.choices.said_in(question.language());
    name_segments(question, report.choices);
    analysis.answer(question, report);
    for (Figure& figure : report.figures) {
        figure.keep_first(question.most(kMostShownRows));
        figure.named_by = naming_columns(figure.columns);
    }
    if (!question.shows_money) hide_money(report);
    return report;
}

CatalogueEntry entry_of(const Analysis& analysis, Language language) {
    return {.name = std::string(analysis.name),
            .topic = analysis.topic,
            .title = say(analysis.title, language),
            .asks = say(analysis.asks, language),
            .needs_money = analysis.needs == Needs::Money};
}

void no_such_cell(std::string_view key) {
    const std::string message = "there is no cell " + std::string(key);
    throw Error(Code::InvalidInput, message, {{"/cell", "not_in_list", message, {}}});
}

}  // namespace tsunagi::insight
