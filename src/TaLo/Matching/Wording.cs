using TaLo.Tasks;

namespace TaLo.Matching;

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
