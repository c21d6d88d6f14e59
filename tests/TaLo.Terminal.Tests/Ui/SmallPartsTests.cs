using TaLo.Models;
using TaLo.Profiles;
using TaLo.Tasks;
using TaLo.Terminal.Library;
using TaLo.Terminal.Screens.Layers;
using TaLo.Terminal.Screens.Sweeping;
using TaLo.Terminal.Ui;
using TaLo.UseCases;
using TaLo.Vectors;
using Terminal.Gui.Drivers;
using Terminal.Gui.Text;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>The screens' parts that need no screen.</summary>
public sealed class SmallPartsTests
{
    [Theory]
    [InlineData(ColorCapabilityLevel.TrueColor, "NO_COLOR", "1", ColourDepth.None)]
    [InlineData(ColorCapabilityLevel.NoColor, "", "", ColourDepth.None)]
    [InlineData(ColorCapabilityLevel.TrueColor, "", "", ColourDepth.True)]
    [InlineData(ColorCapabilityLevel.Colors256, "", "", ColourDepth.Sixteen)]
    [InlineData(ColorCapabilityLevel.Colors256, "TMUX", "/tmp/socket", ColourDepth.True)]
    [InlineData(ColorCapabilityLevel.Colors16, "", "", ColourDepth.Sixteen)]
    internal void Should_Colour_As_The_Terminal_Can_And_Its_User_Wants(ColorCapabilityLevel found, string name, string value, ColourDepth depth) =>
        Assert.Equal(depth, ColourDepths.Of(found, n => n == name ? value : null));

    [Fact]
    public void Should_Say_What_A_Sweep_Decided_By_Which_Protocol_And_What_Is_Open()
    {
        Assert.Equal("not decided", Choice(4));
        Assert.Equal("no layer for maps (robust), 3 of 4 tasks not decided", Choice(4, Profile("maps", null)));
        Assert.Equal("no layer for maps (robust), ocr (robust)", Choice(2, Profile("maps", null), Profile("ocr", null)));
        Assert.Equal(
            "ocr: attention 3 (paper), 1 of 3 tasks not decided",
            Choice(3, Profile("maps", 5) with { Protocol = "paper" }, Profile("maps", null), Profile("ocr", 3) with { Protocol = "paper" }));

        static string Choice(int tasks, params TaskProfile[] profiles) => new SweepSummary(null!, tasks, 100, profiles).Choice;

        static TaskProfile Profile(string task, int? layer) => new(
            new ProfileModel("m", "Q8_0", 12, new string('a', 64), null), "data", null, task,
            layer is { } l ? new Knockout(l, Module.Attention) : null, "robust", "", "", null, null, null, [], DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public void Should_Use_No_Colour_At_All_Without_Colour()
    {
        var theme = new Theme(ColourDepth.None);
        var attributes = typeof(Theme).GetProperties().Where(p => p.PropertyType == typeof(global::Terminal.Gui.Drawing.Attribute))
            .Select(p => (global::Terminal.Gui.Drawing.Attribute)p.GetValue(theme)!).Append(theme.Cell(-0.5, CellEvidence.Significant)).Append(theme.Cell(0.5, CellEvidence.Chance)).ToList();
        Assert.True(attributes.Count > 15);
        Assert.All(attributes, a => Assert.Equal((global::Terminal.Gui.Drawing.Color.None, global::Terminal.Gui.Drawing.Color.None), (a.Foreground, a.Background)));
    }

    [Theory]
    [InlineData("图中有几只猫？ How many cats", 9)]
    [InlineData("a word and averyveryverylongone", 7)]
    public void Should_Wrap_And_Cut_To_Columns(string text, int width)
    {
        Assert.All(Columns.Wrap(text, width), line => Assert.InRange(line.GetColumns(), 0, width));
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(Columns.Wrap(text, width)).Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(width, Columns.Pad(text, width).GetColumns());
        Assert.EndsWith("…", Columns.Fit(text, width), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Build_The_Request_That_Is_Shown()
    {
        var setup = new SweepSetup();
        setup.Take([new TaskCount("maps", null, 20), new TaskCount("ocr", null, 5)]);
        Assert.Equal((20 + 5) * (1 + 8), setup.Passes(8));
        setup.Toggle(setup.Tasks[1]);
        setup.Toggle(Module.Ffn);
        Assert.Null(setup.ReadSamples("10"));
        Assert.Null(setup.ReadLayers("all", null));
        Assert.Null(setup.ReadLayers("1-4", 8));
        Assert.Null(setup.ReadSeed("7"));
        Assert.Equal(10 * (1 + (2 * 4)), setup.Passes(8));
        var request = setup.Request(new ModelOptions { ModelPath = "m" }, "d.tsv", "store");
        Assert.Equal(["maps"], request.Tasks!);
        Assert.Equal<KnockoutKind>([Module.Attention, Module.Ffn], request.Kinds);
        Assert.Equal((10, 7L, "1-4", "d.tsv"), (request.Samples.MaxPerTask, request.Samples.Seed, request.Layers, request.DataPath));
    }

    [Fact]
    public void Should_Build_Requests_Of_Every_Intervention()
    {
        var setup = new SweepSetup();
        setup.Take([new TaskCount("maps", null, 10)]);
        setup.OtherScope();
        Assert.Equal(["attention answer"], setup.Kinds.Select(k => k.ToString()));
        setup.NextIntervention();
        Assert.Equal(["uniform answer"], setup.Kinds.Select(k => k.ToString()));
        Assert.Equal(10 * (1 + 8), setup.Passes(8));

        setup.NextIntervention();
        Assert.Equal("'0': ", setup.ReadTimes("0")![..5]);
        Assert.NotNull(setup.ReadLengths("1,none"));
        Assert.Null(setup.ReadTimes("3"));
        Assert.Null(setup.ReadLengths("1,3"));
        Assert.Equal(["repeat x3", "repeat of 3 x3"], setup.RaceKinds.Select(k => k.ToString()));
        // Layers 1 to 7 alone, and blocks that begin at 1 to 5.
        Assert.Equal(10 * (1 + 7 + 5), setup.Passes(8));
    }

    [Fact]
    public void Should_Build_Requests_Of_The_Vision_Encoders_Layers()
    {
        var setup = new SweepSetup();
        setup.Take([new TaskCount("maps", null, 10)]);
        setup.Toggle(Module.VisionLayer);
        Assert.Equal(10 * (1 + 8 + 6), setup.Passes(new LayerCounts(8, 6)));
        Assert.Null(setup.Passes(new LayerCounts(8, null)));
        Assert.Equal(["attention"], setup.RaceKinds.Select(k => k.ToString()));
        Assert.Contains("the vision encoder has layers 0-5", setup.ReadLayers("1-7", new LayerCounts(8, 6)), StringComparison.Ordinal);

        setup.Toggle(Module.Attention);
        Assert.Equal(10 * (1 + 6), setup.Passes(new LayerCounts(8, 6)));
        Assert.Equal(["vision-layer"], setup.RaceKinds.Select(k => k.ToString()));
        Assert.Null(setup.Missing);
        setup.OtherScope();
        Assert.Contains("no scope answer", setup.Missing, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("choice", "choice", "choice")]
    [InlineData(" Generate ", "generate 32", "default")]
    [InlineData("generate 64", "generate 64", "default")]
    [InlineData("generate 8 ANLS", "generate 8 anls", "default")]
    [InlineData("generate soft", "generate 32 soft", "default")]
    public void Should_Take_A_Scoring_With_Its_Prompt(string typed, string scoring, string prompt)
    {
        var setup = new SweepSetup();
        Assert.Null(setup.ReadScoring(typed));
        var request = setup.Request(new ModelOptions { ModelPath = "m" }, "d.tsv", "store");
        Assert.Equal((scoring, prompt), (request.Scoring.Name, request.Prompt!.Name));
    }

    [Fact]
    public void Should_Say_What_Is_Wrong_With_A_Setting_And_Keep_It()
    {
        var setup = new SweepSetup();
        Assert.NotNull(setup.Missing);
        setup.Take([new TaskCount("maps", null, 20)]);
        Assert.Null(setup.Missing);
        Assert.Contains("'0'", setup.ReadSamples("0"), StringComparison.Ordinal);
        Assert.Contains("layers 0-7", setup.ReadLayers("9", 8), StringComparison.Ordinal);
        Assert.NotNull(setup.ReadSeed("x"));
        Assert.All(["", "letters", "letter 8", "generate 0", "generate 64 bleu", "generate 64 anls now"], text => Assert.NotNull(setup.ReadScoring(text)));
        Assert.NotNull(setup.ReadPrompt("/nowhere/at all.txt"));
        Assert.Equal((50, "all", 0L), (setup.Samples, setup.Layers, setup.Seed));
        Assert.Equal("letter", setup.Scoring.Name);
        setup.ToggleAll();
        Assert.Contains("no task is chosen", setup.Missing, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'/a b/c.gguf' ", "/a b/c.gguf")]
    [InlineData("\"/a b/c.gguf\"", "/a b/c.gguf")]
    [InlineData("/a\\ b/c.gguf", "/a b/c.gguf")]
    [InlineData("file:///a%20b/c.gguf", "/a b/c.gguf")]
    public void Should_Understand_A_Dropped_Path(string typed, string path) => Assert.Equal(path, TypedPath.Clean(typed));

    [Fact]
    public void Should_Complete_A_Path_As_Far_As_Files_Agree()
    {
        using var sandbox = new Sandbox();
        foreach (var name in new[] { "model-a.gguf", "model-b.gguf", "notes.txt" })
            sandbox.Write(name, []);
        Directory.CreateDirectory(sandbox.PathOf("more"));
        var (text, candidates) = TypedPath.Complete(sandbox.PathOf("mod"), ".gguf");
        Assert.Equal(sandbox.PathOf("model-"), text);
        Assert.Equal(["model-a.gguf", "model-b.gguf"], candidates);
        Assert.Equal(["more/"], TypedPath.Complete(sandbox.PathOf("mor"), ".gguf").Candidates);
        Assert.Empty(TypedPath.Complete(sandbox.PathOf("notes"), ".gguf").Candidates);
    }

    [Fact]
    public void Should_Find_Data_Sets_By_Their_Columns()
    {
        using var sandbox = new Sandbox();
        Sweep.TwoTasks(sandbox, each: 1);
        sandbox.Write("other.tsv", "a\tb\n1\t2\n"u8.ToArray());
        Assert.Equal("two", Assert.Single(DataFinder.In(sandbox.Folder)).Name);
        Assert.Empty(DataFinder.In(sandbox.PathOf("nowhere")));
    }

    [Fact]
    public void Should_Draw_A_Bar_From_Zero_And_An_Interval_Around_Its_End()
    {
        var vector = new TaskVector("maps", null, Module.Attention, 50, 30, [new(0, new(50, 30, 0, 30), 0), new(1, new(50, 30, 20, 2), 0)]);
        var scale = new BarScale(vector, 21);
        var layer = vector.Layers[1];
        var interval = layer.Counts.DifferenceInterval;
        var line = new string([.. Enumerable.Range(0, scale.Width).Select(x => scale.Sign(x, layer.Delta, interval))]);
        Assert.Equal(21, line.Length);
        Assert.Equal('│', line[10]);
        Assert.Matches("^ {10}│█+├?█+[─]*┤ *$", line);
        // Layer 0 lies beyond the scale, and says so.
        var worst = vector.Layers[0];
        Assert.Equal('◂', scale.Sign(0, worst.Delta, worst.Counts.DifferenceInterval));
    }

    [Fact]
    public async Task Should_Hold_The_Working_Thread_And_Its_Clock_While_Paused()
    {
        using var gate = new PauseGate();
        using var stop = new CancellationTokenSource();
        gate.Pass(() => { }, stop.Token);
        gate.Close();
        var (before, real) = (gate.GetTimestamp(), TimeProvider.System.GetTimestamp());
        var passed = Task.Run(() => gate.Pass(() => { }, stop.Token));
        await Assert.ThrowsAsync<TimeoutException>(() => passed.WaitAsync(TimeSpan.FromMilliseconds(300)));
        gate.Open();
        await passed.WaitAsync(TimeSpan.FromSeconds(30));
        // The thread may have come to the gate late, on a busy machine; what it stood there does not count.
        Assert.True(gate.GetElapsedTime(before) < TimeProvider.System.GetElapsedTime(real));
    }
}
