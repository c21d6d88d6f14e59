using TaLo.Scoring;

namespace TaLo.Sweeps;

/// <summary>Where a sweep's passes go, and where those of earlier runs are.</summary>
public interface ISweepStore
{
    /// <summary>Which passes a sweep has.</summary>
    IReadOnlySet<PassKey> Keys(string sweep);

    /// <summary>The passes over one sample: base model first, then by kind of knockout and layer; empty where none is stored.</summary>
    IReadOnlyList<ScoredPass> PassesOf(string sweep, string task, string index);

    /// <summary>Makes a sweep known, before its first pass; one that is known already is left as it is.</summary>
    /// <exception cref="StoreException">It could not be stored.</exception>
    void AddSweep(StoredSweep sweep);

    /// <summary>Stores passes over one sample, all or none; when this returns, they are kept.</summary>
    /// <returns>How many passes were new.</returns>
    /// <exception cref="StoreException">They contradict what is stored, or cannot be stored: none is.</exception>
    int Add(string sweep, IReadOnlyList<ScoredPass> passes);
}
