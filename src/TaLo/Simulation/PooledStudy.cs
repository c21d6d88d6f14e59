using System.Globalization;
using System.Text;
using TaLo.Selection;
using TaLo.Selection.Protocols;
using TaLo.Statistics;

namespace TaLo.Simulation;

/// <summary>What is true of a simulated group of tasks. Where nothing else is said, most layers harm, as in measured vectors.</summary>
public enum GroupScenario
{
    /// <summary>No layer helps any task.</summary>
    NoneHelped,

    /// <summary>No layer changes the accuracy of any task, see <see cref="Scenario.FlatNull"/>.</summary>
    Flat,

    /// <summary>The same, but every knockout makes the model surer of its right answers, see <see cref="Scenario.SurerNull"/>.</summary>
    Surer,

    /// <summary>One layer helps every task, by 5 or 10 points.</summary>
    AllHelped,

    /// <summary>One layer helps every second task; the others it harms or leaves alone.</summary>
    HalfHelped,

    /// <summary>Every task is helped, each by a layer of its own.</summary>
    EachItsOwn,
}

/// <summary>Lets protocol <c>robust</c> and ways to decide a group of tasks together decide the same simulated groups.</summary>
public static class PooledStudy
{
    /// <summary>One row for each way. Equal input, equal rows.</summary>
    /// <param name="scenario">What is true of the groups.</param>
    /// <param name="samples">Samples of each task.</param>
    /// <param name="tasks">Tasks of each group.</param>
    /// <param name="groups">How many groups.</param>
    /// <param name="seed">Where chance comes from.</param>
    public static IReadOnlyList<PooledRow> Run(GroupScenario scenario, int samples, int tasks, int groups, long seed = 0)
    {
        var random = SeededRandom.For(seed, $"pooled\t{scenario}\t{samples}\t{tasks}");
        var tallies = Ways.Select(way => new Tally(way.Name)).ToList();
        for (var group = 0; group < groups; group++)
        {
            var simulated = Make(scenario, samples, tasks, random);
            var tables = simulated.Select(s => s.Table).ToList();
            var own = new RobustProtocol(Seed: seed + group);
            foreach (var (tally, way) in tallies.Zip(Ways))
            {
                foreach (var (task, column) in simulated.Zip(way.Choose(own, tables)))
                    tally.Add(task, column);
            }
        }

        return [.. tallies.Select(t => t.Row(scenario, samples, tasks))];
    }

    /// <summary>A Markdown table, shares in per cent, gains in points.</summary>
    public static string Markdown(IEnumerable<PooledRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StringBuilder()
            .Append("| group | tasks | samples of each | decided | tasks without help named | helped tasks found | true gain | harmed |\n")
            .Append("|---|--:|--:|---|--:|--:|--:|--:|\n");
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"| {Words(row.Scenario)} | {row.Tasks} | {row.Samples} | {row.Way} | {Share(row.NullNamed)} | {Share(row.Found)} | " +
                $"{100 * row.TrueGain:+0.00;−0.00;0.00} | {100 * row.Harmed:0.0} % |\n");
        }

        return text.ToString();

        static string Share(double share) => double.IsNaN(share) ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");
    }

    private static readonly (string Name, Func<RobustProtocol, IReadOnlyList<OutcomeTable>, IEnumerable<int>> Choose)[] Ways =
    [
        ("robust, each alone", (own, tables) => tables.Select(t => own.Choose(t).Column)),
        ("pooled: others find, own confirm", (own, tables) => tables.Select(t => new PooledProtocol(own, tables).Choose(t).Column)),
        ("all find, own may veto", Vetoed),
    ];

    /// <summary>What protocol <c>pooled</c> is not: the group's samples in one table name a layer, and a task leaves it only where its own samples lose by it.</summary>
    private static IEnumerable<int> Vetoed(RobustProtocol own, IReadOnlyList<OutcomeTable> tables)
    {
        var probes = tables.Select(t => ProbeDraw.Of(t, own).Probe).ToList();
        var (rows, columns) = (probes.Sum(p => p.Length), tables[0].Columns);
        var (correct, margins, row) = (new bool[rows, columns], new double[rows, columns], 0);
        foreach (var (table, probe) in tables.Zip(probes))
        {
            foreach (var sample in probe)
            {
                for (var c = 0; c < columns; c++)
                    (correct[row, c], margins[row, c]) = (table.Correct(sample, c), table.Margin(sample, c));
                row++;
            }
        }

        var together = new OutcomeTable("group", [.. Enumerable.Range(0, rows).Select(r => $"{r:D6}")], new string?[rows], tables[0].Knockouts, correct, margins);
        var named = new RobustTest(together, [.. Enumerable.Range(0, rows)], Candidates.Of(together, own.Module), own)
            .Named(SeededRandom.For(own.Seed, "group"));
        return tables.Zip(probes, (t, p) => named > 0 && t.Compare(named, p).Difference >= 0 ? named : 0);
    }

    private static List<SimulatedTask> Make(GroupScenario scenario, int samples, int tasks, SeededRandom random)
    {
        var simulator = new TaskSimulator();
        var layer = 1 + random.Below(31);
        return [.. Enumerable.Range(0, tasks).Select(t => simulator.Make(
            TruthOf(scenario, t),
            samples, random, $"task {t}", scenario == GroupScenario.EachItsOwn ? null : layer))];
    }

    private static Scenario TruthOf(GroupScenario scenario, int task) => scenario switch
    {
        GroupScenario.NoneHelped => Scenario.HarmfulNull,
        GroupScenario.Flat => Scenario.FlatNull,
        GroupScenario.Surer => Scenario.SurerNull,
        GroupScenario.HalfHelped when task % 2 == 1 => Scenario.HarmfulNull,
        _ => Scenario.Helped,
    };

    private static string Words(GroupScenario scenario) => scenario switch
    {
        GroupScenario.NoneHelped => "none helped",
        GroupScenario.Flat => "none helped, flat",
        GroupScenario.Surer => "none helped, surer",
        GroupScenario.AllHelped => "all, by one layer",
        GroupScenario.HalfHelped => "half, by one layer",
        _ => "each, by its own layer",
    };

    private sealed class Tally(string way)
    {
        private int _null;
        private int _nullNamed;
        private int _helped;
        private int _found;
        private int _harmed;
        private double _gain;

        public void Add(SimulatedTask task, int column)
        {
            var effect = task.Effects[column];
            var isHelped = task.Effects.Any(e => e > 0);
            _null += isHelped ? 0 : 1;
            _helped += isHelped ? 1 : 0;
            _nullNamed += !isHelped && column > 0 ? 1 : 0;
            _found += effect > 0 ? 1 : 0;
            _harmed += effect < 0 ? 1 : 0;
            _gain += effect;
        }

        public PooledRow Row(GroupScenario scenario, int samples, int tasks)
        {
            double all = _null + _helped;
            return new PooledRow(
                scenario, samples, tasks, way, _null == 0 ? double.NaN : (double)_nullNamed / _null,
                _helped == 0 ? double.NaN : (double)_found / _helped, _gain / all, _harmed / all);
        }
    }
}

/// <summary>What a way to decide did over many simulated groups of one kind.</summary>
/// <param name="Scenario">What is true of the groups.</param>
/// <param name="Samples">Samples of each task.</param>
/// <param name="Tasks">Tasks of each group.</param>
/// <param name="Way">The way.</param>
/// <param name="NullNamed">Share of the tasks that no layer helps with a layer named, 0…1; NaN where there are none.</param>
/// <param name="Found">Share of the helped tasks with a layer named that truly helps; NaN where there are none.</param>
/// <param name="TrueGain">Mean over all tasks of the named layer's true Δ.</param>
/// <param name="Harmed">Share of all tasks whose named layer truly lowers the accuracy.</param>
public sealed record PooledRow(
    GroupScenario Scenario, int Samples, int Tasks, string Way, double NullNamed, double Found, double TrueGain, double Harmed);
