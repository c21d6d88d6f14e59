using System.Buffers.Binary;

namespace TaLo.Gguf.Tests;

public sealed class BrokenGgufTests : IDisposable
{
    private const int TensorCountAt = 8;
    private const int EntryCountAt = 16;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Should_Refuse_A_File_Cut_Short_Anywhere()
    {
        var bytes = SampleGguf.Bytes(folder);

        for (var length = 0; length < bytes.Length; length++)
            Refused(bytes[..length]);
    }

    [Fact]
    public void Should_Name_The_Tensor_That_Is_Cut_Short()
    {
        var bytes = SampleGguf.Bytes(folder);

        var message = Refused(bytes[..^1]);

        Assert.Contains(
            $"cut short: tensor blk.0.ffn_up.weight ends at byte {bytes.Length} but the file has {bytes.Length - 1}",
            message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Should_Survive_Flipped_Bytes(int seed)
    {
        var bytes = SampleGguf.Bytes(folder);
        var random = new Random(seed);
        for (var i = 0; i < 1000; i++)
        {
            var broken = bytes.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
                broken[random.Next(broken.Length)] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
            ReadOrRefuse(broken[..(random.Next(4) == 0 ? random.Next(broken.Length) : broken.Length)]);
        }
    }

    [Theory]
    [InlineData(TensorCountAt)]
    [InlineData(EntryCountAt)]
    public void Should_Refuse_Wild_Counts(int position)
    {
        foreach (var count in new ulong[] { 1000, int.MaxValue, uint.MaxValue, long.MaxValue, ulong.MaxValue })
        {
            var bytes = SampleGguf.Bytes(folder);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(position), count);
            Refused(bytes);
        }
    }

    [Fact]
    public void Should_Refuse_Dimensions_Whose_Product_Overflows()
    {
        var bytes = SampleGguf.Bytes(folder);
        var dimensions = bytes.AsSpan().IndexOf("token_embd.weight"u8) + 17 + 4;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(dimensions), 1L << 62);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(dimensions + 8), 1L << 62);

        Assert.Contains("token_embd.weight", Refused(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Say_What_A_Text_File_Begins_With() =>
        Assert.Contains("it begins with \"<htm\"", Refused("<html>Not found</html>"u8.ToArray()), StringComparison.Ordinal);

    [Fact]
    public void Should_Say_That_A_File_Is_Empty() =>
        Assert.Contains("is empty", Refused([]), StringComparison.Ordinal);

    [Fact]
    public void Should_Recognise_A_Big_Endian_File()
    {
        var bytes = SampleGguf.Bytes(folder);
        bytes.AsSpan(4, 4).Reverse();

        Assert.Contains("big-endian", Refused(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "too old")]
    [InlineData(9, "version 9 is not known")]
    public void Should_Refuse_Other_Versions(byte version, string expected)
    {
        var bytes = SampleGguf.Bytes(folder);
        bytes[4] = version;

        Assert.Contains(expected, Refused(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Keep_Messages_To_One_Line()
    {
        var bytes = SampleGguf.Bytes(folder);
        var key = bytes.AsSpan().IndexOf("sample.u16"u8);
        "line\nline2"u8.CopyTo(bytes.AsSpan(key));
        bytes[key + 10] = 99;

        Assert.Contains("metadata line?line2", Refused(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Say_That_A_File_Or_Folder_Is_The_Wrong_Thing()
    {
        Assert.Contains("does not exist",
            Assert.Throws<ModelException>(() => GgufFile.Read(folder.File("none.gguf"))).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder",
            Assert.Throws<ModelException>(() => GgufFile.Read(folder.File("."))).Message, StringComparison.Ordinal);
    }

    private static string Refused(byte[] bytes)
    {
        var exception = ReadOrRefuse(bytes);
        Assert.NotNull(exception);
        return exception.Message;
    }

    private static ModelException? ReadOrRefuse(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var exception = Record.Exception(() => GgufFile.Read(stream, "broken.gguf"));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
        Assert.True(exception is null or ModelException, exception?.ToString());
        Assert.DoesNotContain('\n', exception?.Message ?? "");
        Assert.StartsWith("broken.gguf", exception?.Message ?? "broken.gguf", StringComparison.Ordinal);
        return (ModelException?)exception;
    }
}
