namespace TaLo.Gguf;

/// <summary>The types of metadata values, by the GGUF format's numbers.</summary>
public enum GgufValueType
{
#pragma warning disable CS1591, CA1720 // The names are the format's and say it all.
    UInt8 = 0,
    Int8 = 1,
    UInt16 = 2,
    Int16 = 3,
    UInt32 = 4,
    Int32 = 5,
    Float32 = 6,
    Boolean = 7,
    String = 8,
    Array = 9,
    UInt64 = 10,
    Int64 = 11,
    Float64 = 12,
#pragma warning restore CS1591, CA1720
}
