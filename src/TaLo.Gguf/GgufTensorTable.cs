namespace TaLo.Gguf;

/// <summary>Reads the table of tensors and checks that their data lies, in order, inside the file.</summary>
internal sealed class GgufTensorTable(GgufInput input)
{
    /// <summary>Bytes of a tensor with an empty name and no dimensions.</summary>
    public const int SmallestEntry = 24;

    private const int LongestName = 63;
    private const int MostDimensions = 4;

    public List<GgufTensor> Read(int count, long alignment)
    {
        var tensors = new List<GgufTensor>();
        var names = new HashSet<string>();
        for (var i = 0; i < count; i++)
        {
            input.Place = $"the name of tensor {i}";
            var tensor = ReadEntry();
            if (!names.Add(tensor.Name))
                throw input.Broken("the tensor is there twice");

            tensors.Add(tensor);
        }

        return Place(tensors, alignment);
    }

    private GgufTensor ReadEntry()
    {
        var length = input.ReadCount();
        if (length > LongestName)
            throw input.Broken($"a name of {length} bytes; {LongestName} is the most");

        var name = input.ReadText((int)length);
        input.Place = $"tensor {OneLine.Of(name)}";
        var dimensions = ReadDimensions();
        var type = (GgmlType)input.ReadUInt32();
        if (!type.IsKnown())
            throw input.Broken($"tensor type {(uint)type} is not known; the file may be newer than this program");

        var offset = input.ReadCount();
        return new GgufTensor(name, dimensions, type, offset, ByteCount(dimensions, type));
    }

    private long[] ReadDimensions()
    {
        var count = input.ReadUInt32();
        if (count > MostDimensions)
            throw input.Broken($"{count} dimensions; {MostDimensions} are the most");

        var dimensions = new long[count];
        foreach (ref var dimension in dimensions.AsSpan())
            dimension = input.ReadCount();
        return dimensions;
    }

    private long ByteCount(long[] dimensions, GgmlType type)
    {
        var row = dimensions.Length > 0 ? dimensions[0] : 1;
        if (row % type.ValuesPerBlock() != 0)
            throw input.Broken($"rows of {row} values cannot be stored as {type}");

        // Zeros last: 2⁶² × 4 × 0 is an impossible shape as well.
        var count = (UInt128)1;
        foreach (var dimension in dimensions.OrderByDescending(dimension => dimension))
        {
            count *= (ulong)dimension;
            if (count > long.MaxValue / 8)
                throw input.Broken($"{string.Join(" × ", dimensions)} values are impossibly many");
        }

        return (long)(count / (ulong)type.ValuesPerBlock() * (ulong)type.BytesPerBlock());
    }

    private List<GgufTensor> Place(List<GgufTensor> tensors, long alignment)
    {
        var start = tensors.Count > 0 ? Align(input.Position, alignment) : input.Position;
        var expected = 0L;
        for (var i = 0; i < tensors.Count; i++)
        {
            var tensor = tensors[i];
            input.Place = $"tensor {OneLine.Of(tensor.Name)}";
            if (tensor.Offset != expected)
                throw input.Broken($"its data should begin at {expected} in the data, not at {tensor.Offset}");

            var begin = start + tensor.Offset;
            if (tensor.ByteCount > input.Length - begin)
            {
                throw input.CutShort(
                    $"{input.Place} ends at byte {(ulong)begin + (ulong)tensor.ByteCount} but the file has {input.Length}");
            }

            expected = Align(tensor.Offset + tensor.ByteCount, alignment);
            tensors[i] = tensor with { Offset = begin };
        }

        return tensors;
    }

    private static long Align(long position, long alignment) => (position + alignment - 1) / alignment * alignment;
}
