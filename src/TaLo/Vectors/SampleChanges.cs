using TaLo.Scoring;

namespace TaLo.Vectors;

/// <summary>What each knockout of a vector did to each sample, so that the vector can be counted again over some of them.</summary>
internal sealed class SampleChanges
{
    private readonly sbyte[,] _changes;
    private readonly bool[] _isWhole;

    private SampleChanges(IReadOnlyList<string> clusters, sbyte[,] changes, bool[] isWhole) =>
        (Clusters, _changes, _isWhole) = (clusters, changes, isWhole);

    /// <summary>Each sample's cluster; the samples by their index.</summary>
    public IReadOnlyList<string> Clusters { get; }

    /// <summary>Decoder layers, L.</summary>
    public int Layers => _isWhole.Length;

    /// <summary>Reads them out of the passes that a vector was counted from, those of its task alone.</summary>
    public static SampleChanges Of(TaskVector vector, IEnumerable<ScoredPass> passes)
    {
        var own = passes.Where(p => p.Knockout is not { } k || k.Kind == vector.Kind).ToLookup(p => p.Knockout is null);
        var bases = own[true].Where(p => vector.Indices.Contains(p.Index)).OrderBy(p => p.Index, StringComparer.Ordinal).ToList();
        var places = bases.Index().ToDictionary(b => b.Item.Index, b => b.Index);
        var changes = new sbyte[bases.Count, vector.Layers.Count];
        foreach (var pass in own[false].Where(p => places.ContainsKey(p.Index)))
        {
            var sample = places[pass.Index];
            changes[sample, pass.Knockout!.Value.Layer] = (sbyte)((pass.Correct ? 1 : 0) - (bases[sample].Correct ? 1 : 0));
        }

        return new SampleChanges(
            [.. bases.Select(b => b.OwnCluster)], changes, [.. vector.WholeDeltas.Select(d => !double.IsNaN(d))]);
    }

    /// <summary>Δ_0 … Δ_{L−1} over some samples, of the layers that were swept on all; NaN for the others.</summary>
    public double[] Deltas(IReadOnlyList<int> samples)
    {
        var sums = new int[Layers];
        foreach (var sample in samples)
        {
            for (var l = 0; l < sums.Length; l++)
                sums[l] += _changes[sample, l];
        }

        return [.. sums.Select((sum, l) => _isWhole[l] && samples.Count > 0 ? (double)sum / samples.Count : double.NaN)];
    }
}
