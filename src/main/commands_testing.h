// The fixture of tests of the commands, on data folders of their own. A parameter is the database
// that holds the shop; its other side is always SQLite.
#pragma once

#include "access/users.h"
#include "base/files.h"
#include "main/command_line.h"
#include "main/export_file.h"
#include "main/orders.h"
#include "main/premises.h"
#include "main/serving.h"
#include "record/search.h"
#include "record/search_rebuild.h"
#include "record/testing.h"
#include "server/schema.h"
#include "store/dump_testing.h"
#include "store/move.h"

#include <gmock/gmock.h>

#include <sstream>

namespace tsunagi::command {

// Takes what is printed while it lives.
class Told {
public:
    Told() { testing::internal::CaptureStdout(); }
    ~Told() {
        if (!ended_) testing::internal::GetCapturedStdout();
    }
    Told(const Told&) = delete;
    Told& operator=(const Told&) = delete;
    std::string text() {
        ended_ = true;
        return testing::internal::GetCapturedStdout();
    }

private:
    bool ended_ = false;
};

// The fixture's "dbname='a' user='b' host='c'" as a URL.
inline std::string url_of(const std::string& words) {
    const auto value = [&](const std::string& key) {
        const auto begin = words.find(key + "='") + key.size() + 2;
        return words.substr(begin, words.find('\'', begin) - begin);
    };
    return "postgresql://" + value("user") + "@/" + value("dbname") + "?host=" + value("host");
}

inline constexpr Id<Shop> kShop{2};  // shop 1 of a PostgreSQL is the fixture's

class Commands : public store::OnBothDatabases {
protected:
    std::span<const store::Migration> shop_migrations() const override {
        return server::shop_migrations();
    }
    std::span<const store::Migration> control_migrations() const override {
        return server::control_migrations();
    }

    Config on_sqlite(const std::string& name) const {
        Config config;
        config.data_folder = folder() / name;
        return config;
    }
    // The parameter's database, with a folder of its own.
    Config on_parameter(const std::string& name) const {
        auto config = on_sqlite(name);
        config.database = store_options().postgres_url;
        return config;
    }

    void make_shop(const Config& config) {
        auto shops = open_or_make_shops(machine, config);
        shops.control().write({}, [](store::Tx& tx) {
            access::create_shop(tx, "一号店");
            access::create_shop(tx, "二号店");
        });
        shops.create_shop(kShop);
    }
    // A customer whose every field is one to trip over.
    void add_people(const Config& config) {
        auto shops = open_shops(machine, config);
        const auto viewer = access::viewer_of_the_house(kShop);
        shops.shop(kShop).write({}, [&](store::Tx& tx) {
            record::CustomerPatch ann;
            ann.external_key = record::set("A-1");
            ann.name = record::set("=cmd|'山田, \"花子\"");
            ann.kana = record::set("ヤマダ ハナコ");
            ann.birthday = record::set(Day{1000});
            ann.sex = record::set(record::Sex::Female);
            ann.note = record::set("一行目\n二行目");
            ann.caution = record::set("'+注意");
            ann.do_not_contact = record::set(true);
            ann.phones = record::set(std::vector{record::Phone{"+81312345678", "", ""}});
            ann.emails = record::set(std::vector{record::Email{"ann@example.com", "", ""}});
            ann.addresses = record::set(std::vector{
                record::Address{"100-0001", "東京都", "千代田区1-1", "＝ビル", "山田", ""}});
            ann.attributes = record::set(
                std::vector{record::Attribute{"skin", "", "", "-乾燥肌", std::nullopt}});
            record::create_customer(tx, viewer, ann);
            record::CustomerPatch bob;
            bob.external_key = record::set("B-2");
            bob.name = record::set("佐藤 健");
            record::create_customer(tx, viewer, bob);
        });
    }
    std::string write_file(const std::string& name, std::string_view text) {
        write_atomically(folder() / name, text);
        return (folder() / name).string();
    }
    std::string exported(const Config& config, const std::string& what,
                         const std::string& name = "out.csv") {
        EXPECT_EQ(export_shop(machine, config, {kShop.value, what, folder() / name}), 0);
        return read_file(folder() / name, 1 << 20);
    }
    std::vector<store::TableDigest> digests(const Config& config) {
        auto shops = open_shops(machine, config);
        return shops.shop(kShop).read([](store::Reader& reader) {
            return store::digests_of(reader, record::move_options());
        });
    }
    std::size_t found(const Config& config, std::string_view words) {
        auto shops = open_shops(machine, config);
        return shops.shop(kShop).read([&](store::Reader& reader) {
            return record::search_customers(reader, access::viewer_of_the_house(kShop), words, {},
                                            {})
                .items.size();
        });
    }
    int import(const Config& config, const std::string& file, std::string_view answer = "y\n") {
        std::istringstream answers{std::string(answer)};
        machine.answers = &answers;
        const int code = import_file(machine, config, {.file = file, .shop = kShop.value});
        machine.answers = nullptr;
        return code;
    }

    SeededRandom random{7};
    Machine machine{.clock = clock, .random = random, .language = Language::En, .program = {}};
};

}  // namespace tsunagi::command
