using System.Text;
using System.Text.Json;

namespace TaLo.Terminal.Tests;

/// <summary>Answers that are generated: swept, shown, kept, with options and without.</summary>
public sealed class GenerateTests(Models models) : IClassFixture<Models>
{
    /// <summary>The bundled model answers with a letter, so that what it says is the most probable one; docs/scoring.md has the figure of the whole file.</summary>
    [Fact]
    public void Generate_and_letter_should_agree_on_the_bundled_model()
    {
        using var sandbox = new Sandbox();
        string[] asked = ["--tasks", "digit-name,thing-kind,chart-compare", "--samples", "5", "--layers", "1,5,11"];

        Talo.Run(sandbox, Sweep.Of(Qa.Plain, Tasks, [.. asked, "--out", sandbox.PathOf("letter.jsonl")])).Succeeded();
        var swept = Talo.Run(sandbox, Sweep.Of(Qa.Plain, Tasks, [.. asked, "--scoring", "generate", "--out", sandbox.PathOf("generate.jsonl")])).Succeeded();

        var letter = Lines(sandbox.PathOf("letter.jsonl"));
        var generated = Lines(sandbox.PathOf("generate.jsonl"));
        Assert.Equal(60, generated.Count);
        Assert.Contains("60 generated answers, ", swept.Error, StringComparison.Ordinal);
        var same = letter.Zip(generated).Count(p => p.First.GetProperty("predicted").GetString() == p.Second.GetProperty("predicted").GetString());
        Assert.True(same >= 0.97 * generated.Count, $"{same} of {generated.Count} agree");
        Assert.All(letter.Zip(generated), p => Assert.Equal(p.First.GetProperty("margin").GetDouble(), p.Second.GetProperty("margin").GetDouble()));
    }

    [Fact]
    public void Open_questions_should_be_answered_scored_and_shown()
    {
        using var sandbox = new Sandbox();
        var data = sandbox.Write("open.jsonl", Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 4).Select(i =>
            $$"""{"question": "What comes after {{i}}?", "answer": ["{{i + 1}}", "it is {{i + 1}}"], "task": "counting"}"""))));
        string[] sweep = Sweep.Of(models.Llama, data, "--scoring", "generate", "--max-tokens", "6", "--layers", "1-2", "--out", sandbox.PathOf("out.jsonl"));

        Assert.Contains("scoring needs options, or --scoring generate", Talo.Run(sandbox, Sweep.Of(models.Llama, data)).Error, StringComparison.Ordinal);
        var run = Talo.Run(sandbox, sweep).Succeeded();
        var again = Talo.Run(sandbox, sweep).Succeeded();

        Assert.Contains("12 new results", run.Error, StringComparison.Ordinal);
        Assert.Contains("12 generated answers", run.Error, StringComparison.Ordinal);
        Assert.Contains("0 new results", again.Error, StringComparison.Ordinal);
        var line = Lines(sandbox.PathOf("out.jsonl"))[0];
        Assert.Equal(("", "-", 2), (line.GetProperty("options").GetString(), line.GetProperty("predicted").GetString(), line.GetProperty("accepted").GetArrayLength()));
        Assert.InRange(line.GetProperty("score").GetDouble(), 0, 1);
        var stored = Talo.Run(sandbox, "show", "--json").Succeeded().Json[0];
        Assert.Equal("generate 6", stored.GetProperty("key").GetProperty("scoring").GetString());
        var id = stored.GetProperty("id").GetString()!;
        Assert.Matches(@"counting +4 +\d+\.\d% +\d+\.\d% +\d", Talo.Run(sandbox, "show", id).Succeeded().Out);
        Assert.Contains("unmatched", Talo.Run(sandbox, "show", id, "--task", "counting").Succeeded().Out, StringComparison.Ordinal);
        Assert.Equal(4, Talo.Run(sandbox, "show", id, "--json").Succeeded().Json.GetProperty("vectors")[0].GetProperty("base_answers").GetProperty("generated").GetInt32());
        Assert.Equal(2, Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--scoring", "generate", "--max-tokens", "0")).ExitCode);
    }

    [Fact]
    public void Rotated_copies_should_be_counted_as_one_question()
    {
        using var sandbox = new Sandbox();
        var rows = new[] { 1, 2, 1000001, 1000002 }.Select(i =>
            $$"""{"index": {{i}}, "g_index": {{i % 1000000}}, "question": "Which is {{i % 1000000}}?", "A": "{{(i > 3 ? 2 : 1)}}", "B": "{{(i > 3 ? 1 : 2)}}", "answer": "{{(i % 2 == 1 == (i < 3) ? "A" : "B")}}", "category": "counting"}""");
        var data = sandbox.Write("circular.jsonl", Encoding.UTF8.GetBytes(string.Join('\n', rows)));

        var swept = Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--layers", "1")).Succeeded();
        var judged = Talo.Run(sandbox, ["eval", models.Llama, data, "--device", "cpu", "--threads", "1", "--ctx", "1024", "--layer", "1"]).Succeeded();

        Assert.Matches(@"counting +4 +\d+\.\d% +2 +\d+\.\d% +\d+\.\d%", swept.Out);
        Assert.Contains("a question is right only if all its rotations are", swept.Out, StringComparison.Ordinal);
        Assert.Matches(@"circular evaluation +questions", judged.Out);
        var id = Talo.Run(sandbox, "show", "--json").Succeeded().Json[0].GetProperty("id").GetString()!;
        Assert.Contains("vanilla", Talo.Run(sandbox, "show", id).Succeeded().Out, StringComparison.Ordinal);
        Talo.Run(sandbox, "show", id, "--out", sandbox.PathOf("out.jsonl")).Succeeded();
        Assert.Contains("\"circle\":\"1\",\"copies\":2", File.ReadAllText(sandbox.PathOf("out.jsonl")), StringComparison.Ordinal);
    }

    private static string Tasks => Path.Combine(AppContext.BaseDirectory, "models", "talo-nano-tasks.tsv");

    private static List<JsonElement> Lines(string path) => [.. File.ReadLines(path).Select(l => JsonDocument.Parse(l).RootElement.Clone())];
}
