namespace TaLo.Tasks;

/// <summary>A data set: a catalogue of samples in memory, the samples themselves read when asked for.</summary>
public interface IDataSet : IDisposable
{
    /// <summary>The data set's name: its file's name without extension.</summary>
    string Name { get; }

    /// <summary>SHA-256 of the file, lower-case hex.</summary>
    string Fingerprint { get; }

    /// <summary>Every row of the file, in the file's order.</summary>
    IReadOnlyList<SampleRef> Samples { get; }

    /// <summary>Reads one sample with its images.</summary>
    /// <exception cref="SampleException">The row cannot be used; the message says which row and why.</exception>
    VqaSample Load(SampleRef sample);
}

/// <summary>Where a sample stands in its data set: enough to choose it, without its image in memory.</summary>
/// <param name="Index">The row's <c>index</c>.</param>
/// <param name="Task">Its <c>category</c>.</param>
/// <param name="TaskGroup">Its <c>l2-category</c>, or null.</param>
/// <param name="Offset">Where the row begins in the file, in bytes.</param>
public readonly record struct SampleRef(string Index, string Task, string? TaskGroup, long Offset);
