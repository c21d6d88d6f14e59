using TaLo.Profiles;
using TaLo.Statistics;
using TaLo.Sweeps;
using TaLo.Tasks;

namespace TaLo.Matching;

/// <summary>
/// Measures, on a data set whose tasks are known, how often a question is matched to its own task, to another, or to
/// none, when one, few, all but one or all of the tasks are stored. Every task is taken to have a choice of its own,
/// so that a tie means the base model.
/// </summary>
/// <param name="data">The data set.</param>
/// <param name="probe">Samples of each task that its examples are taken from, at most half of it; the others are the questions asked.</param>
/// <param name="seed">Chooses them, and the tasks stored.</param>
public sealed class MatchingStudy(IDataSet data, int probe = 50, long seed = 0)
{
    /// <summary>Questions of the task that were not among the probe samples.</summary>
    public const string HeldOut = "held out";

    /// <summary>Those of them whose text is none of the examples.</summary>
    public const string Unseen = "held out, unseen wording";

    /// <summary>Questions that somebody worded otherwise.</summary>
    public const string Reworded = "reworded";

    private const int Draws = 100;
    private static readonly int[] Sizes = [1, 3, 8];

    /// <summary>Measures.</summary>
    /// <param name="wordings">Other wordings of the tasks' questions, and questions that belong to none.</param>
    public IReadOnlyList<MatchingRow> Run(IReadOnlyList<Wording> wordings)
    {
        var tasks = new SampleSelection(null, seed).Select(data.Samples);
        var names = tasks.Select(t => t.Task).ToList();
        var texts = tasks.Select(t => t.Samples.Select(Text).OfType<string>().ToList()).ToList();
        var examples = texts.ConvertAll(t => TaskQuestions.From(t.Take(Math.Min(probe, t.Count / 2))));
        var likeness = examples.ConvertAll(e => new TaskLikeness(e));

        var groups = texts.SelectMany((t, i) => HeldOutOf(t, i, examples[i]))
            .Concat(wordings.GroupBy(w => w.Task).Select(w => new QuestionGroup(
                names.Contains(w.Key) ? Reworded : w.Key, names.IndexOf(w.Key), [.. w.GroupBy(q => q.Question).Select(q => (q.Key, q.Count()))])))
            .Where(g => g.Texts.Count > 0)
            .ToList();
        var closeness = groups.SelectMany(g => g.Texts).Select(t => t.Text).Distinct()
            .ToDictionary(t => t, t => Closeness(t, likeness));
        return [.. Stores(names.Count).SelectMany(s => Rows(s.Size, s.Stores, groups, closeness))];
    }

    private string? Text(SampleRef sample)
    {
        try
        {
            return data.LoadQuestion(sample).Question.Text;
        }
        catch (SampleException)
        {
            return null;
        }
    }

    private IEnumerable<QuestionGroup> HeldOutOf(List<string> texts, int task, TaskQuestions examples)
    {
        var asked = texts.Skip(Math.Min(probe, texts.Count / 2)).GroupBy(t => t).Select(t => (t.Key, t.Count())).ToList();
        yield return new QuestionGroup(HeldOut, task, asked);
        yield return new QuestionGroup(Unseen, task, [.. asked.Where(t => !examples.Examples.Contains(t.Key))]);
    }

    private static double[] Closeness(string text, List<TaskLikeness> tasks)
    {
        var vector = QuestionVector.Of(text);
        return [.. tasks.Select(t => t.To(vector).Closeness)];
    }

    /// <summary>Which tasks are stored: some draws of a few, each without one, all.</summary>
    private IEnumerable<(int Size, IReadOnlyList<int[]> Stores)> Stores(int tasks)
    {
        var all = Enumerable.Range(0, tasks).ToArray();
        foreach (var size in Sizes.Where(s => s < tasks - 1))
        {
            var random = SeededRandom.For(seed, $"stores of {size}");
            yield return (size, [.. Enumerable.Range(0, Draws).Select(_ => Draw(all, size, random))]);
        }

        if (tasks > 1)
            yield return (tasks - 1, [.. all.Select(left => all.Where(t => t != left).ToArray())]);
        yield return (tasks, [all]);
    }

    private static int[] Draw(int[] all, int size, SeededRandom random)
    {
        var shuffled = all.ToArray();
        random.Shuffle(shuffled);
        return shuffled[..size];
    }

    private static IEnumerable<MatchingRow> Rows(
        int size, IReadOnlyList<int[]> stores, List<QuestionGroup> groups, Dictionary<string, double[]> closeness) =>
        stores.SelectMany(store => groups.Select(g => Answer(store, g, closeness)))
            .GroupBy(a => (a.Questions, a.Belong))
            .OrderByDescending(row => row.Key.Belong)
            // Every task weighs the same, however many questions it has.
            .Select(row => new MatchingRow(
                size, row.Key.Questions, row.Key.Belong, row.Sum(a => a.Count),
                row.Average(a => a.Own), row.Average(a => a.Other), row.Average(a => a.Base)));

    private static MatchingRow Answer(int[] store, QuestionGroup asked, Dictionary<string, double[]> closeness)
    {
        var chosen = asked.Texts.Select(t => (Task: Choose(store, closeness[t.Text]), t.Count)).ToList();
        double count = chosen.Sum(c => c.Count);
        var own = chosen.Where(c => c.Task == asked.Task).Sum(c => c.Count) / count;
        var none = chosen.Where(c => c.Task is null).Sum(c => c.Count) / count;
        return new MatchingRow(store.Length, asked.Name, store.Contains(asked.Task), (int)count, own, 1 - own - none, none);
    }

    private static int? Choose(int[] store, double[] closeness)
    {
        var ranked = store.OrderByDescending(t => closeness[t]).ToList();
        return MatchRule.Choose(ranked.ConvertAll(t => closeness[t]), (_, _) => false) is { } place ? ranked[place] : null;
    }

    private sealed record QuestionGroup(string Name, int Task, IReadOnlyList<(string Text, int Count)> Texts);
}

/// <summary>How questions of one kind were matched, with so many tasks stored.</summary>
/// <param name="Stored">Tasks with a profile.</param>
/// <param name="Questions">Which questions.</param>
/// <param name="Belong">Whether their task is one of those stored: then <paramref name="Own"/> is right, otherwise <paramref name="Base"/>.</param>
/// <param name="Count">How many answers the shares are taken over.</param>
/// <param name="Own">Share matched to their own task, 0…1.</param>
/// <param name="Other">Share matched to another task, 0…1.</param>
/// <param name="Base">Share matched to none: the base model, 0…1.</param>
public sealed record MatchingRow(int Stored, string Questions, bool Belong, int Count, double Own, double Other, double Base);

/// <summary>A question worded by somebody, for measuring the matching.</summary>
/// <param name="Task">The task it belongs to, or another word for a group of questions that belong to none.</param>
/// <param name="Question">Its text.</param>
public sealed record Wording(string Task, string Question)
{
    /// <summary>Reads a file of them: a header line, then a task, a tab and a question in each line.</summary>
    /// <exception cref="DataSetException">A line is no such line; the message names it.</exception>
    public static IReadOnlyList<Wording> Read(string path)
    {
        if (!File.Exists(path))
            throw new DataSetException($"{path}: no such file; check the path");
        return [.. File.ReadLines(path).Index().Skip(1).Where(l => l.Item.Length > 0).Select(l => l.Item.Split('\t') is [{ Length: > 0 } task, { Length: > 0 } question]
            ? new Wording(task, question)
            : throw new DataSetException($"{path} line {l.Index + 1}: not a task, a tab and a question"))];
    }
}
