using TaLo.Models;

namespace TaLo.Gguf;

/// <summary>
/// Copies a model file with a layer's last matrices, or its queries, set to zero: the reference that a knockout at run time
/// is held against. All-zero bytes are zeros in F32, F16, BF16 and in the blocks of Q4_0, Q8_0 and the K types (scale 0),
/// and the norm that Gemma 3 puts behind a block turns zeros into zeros.
/// </summary>
public static class ZeroedCopy
{
    /// <summary>Writes the copy and checks that it differs from the source only where it was zeroed.</summary>
    /// <param name="sourcePath">A GGUF model file, in one part; for a module of the vision encoder, an mmproj file.</param>
    /// <param name="targetPath">The file to write; one that exists is replaced.</param>
    /// <param name="knockout">What is zeroed: a layer's module by <c>zero</c>, its queries by <c>uniform</c>.</param>
    /// <exception cref="ModelException">The layer has no such tensors.</exception>
    /// <exception cref="InvalidDataException">The copy is not as it should be.</exception>
    public static void Write(string sourcePath, string targetPath, Knockout knockout)
    {
        var zeroed = ZeroedTensor.Of([GgufFile.Read(sourcePath)], knockout);
        File.Copy(sourcePath, targetPath, overwrite: true);
        using (var target = File.OpenWrite(targetPath))
        {
            foreach (var (tensor, count) in zeroed)
                WriteZeros(target, tensor.Offset, count);
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

    private static void Verify(string source, string target, List<ZeroedTensor> zeroed)
    {
        using var before = new BufferedStream(File.OpenRead(source), 1 << 20);
        using var after = new BufferedStream(File.OpenRead(target), 1 << 20);
        Require(before.Length == after.Length, $"{target}: the copy has another size than {source}");
        var position = 0L;
        foreach (var (tensor, count) in zeroed.OrderBy(z => z.Tensor.Offset))
        {
            Compare(before, after, tensor.Offset - position, target, (left, right) => left.SequenceEqual(right));
            Compare(before, after, count, target, (_, right) => right.IndexOfAnyExcept((byte)0) < 0);
            position = tensor.Offset + count;
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

    private static void Require(bool condition, string message)
    {
        if (!condition)
            throw new InvalidDataException(message);
    }
}
