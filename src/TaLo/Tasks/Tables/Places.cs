namespace TaLo.Tasks.Tables;

/// <summary>How numbers and names are written that find rows again.</summary>
internal static class Places
{
    /// <summary>Numbers that rise, or stay, in as few bytes as their steps need.</summary>
    public static void WriteRising(this BinaryWriter writer, IReadOnlyList<long> numbers)
    {
        writer.Write7BitEncodedInt(numbers.Count);
        var before = 0L;
        foreach (var number in numbers)
        {
            writer.Write7BitEncodedInt64(number - before);
            before = number;
        }
    }

    /// <summary>Reads them.</summary>
    public static long[] ReadRising(this BinaryReader reader)
    {
        var numbers = new long[reader.Read7BitEncodedInt()];
        var before = 0L;
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = before += reader.Read7BitEncodedInt64();
        return numbers;
    }

    /// <summary>Names.</summary>
    public static void WriteAll(this BinaryWriter writer, IReadOnlyCollection<string> names)
    {
        writer.Write7BitEncodedInt(names.Count);
        foreach (var name in names)
            writer.Write(name);
    }

    /// <summary>Reads them.</summary>
    public static string[] ReadAll(this BinaryReader reader)
    {
        var names = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < names.Length; i++)
            names[i] = reader.ReadString();
        return names;
    }

    /// <summary>A name, or none.</summary>
    public static void WriteOptional(this BinaryWriter writer, string? name)
    {
        writer.Write(name is not null);
        if (name is not null)
            writer.Write(name);
    }

    /// <summary>Reads it.</summary>
    public static string? ReadOptional(this BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;
}
