using System.Text.Json;
using TaLo.Models;

namespace TaLo.Terminal.Ui;

/// <summary>How fast sweeps were, by model, device and data set: what a sweep takes can be said before it starts. From any thread.</summary>
/// <param name="folder">The folder of the file that keeps them; null for none.</param>
internal sealed class KnownRates(string? folder)
{
    private const int Most = 200;
    private const long LargestFile = 1 << 20;

    private readonly Lock _lock = new();
    private List<KnownRate>? _rates;

    private string? File => folder is null ? null : Path.Combine(folder, "rates.json");

    /// <summary>Passes per second the last time: with this data set, else with another one; null where nothing is known.</summary>
    public double? Of(ModelOptions model, string data)
    {
        lock (_lock)
        {
            var same = Known().Where(r => r.Model == model.ModelPath && r.Device == model.Device && r.Threads == model.Threads).ToList();
            return (same.FindLast(r => r.Data == data) ?? same.LastOrDefault())?.PassesPerSecond;
        }
    }

    /// <summary>Notes how fast a sweep was.</summary>
    public void Note(ModelOptions model, string data, double passesPerSecond)
    {
        lock (_lock)
        {
            var known = Known();
            known.RemoveAll(r => r.Model == model.ModelPath && r.Device == model.Device && r.Threads == model.Threads && r.Data == data);
            known.Add(new KnownRate(model.ModelPath, model.Device, model.Threads, data, passesPerSecond));
            _rates = [.. known.TakeLast(Most)];
            if (File is null)
                return;
            Directory.CreateDirectory(folder!);
            AtomicFile.WriteText(File, writer => writer.Write(JsonSerializer.Serialize(_rates, JsonFormats.File)));
        }
    }

    private List<KnownRate> Known() => _rates ??= Read();

    private List<KnownRate> Read()
    {
        try
        {
            return File is { } file && new FileInfo(file) is { Exists: true, Length: < LargestFile }
                ? JsonSerializer.Deserialize<List<KnownRate>>(System.IO.File.ReadAllText(file), JsonFormats.File) ?? [] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // It only says how long something may take.
            return [];
        }
    }

    private sealed record KnownRate(string Model, string Device, int Threads, string Data, double PassesPerSecond);
}
