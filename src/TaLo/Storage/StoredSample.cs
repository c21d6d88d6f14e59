using System.Text.Json.Serialization;
using TaLo.Models;
using TaLo.Scoring;

namespace TaLo.Storage;

/// <summary>Passes over one sample, base model first, then by kind and layer: one journal line, or one database document.</summary>
[JsonConverter(typeof(StoredSampleJson))]
internal sealed class StoredSample
{
    private StoredSample(IReadOnlyList<ScoredPass> passes) => Passes = passes;

    /// <summary>The passes; at least one.</summary>
    public IReadOnlyList<ScoredPass> Passes { get; }

    /// <summary>Which sample.</summary>
    public SampleKey Key => new(Task, Index);

    public string Task => Passes[0].Task;

    public string Index => Passes[0].Index;

    public string? TaskGroup => Passes[0].TaskGroup;

    public string Letters => Passes[0].Letters;

    public char Answer => Passes[0].Answer;

    /// <summary>The sample's cluster; null where it was stored before clusters were noted.</summary>
    public string? Cluster => Passes[0].Cluster;

    /// <summary>What an open question accepts; none with options.</summary>
    public IReadOnlyList<string> Accepted => Passes[0].Generated?.Accepted ?? [];

    /// <summary>Packs passes over one sample.</summary>
    /// <param name="passes">The passes.</param>
    /// <param name="layers">The model's layers.</param>
    /// <exception cref="StoreException">A number is not finite, a score does not fit its options, two passes contradict each other.</exception>
    /// <exception cref="ArgumentException">No pass, or passes over more than one sample.</exception>
    public static StoredSample From(IReadOnlyList<ScoredPass> passes, LayerCounts layers)
    {
        if (passes.Count == 0)
            throw new ArgumentException("no pass to store", nameof(passes));

        var first = passes[0];
        if (passes.Any(p => !SameSample(first, p)))
            throw new ArgumentException($"passes over more than one sample beside {first.Index}", nameof(passes));
        var sample = new StoredSample([first]).With(passes);
        return EntryRules.Problem(sample, layers) is { } problem
            ? throw new StoreException($"task {first.Task}, sample {first.Index}: {problem}: nothing was stored for this sample")
            : sample;
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
        more.Letters == Letters && more.Answer == Answer && more.TaskGroup == TaskGroup && more.Accepted.SequenceEqual(Accepted);

    private StoredSample With(IReadOnlyList<ScoredPass> more)
    {
        var all = Passes.ToDictionary(Place);
        foreach (var pass in more)
        {
            if (!all.TryAdd(Place(pass), pass) && all[Place(pass)] != pass)
                throw Mixed($"the row of {pass.Subject} is stored already with other values");
        }

        // What was stored before clusters and circles were noted learns its own from what came later.
        var cluster = Cluster ?? more.Select(p => p.Cluster).FirstOrDefault(c => c is not null);
        var circle = Passes[0].Circle ?? more.Select(p => p.Circle).FirstOrDefault(c => c is not null);
        return new StoredSample([.. all.Values.OrderBy(Place)
            .Select(p => p.Cluster == cluster && p.Circle == circle ? p : p with { Cluster = cluster, Circle = circle })]);
    }

    /// <summary>A pass's key and order within the sample: the base model first, then by kind and layer.</summary>
    private static (bool IsKnockout, Knockout Knockout) Place(ScoredPass pass) => (pass.Knockout is not null, pass.Knockout ?? default);

    private static bool SameSample(ScoredPass a, ScoredPass b) =>
        a.Task == b.Task && a.Index == b.Index && a.TaskGroup == b.TaskGroup && a.Letters == b.Letters &&
        a.Answer == b.Answer;

    private StoreException Mixed(string what) => new(
        $"task {Task}, sample {Index}: {what}: results would be mixed, nothing was " +
        "stored for this sample");
}

/// <summary>What identifies a sample within its sweep; in order by task, then index.</summary>
internal readonly record struct SampleKey(string Task, string Index) : IComparable<SampleKey>
{
    public int CompareTo(SampleKey other)
    {
        var order = string.CompareOrdinal(Task, other.Task);
        return order != 0 ? order : IndexOrder.Instance.Compare(Index, other.Index);
    }
}
