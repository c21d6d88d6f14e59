using System.Reflection;
using System.Runtime.InteropServices;
using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Tests.Native;

/// <summary>The mirrors of native structs have the sizes and offsets that the compiler gave them.</summary>
public sealed unsafe class LayoutTests
{
    private static readonly Dictionary<string, (Type Mirror, string[] Fields)> Mirrors = new()
    {
        ["ggml_tensor"] = (typeof(GgmlTensor),
            ["type", "buffer", "ne", "nb", "op", "op_params", "flags", "src", "view_src", "view_offs", "data", "name", "extra"]),
        ["llama_batch"] = (typeof(LlamaBatch),
            ["n_tokens", "token", "embd", "pos", "n_seq_id", "seq_id", "logits"]),
        ["llama_model_params"] = (typeof(LlamaModelParams),
            ["devices", "tensor_buft_overrides", "n_gpu_layers", "split_mode", "load_mode", "lazy_mode", "main_gpu",
             "tensor_split", "progress_callback", "progress_callback_user_data", "kv_overrides", "vocab_only",
             "check_tensors", "use_extra_bufts", "no_host", "no_alloc", "load_mtp"]),
        ["llama_context_params"] = (typeof(LlamaContextParams),
            ["n_ctx", "n_batch", "n_ubatch", "n_seq_max", "n_rs_seq", "n_outputs_max", "n_outputs_max_per_seq",
             "n_threads", "n_threads_batch", "ctx_type", "rope_scaling_type", "pooling_type", "attention_type",
             "flash_attn_type", "rope_freq_base", "rope_freq_scale", "yarn_ext_factor", "yarn_attn_factor",
             "yarn_beta_fast", "yarn_beta_slow", "yarn_orig_ctx", "defrag_thold", "cb_eval", "cb_eval_user_data",
             "type_k", "type_v", "abort_callback", "abort_callback_data", "embeddings", "offload_kqv", "no_perf",
             "op_offload", "swa_full", "kv_unified", "samplers", "n_samplers", "ctx_other"]),
        ["llama_sampler_chain_params"] = (typeof(LlamaSamplerChainParams), ["no_perf"]),
        ["mtmd_context_params"] = (typeof(MtmdContextParams),
            ["use_gpu", "device", "print_timings", "n_threads", "image_marker", "media_marker", "flash_attn_type",
             "warmup", "image_min_tokens", "image_max_tokens", "cb_eval", "cb_eval_user_data", "batch_max_tokens",
             "progress_callback", "progress_callback_user_data"]),
        ["mtmd_input_text"] = (typeof(MtmdInputText), ["text", "text_len", "add_special", "parse_special"]),
    };

    [Fact]
    public void Should_mirror_every_native_struct()
    {
        _ = Engine.Current;
        var native = NativeLayouts();
        foreach (var (name, (mirror, fields)) in Mirrors)
        {
            Assert.Equal(native[name], Marshal.SizeOf(mirror));
            var managed = mirror.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .OrderBy(f => (long)Marshal.OffsetOf(mirror, f.Name)).ToList();
            for (var i = 0; i < fields.Length; i++)
            {
                var offset = (long)Marshal.OffsetOf(mirror, managed[i].Name);
                Assert.True(native[$"{name}.{fields[i]}"] == offset,
                    $"{name}.{fields[i]} is at {native[$"{name}.{fields[i]}"]}, its mirror {managed[i].Name} at {offset}");
            }
        }
        Assert.Equal(Mirrors.Sum(m => m.Value.Fields.Length + 1), native.Count);
    }

    [Fact]
    public void Should_know_its_engine()
    {
        Assert.StartsWith(LayoutCheck.Version, Engine.Current.Version, StringComparison.Ordinal);
        Assert.Contains(Engine.Current.Devices, d => d.Backend == "cpu");
    }

    private static Dictionary<string, long> NativeLayouts()
    {
        var layouts = new Dictionary<string, long>();
        for (var i = 0; i < Shim.LayoutCount(); i++)
        {
            long value;
            layouts[NativeText.Read(Shim.Layout(i, &value))] = value;
        }
        return layouts;
    }
}
