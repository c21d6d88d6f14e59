using System.Text.Json;
using System.Text.Json.Serialization;
using TaLo.Models;
using TaLo.Scoring;

namespace TaLo.Storage;

/// <summary>Passes over one sample, base model first, then by module and layer: one journal line, or one database document.</summary>
[JsonConverter(typeof(StoredSampleJson))]
internal sealed class StoredSample
{
    private StoredSample(IReadOnlyList<ScoredPass> passes) => Passes = passes;

    /// <summary>The passes; at least one.</summary>
    public IReadOnlyList<ScoredPass> Passes { get; }

    public string Task => Passes[0].Task;

    public string Index => Passes[0].Index;

    public string? TaskGroup => Passes[0].TaskGroup;

    public string Letters => Passes[0].Letters;

    public char Answer => Passes[0].Answer;

    /// <summary>Packs passes over one sample.</summary>
    /// <exception cref="StoreException">A number is not finite, a score does not fit its options, two passes contradict each other.</exception>
    /// <exception cref="ArgumentException">No pass, or passes over more than one sample.</exception>
    public static StoredSample From(IReadOnlyList<ScoredPass> passes)
    {
        if (passes.Count == 0)
            throw new ArgumentException("no pass to store", nameof(passes));

        var first = passes[0];
        if (passes.Any(p => !SameSample(first, p)))
            throw new ArgumentException($"passes over more than one sample beside {first.Index}", nameof(passes));
        if (passes.FirstOrDefault(p => !IsFinite(p) || p.LogProbabilities.Count != first.Letters.Length) is { } bad)
            throw new StoreException(
                $"task {first.Task}, sample {first.Index}: {bad.Subject} gave a score that is not finite or does not " +
                "fit the options: nothing was stored for this sample");

        return new StoredSample([first]).With(passes);
    }

    /// <summary>Takes passes that were stored, in their order.</summary>
    internal static StoredSample Read(IReadOnlyList<ScoredPass> passes) => new(passes);

    /// <summary>Whether another batch of the same sample's passes has no other values where both have some.</summary>
    public bool Agrees(StoredSample more) =>
        IsAlike(more) && !Passes.Join(more.Passes, Place, Place, (one, other) => one == other).Contains(false);

    /// <summary>What another batch of the same sample's passes adds to these, or null where all of it is here.</summary>
    /// <exception cref="StoreException">A pass is here already with other numbers.</exception>
    public StoredSample? Added(StoredSample more)
    {
        var all = With(more);
        if (all.Passes.Count == Passes.Count)
            return null;

        var here = Passes.Select(Place).ToHashSet();
        return new StoredSample([.. more.Passes.Where(p => !here.Contains(Place(p)))]);
    }

    /// <summary>These passes and another batch of the same sample's.</summary>
    /// <exception cref="StoreException">A pass is here already with other numbers.</exception>
    public StoredSample With(StoredSample more) =>
        IsAlike(more)
            ? With(more.Passes)
            : throw Mixed("it is stored already with other options, another answer or group of tasks");

    private bool IsAlike(StoredSample more) =>
        more.Letters == Letters && more.Answer == Answer && more.TaskGroup == TaskGroup;

    private StoredSample With(IReadOnlyList<ScoredPass> more)
    {
        var all = Passes.ToDictionary(Place);
        foreach (var pass in more)
        {
            if (!all.TryAdd(Place(pass), pass) && all[Place(pass)] != pass)
                throw Mixed($"the row of {pass.Subject} is stored already with other values");
        }

        return new StoredSample([.. all.Values.OrderBy(Place)]);
    }

    /// <summary>A pass's key and order within the sample: the base model first (−1, −1), then by module and layer.</summary>
    private static (int Module, int Layer) Place(ScoredPass pass) =>
        pass.Knockout is { } knockout ? ((int)knockout.Module, knockout.Layer) : (-1, -1);

    private static bool IsFinite(ScoredPass pass) =>
        double.IsFinite(pass.Margin) && double.IsFinite(pass.LetterMass) && pass.LogProbabilities.All(double.IsFinite);

    private static bool SameSample(ScoredPass a, ScoredPass b) =>
        a.Task == b.Task && a.Index == b.Index && a.TaskGroup == b.TaskGroup && a.Letters == b.Letters &&
        a.Answer == b.Answer;

    private StoreException Mixed(string what) => new(
        $"task {Task}, sample {Index}: {what}: results would be mixed, nothing was " +
        "stored for this sample");
}

/// <summary>How the journal writes a sample: what all passes share once, then what each has of its own.</summary>
internal sealed class StoredSampleJson : JsonConverter<StoredSample>
{
    public override StoredSample Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var (task, index, letters, answer, rows, group) = JsonSerializer.Deserialize<Sample>(ref reader, options)
            ?? throw new JsonException("the sample is null");
        if (rows.Count == 0)
            throw new JsonException("the sample has no rows");
        return StoredSample.Read([.. rows.Select(r => new ScoredPass(
            task, group, index, letters, answer, r.Layer is { } layer && r.Module is { } module ? new Knockout(layer, module) : null,
            r.P, r.Predicted, r.Margin, r.Mass))]);
    }

    public override void Write(Utf8JsonWriter writer, StoredSample value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Sample(
            value.Task, value.Index, value.Letters, value.Answer,
            [.. value.Passes.Select(p => new Row(
                p.LogProbabilities, p.Predicted, p.Correct, p.Margin, p.LetterMass, p.Knockout?.Module, p.Knockout?.Layer))],
            value.TaskGroup), options);

    private sealed record Sample(
        string Task, string Index, string Letters, char Answer, IReadOnlyList<Row> Rows, string? TaskGroup = null);

    private sealed record Row(
        IReadOnlyList<double> P, char Predicted, bool Correct, double Margin, double Mass, Module? Module = null, int? Layer = null);
}
