#include "base/phrase.h"

namespace tsunagi {

std::string say(const Phrase& phrase, Language language, std::initializer_list<PhraseArg> args) {
    std::string_view rest = language == Language::Ja ? phrase.ja : phrase.en;
    std::string out;
    while (!rest.empty()) {
        const auto open = rest.find('{');
        out += rest.substr(0, open);
        if (open == std::string_view::npos) break;
        rest.remove_prefix(open);
        const PhraseArg* used = nullptr;
        for (const PhraseArg& arg : args) {
            const bool named = rest.substr(1, arg.name.size()) == arg.name;
            if (named && rest.substr(1 + arg.name.size(), 1) == "}") used = &arg;
        }
        // Braces of another kind stay as they are.
        out += used ? std::string_view(used->value) : rest.substr(0, 1);
        rest.remove_prefix(used ? used->name.size() + 2 : 1);
    }
    return out;
}

}  // namespace tsunagi
