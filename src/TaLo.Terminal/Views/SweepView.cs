using System.Globalization;
using Spectre.Console;
using TaLo.Sweeps;

namespace TaLo.Terminal.Views;

/// <summary>A running sweep on stderr: a bar with rate and time left, or sparse lines where nobody watches.</summary>
internal static class SweepView
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    /// <summary>Runs a sweep and shows how far it is.</summary>
    public static SweepOutcome Run(
        Func<IProgress<SweepProgress>, CancellationToken, SweepOutcome> sweep, CancellationToken stop)
    {
        var outcome = Messages.Talk.Profile.Capabilities.Interactive ? Bar(sweep, stop) : Lines(sweep, stop);
        Print(outcome);
        return outcome;
    }

    /// <summary>Prints what a sweep came to.</summary>
    public static void Print(SweepOutcome outcome)
    {
        Messages.Note($"{outcome.PassesNew} new results in {Durations.Text(outcome.Elapsed)}, {outcome.PassesResumed} were stored already"
            + (outcome.Stopped ? "; stopped: run the same command again to go on" : ""));
        SkippedView.Note(outcome.Skipped);
        if (AnswerText.Counts(outcome.Answers) is { } answers)
            Messages.Note(answers);
        if (outcome.MeanLetterMass is < 0.1)
            Messages.Note(string.Create(CultureInfo.InvariantCulture,
                $"warning: only {outcome.MeanLetterMass:0.0%} of the base model's probability falls on option letters; "
                + $"it does not answer with a letter here: try --prompt FILE"));
    }

    private static SweepOutcome Bar(
        Func<IProgress<SweepProgress>, CancellationToken, SweepOutcome> sweep, CancellationToken stop)
    {
        SweepOutcome? outcome = null;
        Messages.Talk.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .Start(context =>
            {
                var bar = context.AddTask("sweeping");
                outcome = sweep(new ImmediateProgress<SweepProgress>(p =>
                {
                    bar.MaxValue = 1;
                    bar.Value = p.Share;
                    bar.Description = Markup.Escape(ForeignText.Line(Describe(p)));
                }), stop);
            });
        return outcome!;
    }

    private static SweepOutcome Lines(
        Func<IProgress<SweepProgress>, CancellationToken, SweepOutcome> sweep, CancellationToken stop)
    {
        var last = DateTime.UtcNow;
        return sweep(new ImmediateProgress<SweepProgress>(p =>
        {
            if (DateTime.UtcNow - last < LineInterval)
                return;
            last = DateTime.UtcNow;
            Messages.Note($"{p.PassesDone}/{p.PassesTotal} passes{(p.SamplesResumed > 0 ? " of this run" : "")}, {Describe(p)}");
        }), stop);
    }

    private static string Describe(SweepProgress p) =>
        $"{p.Task} {ProgressText.Samples(p)}{ProgressText.Rate(p)}{ProgressText.Left(p)}";
}
