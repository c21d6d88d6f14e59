using System.Globalization;
using TaLo.Models;

namespace TaLo.Selection;

/// <summary>
/// A rule that chooses a knockout for a task, or none. A pure function of the table and its own options, seed
/// included: equal input, equal decision, on any machine.
/// </summary>
public interface IProtocol
{
    /// <summary>The protocol's name: <c>paper</c>, <c>robust</c> or <c>pooled</c>.</summary>
    string Name { get; }

    /// <summary>Samples of the probe set; null for the whole probe pool.</summary>
    int? Shots { get; }

    /// <summary>Where its draws come from.</summary>
    long Seed { get; }

    /// <summary>How the probe pool is drawn.</summary>
    SamplingStrategy Strategy { get; }

    /// <summary>Where modules are zeroed, whose bypasses it chooses among; null for all.</summary>
    Module? Module { get; }

    /// <summary>The protocol's options in words, seed included, for a profile or a report.</summary>
    string Description => string.Create(CultureInfo.InvariantCulture,
        $"{Name}, shots {(Shots is { } n ? n : "all of the pool")}, {Strategy.ToString().ToLowerInvariant()} draw, seed {Seed}");

    /// <summary>The same protocol for tasks that are decided one after the other, where it looks at more than the one it decides.</summary>
    /// <param name="tables">All of them.</param>
    IProtocol Among(IReadOnlyList<OutcomeTable> tables) => this;

    /// <summary>The same protocol choosing among another module's bypasses.</summary>
    /// <exception cref="SelectionException">It has no such choice.</exception>
    IProtocol Over(Module module);

    /// <summary>The same protocol with another number of shots.</summary>
    IProtocol WithShots(int? shots);

    /// <summary>The same protocol with another seed.</summary>
    IProtocol WithSeed(long seed);

    /// <summary>Chooses on the probe samples, judges on the evaluation set, and shows the evidence.</summary>
    Decision Decide(OutcomeTable table);

    /// <summary>What <see cref="Decide"/> would choose, without the evidence: for many draws.</summary>
    Choice Choose(OutcomeTable table);
}

/// <summary>A protocol's choice in short.</summary>
/// <param name="Column">The chosen column of the table; 0 for none, the base model.</param>
/// <param name="Split">How the samples were split, or null where the task was skipped.</param>
public readonly record struct Choice(int Column, SampleSplit? Split)
{
    /// <summary>Whether the task has too few samples for the protocol.</summary>
    public bool Skipped => Split is null;
}
