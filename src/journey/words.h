// Words give small numbers to the values that repeat in every lane: products, agents and offers by
// id; media, prefectures, ranks and the codes of pick-lists by text. Numbers are only ever added.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tsunagi::journey {

// Texts numbered from 1; number 0 is the empty text, and also stands for every text that comes
// when the dictionary is full.
class Dictionary {
public:
    explicit Dictionary(std::size_t limit) : limit_(limit) {}

    int add(std::string_view text);
    std::optional<int> find(std::string_view text) const;
    std::string_view text(int number) const { return texts_[static_cast<std::size_t>(number)]; }
    int size() const { return static_cast<int>(texts_.size()); }

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    std::size_t limit_;
    std::vector<std::string> texts_{""};
    std::unordered_map<std::string, int, Hash, std::equal_to<>> numbers_;
};

// Ids numbered from 1 in the order they came; number 0 is one beyond the 65,535th.
class Products {
public:
    int add(std::int64_t id);
    std::optional<int> find(std::int64_t id) const;
    std::int64_t id(int number) const { return ids_[static_cast<std::size_t>(number)]; }
    int size() const { return static_cast<int>(ids_.size()); }

private:
    std::vector<std::int64_t> ids_{0};
    std::unordered_map<std::int64_t, int> numbers_;
};

// The id of an agent whom a file names only: below 0, of one name always the same.
std::int64_t id_of_agent(std::string_view name);

struct Words {
    Products products;
    Dictionary media{0xffff};
    Dictionary prefectures{0xffff};
    Dictionary reasons{0xff};
    Dictionary channels{0xff};
    Dictionary purposes{0xff};
    Dictionary results{0xff};
    Dictionary ranks{0xffff};
    Dictionary queues{0xff};
    Products agents;                 // ids of users and of names; nobody has no number but 0
    Dictionary agent_names{0xffff};  // of those whom files name only
    Products offers;
};

}  // namespace tsunagi::journey
