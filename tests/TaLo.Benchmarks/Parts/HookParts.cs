using BenchmarkDotNet.Attributes;
using TaLo.LlamaCpp;
using TaLo.Models;

namespace TaLo.Benchmarks.Parts;

/// <summary>A token of the nano model: with a decoder this small, what the hook does at every graph node shows most.</summary>
public class HookParts : IDisposable
{
    private static readonly int[] Token = [20];
    private LlamaVisionModel model = null!;
    private PromptDecoder plain = null!;
    private PromptDecoder hooked = null!;

    [GlobalSetup]
    public void Load()
    {
        var options = new ModelOptions { ModelPath = BenchFiles.Nano, Device = "cpu", Threads = 1, ContextLength = 256 };
        model = LlamaVisionModel.Load(options);
        plain = new PromptDecoder(model.Handle, null, options with { InstallHook = false }, 1);
        hooked = new PromptDecoder(model.Handle, null, options, 1);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        plain.Dispose();
        hooked.Dispose();
        model.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public float NoHook() => Decode(plain, []);

    [Benchmark]
    public float HookInstalled() => Decode(hooked, []);

    [Benchmark]
    public float OneLayerBypassed() => Decode(hooked, [new Knockout(6, Module.Layer)]);

    private static float Decode(PromptDecoder decoder, IReadOnlyList<Knockout> knockouts)
    {
        decoder.Apply(knockouts);
        decoder.Clear();
        decoder.DecodeTokens(Token, 0, logitsOfLast: true);
        return decoder.LastLogits()[0];
    }
}
