using TaLo.LlamaCpp.Tests.Devices;
using TaLo.Models;

namespace TaLo.LlamaCpp.Tests.Graph;

/// <summary>
/// The oracle where a layer is computed on two devices, part by part: on a Mac's processor, whose Accelerate takes the matrix products,
/// and with some of the layers on a GPU.
/// </summary>
public sealed class SplitGraphTests(TinyModels models) : IClassFixture<TinyModels>
{
    private const string Text = "Question: which of these is the larger one?\nA. seven\nB. three\nAnswer:";

    public static TheoryData<string, bool> Architectures => TinyModels.Architectures;

    /// <summary>llama.cpp rearranges Q4_0 in memory that no accelerator reads.</summary>
    public static IEnumerable<object[]> Accelerated => TinyModels.Architectures.Where(row => (string)row[0] != "qwen2 q4_0");

    [Theory]
    [MemberData(nameof(Accelerated))]
    public void Should_equal_a_zeroed_file_beside_an_accelerator(string architecture, bool images)
    {
        using var device = FakeDevice.Accelerator();
        Compare(architecture, images, TinyModels.Options(models.Model(architecture)), device, Engine.KindOf(Engine.Current.FindDevice("cpu")));
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Should_equal_a_zeroed_file_with_half_of_the_layers_on_a_GPU(string architecture, bool images)
    {
        using var device = FakeDevice.WithMemory();
        Compare(architecture, images, OnGpu(architecture) with { GpuLayers = 5 }, device, "fake-5");
    }

    [Theory]
    [InlineData("llama", "SOFT_MAX")]
    [InlineData("llama", "FLASH_ATTN_EXT")]
    [InlineData("qwen2vl", "ROPE")]
    [InlineData("gemma3", "ADD")]
    [InlineData("qwen3vl", "RMS_NORM")]
    [InlineData("phi3", "GET_ROWS")]
    public void Should_equal_a_zeroed_file_on_a_GPU_that_leaves_an_operation_to_the_processor(string architecture, string operation)
    {
        using var device = FakeDevice.WithMemory(operation);
        Compare(architecture, TinyModels.Encoders.ContainsKey(architecture), OnGpu(architecture), device, "fake");
    }

    private ModelOptions OnGpu(string architecture) => TinyModels.Options(models.Model(architecture)) with { Device = FakeDevice.Gpu };

    private void Compare(string architecture, bool images, ModelOptions options, FakeDevice device, string kind)
    {
        options = options with { MmprojPath = images ? models.Mmproj(architecture) : null, IsTrusted = true };
        using var hooked = LlamaVisionModel.Load(options);
        Assert.EndsWith(' ' + kind, hooked.Facts.Engine, StringComparison.Ordinal);
        using var prompt = Oracle.Encode(hooked, Text, images);
        var first = hooked.Logits(prompt, []).ToArray();
        Assert.True(device.Parts > 1, $"the device computed {device.Parts} parts");
        Oracle.AssertSame(Oracle.Logits(options, model => Oracle.Encode(model, Text, images)), first, architecture);

        foreach (var knockout in Knockouts(hooked.Facts.LayerCount))
        {
            var bypassed = hooked.Logits(prompt, [knockout]).ToArray();
            var more = knockout.Kind.Intervention == Intervention.Repeat && options.GpuLayers > 0 ? knockout.Kind.Length * (knockout.Kind.Times - 1) : 0;
            var zeroed = options with { ModelPath = models.Zeroed(architecture, knockout), InstallHook = false, GpuLayers = options.GpuLayers + more };
            Oracle.AssertSame(Oracle.Logits(zeroed, model => Oracle.Encode(model, Text, images)), bypassed, $"{architecture}, {knockout}");
            Assert.False(first.AsSpan().SequenceEqual(bypassed), $"{architecture}, {knockout}: the logits did not move");
            if (knockout.Layer != 4)
                continue;
            using var stock = LlamaVisionModel.Load(zeroed);
            using var asked = Oracle.Encode(stock, Text, images);
            Assert.Equal(stock.Generate(asked, [], new GenerationOptions(8)).Tokens, hooked.Generate(prompt, [knockout], new GenerationOptions(8)).Tokens);
        }
        Oracle.AssertSame(first, hooked.Logits(prompt, []).ToArray(), $"{architecture}, after un-bypassing");
    }

    private static IEnumerable<Knockout> Knockouts(int layers) =>
    [
        .. from layer in Enumerable.Range(0, layers)
           from kind in new KnockoutKind[] { Module.Attention, Module.Ffn, Module.Layer, KnockoutKind.Uniform() }
           select new Knockout(layer, kind),
        Knockout.Parse("repeat 4-6x3"),
    ];
}
