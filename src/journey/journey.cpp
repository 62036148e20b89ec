#include "journey/journey.h"

#include <exception>
#include <thread>

namespace tsunagi::journey {

void on_threads(int threads, const std::function<void(int)>& work) {
    std::vector<std::exception_ptr> failures(static_cast<std::size_t>(threads));
    const auto guarded = [&](int worker) {
        try {
            work(worker);
        } catch (...) {  // entry of a worker thread
            failures[static_cast<std::size_t>(worker)] = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> others;
        for (int worker = 1; worker < threads; ++worker) others.emplace_back(guarded, worker);
        guarded(0);
    }
    for (const auto& failure : failures) {
        if (failure) std::rethrow_exception(failure);
    }
}

}  // namespace tsunagi::journey
