namespace TaLo.Terminal.Tests;

/// <summary>The command line of a sweep, and what it leaves.</summary>
internal static class Sweep
{
    /// <summary>One thread, so that a busy machine does not spin.</summary>
    public static string[] Of(string model, string data, params string[] more) =>
        ["sweep", model, data, "--device", "cpu", "--threads", "1", "--ctx", "1024", .. more];

    /// <summary>Writes a data set of two tasks.</summary>
    public static string TwoTasks(Sandbox sandbox, int each, string name = "two.tsv") => sandbox.Write(name, Question.Tsv(
        [.. Question.Some(each), .. Question.Some(each, first: 101, task: "shape")]));
}
