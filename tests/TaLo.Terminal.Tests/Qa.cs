namespace TaLo.Terminal.Tests;

/// <summary>Command lines that talk to a model.</summary>
internal static class Qa
{
    /// <summary>The bundled model with one damaged layer, attention 7.</summary>
    public static string Biased => Path.Combine(AppContext.BaseDirectory, "models", "talo-nano-biased-q8_0.gguf");

    /// <summary>The bundled model.</summary>
    public static string Plain => Path.Combine(AppContext.BaseDirectory, "models", "talo-nano-plain-q8_0.gguf");

    /// <summary>One thread, so that a busy machine does not spin.</summary>
    public static string[] Of(string model, params string[] more) => ["qa", model, "--device", "cpu", "--threads", "1", .. more];

    /// <summary>The command line of a chat, greedy.</summary>
    public static string[] Chat(string model, params string[] more) =>
        ["chat", model, "--device", "cpu", "--threads", "1", "--temp", "0", .. more];

    /// <summary>Runs with lines on stdin, as behind a pipe.</summary>
    public static TaloRun Piped(Sandbox sandbox, string[] lines, params string[] arguments)
    {
        sandbox.Write("input.txt", System.Text.Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));
        using var running = Talo.StartOther(sandbox, [], "sh", "-c", $"cat input.txt | {Talo.CommandLine(arguments)}");
        return running.Wait(TimeSpan.FromMinutes(2));
    }

    /// <summary>Writes the first bundled questions of a task that carry their own image.</summary>
    public static string Bundled(Sandbox sandbox, string task, int count)
    {
        var lines = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "models", "talo-nano-tasks.tsv")).ToList();
        var columns = lines[0].Split('\t');
        var (category, image) = (Array.IndexOf(columns, "category"), Array.IndexOf(columns, "image"));
        var chosen = lines.Skip(1).Where(l => l.Split('\t') is var cells && cells[category] == task && cells[image].Length > 64).Take(count);
        return sandbox.Write($"{task}.tsv", System.Text.Encoding.UTF8.GetBytes(string.Join('\n', chosen.Prepend(lines[0])) + "\n"));
    }
}
