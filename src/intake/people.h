// People finds or makes the customers that the rows of a file name: by the shop's own number, else
// by e-mail address, else by phone number and name, each in its normal form.
#pragma once

#include "intake/row_taker.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tsunagi::intake {

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};
template <class T>
using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

class People {
public:
    // One person of the file.
    struct Person {
        std::int64_t id = 0;  // 0 until resolved
        int waiting = -1;     // index of her draft, -1 when there is none
    };

    explicit People(const TakerSetup& setup);

    // The person the row names, null when it names nobody. Her fields are read only the first time
    // in the file; a faulty one rejects the row. `first` tells whether it was the first time.
    Person* take(RowReader&, bool& first);
    // Notes her key only; her id is looked up when a later row names her. False: nobody is named.
    bool pass_over(RowReader&);
    // Gives every waiting person her id, and the batch what is new or changed about her.
    void resolve(store::Reader&, IdSource&, Batch&);

private:
    enum class Kind { Key, Email, Phone };
    struct Draft {
        Kind kind;
        std::string match;  // external key, e-mail form, or phone|name form
        Person* person;
        CustomerImage image;  // customer_id 0
        bool only_look_up = false;
        bool is_named = false;  // by the name of a customer
        std::int64_t line = 0;
    };
    struct Found {
        Kind kind;
        std::string match;
    };

    std::optional<Found> identity_of(RowReader&);
    bool matches_by(CustomerMatch) const;
    CustomerImage read(RowReader&, const Found&);
    void read_lists(RowReader&, CustomerImage&);
    std::vector<std::int64_t> look_up(store::Reader&);
    void create(Draft&, IdSource&, Batch&);
    void compare(Draft&, CustomerImage before, Batch&);

    const TakerSetup& setup_;
    TextMap<Person> people_;  // by kind and match
    std::deque<Draft> waiting_;
    std::string key_;  // scratch
};

// The images of the given customers, by id.
std::unordered_map<std::int64_t, CustomerImage> customer_images(
    store::Reader&, const std::vector<std::int64_t>& ids);

// What `said` (of a file; empty means nothing was said) makes of `before`. Equal when nothing
// changes.
CustomerImage merged(const CustomerImage& before, const CustomerImage& said);

}  // namespace tsunagi::intake
