using System.Text;

namespace TaLo.Gguf;

/// <summary>Writes GGUF metadata entries with the type number that the value's .NET type stands for.</summary>
internal static class GgufValueWriter
{
    private const uint ArrayType = 9;

    public static void WriteEntry(BinaryWriter writer, string key, object value)
    {
        WriteText(writer, key);
        if (value is not Array array)
        {
            writer.Write(TypeOf(value.GetType(), key));
            WriteValue(writer, value);
            return;
        }

        writer.Write(ArrayType);
        writer.Write(TypeOf(array.GetType().GetElementType()!, key));
        writer.Write((ulong)array.Length);
        foreach (var item in array)
            WriteValue(writer, item);
    }

    public static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static uint TypeOf(Type type, string key) => Type.GetTypeCode(type) switch
    {
        TypeCode.Byte => 0,
        TypeCode.SByte => 1,
        TypeCode.UInt16 => 2,
        TypeCode.Int16 => 3,
        TypeCode.UInt32 => 4,
        TypeCode.Int32 => 5,
        TypeCode.Single => 6,
        TypeCode.Boolean => 7,
        TypeCode.String => 8,
        TypeCode.UInt64 => 10,
        TypeCode.Int64 => 11,
        TypeCode.Double => 12,
        _ => throw new ArgumentException($"{key}: GGUF has no type for {type.Name}"),
    };

    private static void WriteValue(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case byte number: writer.Write(number); break;
            case sbyte number: writer.Write(number); break;
            case ushort number: writer.Write(number); break;
            case short number: writer.Write(number); break;
            case uint number: writer.Write(number); break;
            case int number: writer.Write(number); break;
            case float number: writer.Write(number); break;
            case bool flag: writer.Write(flag); break;
            case string text: WriteText(writer, text); break;
            case ulong number: writer.Write(number); break;
            case long number: writer.Write(number); break;
            case double number: writer.Write(number); break;
            default: throw new ArgumentException($"GGUF has no type for {value.GetType().Name}");
        }
    }
}
