using System.Reflection;
using System.Runtime.InteropServices;
using LLama.Native;
using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Tests.Native;

/// <summary>The mirrors of native structs have LLamaSharp's sizes and offsets, and the libraries are the ones it loaded.</summary>
public sealed class LayoutTests
{
    [Fact]
    public void Should_mirror_the_vision_parameters_as_LLamaSharp_does() =>
        AssertSame(LayoutCheck.MtmdContextParamsOfLlamaSharp()!, typeof(TaLo.LlamaCpp.Native.MtmdContextParams));

    [Fact]
    public void Should_mirror_the_prompt_text_as_LLamaSharp_does() =>
        AssertSame(typeof(NativeApi).GetNestedType("mtmd_input_text_native", BindingFlags.NonPublic)!, typeof(MtmdInputText));

    [Fact]
    public void Should_mirror_the_timings_as_LLamaSharp_does() => AssertSame(typeof(LLamaPerfContextTimings), typeof(LlamaPerf));

    [Fact]
    public void Should_know_its_engine()
    {
        Assert.Equal("LLamaSharp 0.30.0", Engine.Current.Version);
        Assert.Contains($"ggml {LayoutCheck.GgmlVersion}", Engine.Current.LlamaCpp, StringComparison.Ordinal);
        Assert.Contains(Engine.Current.Devices, d => d.Backend == "cpu");
    }

    [Theory]
    [InlineData("llama")]
    [InlineData("ggml-base")]
    [InlineData("mtmd")]
    public void Should_import_from_the_file_that_LLamaSharp_loaded(string name)
    {
        var loaded = NativeLibraries.LoadedFile(name);
        Assert.StartsWith(Engine.Current.Directory, loaded, StringComparison.Ordinal);
        Assert.Equal(Path.GetFullPath(loaded!), Path.GetFullPath(NativeLibraries.ChosenFile(name)!));
    }

    [Theory]
    [InlineData("Unable to load shared library 'x' or one of its dependencies. libgomp.so.1: cannot open shared object file: No such file", "libgomp1")]
    [InlineData("libvulkan.so.1: cannot open shared object file: No such file or directory", "libvulkan1")]
    [InlineData("libcudart.so.12: cannot open shared object file: No such file or directory", "CUDA 12")]
    public void Should_name_the_package_of_a_missing_system_library(string complaint, string package) =>
        Assert.Contains(package, NativeLibraries.MissingSystemLibrary(complaint), StringComparison.Ordinal);

    [Fact]
    public void Should_not_blame_a_system_library_for_another_failure() =>
        Assert.Null(NativeLibraries.MissingSystemLibrary("/x/libllama.so: invalid ELF header"));

    private static void AssertSame(Type theirs, Type ours)
    {
        Assert.Equal(Marshal.SizeOf(theirs), Marshal.SizeOf(ours));
        Assert.Equal(Offsets(theirs), Offsets(ours));
    }

    private static List<long> Offsets(Type type) =>
        [.. type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Select(f => (long)Marshal.OffsetOf(type, f.Name)).Order()];
}
