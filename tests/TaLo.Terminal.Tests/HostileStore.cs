using System.Text;

namespace TaLo.Terminal.Tests;

/// <summary>A model, a data set and a store in which every name and every text is hostile.</summary>
public sealed class HostileStore : IDisposable
{
    private readonly Models _models = new();

    public HostileStore()
    {
        // A file name has room for everything but a slash, the header's name for as many bytes as it had.
        var folder = Directory.CreateDirectory(Sandbox.PathOf($"m{Hostile.Text}")).FullName;
        Model = Path.Combine(folder, $"a{Hostile.Text}.gguf");
        File.WriteAllBytes(Model, Renamed(File.ReadAllBytes(_models.Llama)));
        File.Copy(_models.Mmproj("llama"), Path.Combine(folder, "mmproj-model.gguf"));
        Data = Sandbox.Write($"d{Hostile.Text}.tsv", Encoding.UTF8.GetBytes($"{Question.Header}\n"
            + string.Concat(Enumerable.Range(1, 12).Select(i => $"{Question.Number(i) with { Task = Task }}\n"
                .Replace("Which is", $"Which{Hostile.Text} is", StringComparison.Ordinal).Replace("green", $"gr{Hostile.Text}n", StringComparison.Ordinal)))));
        Swept = Talo.Run(Sandbox, Sweep.Of(Model, Data));
        Id = Talo.Run(Sandbox, "show", "--json").Json[0].GetProperty("id").GetString()!;
        Adapted = Talo.Run(Sandbox, "adapt", "--replay", Id, "--keep", "--protocol", "paper", "--probe", "3", "--redraws", "20");
    }

    internal static string Task => $"col{Hostile.Text}our";

    internal Sandbox Sandbox { get; } = new();

    internal string Model { get; }

    internal string Data { get; }

    internal string Id { get; }

    internal TaloRun Swept { get; }

    internal TaloRun Adapted { get; }

    public void Dispose()
    {
        Sandbox.Dispose();
        _models.Dispose();
    }

    private static byte[] Renamed(byte[] file)
    {
        var name = "random llama 1"u8;
        "\e[2J\e]0;own\a\u009b"u8.CopyTo(file.AsSpan(file.AsSpan().IndexOf(name), name.Length));
        return file;
    }
}
