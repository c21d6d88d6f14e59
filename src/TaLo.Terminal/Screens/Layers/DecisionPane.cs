using TaLo.Selection;
using TaLo.Selection.Evidence;
using TaLo.Statistics;
using TaLo.Terminal.Ui;

namespace TaLo.Terminal.Screens.Layers;

/// <summary>What a protocol decides for the task, and why.</summary>
internal sealed class DecisionPane : Pane
{
    private Decision? _decision;
    private StabilityReport? _stability;
    private bool _deciding;

    /// <summary>Creates it.</summary>
    public DecisionPane(UiContext ui) : base(ui) => CanFocus = false;

    /// <inheritdoc/>
    public override string Heading => _decision is { } d ? $"Protocol {d.Protocol.Name}: {(d.Verdict == Verdict.Skipped ? "skipped" : d.Chosen?.ToString() ?? "no layer")}" : "Which layer?";

    /// <summary>Shows a decision, or that one is being made.</summary>
    public void Show(Decision? decision, StabilityReport? stability, bool deciding)
    {
        (_decision, _stability, _deciding) = (decision, stability, deciding);
        SetNeedsDraw();
    }

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        var y = 0;
        foreach (var line in Text().SelectMany(t => Columns.Wrap(t, painter.Width - 2)))
            painter.Put(1, y++, line, Ui.Theme.Text);
    }

    private new IEnumerable<string> Text()
    {
        if (_decision is not { } d)
        {
            yield return _deciding ? "Deciding …" : "d asks the protocol; u bypasses the layer under the cursor in chat, by hand.";
            yield break;
        }
        if (d.Verdict == Verdict.Chosen && d.HeldOut?.Counts is { } c)
            yield return $"held out: {Numbers.Points(c.Difference, c.DifferenceInterval)} points, {c.Fixed} fixed, {c.Broken} broken of {c.Samples}, p {Numbers.P(c.PValue)}";
        if (_stability is { Redraws: > 0 } s)
            yield return $"drawn again {s.Redraws} times: {string.Join(", ", s.Choices.Take(2).Select(x => $"{x.Knockout} {Numbers.Percent(x.Share)}").Append($"none {Numbers.Percent(s.None)}"))}";
        yield return d.Reason;
    }
}
