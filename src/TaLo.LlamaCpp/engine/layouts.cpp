// What the compiler says about the structs that the managed side mirrors: "struct.field=offset" and
// "struct=size" lines. The managed tests compare every line.
#include "ggml.h"
#include "llama.h"
#include "mtmd.h"

#include <cstddef>

#define FIELD(s, f) { #s "." #f, offsetof(s, f) }
#define SIZE(s)     { #s, sizeof(s) }

namespace {

struct layout { const char * name; size_t value; };

const layout layouts[] = {
    SIZE(ggml_tensor),
    FIELD(ggml_tensor, type), FIELD(ggml_tensor, buffer), FIELD(ggml_tensor, ne), FIELD(ggml_tensor, nb),
    FIELD(ggml_tensor, op), FIELD(ggml_tensor, op_params), FIELD(ggml_tensor, flags), FIELD(ggml_tensor, src),
    FIELD(ggml_tensor, view_src), FIELD(ggml_tensor, view_offs), FIELD(ggml_tensor, data), FIELD(ggml_tensor, name),
    FIELD(ggml_tensor, extra),

    SIZE(llama_batch),
    FIELD(llama_batch, n_tokens), FIELD(llama_batch, token), FIELD(llama_batch, embd), FIELD(llama_batch, pos),
    FIELD(llama_batch, n_seq_id), FIELD(llama_batch, seq_id), FIELD(llama_batch, logits),

    SIZE(llama_model_params),
    FIELD(llama_model_params, devices), FIELD(llama_model_params, tensor_buft_overrides),
    FIELD(llama_model_params, n_gpu_layers), FIELD(llama_model_params, split_mode),
    FIELD(llama_model_params, load_mode), FIELD(llama_model_params, lazy_mode), FIELD(llama_model_params, main_gpu),
    FIELD(llama_model_params, tensor_split), FIELD(llama_model_params, progress_callback),
    FIELD(llama_model_params, progress_callback_user_data), FIELD(llama_model_params, kv_overrides),
    FIELD(llama_model_params, vocab_only), FIELD(llama_model_params, check_tensors),
    FIELD(llama_model_params, use_extra_bufts), FIELD(llama_model_params, no_host),
    FIELD(llama_model_params, no_alloc), FIELD(llama_model_params, load_mtp),

    SIZE(llama_context_params),
    FIELD(llama_context_params, n_ctx), FIELD(llama_context_params, n_batch), FIELD(llama_context_params, n_ubatch),
    FIELD(llama_context_params, n_seq_max), FIELD(llama_context_params, n_rs_seq),
    FIELD(llama_context_params, n_outputs_max), FIELD(llama_context_params, n_outputs_max_per_seq),
    FIELD(llama_context_params, n_threads), FIELD(llama_context_params, n_threads_batch),
    FIELD(llama_context_params, ctx_type), FIELD(llama_context_params, rope_scaling_type),
    FIELD(llama_context_params, pooling_type), FIELD(llama_context_params, attention_type),
    FIELD(llama_context_params, flash_attn_type), FIELD(llama_context_params, rope_freq_base),
    FIELD(llama_context_params, rope_freq_scale), FIELD(llama_context_params, yarn_ext_factor),
    FIELD(llama_context_params, yarn_attn_factor), FIELD(llama_context_params, yarn_beta_fast),
    FIELD(llama_context_params, yarn_beta_slow), FIELD(llama_context_params, yarn_orig_ctx),
    FIELD(llama_context_params, defrag_thold), FIELD(llama_context_params, cb_eval),
    FIELD(llama_context_params, cb_eval_user_data), FIELD(llama_context_params, type_k),
    FIELD(llama_context_params, type_v), FIELD(llama_context_params, abort_callback),
    FIELD(llama_context_params, abort_callback_data), FIELD(llama_context_params, embeddings),
    FIELD(llama_context_params, offload_kqv), FIELD(llama_context_params, no_perf),
    FIELD(llama_context_params, op_offload), FIELD(llama_context_params, swa_full),
    FIELD(llama_context_params, kv_unified), FIELD(llama_context_params, samplers),
    FIELD(llama_context_params, n_samplers), FIELD(llama_context_params, ctx_other),

    SIZE(llama_sampler_chain_params),
    FIELD(llama_sampler_chain_params, no_perf),

    SIZE(mtmd_context_params),
    FIELD(mtmd_context_params, use_gpu), FIELD(mtmd_context_params, device),
    FIELD(mtmd_context_params, print_timings), FIELD(mtmd_context_params, n_threads),
    FIELD(mtmd_context_params, image_marker), FIELD(mtmd_context_params, media_marker),
    FIELD(mtmd_context_params, flash_attn_type), FIELD(mtmd_context_params, warmup),
    FIELD(mtmd_context_params, image_min_tokens), FIELD(mtmd_context_params, image_max_tokens),
    FIELD(mtmd_context_params, cb_eval), FIELD(mtmd_context_params, cb_eval_user_data),
    FIELD(mtmd_context_params, batch_max_tokens), FIELD(mtmd_context_params, progress_callback),
    FIELD(mtmd_context_params, progress_callback_user_data),

    SIZE(mtmd_input_text),
    FIELD(mtmd_input_text, text), FIELD(mtmd_input_text, text_len), FIELD(mtmd_input_text, add_special),
    FIELD(mtmd_input_text, parse_special),
};

} // namespace

extern "C" {

__attribute__((visibility("default")))
int32_t talo_layout_count(void) { return sizeof(layouts) / sizeof(layouts[0]); }

__attribute__((visibility("default")))
const char * talo_layout(int32_t i, int64_t * value) {
    *value = (int64_t) layouts[i].value;
    return layouts[i].name;
}

// The llama.cpp that libmtmd and this library were compiled against; must equal llama_version() without its suffix.
__attribute__((visibility("default")))
const char * talo_built_for(void) { return TALO_LLAMA_VERSION; }

} // extern "C"
