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
    IReadOnlyList<ReportTask> Tasks);
