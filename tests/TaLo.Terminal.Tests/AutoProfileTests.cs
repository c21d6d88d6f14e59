using System.Text.Json;

namespace TaLo.Terminal.Tests;

/// <summary><c>--profile auto</c> with the control model, whose layer 7 hurts one task: from the choice of the layer to the question.</summary>
public sealed class AutoProfileTests(AdaptedStore adapted) : IClassFixture<AdaptedStore>
{
    private const string Flag = "Whose flag is at the top?";
    private const string Flags = "attention 7 bypassed (auto: closest to flag-name, 1.00, profile ";

    [Fact]
    public void Should_Take_The_Profile_Of_The_Task_That_A_Question_Is_Like()
    {
        var image = adapted.Sandbox.Write("a.png", Png.Noise(64, 64, 1));

        var flag = Ask("whose flag is at the bottom", "--image", image);
        Assert.Contains(Flags, flag.Error, StringComparison.Ordinal);
        var both = Ask(Flag, "--image", image, "--json", "--compare").Json;
        Assert.Equal("attention 7", both.GetProperty("bypass").GetProperty("what").GetString());
        Assert.Equal("flag-name", both.GetProperty("bypass").GetProperty("task").GetString());
        Assert.Equal(
            Text(Talo.Run(adapted.Sandbox, Qa.Of(Qa.Biased, Flag, "--image", image, "--layer", "7", "--json")).Succeeded().Json, "answer"),
            Text(both, "bypassed"));
    }

    [Fact]
    public void Should_Keep_The_Base_Model_Where_The_Profile_Does_And_Where_Nothing_Is_Close()
    {
        Assert.Contains("base model (auto: closest to thing-kind, 1.00, whose profile ", Ask("Which kind of thing is shown?").Error, StringComparison.Ordinal);
        var far = Ask("How do I boil rice?", "--json", "--compare");
        Assert.Contains("base model (auto: nothing is close; the closest is ", far.Error, StringComparison.Ordinal);
        Assert.Equal(0, far.Json.GetProperty("bypass").GetProperty("knockouts").GetArrayLength());
        Assert.Equal(
            Text(Talo.Run(adapted.Sandbox, Qa.Of(Qa.Biased, "How do I boil rice?", "--base", "--json")).Succeeded().Json, "answer"),
            Text(far.Json, "answer"));
    }

    [Fact]
    public void Should_Use_The_Base_Model_For_Another_Model()
    {
        var plain = Talo.Run(adapted.Sandbox, Qa.Of(Qa.Plain, Flag, "--profile", "auto")).Succeeded();
        Assert.Contains("base model (auto: no profile of this model is stored", plain.Error, StringComparison.Ordinal);
        Assert.Contains(Flags, Talo.Run(adapted.Sandbox, Qa.Of(Qa.Plain, Flag, "--profile", "auto", "--force")).Succeeded().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Choose_Anew_For_Each_Line_Of_A_Chat()
    {
        var chat = Qa.Piped(adapted.Sandbox, [Flag, "How do I boil rice?", "/talo off", Flag, "/talo on", Flag], Qa.Chat(Qa.Biased, "--profile", "auto", "--max-tokens", "4")).Succeeded();
        var said = chat.Error.Split('\n').Where(l => l.Contains("(auto: ", StringComparison.Ordinal) || l.Contains("TaLo off", StringComparison.Ordinal)).ToList();
        string[] expected =
        [
            "base model (auto: chosen for each question); /help", Flags, "base model (auto: nothing is close", "base model (auto: nothing is close",
            "base model (auto: nothing is close", Flags,
        ];
        Assert.Equal(expected.Length, said.Count);
        Assert.All(expected.Zip(said), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public void Should_Choose_For_Each_Question_Of_A_File()
    {
        var sandbox = adapted.Sandbox;
        // The bundled flag questions show other rows' pictures; here, the first thing's.
        var all = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "models", "talo-nano-tasks.tsv"));
        var (category, image) = (Array.IndexOf(all[0].Split('\t'), "category"), Array.IndexOf(all[0].Split('\t'), "image"));
        var kinds = File.ReadAllLines(Qa.Bundled(sandbox, "thing-kind", 2));
        var flags = all.Select(l => l.Split('\t')).Where(l => l[category] == "flag-name").Take(3).ToList();
        flags.ForEach(l => l[image] = kinds[1].Split('\t')[0]);
        sandbox.Write("mixed.tsv", System.Text.Encoding.UTF8.GetBytes(string.Join('\n', [kinds[0], .. flags.Select(l => string.Join('\t', l)), .. kinds[1..]]) + "\n"));

        Talo.Run(sandbox, Qa.Of(Qa.Biased, "--from", "mixed.tsv", "--out", "answers.jsonl", "--profile", "auto", "--max-tokens", "4")).Succeeded();

        Assert.Equal(
            ["flag-name attention 7", "flag-name attention 7", "flag-name attention 7", "thing-kind base model", "thing-kind base model"],
            File.ReadLines(sandbox.PathOf("answers.jsonl")).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("bypass"))
                .Select(b => $"{b.GetProperty("task").GetString()} {b.GetProperty("what").GetString()}"));
    }

    [Fact]
    public void Should_Show_How_Close_A_Question_Is_To_Every_Profile()
    {
        var shown = Talo.Run(adapted.Sandbox, "profiles", "match", "Whose flag is at the bottom?").Succeeded().Out;
        Assert.Matches("1\\.00 +flag-name +attention 7 ", shown);
        Assert.Matches("0\\.\\d\\d +thing-kind +none ", shown);
        Assert.Contains(Flags, shown, StringComparison.Ordinal);
        var json = Talo.Run(adapted.Sandbox, "profiles", "match", "rice", "--model", Qa.Biased, "--json").Succeeded().Json;
        Assert.Equal(JsonValueKind.Null, json.GetProperty("profile").ValueKind);
        Assert.Equal(2, json.GetProperty("ranked").GetArrayLength());
        Talo.Run(adapted.Sandbox, "profiles", "match", "rice", "--model", "none.gguf").Refused("none.gguf", "no such file");
        Talo.Run(adapted.Sandbox, "profiles", "match").Misused("talo profiles match --help");
    }

    [Fact]
    public void Should_Carry_The_Questions_Through_Export_And_Import_And_Know_What_Has_None()
    {
        using var elsewhere = new Sandbox();
        var file = elsewhere.PathOf("p.json");
        Talo.Run(adapted.Sandbox, "profiles", "export", file).Succeeded();
        Talo.Run(elsewhere, "profiles", "import", file).Succeeded();
        Assert.Equal(
            Talo.Run(adapted.Sandbox, "profiles", "match", Flag).Succeeded().Out, Talo.Run(elsewhere, "profiles", "match", Flag).Succeeded().Out);

        // A file of a TaLo that kept none.
        var old = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(file))!;
        foreach (var profile in old["profiles"]!.AsArray())
            Assert.True(profile!.AsObject().Remove("questions"));
        File.WriteAllText(file, old.ToJsonString());
        Talo.Run(elsewhere, "profiles", "import", file).Succeeded();
        var matched = Talo.Run(elsewhere, "profiles", "match", Flag).Succeeded();
        Assert.Contains("base model (auto: 2 profiles of this model keep no questions", matched.Out, StringComparison.Ordinal);
        Assert.Contains("adapt again", matched.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Measure_What_The_Document_Says()
    {
        var data = Path.Combine(AppContext.BaseDirectory, "models", "talo-nano-tasks.tsv");
        var wordings = Path.Combine(AppContext.BaseDirectory, "docs", "matching", "wordings.tsv");
        var rows = Talo.Run(adapted.Sandbox, "profiles", "match", "--measure", data, "--wordings", wordings, "--json").Succeeded().Json;

        Assert.InRange(Share(rows, 25, "held out", belong: true, "own"), 0.99, 1);
        Assert.InRange(Share(rows, 24, "held out", belong: false, "base"), 0.8, 1);
        Assert.InRange(Share(rows, 3, "held out", belong: false, "base"), 0.95, 1);
        Assert.InRange(Share(rows, 25, "unrelated", belong: false, "base"), 0.9, 1);
        Assert.InRange(Share(rows, 25, "reworded", belong: true, "own"), 0.35, 1);
        Assert.InRange(Share(rows, 25, "reworded", belong: true, "other"), 0, 0.05);
    }

    private TaloRun Ask(string question, params string[] more) =>
        Talo.Run(adapted.Sandbox, Qa.Of(Qa.Biased, [question, "--profile", "auto", "--max-tokens", "4", .. more])).Succeeded();

    private static double Share(JsonElement rows, int stored, string questions, bool belong, string share) =>
        rows.EnumerateArray().Single(r => r.GetProperty("stored").GetInt32() == stored && r.GetProperty("questions").GetString() == questions
            && r.GetProperty("belong").GetBoolean() == belong).GetProperty(share).GetDouble();

    private static string Text(JsonElement answer, string side) => answer.GetProperty(side).GetProperty("text").GetString()!;
}
