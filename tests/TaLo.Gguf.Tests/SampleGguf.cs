namespace TaLo.Gguf.Tests;

/// <summary>A small GGUF file with a value of every type and a few tensors; it ends with its last tensor's last byte.</summary>
internal static class SampleGguf
{
    public static readonly (string Key, object Value)[] Values =
    [
        ("general.architecture", "llama"),
        ("sample.u8", (byte)200), ("sample.i8", (sbyte)-100), ("sample.u16", (ushort)60_000), ("sample.i16", (short)-30_000),
        ("sample.u32", 4_000_000_000u), ("sample.i32", -2_000_000_000), ("sample.f32", 0.5f), ("sample.bool", true),
        ("sample.text", "Größe ☃"), ("sample.u64", ulong.MaxValue), ("sample.i64", long.MinValue), ("sample.f64", 1e-300),
    ];

    public static readonly (string Key, object[] Items)[] Arrays =
    [
        ("sample.bytes", [(byte)1, (byte)2]), ("sample.ints", [1, -2, 3]), ("sample.floats", [0.5f, -0.25f]),
        ("sample.flags", [true, false]), ("sample.texts", ["a", "", "Ġthe"]), ("sample.longs", [1L, -1L]),
    ];

    public static GgufWriter Writer()
    {
        var writer = new GgufWriter();
        foreach (var (key, value) in Values)
            writer.Add(key, value);
        foreach (var (key, items) in Arrays)
        {
            var array = Array.CreateInstance(items[0].GetType(), items.Length);
            items.CopyTo(array, 0);
            writer.Add(key, array);
        }

        writer.AddTensor("token_embd.weight", GgmlType.Q8_0, [32, 3], target => target.Fill(1));
        writer.AddTensor("blk.0.attn_norm.weight", GgmlType.F16, [5], target => target.Fill(2));
        writer.AddTensor("blk.0.ffn_up.weight", GgmlType.F32, [8], target => target.Fill(3));
        return writer;
    }

    public static byte[] Bytes(TemporaryFolder folder)
    {
        var path = folder.File("sample.gguf");
        Writer().Write(path);
        return File.ReadAllBytes(path);
    }
}
