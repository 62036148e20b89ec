// A Batch is what some rows of a file come to, ready to be written in one transaction: new rows in
// the shape of their tables, edits of rows that were there, and how far the file was read.
#pragma once

#include "intake/counts.h"
#include "intake/row_reader.h"
#include "record/search.h"
#include "record/tables.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tsunagi::intake {

namespace table = record::table;

// A customer with her lists, as compared, changed and restored.
struct CustomerImage {
    table::Customer customer;
    std::vector<table::Phone> phones;
    std::vector<table::Email> emails;
    std::vector<table::Address> addresses;
    std::vector<table::Attribute> attributes;
};
BOOST_DESCRIBE_STRUCT(CustomerImage, (), (customer, phones, emails, addresses, attributes))

struct OrderImage {
    table::Order order;
    std::vector<table::OrderLine> lines;
};
BOOST_DESCRIBE_STRUCT(OrderImage, (), (order, lines))

struct SubscriptionImage {
    table::Subscription subscription;
};
BOOST_DESCRIBE_STRUCT(SubscriptionImage, (), (subscription))

struct ProductImage {
    table::Product product;
};
BOOST_DESCRIBE_STRUCT(ProductImage, (), (product))

struct EventImage {
    table::SubscriptionEvent event;
};
BOOST_DESCRIBE_STRUCT(EventImage, (), (event))

// What a file may fill in of a contact that is there: what the customer answered when she was asked
// about it, and what a telephone's log tells.
struct ContactGaps {
    std::int64_t id = 0;
    std::int64_t version = 1;
    std::optional<std::string> external_key;
    std::optional<std::int64_t> customer_id;
    std::optional<std::int64_t> nps;
    std::optional<std::int64_t> csat;
    std::optional<std::string> queue;
    std::optional<std::int64_t> waited_seconds;
    std::optional<std::int64_t> handled_seconds;
    Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(ContactGaps, (),
                      (id, version, external_key, customer_id, nps, csat, queue, waited_seconds,
                       handled_seconds, updated_at))

struct GapsImage {
    ContactGaps contact;
};
BOOST_DESCRIBE_STRUCT(GapsImage, (), (contact))

// The key of a subscription that an order names and nobody knows yet.
struct AwaitedSubscription {
    std::int64_t order_id = 0;
    std::string subscription_key;
};
BOOST_DESCRIBE_STRUCT(AwaitedSubscription, (), (order_id, subscription_key))

template <class Image>
struct Edit {
    Image before;
    Image after;
    std::int64_t line = 0;  // of the file, that made it
};

struct Batch {
    CsvPlace begin;
    CsvPlace end;
    std::int64_t rows = 0;
    std::int64_t without_customer = 0;  // lines
    std::int64_t skipped = 0;           // lines that are no goods
    std::int64_t warned = 0;            // rows taken with a warning
    std::vector<Rejection> warnings;    // the first ones
    Counts counts;

    std::vector<table::Product> products;
    std::vector<table::Customer> customers;
    std::vector<table::Phone> phones;
    std::vector<table::Email> emails;
    std::vector<table::Address> addresses;
    std::vector<table::Attribute> attributes;
    std::vector<record::SearchEntry> entries;
    std::vector<table::Order> orders;
    std::vector<table::OrderLine> lines;
    std::vector<table::Subscription> subscriptions;
    std::vector<table::SubscriptionEvent> events;
    std::vector<table::Contact> contacts;
    std::vector<AwaitedSubscription> awaited;      // by orders of the batch
    std::vector<AwaitedSubscription> awaited_now;  // by orders that were there

    std::vector<Edit<CustomerImage>> customer_edits;
    std::vector<Edit<OrderImage>> order_edits;
    std::vector<Edit<SubscriptionImage>> subscription_edits;
    std::vector<Edit<ProductImage>> product_edits;
    std::vector<Edit<EventImage>> event_edits;
    std::vector<Edit<GapsImage>> gap_edits;
    std::map<std::int64_t, std::int64_t> added_totals;  // minor units, of orders made before
    std::set<std::string> attribute_names;
};

}  // namespace tsunagi::intake
