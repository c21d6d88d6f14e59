using TaLo.Gguf.RandomModels;
using TaLo.Models;

namespace TaLo.Gguf.Tests;

public sealed class RandomModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(GgmlType.F32)]
    [InlineData(GgmlType.F16)]
    [InlineData(GgmlType.Q8_0)]
    [InlineData(GgmlType.Q4_0)]
    public void Should_Write_The_Same_Bytes_For_The_Same_Seed(GgmlType type)
    {
        var shape = Shapes.Gemma3 with { Layers = 2, WeightType = type };

        Assert.Equal(Bytes(shape, 1), Bytes(shape, 1));
        Assert.NotEqual(Bytes(shape, 1), Bytes(shape, 2));
    }

    [Theory]
    [InlineData("llama", Module.Attention, "attn_output.weight", "attn_output.bias")]
    [InlineData("llama", Module.Ffn, "ffn_down.weight", "ffn_down.bias")]
    [InlineData("llama", Module.Layer, "attn_output.weight", "attn_output.bias", "ffn_down.weight", "ffn_down.bias")]
    [InlineData("gemma3", Module.Layer, "attn_output.weight", "ffn_down.weight")]
    public void Should_Zero_Exactly_A_Layers_Last_Matrices(
        string architecture, Module module, params string[] expected)
    {
        var shape = architecture == "llama" ? Shapes.Llama : Shapes.Gemma3;
        var source = folder.File("source.gguf");
        var target = folder.File("zeroed.gguf");
        RandomModel.Write(source, shape with { WeightType = GgmlType.Q4_0 }, 1);

        ZeroedCopy.Write(source, target, new Knockout(3, module));

        var before = File.ReadAllBytes(source);
        var after = File.ReadAllBytes(target);
        var header = GgufFile.Read(target);
        var changed = header.Tensors
            .Where(tensor => !Slice(before, tensor).SequenceEqual(Slice(after, tensor)))
            .ToList();
        Assert.Equal(expected.Select(name => $"blk.3.{name}").Order(), changed.Select(tensor => tensor.Name).Order());
        Assert.All(changed, tensor => Assert.True(Slice(after, tensor).IndexOfAnyExcept((byte)0) < 0));

        var start = (int)header.Tensors[0].Offset;
        Assert.Equal(before[..start], after[..start]);
    }

    [Fact]
    public void Should_Refuse_To_Zero_A_Layer_That_Is_Not_There()
    {
        var source = folder.File("source.gguf");
        RandomModel.Write(source, Shapes.Llama with { Layers = 2 }, 1);

        Assert.Throws<ModelException>(() =>
            ZeroedCopy.Write(source, folder.File("zeroed.gguf"), new Knockout(2, Module.Attention)));
    }

    [Fact]
    public void Should_Refuse_A_Vocabulary_That_Is_Too_Small() =>
        Assert.Throws<ArgumentException>(() => Bytes(Shapes.Llama with { Vocabulary = 300 }, 1));

    private byte[] Bytes(DecoderShape shape, int seed)
    {
        var path = folder.File("model.gguf");
        RandomModel.Write(path, shape, seed);
        return File.ReadAllBytes(path);
    }

    private static ReadOnlySpan<byte> Slice(byte[] bytes, GgufTensor tensor) =>
        bytes.AsSpan((int)tensor.Offset, (int)tensor.ByteCount);
}
