// Chat templates through llama.cpp's own Jinja engine, behind a C interface.
#include "chat.h"

#include <cstring>
#include <new>
#include <string>

namespace {

// Copies text into out (NUL-terminated, cut to capacity) and returns its whole length in bytes.
int32_t put(const std::string & text, char * out, int32_t capacity) {
    if (out && capacity > 0) {
        const size_t n = std::min(text.size(), (size_t) capacity - 1);
        std::memcpy(out, text.data(), n);
        out[n] = 0;
    }
    return (int32_t) text.size();
}

} // namespace

extern "C" {

// template_override: a Jinja template, or an empty string for the model's own. NULL on failure, with why in error.
__attribute__((visibility("default")))
void * talo_chat_init(const llama_model * model, const char * template_override, char * error, int32_t error_capacity) {
    try {
        return common_chat_templates_init(model, template_override).release();
    } catch (const std::exception & e) {
        put(e.what(), error, error_capacity);
        return nullptr;
    }
}

__attribute__((visibility("default")))
void talo_chat_free(void * templates) {
    common_chat_templates_free((common_chat_templates *) templates);
}

// Renders n messages. Returns the prompt's length in bytes (call again with a larger buffer when it is not
// smaller than capacity), or -1 with the reason in out.
__attribute__((visibility("default")))
int32_t talo_chat_apply(const void * templates, const char * const * roles, const char * const * contents, int32_t n,
                        bool add_generation_prompt, char * out, int32_t capacity) {
    try {
        common_chat_templates_inputs inputs;
        for (int32_t i = 0; i < n; i++) {
            common_chat_msg message;
            message.role    = roles[i];
            message.content = contents[i];
            inputs.messages.push_back(std::move(message));
        }
        inputs.add_generation_prompt = add_generation_prompt;
        inputs.use_jinja             = true;
        inputs.enable_thinking       = false;
        return put(common_chat_templates_apply((const common_chat_templates *) templates, inputs).prompt, out, capacity);
    } catch (const std::exception & e) {
        put(e.what(), out, capacity);
        return -1;
    }
}

} // extern "C"
