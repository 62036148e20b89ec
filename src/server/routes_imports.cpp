#include "base/text.h"
#include "server/import_runner.h"
#include "server/routes.h"
#include "server/teller.h"

#include <algorithm>

namespace tsunagi::server {

struct UploadQuery {
    std::optional<std::string> file_name;
};
BOOST_DESCRIBE_STRUCT(UploadQuery, (), (file_name))

namespace {

using intake::Import;
using intake::Step;

// A file brings all that is known of people, so nobody works with it who may not see all of that.
// Throws Forbidden.
void require_fields(const Call& call) {
    const bool reads = call.route().method == Method::Get;
    for (const FieldRight given : call.viewer().fields.values) {
        if (given >= (reads ? FieldRight::Read : FieldRight::Edit)) continue;
        throw Error(Code::Forbidden, "imports need the right to every field");
    }
}

intake::Imports imports_of(Call& call) {
    require_fields(call);
    return call.house().imports->imports(call.viewer().shop);
}

class UploadSink final : public BodySink {
public:
    explicit UploadSink(intake::Upload given) : upload(std::move(given)) {}
    void write(std::string_view bytes) override { upload.write(bytes); }

    intake::Upload upload;
};

std::string_view file_name_of(Call& call) {
    const auto* name = call.request().parameter("file_name");
    return name != nullptr ? std::string_view(*name) : "import.csv";
}

// Before its bytes come. What is in it is judged by intake, whatever it is called.
void check_file_name(std::string_view name) {
    const auto ending = search_form(name.substr(std::min(name.rfind('.'), name.size())));
    if (ending == ".csv" || ending == ".tsv" || ending == ".txt") return;
    const FieldError field{"/file_name", "file_ending", "a file is a .csv, .tsv or .txt", {}};
    throw Error(Code::InvalidInput, "this is no file of a table", {field});
}

std::unique_ptr<BodySink> open_upload(Call& call) {
    check_file_name(file_name_of(call));
    return std::make_unique<UploadSink>(imports_of(call).begin_upload());
}

Import finish_upload(Call& call) {
    auto& sink = dynamic_cast<UploadSink&>(*call.request().sink);
    return imports_of(call).finish_upload(std::move(sink.upload), call.viewer(),
                                          std::string(file_name_of(call)));
}

// They go back to where they came from, so they need no reason and are not braked.
class RejectionsSource final : public BodySource {
public:
    explicit RejectionsSource(intake::RejectionsCsv csv) : csv_(std::move(csv)) {}
    bool next(std::string& out) override { return csv_.next(out); }

private:
    intake::RejectionsCsv csv_;
};

Response rejections_csv(Call& call) {
    const auto import = imports_of(call).find(call.id<Import>());
    call.house().teller->begin_export(
        call, {.reason = "rejected rows of an import", .persons = 0, .rows = import.rejected});
    Response response;
    response.set("content-type", "text/csv; charset=utf-8");
    response.set("content-disposition", attachment("rejected-" + import.file_name));
    response.source = std::make_unique<RejectionsSource>(
        imports_of(call).rejections_csv(import.id, call.language()));
    return response;
}

Route step_route(std::string_view pattern, std::string_view operation,
                 access::audit::AuditWord audit, Step step) {
    return route({.method = Method::Post,
                  .pattern = pattern,
                  .operation = operation,
                  .right = may(Entity::Import, Action::Import),
                  .cost = Cost::File,
                  .idempotency = Idempotency::Natural,
                  .audit = audit,
                  .status = 202},
                 [step](Call& call) {
                     return call.house().imports->begin(call.viewer().shop, call.id<Import>(),
                                                        step);
                 });
}

// Its values are those of the record and of the file, whole.
intake::Preview preview_import(Call& call) {
    for (std::size_t group = 0; group < kFieldGroups; ++group) {
        if (call.viewer().reads(FieldGroup(group))) continue;
        throw Error(Code::Forbidden, "this needs the right to read all that is kept of a person");
    }
    return imports_of(call).preview(call.id<Import>());
}

std::vector<Route> changing_routes() {
    return {
        upload_route<UploadQuery>({.method = Method::Post,
                                   .pattern = "/api/v1/shops/{shop}/imports",
                                   .operation = "upload_import",
                                   .right = may(Entity::Import, Action::Import),
                                   .cost = Cost::File,
                                   .idempotency = Idempotency::Natural,
                                   .audit = "import.upload",
                                   .status = 201},
                                  open_upload, finish_upload),
        route({.method = Method::Put,
               .pattern = "/api/v1/shops/{shop}/imports/{id}/mapping",
               .operation = "map_import",
               .right = may(Entity::Import, Action::Import),
               .cost = Cost::Write,
               .idempotency = Idempotency::Versioned,
               .audit = "import.map"},
              [](Call& call, const intake::ImportChange& change) {
                  return imports_of(call).change(call.id<Import>(), call.version(), change);
              }),
        step_route("/api/v1/shops/{shop}/imports/{id}/plan", "plan_import", "import.plan",
                   Step::Plan),
        step_route("/api/v1/shops/{shop}/imports/{id}/apply", "apply_import", "import.apply",
                   Step::Apply),
        step_route("/api/v1/shops/{shop}/imports/{id}/undo", "undo_import", "import.undo",
                   Step::Undo),
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/imports/{id}/cancel",
               .operation = "cancel_import",
               .right = may(Entity::Import, Action::Import),
               .cost = Cost::Write,
               .idempotency = Idempotency::Natural,
               .audit = "import.cancel"},
              [](Call& call) { return imports_of(call).cancel(call.id<Import>()); }),
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/presets",
               .operation = "save_preset",
               .right = may(Entity::Import, Action::Import),
               .cost = Cost::Write,
               .idempotency = Idempotency::Keyed,
               .audit = "preset.create",
               .status = 201},
              [](Call& call, const intake::NewPreset& preset) {
                  return call.write(
                      [&](store::Tx& tx) { return imports_of(call).save_preset(tx, preset); });
              }),
    };
}

std::vector<Route> reading_routes() {
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/imports",
               .operation = "list_imports",
               .right = may(Entity::Import, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "import.list"},
              [](Call& call, const PageQuery& query) {
                  return imports_of(call).list(page_request(query));
              }),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/imports/{id}",
               .operation = "get_import",
               .right = may(Entity::Import, Action::View),
               .cost = Cost::Point,
               .idempotency = Idempotency::Safe,
               .audit = "import.read"},
              [](Call& call) { return imports_of(call).find(call.id<Import>()); }),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/imports/{id}/preview",
               .operation = "preview_import",
               .right = may(Entity::Import, Action::Import),
               .cost = Cost::Point,
               .idempotency = Idempotency::Safe,
               .audit = "import.read"},
              preview_import),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/imports/{id}/rejections",
               .operation = "list_rejections",
               .right = may(Entity::Import, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "rejection.list"},
              [](Call& call, const PageQuery& query) {
                  return imports_of(call).rejections(call.id<Import>(), page_request(query));
              }),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/imports/{id}/rejections.csv",
               .operation = "export_rejections",
               .right = may(Entity::Import, Action::Export),
               .cost = Cost::File,
               .idempotency = Idempotency::Safe,
               .audit = "rejection.export",
               .answer_type = "text/csv; charset=utf-8",
               .step_up = StepUp::Needed},
              rejections_csv),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/imports/{id}/conflicts",
               .operation = "list_undo_conflicts",
               .right = may(Entity::Import, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "undo_conflict.list"},
              [](Call& call, const PageQuery& query) {
                  return imports_of(call).conflicts(call.id<Import>(), page_request(query));
              }),
    };
}

std::vector<Route> mapping_routes() {
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/presets",
               .operation = "list_presets",
               .right = may(Entity::Import, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "preset.list"},
              [](Call& call) { return imports_of(call).presets(); }),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/import-fields",
               .operation = "list_import_fields",
               .right = may(Entity::Import, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "import_field.list"},
              [](Call&) { return intake::import_fields(); }),
    };
}

}  // namespace

std::vector<Route> import_routes() {
    auto routes = reading_routes();
    for (auto& one : mapping_routes()) routes.push_back(std::move(one));
    for (auto& one : changing_routes()) routes.push_back(std::move(one));
    return routes;
}

}  // namespace tsunagi::server
