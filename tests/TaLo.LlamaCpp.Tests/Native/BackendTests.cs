using System.Text.Json;
using TaLo.Tests;

namespace TaLo.LlamaCpp.Tests.Native;

/// <summary>Which back ends a build has, and which device a name chooses among theirs.</summary>
public sealed class BackendTests
{
    private static readonly EngineDevice Cpu = new("cpu", "CPU", "a processor", false, 1, 1);
    private static readonly EngineDevice FirstCuda = new("cuda", "CUDA0", "a GPU", true, 1, 1);
    private static readonly EngineDevice SecondCuda = new("cuda", "CUDA1", "another GPU", true, 1, 1);

    [Theory]
    [InlineData("Cpu", "LLamaSharp.Backend.Cpu")]
    [InlineData("Cuda12", "LLamaSharp.Backend.Cpu LLamaSharp.Backend.Cuda12")]
    [InlineData("Vulkan", "LLamaSharp.Backend.Cpu LLamaSharp.Backend.Vulkan")]
    public void Should_reference_the_back_end_that_a_build_asks_for(string backend, string packages)
    {
        using var json = JsonDocument.Parse(Checkout.Dotnet("msbuild", Checkout.Project("TaLo.LlamaCpp"), $"-p:TaloBackend={backend}", "-getItem:PackageReference", "-getItem:PackageVersion"));
        var items = json.RootElement.GetProperty("Items");
        var references = items.GetProperty("PackageReference").EnumerateArray().Select(Name).Where(n => n.StartsWith("LLamaSharp.", StringComparison.Ordinal));
        var versions = items.GetProperty("PackageVersion").EnumerateArray().Where(p => Name(p).StartsWith("LLamaSharp", StringComparison.Ordinal));

        Assert.Equal(packages, string.Join(' ', references.Order(StringComparer.Ordinal)));
        Assert.Equal(["0.30.0"], versions.Select(v => v.GetProperty("Version").GetString()).Distinct());
    }

    [Theory]
    [InlineData("auto", "CUDA0")]
    [InlineData("cuda", "CUDA0")]
    [InlineData("cuda1", "CUDA1")]
    [InlineData("CPU", "CPU")]
    public void Should_choose_a_device_by_kind_or_name(string name, string device) =>
        Assert.Equal(device, Engine.Choose([FirstCuda, SecondCuda, Cpu], name).Name);

    [Fact]
    public void Should_compute_on_the_processor_where_there_is_no_GPU() => Assert.Equal(Cpu, Engine.Choose([Cpu], "auto"));

    [Theory]
    [InlineData("cuda", "Cuda12")]
    [InlineData("vulkan", "Vulkan")]
    public void Should_say_how_to_build_for_a_missing_device(string name, string backend) =>
        Assert.Contains($"TaloBackend={backend}", Assert.Throws<EngineException>(() => Engine.Choose([Cpu], name)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("CPU : SSE3 = 1 | SSSE3 = 1 | AVX = 1 | AVX2 = 1 | F16C = 1 | FMA = 1 | AVX512 = 1 | AVX512_VNNI = 1 | OPENMP = 1 | ", false, "cpu-avx512")]
    [InlineData("CPU : SSE3 = 1 | SSSE3 = 1 | AVX = 1 | AVX2 = 1 | F16C = 1 | FMA = 1 | OPENMP = 1 | ", false, "cpu-avx2")]
    [InlineData("CPU : SSE3 = 1 | SSSE3 = 1 | AVX = 1 | F16C = 1 | ", false, "cpu-avx")]
    [InlineData("CPU : LLAMAFILE = 1 | OPENMP = 1 | ", false, "cpu")]
    [InlineData("CPU : NEON = 1 | ARM_FMA = 1 | ", false, "cpu-neon")]
    [InlineData("CPU : NEON = 1 | ARM_FMA = 1 | ", true, "cpu-neon-blas")]
    public void Should_know_processors_apart_that_round_otherwise(string features, bool hasBlas, string kind) => Assert.Equal(kind, Engine.KindOfCpu(features, hasBlas));

    [Fact]
    public void Should_note_the_instructions_of_the_libraries_that_are_loaded()
    {
        // LLamaSharp's folders are called as the instructions are; an own build's are not.
        if (Path.GetFileName(Engine.Current.Directory) is { } folder && folder.StartsWith("avx", StringComparison.Ordinal))
            Assert.Equal($"cpu-{folder}", Engine.KindOf(Engine.Current.FindDevice("cpu")));
        Assert.Equal("cuda", Engine.KindOf(FirstCuda));
    }

    private static string Name(JsonElement item) => item.GetProperty("Identity").GetString()!;
}
