using System.Text.Json;
using TaLo.Models;
using TaLo.Profiles;

namespace TaLo.Terminal.Tests;

/// <summary><c>talo qa</c>: one question, both sides, a file of questions.</summary>
public sealed class QaTests(Models models) : IClassFixture<Models>
{
    private static readonly Knockout Attention7 = new(7, Module.Attention);

    [Fact]
    public void Should_Answer_With_The_Data_On_Stdout_And_Say_What_Is_Bypassed()
    {
        using var sandbox = new Sandbox();
        var image = sandbox.Write("a b.png", Png.Noise(64, 64, 1));
        var run = Talo.Run(sandbox, Qa.Of(Qa.Biased, "What is in the picture?", "--image", image, "--layer", "7")).Succeeded();
        Assert.Matches("^[a-z ]+\n$", run.Out);
        Assert.Contains("attention 7 bypassed (by hand)\n", run.Error, StringComparison.Ordinal);
        Assert.Contains(" of 4096)", run.Error, StringComparison.Ordinal);

        var piped = Qa.Piped(sandbox, ["What is in the picture?"], Qa.Of(Qa.Biased, "-", "--image", image, "--layer", "7", "--json")).Succeeded();
        Assert.Equal("What is in the picture?", piped.Json.GetProperty("question").GetString());
        Assert.Equal(run.Out.Trim(), piped.Json.GetProperty("answer").GetProperty("text").GetString());
        Assert.Equal("end_of_turn", piped.Json.GetProperty("answer").GetProperty("end").GetString());
        Assert.Equal("attention 7", piped.Json.GetProperty("bypass").GetProperty("what").GetString());
    }

    [Fact]
    public void Should_Answer_By_Both_Sides_In_Labelled_Blocks()
    {
        using var sandbox = new Sandbox();
        var image = sandbox.Write("a.png", Png.Noise(64, 64, 1));
        string[] both = Qa.Of(models.Llama, "What?", "--image", image, "--layer", "2", "--module", "ffn", "--compare", "--max-tokens", "8");
        var text = Talo.Run(sandbox, both).Succeeded().Out;
        var json = Talo.Run(sandbox, [.. both, "--json"]).Succeeded().Json;
        var (first, second) = (Text(json, "base"), Text(json, "bypassed"));
        Assert.NotEqual(first, second);
        Assert.Equal($"base model:\n{first}\n\nffn 2 bypassed (by hand):\n{second}\n", text.ReplaceLineEndings("\n").Replace(" \n", "\n", StringComparison.Ordinal));
        Assert.Equal(first, Text(Talo.Run(sandbox, Qa.Of(models.Llama, "What?", "--image", image, "--base", "--max-tokens", "8", "--json")).Succeeded().Json, "answer"));
    }

    [Fact]
    public void Should_Answer_As_The_Sweep_Scored()
    {
        using var sandbox = new Sandbox();
        var data = Qa.Bundled(sandbox, "digit-name", 8);
        string[] compare = Qa.Of(Qa.Biased, "--from", data, "--out", "answers.jsonl", "--layer", "7", "--compare");
        var said = Talo.Run(sandbox, compare).Succeeded().Error;
        Talo.Run(sandbox, Sweep.Of(Qa.Biased, data, "--layers", "7", "--out", "rows.jsonl")).Succeeded();
        var rows = Lines(sandbox, "rows.jsonl").ToLookup(r => r.GetProperty("index").ToString());
        var answers = Lines(sandbox, "answers.jsonl");
        Assert.Equal(8, answers.Count);
        foreach (var answer in answers)
        {
            var scored = rows[answer.GetProperty("id").GetString()!].ToDictionary(
                r => r.GetProperty("layer").ValueKind == JsonValueKind.Null, r => r.GetProperty("predicted").GetString()!);
            Assert.Equal(scored[true], Text(answer, "base")[..1]);
            Assert.Equal(scored[false], Text(answer, "bypassed")[..1]);
        }
        var changed = answers.Count(a => Text(a, "base") != Text(a, "bypassed"));
        Assert.NotEqual(0, changed);
        Assert.Equal(changed, answers.Count(a => !a.GetProperty("agree").GetBoolean()));
        var right = rows.SelectMany(r => r).Where(r => r.GetProperty("correct").GetBoolean()).ToLookup(r => r.GetProperty("layer").ValueKind == JsonValueKind.Null, r => r.GetProperty("index").ToString());
        foreach (var answer in answers)
        {
            var id = answer.GetProperty("id").GetString()!;
            Assert.Equal(rows[id].First().GetProperty("answer").GetString(), answer.GetProperty("right_answer").GetString()![..1]);
            Assert.Equal(right[true].Contains(id), answer.GetProperty("correct").GetProperty("base").GetBoolean());
            Assert.Equal(right[false].Contains(id), answer.GetProperty("correct").GetProperty("bypassed").GetBoolean());
        }
        var (repaired, broken) = (right[false].Except(right[true]).Count(), right[true].Except(right[false]).Count());
        string[] end =
        [
            $"{changed} of 8 answers changed by the bypass",
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"of 8 whose right answer is known: base model {right[true].Count() * 12.5:0.0}%, bypassed {right[false].Count() * 12.5:0.0}%, "),
            $"{repaired} fixed, {broken} broken, McNemar's exact p ",
        ];
        Assert.All(end, e => Assert.Contains(e, said, StringComparison.Ordinal));
        // What was answered before counts as well.
        var again = Talo.Run(sandbox, compare).Succeeded().Error;
        Assert.All(end.Append("8 answered before"), e => Assert.Contains(e, again, StringComparison.Ordinal));
    }

    [Fact]
    public void Should_Go_On_Where_A_Batch_Was_Cut_Off()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("a.png", Png.Noise(28, 28, 1));
        sandbox.Write("q.jsonl", """
            {"id": 1, "question": "What is it?", "image": "a.png"}
            {"id": 2, "question": "broken
            {"id": 3, "question": "Where?", "images": ["a.png", "a.png"]}
            {"id": 4, "question": "Who?", "image": "b.png"}
            {"id": 5, "question": "And?"}
            """u8.ToArray());
        var path = sandbox.PathOf("answers.jsonl");
        string[] batch = Qa.Of(models.Llama, "--from", "q.jsonl", "--out", "answers.jsonl", "--max-tokens", "4");
        var first = Talo.Run(sandbox, batch).Succeeded();
        Assert.Contains("q.jsonl line 2: is not JSON", first.Error, StringComparison.Ordinal);
        Assert.Contains("q.jsonl line 4: its image file ", first.Error, StringComparison.Ordinal);
        Assert.Contains("3 answered, 2 skipped", first.Error, StringComparison.Ordinal);
        var whole = File.ReadAllBytes(path);

        File.WriteAllBytes(path, whole[..^20]);
        var second = Talo.Run(sandbox, batch).Succeeded();
        Assert.Contains("1 answered, 2 answered before, 2 skipped", second.Error, StringComparison.Ordinal);
        var texts = File.ReadAllLines(path);
        Assert.Equal(4, texts.Length);
        Assert.Equal(Text(JsonDocument.Parse(System.Text.Encoding.UTF8.GetString(whole).Split('\n')[2]).RootElement, "answer"),
            Text(JsonDocument.Parse(texts[3]).RootElement, "answer"));

        Assert.Contains("3 answered, 2 skipped", Talo.Run(sandbox, [.. batch, "--layer", "1"]).Succeeded().Error, StringComparison.Ordinal);
        Assert.Contains("3 answered before", Talo.Run(sandbox, batch).Succeeded().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Bypass_What_A_Profile_Says_And_Refuse_One_For_Another_Model()
    {
        using var sandbox = new Sandbox();
        ProfileFile.Write(sandbox.PathOf("profiles.json"), [Profile()]);
        Talo.Run(sandbox, "profiles", "import", "profiles.json").Succeeded();
        var bypass = Talo.Run(sandbox, Qa.Of(Qa.Biased, "What?", "--profile", "flag-name", "--json")).Succeeded().Json.GetProperty("bypass");
        Assert.Equal("attention 7", bypass.GetProperty("what").GetString());
        Assert.Equal(Profile().Id, bypass.GetProperty("profile").GetString());
        Assert.Contains($"attention 7 bypassed (profile {Profile().Id}, flag-name, robust)",
            Talo.Run(sandbox, Qa.Of(Qa.Biased, "What?", "--profile", Profile().Id[..5])).Succeeded().Error, StringComparison.Ordinal);

        Refused(sandbox, Qa.Of(Qa.Plain, "What?", "--profile", "flag-name"), "was made for", "--force");
        Talo.Run(sandbox, Qa.Of(Qa.Plain, "What?", "--profile", "flag-name", "--force")).Succeeded();
        Refused(sandbox, Qa.Of(Qa.Biased, "What?", "--profile", "maps"), "maps", "talo profiles list");
        Refused(sandbox, Qa.Of(Qa.Biased, "What?", "--layer", "12"), "no layer 12", "0 to 11");
    }

    [Fact]
    public void Should_Refuse_What_It_Cannot_Ask()
    {
        using var sandbox = new Sandbox();
        var alone = sandbox.PathOf("alone.gguf");
        File.Copy(models.Llama, alone);
        var image = sandbox.Write("a.png", Png.Noise(28, 28, 1));
        Refused(sandbox, Qa.Of(alone, "What?", "--image", image), "takes no images", "--mmproj");
        Refused(sandbox, Qa.Of(models.Llama, "What?", "--image", "none.png"), "none.png: no such file");
        Refused(sandbox, Qa.Of(models.Llama, "What?", "--image", sandbox.Write("b.png", [1, 2])), "b.png: not a PNG");
        Refused(sandbox, Qa.Of(models.Llama), "stdin is empty");
        Refused(sandbox, Qa.Of(models.Llama, "--from", "q.csv"), "q.csv", "no such file");
        Refused(sandbox, Qa.Of(models.Llama, string.Concat(Enumerable.Repeat("ever longer ", 200)), "--ctx", "256"), "--ctx");
        Talo.Run(sandbox, Qa.Of(models.Llama, "What?", "--compare")).Misused("talo qa --help");
        Talo.Run(sandbox, Qa.Of(models.Llama, "What?", "--base", "--layer", "1")).Misused("talo qa --help");
        Talo.Run(sandbox, Qa.Of(models.Llama, "What?", "--out", "x.jsonl")).Misused("talo qa --help");
        Talo.Run(sandbox, Qa.Of(models.Llama, "What?", "--from", "x.jsonl")).Misused("talo qa --help");
        Talo.Run(sandbox, Qa.Of(models.Llama, "What?", "--temp", "-1")).Misused("talo qa --help");
    }

    private static void Refused(Sandbox sandbox, string[] arguments, params string[] words) => Talo.Run(sandbox, arguments).Refused(words);

    private static TaskProfile Profile() => new(
        new ProfileModel("TaLo nano", "Q8_0", 12, FileFingerprint.Of(Qa.Biased),
            FileFingerprint.Of(Path.Combine(Path.GetDirectoryName(Qa.Biased)!, "mmproj-talo-nano-f16.gguf"))),
        "talo-nano-tasks", null, "flag-name", Attention7, "robust", "seed 0", "known", null, null, null, [], DateTimeOffset.UnixEpoch);

    private static string Text(JsonElement json, string side) => json.GetProperty(side).GetProperty("text").GetString()!;

    private static List<JsonElement> Lines(Sandbox sandbox, string name) =>
        [.. File.ReadLines(sandbox.PathOf(name)).Select(l => JsonDocument.Parse(l).RootElement)];
}
