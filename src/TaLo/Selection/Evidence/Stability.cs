using TaLo.Models;

namespace TaLo.Selection.Evidence;

/// <summary>Replays a protocol with other draws from stored results; no model is run.</summary>
public static class Stability
{
    /// <summary>The redraws that are made unless another number is asked for.</summary>
    public const int DefaultRedraws = 1000;

    /// <summary>The shots at which the curve is read unless others are asked for.</summary>
    public static IReadOnlyList<int> DefaultShots { get; } = [5, 10, 20, 50, 100];

    /// <summary>Decides the task again and again, with the seeds that follow the protocol's own.</summary>
    public static StabilityReport Of(OutcomeTable table, IProtocol protocol, int redraws = DefaultRedraws)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentOutOfRangeException.ThrowIfLessThan(redraws, 1);
        var (chosen, gains) = (new int[table.Columns], new double[table.Columns]);
        var (better, harmed, pool) = (0, 0, 0);
        for (var r = 0; r < redraws; r++)
        {
            var choice = protocol.WithSeed(protocol.Seed + r).Choose(table);
            if (choice.Skipped)
                return new StabilityReport(table.Task, protocol, 0, [], double.NaN, double.NaN, double.NaN, double.NaN);
            chosen[choice.Column]++;
            pool = Math.Max(pool, choice.Split!.Pool.Length);
            if (choice.Column == 0)
                continue;
            var gain = table.Compare(choice.Column, choice.Split.Evaluation).Difference;
            gains[choice.Column] += gain;
            better += gain > 0 ? 1 : 0;
            harmed += gain < 0 ? 1 : 0;
        }

        double n = redraws;
        var choices = Enumerable.Range(1, table.Columns - 1)
            .Where(c => chosen[c] > 0)
            .OrderByDescending(c => chosen[c])
            .Select(c => new ChoiceShare(table.Knockouts[c - 1], chosen[c] / n, gains[c] / chosen[c]));
        return new StabilityReport(
            table.Task, protocol, redraws, [.. choices], chosen[0] / n, gains.Sum() / n, better / n, harmed / n)
        { Pool = pool };
    }

    /// <summary>The same for several tasks, at once on all processors; in the tables' order.</summary>
    public static IReadOnlyList<StabilityReport> Of(
        IReadOnlyList<OutcomeTable> tables, IProtocol protocol, int redraws = DefaultRedraws) =>
        [.. tables.AsParallel().AsOrdered().Select(table => Of(table, protocol, redraws))];

    /// <summary>How the held-out gain grows with shots: one report for each number of shots.</summary>
    /// <param name="table">The task.</param>
    /// <param name="protocol">The protocol; its own shots do not matter.</param>
    /// <param name="shots">Shots to try; null for <see cref="DefaultShots"/>. Where the pool is smaller, all of it is probed.</param>
    /// <param name="redraws">Draws for each.</param>
    public static IReadOnlyList<StabilityReport> Curve(
        OutcomeTable table, IProtocol protocol, IReadOnlyList<int>? shots = null, int redraws = DefaultRedraws) =>
        [.. (shots ?? DefaultShots).Select(s => Of(table, protocol.WithShots(s), redraws))];
}

/// <summary>What a protocol would have decided had the samples been drawn again, many times. Where the task is skipped there are no redraws and every share is NaN.</summary>
/// <param name="Task">The task.</param>
/// <param name="Protocol">The protocol; redraw r has its seed + r, so that redraw 0 is the decision itself.</param>
/// <param name="Redraws">How many draws.</param>
/// <param name="Choices">Every knockout chosen at least once, the most frequent first.</param>
/// <param name="None">Share of redraws that chose none, 0…1.</param>
/// <param name="HeldOutGain">Mean Δ of the choice on the evaluation set, over all redraws; none counts 0.</param>
/// <param name="Better">Share of redraws whose choice beat the base model on the evaluation set. In the others none would have been right.</param>
/// <param name="Harmed">Share of redraws whose choice lost to the base model on the evaluation set.</param>
public sealed record StabilityReport(
    string Task,
    IProtocol Protocol,
    int Redraws,
    IReadOnlyList<ChoiceShare> Choices,
    double None,
    double HeldOutGain,
    double Better,
    double Harmed)
{
    /// <summary>Samples of the largest probe pool that was drawn; 0 where the task is skipped.</summary>
    public int Pool { get; init; }

    /// <summary>How often each knockout, or none, was chosen, the most frequent first; what was never chosen is left out.</summary>
    public IReadOnlyList<(Knockout? Knockout, double Share)> Shares =>
    [
        .. Choices.Select(c => (Knockout: (Knockout?)c.Knockout, c.Share)).Append((Knockout: null, Share: None))
            .Where(s => s.Share > 0).OrderByDescending(s => s.Share),
    ];
}

/// <summary>How often a knockout was chosen.</summary>
/// <param name="Knockout">The knockout.</param>
/// <param name="Share">Of all redraws, 0…1.</param>
/// <param name="HeldOutGain">Mean Δ on the evaluation sets of the redraws that chose it.</param>
public sealed record ChoiceShare(Knockout Knockout, double Share, double HeldOutGain);
