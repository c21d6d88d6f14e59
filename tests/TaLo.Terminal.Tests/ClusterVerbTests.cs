using System.Text.Json;

namespace TaLo.Terminal.Tests;

/// <summary>Questions about shared images through the real program: kept together, and counted wherever there are samples.</summary>
public sealed class ClusterVerbTests(Models models) : IClassFixture<Models>
{
    [Fact]
    public void Should_Keep_Together_What_Shares_An_Image_And_Say_How_Many_There_Are()
    {
        using var sandbox = new Sandbox();
        var data = sandbox.Write("shared.tsv", Question.Tsv(Enumerable.Range(0, 24).Select(
            i => Question.Number(i) with { Image = Question.Number(i / 3).Image })));

        Assert.Contains("24 in 8 clusters", Talo.Run(sandbox, "tasks", data).Succeeded().Out, StringComparison.Ordinal);
        Assert.Contains("24 in 8 clusters", Talo.Run(sandbox, Sweep.Of(models.Llama, data)).Succeeded().Out, StringComparison.Ordinal);
        var id = Talo.Run(sandbox, "show", "--json").Json[0].GetProperty("id").GetString()!;
        string[] adapt = ["adapt", "--replay", id, "--protocol", "paper", "--probe", "4", "--redraws", "20"];
        Assert.Contains("24 in 8 clusters (a shared image or g_index)", Talo.Run(sandbox, adapt).Succeeded().Out, StringComparison.Ordinal);

        var decision = Talo.Run(sandbox, [.. adapt, "--keep", "--json"]).Succeeded().Json.GetProperty("decisions")[0];
        Assert.Empty(Images(decision, "pool").Intersect(Images(decision, "evaluation")));
        Assert.Equal(24, decision.GetProperty("pool").GetArrayLength() + decision.GetProperty("evaluation").GetArrayLength());
        Assert.Equal(6, decision.GetProperty("judgement").GetProperty("counts").GetProperty("clusters").GetInt32());

        var judged = Talo.Run(sandbox, ["eval", .. Sweep.Of(models.Llama, data).Skip(1)]).Succeeded().Out;
        Assert.Contains("18 in 6 clusters", judged, StringComparison.Ordinal);
        Assert.Contains("6 samples that had a part in choosing left out", judged, StringComparison.Ordinal);
        // So it is where its questions are asked one by one; of other data nothing is known.
        var profile = Talo.Run(sandbox, ["eval", .. Sweep.Of(models.Llama, data).Skip(1), "--json"]).Succeeded().Json[0].GetProperty("source").GetString()!;
        var asked = Talo.Run(sandbox, "qa", models.Llama, "--from", data, "--profile", profile, "--compare", "--max-tokens", "2", "--device", "cpu", "--threads", "1").Succeeded().Error;
        Assert.Contains("6 of 24 questions with a known answer may have chosen the layer: not compared", asked, StringComparison.Ordinal);
        Assert.Contains("of 18 in 6 clusters whose right answer is known", asked, StringComparison.Ordinal);
        var more = sandbox.Write("more.tsv", Question.Tsv(Enumerable.Range(0, 25).Select(
            i => Question.Number(i) with { Image = Question.Number(i / 3).Image })));
        Assert.Contains("1 task judged on all samples, for the profile was made on another file (shared)",
            Talo.Run(sandbox, ["eval", .. Sweep.Of(models.Llama, more).Skip(1)]).Succeeded().Out, StringComparison.Ordinal);

        Talo.Run(sandbox, "report", id, "--redraws", "0", "--out", "report.md").Succeeded();
        Assert.Contains("24 in 8 clusters", File.ReadAllText(sandbox.PathOf("report.md")), StringComparison.Ordinal);

        // The results file knows them too.
        Talo.Run(sandbox, "show", id, "--out", "rows.jsonl").Succeeded();
        var from = Talo.Run(sandbox, "adapt", "--from", "rows.jsonl", "--json", "--redraws", "0").Succeeded().Json.GetProperty("decisions")[0];
        Assert.Empty(Images(from, "pool").Intersect(Images(from, "evaluation")));
    }

    /// <summary>Half of the samples were swept; the others may share an image with one that chose.</summary>
    [Fact]
    public void Should_Not_Compare_On_The_Image_Of_A_Sample_That_Chose()
    {
        using var sandbox = new Sandbox();
        var data = sandbox.Write("shared.tsv", Question.Tsv(Enumerable.Range(0, 24).Select(
            i => Question.Number(i) with { Image = Question.Number(i / 3).Image })));
        Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--samples", "12")).Succeeded();
        var id = Talo.Run(sandbox, "show", "--json").Json[0].GetProperty("id").GetString()!;
        // The first draw that chooses a layer: the random model's answers say which.
        var decision = Enumerable.Range(0, 20).Select(seed => Talo.Run(sandbox,
                "adapt", "--replay", id, "--protocol", "paper", "--probe", "2", "--draw-seed", $"{seed}", "--redraws", "0", "--keep", "--json").Succeeded().Json.GetProperty("decisions")[0])
            .First(d => d.GetProperty("chosen").ValueKind != JsonValueKind.Null);
        var chose = 3 * Images(decision, "pool").Count();
        Assert.True(chose > decision.GetProperty("pool").GetArrayLength(), "the draw leaves no image half asked: take another number of samples");

        string[] asked = ["qa", models.Llama, "--from", data, "--profile", "colour", "--max-tokens", "2", "--device", "cpu", "--threads", "1"];
        Assert.Contains($"{chose} of 24 questions with a known answer may have chosen the layer: not compared", Talo.Run(sandbox, [.. asked, "--compare"]).Succeeded().Error, StringComparison.Ordinal);
        Assert.Contains($"{chose} of 24 questions with a known answer may have chosen what is bypassed, which flatters it", Talo.Run(sandbox, asked).Succeeded().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Say_What_Is_Asked_Without_An_Image()
    {
        using var sandbox = new Sandbox();
        var data = sandbox.Write("some.tsv", Question.Tsv([.. Question.Some(3), Question.Number(9) with { Image = "" }]));

        Assert.Contains("3, 1 without", Talo.Run(sandbox, "tasks", data).Succeeded().Out, StringComparison.Ordinal);
        var swept = Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--layers", "1")).Succeeded();
        Assert.Contains("1 of 4 samples have no image, unlike others of some: asked as text; first: ", swept.Error, StringComparison.Ordinal);
        Assert.Contains("(index 9): its image cell is empty", swept.Error, StringComparison.Ordinal);
        Assert.Equal(4, sandbox.JournalSamples);
        var asked = Talo.Run(sandbox, "qa", models.Llama, "--from", data, "--max-tokens", "2", "--device", "cpu", "--threads", "1").Succeeded();
        Assert.Contains("1 of 4 questions have no image, unlike the others", asked.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<int> Images(JsonElement decision, string set) =>
        decision.GetProperty(set).EnumerateArray().Select(i => int.Parse(i.GetString()!) / 3).Distinct();
}
