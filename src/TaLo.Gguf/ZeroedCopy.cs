using System.Globalization;

namespace TaLo.Gguf;

/// <summary>
/// Copies a model file with a layer's last matrices, or its queries, set to zero: the reference that a knockout at run time
/// is held against. All-zero bytes are zeros in F32, F16, BF16 and in the blocks of Q4_0, Q8_0 and the K types (scale 0),
/// and the norm that Gemma 3 puts behind a block turns zeros into zeros.
/// </summary>
public static class ZeroedCopy
{
    private static readonly string[] AttentionTensors = ["attn_output.weight", "attn_output.bias"];

    private static readonly string[] FfnTensors =
        ["ffn_down.weight", "ffn_down.bias", "ffn_down_exps.weight", "ffn_down_shexp.weight"];

    private static readonly string[] QueryNames = ["attn_q.weight", "attn_q.bias"];

    // Queries come first, then keys and values.
    private static readonly string[] FusedNames = ["attn_qkv.weight", "attn_qkv.bias"];

    /// <summary>Writes the copy and checks that it differs from the source only where it was zeroed.</summary>
    /// <param name="sourcePath">A GGUF model file, in one part.</param>
    /// <param name="targetPath">The file to write; one that exists is replaced.</param>
    /// <param name="layer">Decoder layer, 0-based.</param>
    /// <param name="attention">Whether the attention block's output is zeroed.</param>
    /// <param name="ffn">Whether the feed-forward block's output is zeroed.</param>
    /// <exception cref="InvalidDataException">The layer has no such tensors, or the copy is not as it should be.</exception>
    public static void Write(string sourcePath, string targetPath, int layer, bool attention, bool ffn)
    {
        var names = (attention ? AttentionTensors : []).Concat(ffn ? FfnTensors : [])
            .Select(name => $"blk.{layer}.{name}").ToHashSet();
        var zeroed = GgufFile.Read(sourcePath).Tensors.Where(tensor => names.Contains(tensor.Name)).ToList();
        Require(!attention || zeroed.Exists(tensor => tensor.Name.EndsWith(AttentionTensors[0], StringComparison.Ordinal)),
            $"{sourcePath}: layer {layer} has no attention output to zero");
        Require(!ffn || zeroed.Exists(tensor => tensor.Name.Contains(".ffn_down", StringComparison.Ordinal)),
            $"{sourcePath}: layer {layer} has no ffn output to zero");
        Copy(sourcePath, targetPath, [.. zeroed.Select(tensor => new Extent(tensor.Offset, tensor.ByteCount))]);
    }

    /// <summary>Writes a copy in which a layer's attention weighs all that it sees alike, because its queries are zero.</summary>
    /// <param name="sourcePath">A GGUF model file, in one part.</param>
    /// <param name="targetPath">The file to write; one that exists is replaced.</param>
    /// <param name="layer">Decoder layer, 0-based.</param>
    /// <exception cref="InvalidDataException">The layer has no queries of its own to zero, or the copy is not as it should be.</exception>
    public static void WriteUniform(string sourcePath, string targetPath, int layer)
    {
        var file = GgufFile.Read(sourcePath);
        var extents = QueryNames.Select(name => file.FindTensor($"blk.{layer}.{name}")).OfType<GgufTensor>()
            .Select(tensor => new Extent(tensor.Offset, tensor.ByteCount)).ToList();
        if (file.FindTensor($"blk.{layer}.attn_q.weight") is { } own)
            Require(own.Dimensions[^1] == Queries(file, layer), $"{sourcePath}: layer {layer} has more than queries in {own.Name}");
        else
            extents = [.. FusedNames.Select(name => file.FindTensor($"blk.{layer}.{name}")).OfType<GgufTensor>()
                .Select(tensor => new Extent(tensor.Offset, tensor.ByteCount / tensor.Dimensions[^1] * Queries(file, layer)))];
        Require(extents.Count > 0, $"{sourcePath}: layer {layer} has no queries to zero");
        Copy(sourcePath, targetPath, extents);
    }

    /// <summary>Values of all heads' queries.</summary>
    private static long Queries(GgufFile file, int layer)
    {
        var heads = Number("attention.head_count");
        return heads * (file.GetUInt32($"{file.Architecture}.attention.key_length") ?? Number("embedding_length") / heads);

        long Number(string name)
        {
            var key = $"{file.Architecture}.{name}";
            var number = file.Metadata.GetValueOrDefault(key) is { Items: { } items } ? Convert.ToInt64(items[layer], CultureInfo.InvariantCulture) : file.GetUInt32(key) ?? 0;
            Require(number > 0, $"{file.Path}: {key} does not say how many queries layer {layer} has");
            return number;
        }
    }

    private static void Copy(string sourcePath, string targetPath, List<Extent> zeroed)
    {
        File.Copy(sourcePath, targetPath, overwrite: true);
        using (var target = File.OpenWrite(targetPath))
        {
            foreach (var extent in zeroed)
                WriteZeros(target, extent.Offset, extent.ByteCount);
        }

        Verify(sourcePath, targetPath, zeroed);
    }

    private static void WriteZeros(FileStream stream, long begin, long count)
    {
        var zeros = new byte[1 << 16];
        stream.Position = begin;
        for (var left = count; left > 0; left -= zeros.Length)
            stream.Write(zeros, 0, (int)Math.Min(left, zeros.Length));
    }

    private static void Verify(string source, string target, List<Extent> zeroed)
    {
        using var before = new BufferedStream(File.OpenRead(source), 1 << 20);
        using var after = new BufferedStream(File.OpenRead(target), 1 << 20);
        Require(before.Length == after.Length, $"{target}: the copy has another size than {source}");
        var position = 0L;
        foreach (var extent in zeroed.OrderBy(extent => extent.Offset))
        {
            Compare(before, after, extent.Offset - position, target, (left, right) => left.SequenceEqual(right));
            Compare(before, after, extent.ByteCount, target, (_, right) => right.IndexOfAnyExcept((byte)0) < 0);
            position = extent.Offset + extent.ByteCount;
        }
        Compare(before, after, before.Length - position, target, (left, right) => left.SequenceEqual(right));
    }

    private delegate bool Expectation(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after);

    private static void Compare(Stream before, Stream after, long count, string target, Expectation expected)
    {
        Span<byte> left = new byte[1 << 16];
        Span<byte> right = new byte[1 << 16];
        while (count > 0)
        {
            var size = (int)Math.Min(count, left.Length);
            before.ReadExactly(left[..size]);
            after.ReadExactly(right[..size]);
            Require(expected(left[..size], right[..size]), $"{target}: wrong bytes before {after.Position}");
            count -= size;
        }
    }

    private readonly record struct Extent(long Offset, long ByteCount);

    private static void Require(bool condition, string message)
    {
        if (!condition)
            throw new InvalidDataException(message);
    }
}
