using System.Text;

namespace TaLo.Terminal.Tests;

/// <summary>The studies' scripts: what docs/pretrained.md says comes out of the published answers, and a study keeps and checks its own.</summary>
public sealed class StudyTests(Models models) : IClassFixture<Models>
{
    [PythonFact]
    public void Should_Show_In_The_Document_What_The_Published_Answers_Say()
    {
        using var sandbox = new Sandbox();
        var document = File.ReadAllLines(Documented.File("pretrained.md")).ToHashSet();

        var tables = Documented.Run(sandbox, PythonFactAttribute.Python, [], "-B", Documented.File("studies", "blimp.py")).Succeeded();

        var rows = tables.Out.Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal)).ToList();
        Assert.InRange(rows.Count, 67 + 30 + 67, 1000);
        Assert.All(rows, row => Assert.Contains(row, document));
    }

    [NumpyFact]
    public void Should_Show_In_The_Document_What_The_Published_Answers_About_Pictures_Say()
    {
        using var sandbox = new Sandbox();
        var document = File.ReadAllLines(Documented.File("pretrained.md")).ToHashSet();

        var tables = Documented.Run(sandbox, NumpyFactAttribute.Python!, [], "-B", Documented.File("studies", "eye.py")).Succeeded();

        var rows = tables.Out.Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal)).ToList();
        Assert.InRange(rows.Count, 3 * (30 + 30 + 16), 1000);
        Assert.All(rows, row => Assert.Contains(row, document));
    }

    [PythonFact]
    public void Should_Keep_A_Studys_Answers_And_Find_One_That_Is_Another()
    {
        using var sandbox = new Sandbox();
        var pairs = Enumerable.Range(0, 8).Select(i =>
            $$"""{"sentence_good": "The {{i}} dogs sleep.", "sentence_bad": "The {{i}} dogs sleeps {{i}}.", "UID": "{{(i % 2 == 0 ? "verbs" : "nouns")}}", "linguistics_term": "agreement", "pairID": "{{i / 2}}"}""");
        Directory.CreateDirectory(sandbox.PathOf("pairs"));
        sandbox.Write("pairs/all.jsonl", Encoding.UTF8.GetBytes(string.Join('\n', pairs)));

        Documented.Run(
            sandbox, "sh", new() { ["SAMPLES"] = "4" },
            Documented.File("studies", "study.sh"), sandbox.PathOf("out"), "tiny", models.Llama, sandbox.PathOf("pairs"), "none", "attention", "repeat").Succeeded();

        TaloRun Answers(string what) => Documented.Run(
            sandbox, PythonFactAttribute.Python, [], "-B", Documented.File("studies", "answers.py"), what, "answers.tsv", "out/tiny-none.jsonl", "out/tiny-attention.jsonl", "out/tiny-repeat.jsonl");
        Answers("write").Succeeded();
        var lines = File.ReadAllLines(sandbox.PathOf("answers.tsv"));
        Assert.Equal("group\ttask\tindex\tasked\tbase\tnorm\tattention\trepeat", lines[0]);
        Assert.Equal(9, lines.Length);
        Assert.Matches("^agreement\tnouns\t.*\ttiny\t[01]\t[01]\t[01]{4}\t-[01]{3}$", lines[1]);
        Assert.Contains("72 answers compared, 0 are not as published", Answers("check").Succeeded().Out, StringComparison.Ordinal);

        lines[1] = lines[1][..^1] + (lines[1][^1] == '0' ? '1' : '0');
        File.WriteAllLines(sandbox.PathOf("answers.tsv"), lines);
        var other = Answers("check");
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("72 answers compared, 1 are not as published", other.Out, StringComparison.Ordinal);
        Assert.NotEmpty(File.ReadAllText(sandbox.PathOf("out/adapt-tiny-attention-robust.json")));
    }
}
