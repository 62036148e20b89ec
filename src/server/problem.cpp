#include "server/problem.h"

#include "base/file_error.h"
#include "base/json.h"
#include "base/log.h"
#include "record/versions.h"

namespace tsunagi::server {

// What went wrong in the server is for its log: it names files, databases and other houses.
static std::string_view detail_for_strangers(Code code) {
    switch (code) {
        case Code::StorageFull: return "the disk of the server is full";
        case Code::Unavailable: return "the server cannot do this now; the reason is in its log";
        case Code::NotFound:
        case Code::Forbidden:
        case Code::TooLarge: return "the server cannot use one of its files; its log says which";
        default: return "the server failed; the reason is in its log";
    }
}

static ProblemDetails problem_of(const Error& error) {
    ProblemDetails problem;
    problem.status = status_of(error.code());
    problem.code = name_of(error.code());
    problem.detail = error.what();
    if (const auto* http = dynamic_cast<const HttpError*>(&error)) {
        problem.status = http->status();
        problem.code = http->problem();
    } else if (problem.status >= 500 || dynamic_cast<const FileError*>(&error) != nullptr) {
        const bool expected = error.code() == Code::StorageFull ||
                              error.code() == Code::Unavailable;
        log_failure(expected ? "not_served" : "internal_error",
                    {{"code", Word{problem.code}}, {"what", Word{error.what()}}});
        problem.detail = detail_for_strangers(error.code());
    }
    if (const auto* conflict = dynamic_cast<const record::VersionConflict*>(&error)) {
        problem.code = "version_conflict";
        problem.current = Json{conflict->current_json()};
    }
    problem.type = "https://tsunagi.example/problems/" + problem.code;
    problem.title = reason_phrase(problem.status);
    for (const auto& field : error.fields()) {
        ProblemField wrong{field.path, field.code, field.message, {}};
        for (const auto& arg : field.args) wrong.args.push_back({arg.name, arg.value});
        problem.errors.push_back(std::move(wrong));
    }
    return problem;
}

Response problem_response(const Error& error) {
    const ProblemDetails problem = problem_of(error);
    Response response{.status = problem.status};
    response.set("content-type", "application/problem+json");
    const bool later = problem.status == 503 || problem.status == 429;
    if (error.retry_after_s() > 0 || later) {
        response.set("retry-after", std::to_string(std::max(1, error.retry_after_s())));
    }
    response.body = to_json(problem);
    return response;
}

}  // namespace tsunagi::server
