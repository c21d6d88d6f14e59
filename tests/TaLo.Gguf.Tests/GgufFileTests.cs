namespace TaLo.Gguf.Tests;

public sealed class GgufFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Should_Read_Back_Values_Of_Every_Type()
    {
        var file = ReadSample();

        Assert.Equal(3u, file.Version);
        Assert.Equal("llama", file.Architecture);
        foreach (var (key, value) in SampleGguf.Values)
            Assert.Equal(value, file.Metadata[key].Content);
    }

    [Fact]
    public void Should_Read_Back_Arrays()
    {
        var file = ReadSample();

        foreach (var (key, items) in SampleGguf.Arrays)
        {
            Assert.Equal(items, file.Metadata[key].Items!);
            Assert.Equal(items.Length, file.Metadata[key].Count);
        }
    }

    [Fact]
    public void Should_Say_Where_The_Tensors_Data_Lies()
    {
        var file = ReadSample();
        var bytes = File.ReadAllBytes(file.Path);

        Assert.Equal(["token_embd.weight", "blk.0.attn_norm.weight", "blk.0.ffn_up.weight"],
            file.Tensors.Select(tensor => tensor.Name));
        foreach (var (tensor, filled, size) in file.Tensors.Zip<GgufTensor, byte, int>([1, 2, 3], [102, 10, 32]))
        {
            Assert.Equal(size, tensor.ByteCount);
            Assert.Equal(0, tensor.Offset % 32);
            Assert.All(bytes.AsSpan((int)tensor.Offset, size).ToArray(), value => Assert.Equal(filled, value));
        }
    }

    [Fact]
    public void Should_Keep_Long_Arrays_Out_Of_Memory()
    {
        var path = folder.File("vocabulary.gguf");
        var writer = new GgufWriter();
        writer.Add("tokenizer.ggml.tokens", Enumerable.Range(0, 150_000).Select(i => $"token {i}").ToArray());
        writer.Add("tokenizer.ggml.scores", new float[150_000]);
        writer.Add("general.name", "after the arrays");
        writer.Write(path);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var file = GgufFile.Read(path);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300_000);
        Assert.Equal(150_000, file.Metadata["tokenizer.ggml.tokens"].Count);
        Assert.Null(file.Metadata["tokenizer.ggml.tokens"].Items);
        Assert.Equal("after the arrays", file.GetString("general.name"));
    }

    [Fact]
    public void Should_Honour_The_Files_Alignment()
    {
        var path = folder.File("aligned.gguf");
        var writer = new GgufWriter { Alignment = 128 };
        writer.Add("general.alignment", 128u);
        writer.AddTensor("first", GgmlType.F32, [3], target => target.Fill(1));
        writer.AddTensor("second", GgmlType.F32, [3], target => target.Fill(2));
        writer.Write(path);

        Assert.All(GgufFile.Read(path).Tensors, tensor => Assert.Equal(0, tensor.Offset % 128));
    }

    [Fact]
    public void Should_Refuse_To_Take_Text_For_A_Number()
    {
        var exception = Assert.Throws<ModelException>(() => ReadSample().GetUInt32("sample.text"));

        Assert.Contains("sample.text should be a whole number", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Take_Whole_Numbers_Of_Any_Width()
    {
        var file = ReadSample();

        Assert.Equal(200u, file.GetUInt32("sample.u8"));
        Assert.Equal(4_000_000_000u, file.GetUInt32("sample.u32"));
        Assert.Null(file.GetUInt32("sample.missing"));
        Assert.Throws<ModelException>(() => file.GetUInt32("sample.i8"));
        Assert.Throws<ModelException>(() => file.GetUInt32("sample.u64"));
    }

    private GgufFile ReadSample()
    {
        var path = folder.File("sample.gguf");
        SampleGguf.Writer().Write(path);
        return GgufFile.Read(path);
    }
}
