using TaLo.Models;
using TaLo.Profiles;
using TaLo.Scoring;
using TaLo.Sweeps;
using TaLo.Vectors;

namespace TaLo.Terminal.Screens.Layers;

/// <summary>One task of a stored sweep: its rows, its vectors, and its samples' answers.</summary>
internal sealed class LayerStudy
{
    private readonly ILookup<Knockout?, ScoredPass> _rows;
    private readonly Dictionary<string, ScoredPass> _base;

    /// <summary>Studies a task.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="task">The task.</param>
    /// <param name="rows">The sweep's rows, of all tasks.</param>
    /// <param name="sets">A profile of the task that keeps how its set of layers was looked for, or null.</param>
    public LayerStudy(StoredSweep sweep, string task, IReadOnlyList<ScoredPass> rows, TaskProfile? sets = null)
    {
        (Sweep, Task, AllRows, Sets) = (sweep, task, rows, sets);
        var own = rows.Where(r => r.Task == task).ToList();
        _rows = own.ToLookup(r => r.Knockout);
        _base = _rows[null].ToDictionary(r => r.Index);
        Vectors = TaskVectors.From(own, sweep.Facts.Layers);
        Tasks = [.. rows.Select(r => r.Task).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The sweep.</summary>
    public StoredSweep Sweep { get; }

    /// <summary>The task.</summary>
    public string Task { get; }

    /// <summary>The sweep's rows, of all tasks.</summary>
    public IReadOnlyList<ScoredPass> AllRows { get; }

    /// <summary>The kept profile with a set of layers and the steps to it, or null.</summary>
    public TaskProfile? Sets { get; }

    /// <summary>The task's vectors, one for each module.</summary>
    public IReadOnlyList<TaskVector> Vectors { get; }

    /// <summary>The sweep's tasks.</summary>
    public IReadOnlyList<string> Tasks { get; }

    /// <summary>The task's samples that have a base result.</summary>
    public IEnumerable<string> Samples => _base.Keys;

    /// <summary>The samples answered with a knockout and without: fixed and broken ones first, each kind in the order of how far the margin moved.</summary>
    public IReadOnlyList<PairedPass> Answers(Knockout knockout) =>
    [
        .. _rows[knockout].Where(r => _base.ContainsKey(r.Index)).Select(r => new PairedPass(_base[r.Index], r))
            .OrderBy(p => p.Change).ThenByDescending(p => Math.Abs(p.Bypassed.Margin - p.Base.Margin)),
    ];
}
