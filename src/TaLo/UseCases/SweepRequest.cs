using TaLo.Models;
using TaLo.Scoring;
using TaLo.Sweeps;
using TaLo.Tasks.Readers;

namespace TaLo.UseCases;

/// <summary>A sweep as somebody asks for it.</summary>
public sealed record SweepRequest
{
    /// <summary>Which model, loaded how.</summary>
    public required ModelOptions Model { get; init; }

    /// <summary>How the model's mmproj file was found, or why none was: told where there are images; null where it was named.</summary>
    public string? AboutMmproj { get; init; }

    /// <summary>The data set: a file or a folder.</summary>
    public required string DataPath { get; init; }

    /// <summary>How it is read.</summary>
    public DataSetOptions DataOptions { get; init; } = DataSetOptions.Default;

    /// <summary>Only these tasks; null for all.</summary>
    public IReadOnlyList<string>? Tasks { get; init; }

    /// <summary>How many samples of each task, and which.</summary>
    public SampleSelection Samples { get; init; } = new();

    /// <summary>Which layers, as <see cref="LayerSelection"/> reads them.</summary>
    public string Layers { get; init; } = "all";

    /// <summary>What is done to each layer, one after another; all of one intervention and scope.</summary>
    public IReadOnlyList<KnockoutKind> Kinds { get; init; } = [Module.Attention];

    /// <summary>How answers are scored.</summary>
    public ScoringMethod Scoring { get; init; } = ScoringMethod.Letter;

    /// <summary>How a sample becomes a prompt; null for what the scoring has of its own.</summary>
    public PromptTemplate? Prompt { get; init; }

    /// <summary>The folder of the stored results.</summary>
    public required string Store { get; init; }
}
