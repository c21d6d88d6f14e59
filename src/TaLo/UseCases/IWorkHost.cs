using TaLo.Models;
using TaLo.Selection.Race;
using TaLo.Sweeps;

namespace TaLo.UseCases;

/// <summary>
/// Who asked for work: lends the model and is told what goes on. A verb's prints, the screens' draws; the work itself
/// is the same.
/// </summary>
public interface IWorkHost
{
    /// <summary>The clock that rates are measured with; a host that can pause stops it meanwhile.</summary>
    TimeProvider Time => TimeProvider.System;

    /// <summary>Loads a model, or gives the loaded one where it is the same.</summary>
    /// <exception cref="ModelException">It cannot be loaded.</exception>
    ILoadedModel Lend(ModelOptions options, CancellationToken stop);

    /// <summary>Takes the model back.</summary>
    void TakeBack(ILoadedModel model);

    /// <summary>Tells a line about what is being done.</summary>
    void Note(string line);

    /// <summary>Tells which samples of a race could not be used; those of a sweep stand in its outcome.</summary>
    void Skipped(IReadOnlyList<SkippedSample> samples) =>
        Note($"skipped {Quantity.Of(samples.Count, "sample")} of {samples[0].Task}, first: {samples[0].Reason}");

    /// <summary>Runs a sweep and shows how far it is.</summary>
    SweepOutcome Watch(Func<IProgress<SweepProgress>, CancellationToken, SweepOutcome> sweep, CancellationToken stop);

    /// <summary>Gives what is told of one task's race, or null where nobody watches.</summary>
    IProgress<RaceProgress>? WatchRace(string task) => null;

    /// <summary>Told after each pass of a race, on the working thread; a host that can pause waits here.</summary>
    void RacePassed()
    {
    }
}
