namespace TaLo.LlamaCpp.Native;

/// <summary>
/// Refuses libraries whose version or struct layouts are not the ones mirrored here. A library of other layouts
/// does not crash: it answers with wrong fields.
/// </summary>
internal static unsafe class LayoutCheck
{
    /// <summary>The llama.cpp release these mirrors were written for.</summary>
    public const string Version = "0.5.0";

    /// <summary>Checks the loaded libraries.</summary>
    /// <exception cref="EngineException">They are of another version or another layout.</exception>
    public static void Run(string directory)
    {
        var version = NativeText.Read(Llama.Version());
        if (version.Split('-')[0] != Version)
            throw Refuse(directory, $"is llama.cpp {version}");
        var builtFor = NativeText.Read(Shim.BuiltFor());
        if (builtFor != Version)
            throw Refuse(directory, $"has a libmtmd and libtalo-shim built for llama.cpp {builtFor}");
        CheckTensor(directory);
        CheckDefaults(directory);
    }

    private static void CheckTensor(string directory)
    {
        var context = Ggml.Init(new Ggml.InitParams { MemorySize = 1 << 16, NoAlloc = 1 });
        try
        {
            var a = Ggml.SetName(Ggml.NewTensor2d(context, 0, 3, 5), "talo_probe");
            var b = Ggml.NewTensor2d(context, 0, 3, 5);
            var sum = Ggml.Add(context, a, b);
            var view = Ggml.Dup(context, a);
            var fits = a->Ne[0] == 3 && a->Ne[1] == 5 && a->Ne[2] == 1 && a->Nb[0] == 4 && a->Nb[1] == 12
                && a->NameText == "talo_probe" && a->Data == null && a->Flags == 0
                && sum->Source(0) == a && sum->Source(1) == b && sum->Source(2) == null && sum->ViewSource == null
                && OpName(sum->Op) == "ADD" && OpName(view->Op) == "DUP" && view->Source(0) == a;
            if (!fits)
                throw Refuse(directory, "lays out ggml_tensor differently");
        }
        finally
        {
            Ggml.Free(context);
        }
    }

    private static void CheckDefaults(string directory)
    {
        var c = Llama.ContextDefaultParams();
        if (c.ContextLength != 512 || c.BatchSize != 2048 || c.MicroBatchSize != 512 || c.SequenceMax != 1
            || c.FlashAttention != -1 || c.EvalCallback != null || c.TypeK != 1 || c.TypeV != 1
            || c.OffloadKqv != 1 || c.Samplers != null || c.OtherContext != null)
            throw Refuse(directory, "lays out llama_context_params differently");
        var m = Llama.ModelDefaultParams();
        if (m.Devices != null || m.ProgressCallback != null || m.KvOverrides != null || m.VocabOnly != 0
            || m.UseExtraBufts != 1 || m.SplitMode != 1)
            throw Refuse(directory, "lays out llama_model_params differently");
        if (LlamaSampler.ChainDefaultParams().NoPerf != 1)
            throw Refuse(directory, "lays out llama_sampler_chain_params differently");
        var v = Mtmd.ContextParamsDefault();
        if (v.Threads != 4 || v.UseGpu != 1 || v.EvalCallback != null || v.FlashAttention != -1
            || v.ProgressCallback != null || NativeText.Read(v.MediaMarker) != NativeText.Read(Mtmd.DefaultMarker()))
            throw Refuse(directory, "lays out mtmd_context_params differently");
    }

    private static string OpName(int op) => NativeText.Read(Ggml.OpName(op));

    private static EngineException Refuse(string directory, string why) =>
        new($"{directory} {why}; TaLo needs llama.cpp v{Version}: unset TALO_NATIVE_DIR, or point it to a build of v{Version}");
}
