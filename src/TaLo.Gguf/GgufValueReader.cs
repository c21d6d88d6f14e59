namespace TaLo.Gguf;

/// <summary>Reads metadata values; large arrays and texts are passed over, so that memory stays small.</summary>
internal sealed class GgufValueReader(GgufInput input)
{
    private const int LongestText = 1 << 20;
    private const int MostItems = 1024;
    private const int LongestItemText = 1024;

    /// <summary>What may be kept of all arrays of a file together: items, and bytes of text.</summary>
    private int itemsLeft = 32 * MostItems;
    private int textLeft = 16 * LongestText;

    public GgufValue Read()
    {
        var type = ReadType();
        return type == GgufValueType.Array ? ReadArray() : new GgufValue(type, ReadScalar(type, LongestText));
    }

    private GgufValueType ReadType()
    {
        var type = (GgufValueType)input.ReadUInt32();
        return Enum.IsDefined(type) ? type : throw input.Broken($"value type {(uint)type} does not exist");
    }

    private GgufValue ReadArray()
    {
        var itemType = ReadType();
        if (itemType == GgufValueType.Array)
            throw input.Broken("an array of arrays, which llama.cpp does not read");

        var count = input.ReadCount();
        var smallest = itemType == GgufValueType.String ? 8 : Size(itemType);
        if (count > input.Remaining / smallest)
            throw input.CutShort($"{input.Place} has {count} items, more than the file's {input.Length} bytes can hold");

        var items = count <= Math.Min(MostItems, itemsLeft) ? new List<object>((int)count) : null;
        if (items is null && itemType != GgufValueType.String)
        {
            input.Skip(count * smallest);
            return new GgufValue(GgufValueType.Array, null, itemType, count);
        }

        for (var i = 0L; i < count; i++)
        {
            var item = ReadScalar(itemType, items is null ? 0 : LongestItemText);
            if (item is null)
                items = null;
            items?.Add(item!);
        }

        itemsLeft -= items?.Count ?? 0;
        return new GgufValue(GgufValueType.Array, items, itemType, count);
    }

    private object? ReadScalar(GgufValueType type, int longestText) => type switch
    {
        GgufValueType.UInt8 => input.ReadByte(),
        GgufValueType.Int8 => (sbyte)input.ReadByte(),
        GgufValueType.UInt16 => input.ReadUInt16(),
        GgufValueType.Int16 => (short)input.ReadUInt16(),
        GgufValueType.UInt32 => input.ReadUInt32(),
        GgufValueType.Int32 => (int)input.ReadUInt32(),
        GgufValueType.Float32 => BitConverter.UInt32BitsToSingle(input.ReadUInt32()),
        GgufValueType.Boolean => input.ReadByte() != 0,
        GgufValueType.UInt64 => input.ReadUInt64(),
        GgufValueType.Int64 => (long)input.ReadUInt64(),
        GgufValueType.Float64 => BitConverter.UInt64BitsToDouble(input.ReadUInt64()),
        _ => ReadText(longestText),
    };

    private string? ReadText(int longest)
    {
        var length = input.ReadCount();
        if (length <= Math.Min(longest, textLeft))
        {
            textLeft -= (int)length;
            return input.ReadText((int)length);
        }

        input.Skip(length);
        return null;
    }

    private static int Size(GgufValueType type) => type switch
    {
        GgufValueType.UInt8 or GgufValueType.Int8 or GgufValueType.Boolean => 1,
        GgufValueType.UInt16 or GgufValueType.Int16 => 2,
        GgufValueType.UInt64 or GgufValueType.Int64 or GgufValueType.Float64 => 8,
        _ => 4,
    };
}
