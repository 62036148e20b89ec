#include "server/import_runner.h"

#include "access/migrations.h"
#include "server/schema.h"
#include "store/testing.h"

#include <gmock/gmock.h>

namespace tsunagi::server {
namespace {

using intake::Import;
using intake::ImportState;
using intake::Step;

class Runner : public store::OnBothDatabases {
protected:
    void SetUp() override {
        store::OnBothDatabases::SetUp();
        shop_database();
        sessions_.emplace(control_database(), clock, random_, passwords_);
        live_.emplace(shops(), *sessions_);
    }
    void TearDown() override {
        live_.reset();
        sessions_.reset();
        store::OnBothDatabases::TearDown();
    }
    std::span<const store::Migration> shop_migrations() const override {
        return server::shop_migrations();
    }
    std::span<const store::Migration> control_migrations() const override {
        return server::control_migrations();
    }

    intake::Imports imports() {
        return {shop_database(), shops().files(shop_id()), clock, random_};
    }
    Import uploaded(const std::string& name) {
        auto upload = imports().begin_upload();
        upload.write("Customer ID,Name\n" + name + ",Ann\n");
        return imports().finish_upload(std::move(upload), access::viewer_of_the_house(shop_id()),
                                       name + ".csv");
    }
    ImportState state_of(const Import& import) { return imports().find(import.id).state; }
    // Asks again and again; the runner's threads work meanwhile.
    bool becomes(const Import& import, ImportState wanted) {
        for (int tries = 0; tries < 200'000; ++tries) {
            if (state_of(import) == wanted) return true;
        }
        return false;
    }

    SeededRandom random_{7};
    access::Passwords passwords_{{.memory_bytes = 64 * 1024, .passes = 1}};
    std::optional<access::Sessions> sessions_;
    std::optional<Live> live_;
};
INSTANTIATE_ON_BOTH_DATABASES(Runner);

TEST_P(Runner, DoesEveryStepThatWasBegunHoweverManyAreBegunAtOnce) {
    ImportRunner runner(shops(), clock, random_, *live_);
    std::vector<Import> all;
    for (int at = 0; at < 12; ++at) all.push_back(uploaded("A-" + std::to_string(at)));
    for (const auto& one : all) {
        EXPECT_EQ(runner.begin(shop_id(), one.id, Step::Plan).state, ImportState::Planning);
    }
    for (const auto& one : all) EXPECT_TRUE(becomes(one, ImportState::Planned));
}

TEST_P(Runner, GoesOnWithAStepThatAProcessBeganBeforeItDied) {
    const auto planning = uploaded("A-1");
    imports().begin(planning.id, Step::Plan);
    const auto applying = uploaded("B-1");
    imports().begin(applying.id, Step::Plan);
    imports().run(applying.id);
    imports().begin(applying.id, Step::Apply);
    const ImportRunner runner(shops(), clock, random_, *live_);
    EXPECT_TRUE(becomes(planning, ImportState::Planned));
    EXPECT_TRUE(becomes(applying, ImportState::Applied));
}

TEST_P(Runner, FindsAStepThatSomebodyElseBeganWhileItRuns) {
    const ImportRunner runner(shops(), clock, random_, *live_, std::chrono::milliseconds(1));
    const auto import = uploaded("A-1");
    imports().begin(import.id, Step::Plan);
    EXPECT_TRUE(becomes(import, ImportState::Planned));
}

TEST_P(Runner, TakesAStepOverFromAProcessThatDiedOverIt) {
    const auto import = uploaded("A-1");
    imports().begin(import.id, Step::Plan);
    try {
        imports().run(import.id, [](const Import&) { throw Error(Code::Canceled, "killed"); });
    } catch (const Error&) {
        FAIL() << "leaves the step as it is";
    }
    ASSERT_EQ(state_of(import), ImportState::Planning);
    EXPECT_CODE(imports().run(import.id), Code::Busy);
    // On PostgreSQL it might be another node's: the lease has to run out.
    if (GetParam() == store::Dialect::Postgres) clock.advance(61'000);
    const ImportRunner runner(shops(), clock, random_, *live_);
    EXPECT_TRUE(becomes(import, ImportState::Planned));
}

TEST_P(Runner, LeavesAStepThatIsOverAlone) {
    const auto import = uploaded("A-1");
    const auto version = imports().find(import.id).version;
    EXPECT_EQ(imports().run(import.id).state, ImportState::Uploaded);
    EXPECT_EQ(imports().find(import.id).version, version);
}

}  // namespace
}  // namespace tsunagi::server
