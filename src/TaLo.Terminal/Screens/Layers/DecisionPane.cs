using TaLo.Profiles;
using TaLo.Selection;
using TaLo.Selection.Evidence;
using TaLo.Statistics;
using TaLo.Terminal.Ui;
using TaLo.Terminal.Views;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;

namespace TaLo.Terminal.Screens.Layers;

/// <summary>What a protocol decides for the task, and why; or how far a race is that will decide it.</summary>
internal sealed class DecisionPane : ScrollPane
{
    private readonly ProgressBar _bar = new() { X = 1, Width = Dim.Fill(1), SegmentCharacter = new('━'), Visible = false };
    private Decision? _decision;
    private StabilityReport? _stability;
    private SweepJob? _race;
    private TaskProfile? _sets;
    private bool _deciding;

    /// <summary>Creates it.</summary>
    public DecisionPane(UiContext ui) : base(ui)
    {
        _bar.SetScheme(Theme.In(ui.Theme.Bar(ui.Theme.Accent)));
        Add(_bar);
    }

    /// <inheritdoc/>
    public override string Heading => _race is not null ? "Layers race" : _decision is { } d ? $"Protocol {d.Protocol.Name}: {Choice(d)}" : "Which layer?";

    /// <summary>What was decided for some tasks, in a line.</summary>
    public static string Words(IReadOnlyList<Decision> decisions) =>
        $"decided and kept: {string.Join(", ", decisions.Select(d => $"{d.Task}: {Choice(d)}"))}";

    /// <summary>Shows a decision, or that one is being made.</summary>
    /// <param name="decision">The decision, or null.</param>
    /// <param name="stability">How stable it is, or null.</param>
    /// <param name="deciding">Whether one is being made of what is stored.</param>
    /// <param name="race">The race that goes on, or null.</param>
    /// <param name="sets">A kept profile with a set of layers, or null.</param>
    public void Show(Decision? decision, StabilityReport? stability, bool deciding, SweepJob? race, TaskProfile? sets)
    {
        _sets = sets;
        if (decision != _decision || race is null != _race is null)
            ScrollToTop();
        (_decision, _stability, _deciding, _race) = (decision, stability, deciding, race);
        _bar.Visible = race is not null;
        _bar.Fraction = race is null ? 0 : (float)SweepStatus.Share(race);
        SetNeedsDraw();
    }

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        var lines = Text().SelectMany(t => Columns.Wrap(t, painter.Width - 2));
        Draw(painter, [.. lines.Select(line => (Action<Painter, int>)((p, y) => p.Put(1, y, line, Ui.Theme.Text)))]);
    }

    private static string Choice(Decision d) => d.Verdict == Verdict.Skipped ? "skipped" : d.Chosen?.ToString() ?? "no layer";

    private new IEnumerable<string> Text()
    {
        if (_race is { } race)
        {
            // The bar's own line.
            yield return "";
            yield return $"{SweepStatus.State(race)}: {SweepStatus.Progress(race)}";
            if (race.Race is { IsJudging: false, Look.Leader: { } leader })
                yield return ProgressText.Leader(leader);
            yield break;
        }
        if (_decision is not { } d)
        {
            foreach (var line in Steps())
                yield return line;
            yield return _deciding ? "Deciding …" : "d asks the protocol; r lets the layers race, with new samples too; u bypasses the layer under the cursor in chat, by hand.";
            yield break;
        }
        if (d.Verdict == Verdict.Chosen && d.HeldOut?.Counts is { } c)
            yield return $"held out: {Numbers.Points(c.Difference, c.DifferenceInterval)} points, {c.Fixed} fixed, {c.Broken} broken of {c.Samples}, p {Numbers.P(c.PValue)}";
        if (_stability is { Redraws: > 0 } s)
            yield return $"drawn again {Quantity.Of(s.Redraws, "time")}: {string.Join(", ", s.Choices.Take(2).Select(x => $"{x.Knockout} {Numbers.Percent(x.Share)}").Append($"none {Numbers.Percent(s.None)}"))}";
        yield return d.Reason;
        foreach (var line in Steps())
            yield return line;
    }

    /// <summary>How the kept profile's set of layers came about.</summary>
    private IEnumerable<string> Steps()
    {
        if (_sets is not { Steps: { } steps } profile)
            yield break;
        yield return $"kept by {profile.Protocol}, layer after layer: {profile.Choice}{(profile.HeldOut is { } held ? $", held out {Numbers.Points(held.Difference, held.DifferenceInterval)} points" : "")}";
        foreach (var (i, step) in steps.Index())
            yield return $"{i + 1}. {step.Knockout?.ToString() ?? "none"}: {step.Why}";
    }
}
