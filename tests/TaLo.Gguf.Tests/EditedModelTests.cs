using TaLo.Gguf.RandomModels;

namespace TaLo.Gguf.Tests;

public sealed class EditedModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Should_Write_The_Same_Bytes_Where_Nothing_Is_Edited()
    {
        var source = Random(Shapes.Qwen2Vl);

        Assert.Equal(File.ReadAllBytes(source), File.ReadAllBytes(Copy(source, new ModelEdit())));
        Assert.Equal(File.ReadAllBytes(source), File.ReadAllBytes(Copy(source, new ModelEdit { Layers = [.. Enumerable.Range(0, 8)] })));
    }

    [Fact]
    public void Should_Copy_Every_Kind_Of_Entry_Byte_By_Byte()
    {
        var source = folder.File("sample.gguf");
        SampleGguf.Writer().Write(source);

        Assert.Equal(File.ReadAllBytes(source), File.ReadAllBytes(Copy(source, new ModelEdit())));
    }

    [Fact]
    public void Should_Remove_And_Repeat_Layers()
    {
        var source = Random(Shapes.Llama with { Layers = 4 });
        int[] layers = [0, 1, 1, 3];

        var copy = GgufFile.Read(Copy(source, new ModelEdit { Layers = layers }));

        var model = GgufFile.Read(source);
        Assert.Equal(4u, copy.GetUInt32("llama.block_count"));
        Assert.Equal(model.Tensors.Count, copy.Tensors.Count);
        foreach (var (place, layer) in layers.Index())
        {
            foreach (var tensor in model.Tensors.Where(t => t.Name.StartsWith($"blk.{layer}.", StringComparison.Ordinal)))
                Assert.Equal(Data(source, tensor), Data(copy.Path, copy.FindTensor(tensor.Name.Replace($"blk.{layer}.", $"blk.{place}.", StringComparison.Ordinal))!));
        }
        Assert.Equal(Data(source, model.FindTensor("token_embd.weight")!), Data(copy.Path, copy.FindTensor("token_embd.weight")!));
    }

    [Fact]
    public void Should_Lead_Values_Of_Layers_To_Their_New_Places()
    {
        var source = folder.File("arrays.gguf");
        var writer = new GgufWriter { Alignment = 64 };
        writer.Add("general.architecture", "deepseek2");
        writer.Add("general.alignment", 64u);
        writer.Add("deepseek2.block_count", 4u);
        writer.Add("deepseek2.leading_dense_block_count", 2u);
        writer.Add("deepseek2.attention.head_count_kv", new[] { 1, 2, 3, 4 });
        writer.Add("deepseek2.rope.dimension_sections", new[] { 16, 24, 24, 0 });
        writer.Add("tokenizer.ggml.four", new[] { "a", "b", "c", "d" });
        for (var layer = 0; layer < 4; layer++)
            writer.AddTensor($"blk.{layer}.attn_norm.weight", GgmlType.F32, [3], target => target.Fill((byte)layer));
        writer.Write(source);

        var copy = GgufFile.Read(Copy(source, new ModelEdit { Layers = [1, 2, 2, 2, 3] }));

        Assert.Equal(5u, copy.GetUInt32("deepseek2.block_count"));
        Assert.Equal(1u, copy.GetUInt32("deepseek2.leading_dense_block_count"));
        Assert.Equal([2, 3, 3, 3, 4], copy.Metadata["deepseek2.attention.head_count_kv"].Items!.Cast<int>());
        Assert.Equal([16, 24, 24, 0], copy.Metadata["deepseek2.rope.dimension_sections"].Items!.Cast<int>());
        Assert.Equal(4, copy.Metadata["tokenizer.ggml.four"].Count);
        Assert.Equal(5, copy.Tensors.Count);
        Assert.All(copy.Tensors, t => Assert.Equal(0, t.Offset % 64));
    }

    [Fact]
    public void Should_Zero_And_Say_So()
    {
        var source = Random(Shapes.Llama with { WeightType = GgmlType.Q4_0 });

        var copy = GgufFile.Read(Copy(source, new ModelEdit
        {
            Zeroed = new Dictionary<string, long> { ["blk.3.attn_output.weight"] = 1L << 40 },
            Metadata = new Dictionary<string, object> { ["general.name"] = "another", ["talo.knockout"] = "attention 3" },
        }));

        Assert.Equal("another", copy.GetString("general.name"));
        Assert.Equal("attention 3", copy.GetString("talo.knockout"));
        var before = GgufFile.Read(source).Tensors;
        var changed = before.Where(t => !Data(source, t).SequenceEqual(Data(copy.Path, copy.FindTensor(t.Name)!))).ToList();
        Assert.Equal("blk.3.attn_output.weight", Assert.Single(changed).Name);
        Assert.All(Data(copy.Path, copy.FindTensor("blk.3.attn_output.weight")!), b => Assert.Equal(0, b));
    }

    [Fact]
    public void Should_Join_The_Parts_Of_A_Model()
    {
        for (var part = 0; part < 2; part++)
        {
            var writer = new GgufWriter();
            if (part == 0)
            {
                writer.Add("general.architecture", "llama");
                writer.Add("llama.block_count", 2u);
            }
            writer.Add("split.no", (ushort)part);
            writer.Add("split.count", (ushort)2);
            writer.Add("split.tensors.count", 2);
            writer.AddTensor($"blk.{part}.attn_norm.weight", GgmlType.F32, [3], target => target.Fill((byte)(part + 1)));
            writer.Write(folder.File($"model-0000{part + 1}-of-00002.gguf"));
        }

        var copy = GgufFile.Read(Copy(folder.File("model-00002-of-00002.gguf"), new ModelEdit { Layers = [1] }));

        Assert.DoesNotContain(copy.Metadata.Keys, k => k.StartsWith("split.", StringComparison.Ordinal));
        var tensor = Assert.Single(copy.Tensors);
        Assert.Equal("blk.0.attn_norm.weight", tensor.Name);
        Assert.All(Data(copy.Path, tensor), b => Assert.Equal(2, b));
    }

    [Theory]
    [InlineData(new[] { 0, 4 }, null, "there is no layer 4: it has layers 0 to 3")]
    [InlineData(new int[0], null, "a model needs one layer at least")]
    [InlineData(null, "blk.9.x", "has no tensor blk.9.x")]
    public void Should_Refuse_What_The_Model_Does_Not_Have(int[]? layers, string? tensor, string expected)
    {
        var source = Random(Shapes.Llama with { Layers = 4 });

        var error = Assert.Throws<ModelException>(() => Copy(source, new ModelEdit
        {
            Layers = layers,
            Zeroed = tensor is null ? new Dictionary<string, long>() : new Dictionary<string, long> { [tensor] = 1 },
        }));

        Assert.Equal($"{source}: {expected}", error.Message);
    }

    [Fact]
    public void Should_Know_Where_A_Layers_Number_Has_A_Meaning()
    {
        Assert.Null(WhyLayersStay(Shapes.Llama));
        Assert.Null(WhyLayersStay(Shapes.Qwen2Vl));
        Assert.Equal("in gemma3 a layer's number says whether it has a sliding window", WhyLayersStay(Shapes.Gemma3));
        Assert.Equal("qwen3vl gives parts of an image to layers by their number", WhyLayersStay(Shapes.Qwen3Vl));
    }

    private string? WhyLayersStay(DecoderShape shape) => EditedModel.WhyLayersStay(GgufFile.Read(Random(shape)));

    private string Random(DecoderShape shape)
    {
        var path = folder.File("source.gguf");
        RandomModel.Write(path, shape, 1);
        return path;
    }

    private string Copy(string source, ModelEdit edit)
    {
        var path = folder.File("copy.gguf");
        using (var stream = File.Create(path))
            EditedModel.Write(source, stream, edit);
        return path;
    }

    private static byte[] Data(string path, GgufTensor tensor) => File.ReadAllBytes(path).AsSpan((int)tensor.Offset, (int)tensor.ByteCount).ToArray();
}
