using System.Reflection;
using System.Runtime.CompilerServices;
using LLama.Native;

namespace TaLo.LlamaCpp.Native;

/// <summary>
/// Refuses libraries whose version or struct layouts are not the ones mirrored here. A library of other layouts
/// does not crash: it answers with wrong fields.
/// </summary>
internal static unsafe class LayoutCheck
{
    /// <summary>The ggml that LLamaSharp's libraries carry.</summary>
    public const string GgmlVersion = "0.18.0";

    /// <summary>The version of LLamaSharp that this program was built with.</summary>
    public static readonly string LlamaSharpVersion =
        typeof(LayoutCheck).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(m => m.Key == "LLamaSharp").Value!;

    /// <summary>Checks the loaded libraries.</summary>
    /// <exception cref="EngineException">They are of another version or another layout.</exception>
    public static void Run(string directory)
    {
        var version = NativeText.Read(Ggml.Version());
        if (version != GgmlVersion)
            throw Refuse(directory, $"carries ggml {version}");
        CheckTensor(directory);
        CheckContext(directory);
        CheckModel(directory);
        CheckVision(directory);
    }

    private static void CheckTensor(string directory)
    {
        var context = Ggml.Init(new Ggml.InitParams { MemorySize = 1 << 16, NoAlloc = 1 });
        try
        {
            var a = Ggml.SetName(Ggml.NewTensor2d(context, 0, 3, 5), "talo_probe");
            var b = Ggml.NewTensor2d(context, 0, 3, 5);
            var sum = Ggml.Add(context, a, b);
            var copy = Ggml.Dup(context, a);
            var fits = sizeof(GgmlTensor) == (int)Ggml.TensorOverhead() - Ggml.ObjectBytes
                && a->Ne[0] == 3 && a->Ne[1] == 5 && a->Ne[2] == 1 && a->Nb[0] == 4 && a->Nb[1] == 12
                && a->NameText == "talo_probe" && a->Data == null && a->Flags == 0
                && sum->Source(0) == a && sum->Source(1) == b && sum->Source(2) == null && sum->ViewSource == null
                && OpName(sum->Op) == "ADD" && OpName(copy->Op) == "DUP" && copy->Source(0) == a;
            if (!fits)
                throw Refuse(directory, "lays out ggml_tensor differently");
        }
        finally
        {
            Ggml.Free(context);
        }
    }

    private static void CheckContext(string directory)
    {
        var c = LLamaContextParams.Default();
        if (c.n_ctx != 512 || c.n_batch != 2048 || c.n_ubatch != 512 || c.n_seq_max != 1
            || c.llama_flash_attn_type != LLamaFlashAttentionType.LLAMA_FLASH_ATTENTION_TYPE_AUTO
            || c.cb_eval != 0 || c.cb_eval_user_data != 0 || c.abort_callback != 0 || c.abort_callback_user_data != 0
            || c.type_k != GGMLType.GGML_TYPE_F16 || c.type_v != GGMLType.GGML_TYPE_F16
            || !c.offload_kqv || c.samplers != 0 || c.ctx_other != 0)
            throw Refuse(directory, "lays out llama_context_params differently");
        if (sizeof(LlamaPerf) != sizeof(LLamaPerfContextTimings))
            throw Refuse(directory, "lays out llama_perf_context_data differently");
    }

    private static void CheckModel(string directory)
    {
        var m = LLamaModelParams.Default();
        if (m.devices != null || m.progress_callback is not null || m.kv_overrides != null || m.vocab_only
            || !m.use_extra_bufts || m.split_mode != GPUSplitMode.Layer)
            throw Refuse(directory, "lays out llama_model_params differently");
    }

    private static void CheckVision(string directory)
    {
        var v = Mtmd.ContextParamsDefault();
        var theirs = MtmdContextParamsOfLlamaSharp();
        if (theirs is not null && SizeOf(theirs) != sizeof(MtmdContextParams)
            || v.Threads != 4 || v.UseGpu != 1 || v.EvalCallback != null || v.FlashAttention != -1
            || v.ProgressCallback != null || NativeText.Read(v.MediaMarker) != NativeApi.MtmdDefaultMarker())
            throw Refuse(directory, "lays out mtmd_context_params differently");
    }

    /// <summary>LLamaSharp's own mirror, which it keeps to itself; null where it was renamed.</summary>
    internal static Type? MtmdContextParamsOfLlamaSharp() => typeof(NativeApi).GetNestedType("mtmd_context_params", BindingFlags.NonPublic);

    private static int SizeOf(Type type) => (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;

    private static string OpName(int op) => NativeText.Read(Ggml.OpName(op));

    private static EngineException Refuse(string directory, string why) =>
        new($"{directory} {why}; TaLo needs the llama.cpp of LLamaSharp {LlamaSharpVersion} (ggml {GgmlVersion}): "
            + $"unset {NativeLibraries.OwnFolder}, or point it to a build of that");
}
