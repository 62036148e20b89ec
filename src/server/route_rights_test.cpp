// The right of every route, said a second time: the access matrix computes what a role should get
// from what the routes declare, so it cannot see one that declares too little.
#include "server/routes.h"

#include <gtest/gtest.h>

#include <map>

namespace tsunagi::server {
namespace {

struct Needed {
    std::string_view right;
    bool fresh_proof;  // StepUp::Needed
    std::vector<std::string_view> operations;
};

const std::vector<Needed> kNeeded{
    {"anyone",
     false,
     {"add_passkey", "ask_for_passkey", "begin_passkey", "begin_totp", "come_back_from_oidc",
      "confirm_totp", "get_api_page", "get_health", "get_metrics", "get_openapi",
      "get_unfinished_session", "list_oidc_providers", "set_up", "sign_in", "sign_in_with_code",
      "sign_in_with_passkey", "start_oidc"}},
    {"api_key.create", true, {"create_api_key"}},
    {"api_key.delete", false, {"revoke_api_key"}},
    {"api_key.view", false, {"list_api_keys"}},
    {"audit.export", true, {"export_audit"}},
    {"audit.view",
     false,
     {"get_audit_verification", "list_audit", "list_audit_of_customer", "list_exports",
      "list_people_of_entry", "verify_audit"}},
    {"call_list.assign", false, {"assign_call_list"}},
    {"call_list.create", false, {"count_callable_today", "create_call_list"}},
    {"call_list.edit", false, {"change_call_list_item", "take_next_call_list_item"}},
    {"call_list.export", true, {"export_call_list", "export_today"}},
    {"call_list.view",
     false,
     {"get_call_list", "get_call_list_item", "get_today", "list_call_list_items",
      "list_call_lists"}},
    {"contact.create", false, {"save_contact"}},
    {"contact.edit", false, {"change_contact"}},
    {"contact.view", false, {"get_contact", "list_contacts"}},
    {"customer.create", false, {"create_customer"}},
    {"customer.edit", false, {"change_customer"}},
    {"customer.view",
     false,
     {"get_customer", "get_customer_header", "get_home", "list_customers", "list_timeline"}},
    {"import.export", true, {"export_rejections"}},
    {"import.import",
     false,
     {"apply_import", "cancel_import", "map_import", "plan_import", "preview_import", "save_preset",
      "undo_import", "upload_import"}},
    {"import.view",
     false,
     {"get_import", "list_import_fields", "list_imports", "list_presets", "list_rejections",
      "list_undo_conflicts"}},
    {"insight.edit",
     false,
     {"change_context_event", "change_dashboard", "change_kpi", "change_segment",
      "create_context_event", "create_dashboard", "create_kpi", "create_segment",
      "delete_context_event", "delete_dashboard", "delete_kpi", "delete_report_schedule",
      "delete_segment"}},
    {"insight.edit", true, {"change_report_schedule", "create_report_schedule", "send_report_now"}},
    {"insight.export", true, {"export_report"}},
    {"insight.view",
     false,
     {"change_saved_view",
      "count_segment",
      "create_saved_view",
      "delete_saved_view",
      "get_context_event",
      "get_dashboard",
      "get_kpi",
      "get_kpi_standing",
      "get_report",
      "get_report_schedule",
      "get_saved_view",
      "get_segment",
      "get_segment_fields",
      "get_totals",
      "list_analyses",
      "list_context_events",
      "list_dashboards",
      "list_filter_values",
      "list_kpis",
      "list_people",
      "list_people_of_segment",
      "list_report_schedules",
      "list_saved_views",
      "list_segments"}},
    {"member.create", true, {"create_member"}},
    {"member.edit",
     false,
     {"change_team", "create_team", "end_member_session", "end_member_sessions", "get_networks",
      "list_member_sessions"}},
    {"member.edit",
     true,
     {"change_member", "make_password", "reset_second_factor", "set_networks"}},
    {"member.view", false, {"get_member", "list_members", "list_teams"}},
    {"order.view", false, {"list_orders"}},
    {"pick_list.create", false, {"create_offer", "create_reason"}},
    {"pick_list.edit", false, {"change_offer", "change_reason", "put_phrase"}},
    {"pick_list.view", false, {"get_pick_lists"}},
    {"privacy.delete", false, {"preview_erasure"}},
    {"privacy.delete", true, {"erase_customer", "lift_erasure", "purge"}},
    {"privacy.edit", true, {"change_retention_rules"}},
    {"privacy.export", true, {"export_breach", "get_disclosure", "get_disclosure_pdf"}},
    {"privacy.view",
     false,
     {"find_breach", "get_privacy_map", "get_retention_rules", "list_erasures", "preview_purge"}},
    {"product.create", false, {"create_product"}},
    {"product.edit", false, {"change_product"}},
    {"product.view", false, {"get_product", "list_products"}},
    {"role.create", true, {"create_role"}},
    {"role.delete", true, {"delete_role"}},
    {"role.edit", true, {"change_role", "view_as_member"}},
    {"role.view", false, {"get_member_rights", "get_role", "list_roles"}},
    {"settings.edit", false, {"change_settings", "get_mail_settings"}},
    {"settings.edit", true, {"change_mail_settings", "send_test_letter"}},
    {"settings.view", false, {"get_settings"}},
    {"signed_in",
     false,
     {"change_password", "end_view_as", "get_session", "list_my_sessions", "list_passkeys",
      "listen_live", "sign_out", "step_up", "step_up_with_passkey"}},
    {"signed_in",
     true,
     {"end_my_other_sessions", "end_my_session", "remove_passkey", "remove_totp",
      "renew_recovery_codes"}},
    {"subscription.edit", false, {"act_on_subscription"}},
    {"subscription.view", false, {"get_subscription", "list_subscriptions"}},
};

std::vector<Route> all_routes() {
    static const std::string empty = "{}";
    auto routes = domain_routes();
    std::ranges::move(system_routes({.openapi = []() -> const std::string& { return empty; },
                                     .api_page = []() -> const std::string& { return empty; },
                                     .metrics = [] { return std::string(); }}),
                      std::back_inserter(routes));
    return routes;
}

// As a line of the table.
std::string line_of(std::string_view right, bool fresh_proof, std::string_view operation) {
    return "{\"" + std::string(right) + "\", " + (fresh_proof ? "true" : "false") + ", {\"" +
           std::string(operation) + "\"}}";
}

TEST(RouteRights, AreThoseOfTheTableForEveryRoute) {
    std::map<std::string_view, std::string> wanted;
    for (const Needed& needed : kNeeded) {
        for (const auto operation : needed.operations) {
            const auto line = line_of(needed.right, needed.fresh_proof, operation);
            EXPECT_TRUE(wanted.emplace(operation, line).second) << line << " stands there twice";
        }
    }
    for (const Route& route : all_routes()) {
        const auto line = line_of(access::name_of(route.right), route.step_up == StepUp::Needed,
                                  route.operation);
        EXPECT_EQ(wanted[route.operation], line);
        wanted.erase(route.operation);
    }
    for (const auto& [operation, line] : wanted) ADD_FAILURE() << line << " is no route any more";
}

}  // namespace
}  // namespace tsunagi::server
