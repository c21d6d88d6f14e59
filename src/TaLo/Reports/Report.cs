using TaLo.Models;
using TaLo.Vectors;

namespace TaLo.Reports;

/// <summary>Everything that a report shows; nothing is looked up or computed beyond it but sums, scales and clusters.</summary>
/// <param name="Title">The report's title.</param>
/// <param name="Made">When it was made.</param>
/// <param name="Facts">What the results depend on: model, hashes, data set, versions, seeds, prompts.</param>
/// <param name="Notes">What a reader must know before the figures: skipped tasks, a stopped sweep.</param>
/// <param name="Vectors">Task-Layer Interaction Vectors, of one model; of one or several modules.</param>
/// <param name="Tasks">The tasks, every one of the data set.</param>
public sealed record Report(
    string Title,
    DateTimeOffset Made,
    IReadOnlyList<ReportFacts> Facts,
    IReadOnlyList<string> Notes,
    IReadOnlyList<TaskVector> Vectors,
    IReadOnlyList<ReportTask> Tasks)
{
    /// <summary>The vectors of each task whose blocks of several lengths were repeated, by rising length.</summary>
    public IReadOnlyList<(string Task, IReadOnlyList<TaskVector> Blocks)> Blocks =>
    [
        .. Vectors.Where(v => v.Kind.Intervention == Intervention.Repeat).GroupBy(v => v.Task).Where(g => g.Count() > 1)
            .Select(g => (g.Key, (IReadOnlyList<TaskVector>)[.. g.OrderBy(v => v.Kind)])),
    ];
}

/// <summary>Facts that belong together, for example those of the model.</summary>
/// <param name="Heading">What they are about.</param>
/// <param name="Facts">The facts, in the order they are shown.</param>
public sealed record ReportFacts(string Heading, IReadOnlyList<ReportFact> Facts);

/// <summary>One fact about a run.</summary>
/// <param name="Name">What it is, for example <c>SHA-256 of the model file</c>.</param>
/// <param name="Value">Its value, one line.</param>
public sealed record ReportFact(string Name, string Value);
