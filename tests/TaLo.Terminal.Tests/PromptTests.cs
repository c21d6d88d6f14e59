using System.Text;
using System.Text.Json;

namespace TaLo.Terminal.Tests;

/// <summary><c>talo prompt</c>: what is sent is what is shown, and what a sweep sends.</summary>
public sealed class PromptTests(Models models) : IClassFixture<Models>, IDisposable
{
    private static readonly string[] Loading = ["--device", "cpu", "--threads", "1", "--ctx", "1024"];
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Should_Print_What_A_Sweep_Sends()
    {
        var data = Sweep.TwoTasks(_sandbox, each: 6);
        string[] asking = ["--prompt", "llava", "--shots", "2", "--system", "Be short."];
        Talo.Run(_sandbox, Sweep.Of(models.Llama, data, [.. asking, "--layers", "1", "--tasks", "colour", "--out", "rows.jsonl", "--with-prompt"])).Succeeded();
        var rows = File.ReadLines(_sandbox.PathOf("rows.jsonl")).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var asked = rows.Select(r => r.GetProperty("index").GetString()!).Distinct().ToList();
        Assert.Equal(4, asked.Count);

        var shown = Talo.Run(_sandbox, ["prompt", models.Llama, data, "--sample", asked[0], .. asking, .. Loading]).Succeeded();
        var sent = rows.First(r => r.GetProperty("index").GetString() == asked[0]).GetProperty("prompt").GetString()!;
        Assert.Equal(["[image 1]", "[image 2]", "[image 3]"], System.Text.RegularExpressions.Regex.Matches(shown.Out, @"\[image \d\]").Select(m => m.Value));
        Assert.Equal(sent.ReplaceLineEndings("\n") + "\n", System.Text.RegularExpressions.Regex.Replace(shown.Out.ReplaceLineEndings("\n"), @"\[image \d\]", "<__media__>"));
        Assert.Contains("[image 3] 28 × 28", shown.Error, StringComparison.Ordinal);
        Assert.Contains("prompt llava, 2 shots, system message", shown.Error, StringComparison.Ordinal);

        var example = Enumerable.Range(1, 6).Select(i => $"{i}").Except(asked).First();
        Talo.Run(_sandbox, ["prompt", models.Llama, data, "--sample", example, .. asking, .. Loading]).Refused("is shown as an example");
    }

    [Fact]
    public void Should_Print_Tokens_That_Make_The_Text()
    {
        var data = Sweep.TwoTasks(_sandbox, each: 2);
        var json = Talo.Run(_sandbox, ["prompt", models.Llama, data, "--sample", "1", "--tokens", "--json", .. Loading]).Succeeded().Json;
        var parts = json.GetProperty("tokens").GetProperty("parts").EnumerateArray().ToList();
        var image = Assert.Single(parts, p => p.GetProperty("tokens").GetArrayLength() == 0);
        Assert.True(image.GetProperty("positions").GetInt32() > 1);
        Assert.Equal(parts.Sum(p => p.GetProperty("positions").GetInt32()), json.GetProperty("tokens").GetProperty("positions").GetInt32());
        var made = string.Concat(parts.SelectMany(p => p.GetProperty("tokens").GetArrayLength() == 0 ? ["[image 1]"] : p.GetProperty("tokens").EnumerateArray().Select(t => t.GetProperty("text").GetString())));
        Assert.EndsWith(json.GetProperty("text").GetString()!.TrimStart(), made, StringComparison.Ordinal);
        Assert.Equal(3, json.GetProperty("tokens").GetProperty("answers").GetArrayLength());
        Assert.Contains(parts.SelectMany(p => p.GetProperty("tokens").EnumerateArray()), t => t.GetProperty("is_control").GetBoolean());

        var lines = Talo.Run(_sandbox, ["prompt", models.Llama, data, "--sample", "1", "--tokens", "--scoring", "choice", .. Loading]).Succeeded().Out;
        Assert.Matches(@"\n +\d+ +image, \d+ positions\n", lines.ReplaceLineEndings("\n"));
        Assert.Contains("scored behind the document separator:", lines, StringComparison.Ordinal);
    }

    // As MMMU has it: two images, one named in the question, the other in an option.
    [Fact]
    public void Should_Send_Images_Where_The_Question_Names_Them()
    {
        var image = $"['{Question.Base64(Png.Noise(28, 28, 1))}', '{Question.Base64(Png.Noise(56, 28, 2))}']";
        var data = _sandbox.Write("named.tsv", Encoding.UTF8.GetBytes(
            $"index\tquestion\tA\tB\tanswer\tcategory\timage\n1\tIs <image 2> like this?\t<image 1>\tnone\tA\tshape\t{image}\n"));
        var shown = Talo.Run(_sandbox, ["prompt", models.Llama, data, "--sample", "1", .. Loading]).Succeeded();
        Assert.Contains("Question: Is [image 1] like this?\nOptions:\nA. [image 2]\nB. none\n", shown.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("[image 1] 56 × 28", shown.Error, StringComparison.Ordinal);
        var tokens = Talo.Run(_sandbox, ["prompt", models.Llama, data, "--sample", "1", "--tokens", .. Loading]).Succeeded().Out;
        Assert.Equal(2, System.Text.RegularExpressions.Regex.Count(tokens, "image, [0-9]+ positions"));

        var swept = Talo.Run(_sandbox, Sweep.Of(models.Llama, data, "--layers", "1", "--json")).Succeeded().Json;
        Assert.Equal(1, swept.GetProperty("vectors")[0].GetProperty("samples").GetInt32());
        Talo.Run(_sandbox, Sweep.Of(models.Llama, data, "--layers", "1", "--scoring", "choice")).Refused("an option is an image");
    }

    [Fact]
    public void Should_List_Published_Prompts_And_Say_What_Is_Missing()
    {
        Assert.Contains("qwen2-vl", Talo.Run(_sandbox, "prompt", "--list").Succeeded().Out, StringComparison.Ordinal);
        Assert.Equal(2, Talo.Run(_sandbox, "prompt").ExitCode);
        Assert.Equal(2, Talo.Run(_sandbox, "prompt", "--list", models.Llama).ExitCode);
        var data = Sweep.TwoTasks(_sandbox, each: 3);
        Talo.Run(_sandbox, ["prompt", models.Llama, data, "--sample", "77", .. Loading]).Refused("no sample '77'");
        Talo.Run(_sandbox, ["prompt", models.Llama, data, "--sample", "1", "--task", "shpae", .. Loading]).Refused("did you mean shape?");
        Talo.Run(_sandbox, ["prompt", models.Llama, data, "--sample", "1", "--shots", "3", .. Loading]).Refused("too few for 3 shots");
        Talo.Run(_sandbox, ["prompt", models.Llama, data, "--sample", "1", "--prompt", "lava", .. Loading]).Refused("did you mean llava?");
    }
}
