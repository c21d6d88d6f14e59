using System.Text.Json.Serialization;
using TaLo.Models;
using TaLo.Profiles;
using TaLo.Scoring;
using TaLo.Statistics;
using TaLo.Sweeps;

namespace TaLo.UseCases;

/// <summary>An evaluation as somebody asks for it.</summary>
public sealed record EvalRequest
{
    /// <summary>Model, data set, tasks and samples; its layers and modules do not matter.</summary>
    public required SweepRequest Sweep { get; init; }

    /// <summary>Bypassed for every task instead of what the profiles say; null for the profiles.</summary>
    public KnockoutSet? Knockouts { get; init; }

    /// <summary>Whether profiles made for another model file are applied.</summary>
    public bool Force { get; init; }

    /// <summary>Whether samples that chose the layer are judged on as well.</summary>
    public bool KeepProbe { get; init; }
}

/// <summary>The base model against a bypass on one task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Knockout">What was bypassed; null for nothing. Of a set, see <see cref="Set"/>, the first.</param>
/// <param name="Source">Where the choice comes from: a profile's id, <c>given</c>, or <c>no profile</c>.</param>
/// <param name="Protocol">The protocol of the profile, or null.</param>
/// <param name="Pairs">Each sample's cluster, and whether the base model and the bypass were right.</param>
/// <param name="LeftOut">Samples left out because they, or others of their cluster, may have chosen the layer.</param>
/// <param name="ChosenOn">The data that the profile was made on, where they are others than these: of these, none was left out; else null.</param>
public sealed record TaskEvaluation(
    string Task, Knockout? Knockout, string Source, string? Protocol,
    [property: JsonIgnore] IReadOnlyList<(string Cluster, bool Base, bool Adapted)> Pairs, int LeftOut,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ChosenOn = null)
{
    /// <summary>All that was bypassed together, where that is more than one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Set { get; init; }

    /// <summary>The paired counts.</summary>
    public PairedComparison Counts { get; } = PairedComparison.Of(Pairs);

    /// <summary>What the base model's generated answers are like; null where none was generated.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AnswerCounts? BaseAnswers { get; init; }

    /// <summary>What the generated answers with the bypass are like; null where none was generated.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AnswerCounts? AdaptedAnswers { get; init; }

    /// <summary>The same by circular evaluation; null where no sample is a rotated copy.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CircularEvaluation? Circular { get; init; }
}

/// <summary>Judges choices on a data set: every task with its own bypass, each sample by the base model and under it.</summary>
public static class Evaluation
{
    /// <summary>Runs what is not stored yet and counts; null where it was stopped.</summary>
    /// <exception cref="SelectionException">A set has knockouts of both scopes.</exception>
    public static IReadOnlyList<TaskEvaluation>? Run(SweepSession session, EvalRequest request, CancellationToken stop)
    {
        var profiles = session.Store.Profiles();
        var choices = session.Plan.Tasks.Select(t => Choose(t, session, request, profiles)).ToList();
        var evaluations = new Dictionary<string, TaskEvaluation>();
        foreach (var group in choices.GroupBy(c => c.Knockouts))
        {
            IReadOnlyList<TaskSamples> tasks = [.. group.Select(c => c.Samples)];
            var kind = group.Key.Knockouts is [.., var last] ? last.Kind : session.Plan.Kind;
            if (group.Key.Knockouts.DistinctBy(k => k.Kind.Scope).Count() > 1)
                throw new SelectionException($"{group.Key}: answers are compared where all of a set is in force at all positions, or for the answer alone");
            var isSet = group.Key.Knockouts.Count > 1;
            var alone = session.Plan with { Tasks = tasks, Knockouts = isSet ? [] : group.Key.Knockouts, Kind = kind };
            // A set's last layer on top of the others, as the step that chose it: what is stored of that is not asked again.
            var onTop = isSet ? alone with { InForce = new(group.Key.Knockouts.SkipLast(1)), Knockouts = [group.Key.Knockouts[^1]] } : alone;
            if (session.Run(alone, stop).Stopped || isSet && session.Run(onTop, stop).Stopped)
                return null;
            foreach (var choice in group)
                evaluations[choice.Samples.Task] = Judge(choice, Pairs(session, alone, onTop, choice));
        }
        return [.. choices.Select(c => evaluations[c.Samples.Task])];
    }

    private static Choice Choose(TaskSamples task, SweepSession session, EvalRequest request, IReadOnlyList<TaskProfile> profiles)
    {
        if (request.Knockouts is { } given)
            return given.Knockouts.Select(session.Model.Facts.WhyNot).FirstOrDefault(w => w is not null) is { } why ? throw new ModelException(why) : new Choice(task, given, "given", 0);
        var profile = request.Force
            ? ProfileFinder.ForAny(profiles, session.Model.Facts, task.Task)
            : ProfileFinder.For(profiles, session.Model.Facts, task.Task);
        if (profile is null)
            return new Choice(task, KnockoutSet.None, "no profile", 0);
        profile.EnsureFits(session.Model.Facts, request.Force);
        var isOther = profile.DataSetFingerprint != session.Data.Fingerprint;
        if (request.KeepProbe || isOther)
            return new Choice(task, profile.Set, profile.Id, 0, profile.Protocol) { ChosenOn = isOther ? profile.DataSetName : null };
        var chose = profile.ClustersThatChose(session.Data);
        var judged = task with { Samples = [.. task.Samples.Where(s => !chose.Contains(s.OwnCluster))] };
        return new Choice(judged, profile.Set, profile.Id, task.Samples.Count - judged.Samples.Count, profile.Protocol);
    }

    private static TaskEvaluation Judge(Choice choice, IReadOnlyList<PairedPass> pairs)
    {
        var generated = pairs.Any(p => p.Base.Generated is not null);
        return new TaskEvaluation(
            choice.Samples.Task, choice.Knockouts.IsNone ? null : choice.Knockouts.Knockouts[0], choice.Source, choice.Protocol,
            [.. pairs.Select(p => (p.Base.OwnCluster, p.Base.Correct, p.Bypassed.Correct))], choice.LeftOut, choice.ChosenOn)
        {
            Set = choice.Knockouts.Knockouts.Count > 1 ? choice.Knockouts.ToString() : null,
            BaseAnswers = generated ? AnswerCounts.Of(pairs.Select(p => p.Base)) : null,
            AdaptedAnswers = generated ? AnswerCounts.Of(pairs.Select(p => p.Bypassed)) : null,
            Circular = CircularEvaluation.Of(pairs),
        };
    }

    private static IReadOnlyList<PairedPass> Pairs(SweepSession session, SweepPlan alone, SweepPlan onTop, Choice choice)
    {
        var asked = choice.Samples.Samples.Select(s => s.Index).ToHashSet();
        var bases = Rows(alone, null);
        var bypassed = choice.Knockouts.IsNone ? bases : Rows(onTop, onTop.Knockouts[0]);
        return [.. bases.Values.Where(b => bypassed.ContainsKey(b.Index)).Select(b => new PairedPass(b, bypassed[b.Index]))];

        OrderedDictionary<string, ScoredPass> Rows(SweepPlan plan, Knockout? knockout)
        {
            var sweep = plan.SweepOf(session.Model, session.Data, session.Host.Time.GetUtcNow()).Id;
            var passes = session.Store.Passes(sweep, choice.Samples.Task, knockout is { } k ? [k] : []).Where(p => p.Knockout == knockout).ToList();
            return new(ClusterLinks.Linked(passes, session.Data).Where(r => asked.Contains(r.Index)).Select(r => KeyValuePair.Create(r.Index, r)));
        }
    }

    private sealed record Choice(TaskSamples Samples, KnockoutSet Knockouts, string Source, int LeftOut, string? Protocol = null)
    {
        public string? ChosenOn { get; init; }
    }
}
