// The entries of the access matrix: what the number in each route's address is the number of, and a
// body that changes little.
#pragma once

#include <array>
#include <string_view>

namespace tsunagi::server {

enum class Place { Own, Team, Other, OtherShop, Deleted };
inline constexpr std::array kPlaces{Place::Own, Place::Team, Place::Other, Place::OtherShop,
                                    Place::Deleted};

// What the number in a route's address, or in its body, is the number of.
enum class Aim { Open, Plain, Customer, Order, Subscription, Contact, CallList, Item };

struct Entry {
    std::string_view operation;
    Aim aim;
    std::string_view body = "{}";  // $customer is the customer's number
};

inline constexpr std::string_view kSomeContact =
    R"({"customer_id":$customer,"channel":"phone","direction":"inbound",)"
    R"("started_at":"2026-11-22T01:00:00Z","purpose":"other","reason_code":"",)"
    R"("result":"answered","next_step":"","note":""})";

// Every route has its entry; one without fails the test.
inline constexpr std::array kEntries{
    Entry{"list_call_lists", Aim::Plain},
    Entry{"create_call_list", Aim::Plain},
    Entry{"get_call_list", Aim::CallList},
    Entry{"assign_call_list", Aim::CallList, R"({"users":[1]})"},
    Entry{"list_call_list_items", Aim::CallList},
    Entry{"export_call_list", Aim::CallList},
    Entry{"get_call_list_item", Aim::Item},
    Entry{"change_call_list_item", Aim::Item, R"({"recall_at":null})"},
    Entry{"list_contacts", Aim::Plain},
    Entry{"get_contact", Aim::Contact},
    Entry{"save_contact", Aim::Customer, kSomeContact},
    Entry{"change_contact", Aim::Contact, R"({"emotion":"neutral"})"},
    Entry{"get_subscription", Aim::Subscription},
    Entry{"act_on_subscription", Aim::Subscription, R"({"kind":"skip"})"},
    Entry{"create_customer", Aim::Plain},
    Entry{"change_customer", Aim::Customer, R"({"rank":"A"})"},
    Entry{"list_customers", Aim::Plain},
    Entry{"get_customer", Aim::Customer},
    Entry{"list_timeline", Aim::Customer},
    Entry{"list_subscriptions", Aim::Customer},
    Entry{"list_orders", Aim::Customer},
    Entry{"get_customer_header", Aim::Customer},
    Entry{"get_home", Aim::Plain},
    Entry{"get_today", Aim::Plain},
    Entry{"export_today", Aim::Plain},
    Entry{"upload_import", Aim::Plain},
    Entry{"map_import", Aim::Plain},
    Entry{"plan_import", Aim::Plain},
    Entry{"apply_import", Aim::Plain},
    Entry{"undo_import", Aim::Plain},
    Entry{"cancel_import", Aim::Plain},
    Entry{"save_preset", Aim::Plain},
    Entry{"list_imports", Aim::Plain},
    Entry{"get_import", Aim::Plain},
    Entry{"list_rejections", Aim::Plain},
    Entry{"export_rejections", Aim::Plain},
    Entry{"list_undo_conflicts", Aim::Plain},
    Entry{"list_presets", Aim::Plain},
    Entry{"list_import_fields", Aim::Plain},
    Entry{"get_rfm", Aim::Plain},
    Entry{"get_retention", Aim::Plain},
    Entry{"get_cohorts", Aim::Plain},
    Entry{"get_cancellations", Aim::Plain},
    Entry{"get_totals", Aim::Plain},
    Entry{"list_people", Aim::Plain},
    Entry{"listen_live", Aim::Open},
    Entry{"list_members", Aim::Plain},
    Entry{"create_member", Aim::Plain},
    Entry{"get_member", Aim::Plain},
    Entry{"change_member", Aim::Plain},
    Entry{"get_member_rights", Aim::Plain},
    Entry{"view_as_member", Aim::Plain},
    Entry{"list_member_sessions", Aim::Plain},
    Entry{"end_member_sessions", Aim::Plain},
    Entry{"end_member_session", Aim::Plain},
    Entry{"reset_second_factor", Aim::Plain},
    Entry{"list_roles", Aim::Plain},
    Entry{"create_role", Aim::Plain},
    Entry{"get_role", Aim::Plain},
    Entry{"change_role", Aim::Plain},
    Entry{"delete_role", Aim::Plain},
    Entry{"list_teams", Aim::Plain},
    Entry{"create_team", Aim::Plain},
    Entry{"change_team", Aim::Plain},
    Entry{"get_networks", Aim::Plain},
    Entry{"set_networks", Aim::Plain},
    Entry{"list_api_keys", Aim::Plain},
    Entry{"create_api_key", Aim::Plain},
    Entry{"revoke_api_key", Aim::Plain},
    Entry{"get_pick_lists", Aim::Plain},
    Entry{"create_reason", Aim::Plain},
    Entry{"change_reason", Aim::Plain},
    Entry{"create_offer", Aim::Plain},
    Entry{"change_offer", Aim::Plain},
    Entry{"put_phrase", Aim::Plain},
    Entry{"list_products", Aim::Plain},
    Entry{"get_product", Aim::Plain},
    Entry{"create_product", Aim::Plain},
    Entry{"change_product", Aim::Plain},
    Entry{"get_settings", Aim::Plain},
    Entry{"change_settings", Aim::Plain},
    Entry{"list_audit", Aim::Plain},
    Entry{"list_people_of_entry", Aim::Plain},
    Entry{"export_audit", Aim::Plain},
    Entry{"end_view_as", Aim::Open},
    Entry{"sign_in_with_code", Aim::Open},
    Entry{"step_up", Aim::Open},
    Entry{"begin_totp", Aim::Open},
    Entry{"confirm_totp", Aim::Open},
    Entry{"remove_totp", Aim::Open},
    Entry{"renew_recovery_codes", Aim::Open},
    Entry{"get_unfinished_session", Aim::Open},
    Entry{"list_oidc_providers", Aim::Open},
    Entry{"start_oidc", Aim::Open},
    Entry{"come_back_from_oidc", Aim::Open},
    Entry{"begin_passkey", Aim::Open},
    Entry{"add_passkey", Aim::Open},
    Entry{"list_passkeys", Aim::Open},
    Entry{"remove_passkey", Aim::Open},
    Entry{"ask_for_passkey", Aim::Open},
    Entry{"sign_in_with_passkey", Aim::Open},
    Entry{"step_up_with_passkey", Aim::Open},
    Entry{"get_session", Aim::Open},
    Entry{"sign_in", Aim::Open},
    Entry{"sign_out", Aim::Open},
    Entry{"change_password", Aim::Open},
    Entry{"set_up", Aim::Open},
    Entry{"list_my_sessions", Aim::Open},
    Entry{"end_my_other_sessions", Aim::Open},
    Entry{"end_my_session", Aim::Open},
    Entry{"get_health", Aim::Open},
    Entry{"get_metrics", Aim::Open},
    Entry{"get_openapi", Aim::Open},
    Entry{"get_api_page", Aim::Open},
};

}  // namespace tsunagi::server
