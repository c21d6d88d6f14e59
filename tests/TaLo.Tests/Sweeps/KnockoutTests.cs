using System.Text.Json;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Sweeps;

namespace TaLo.Tests.Sweeps;

public sealed class KnockoutTests
{
    public static TheoryData<string> Written =>
    [
        "attention 7", "ffn 0", "layer 2", "uniform 7", "repeat 12", "repeat 12-15", "repeat 12x3", "repeat 12-15x8",
        "attention 7 answer", "uniform 7 answer", "repeat 3-4x3 answer", "vision-attention 3", "vision-ffn 0", "vision-layer 23",
    ];

    [Theory]
    [MemberData(nameof(Written))]
    public void Should_Be_Read_As_Written(string text)
    {
        var knockout = Knockout.Parse(text);

        Assert.Equal(text, knockout.ToString());
        Assert.Equal(knockout, Knockout.Parse(text.ToUpperInvariant().Replace(" ", "  ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Should_Be_Read_As_A_Set()
    {
        Assert.Equal([new Knockout(7, Module.Attention), new Knockout(12, Module.Ffn)], KnockoutSet.Parse("attention 7, ffn 12").Knockouts);
        Assert.Equal(KnockoutSet.Parse("attention 7, ffn 12"), KnockoutSet.Parse("attention 7 + ffn 12"));
        Assert.Contains("attention 7 is there twice", Assert.Throws<SelectionException>(() => KnockoutSet.Parse("attention 7,Attention 7")).Message, StringComparison.Ordinal);
        Assert.Throws<SelectionException>(() => KnockoutSet.Parse("attention 7,"));
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void Should_Come_Back_From_Json_And_From_The_Sweeps_Name(string text)
    {
        var knockout = Knockout.Parse(text);

        foreach (var format in new[] { JsonFormats.Journal, JsonFormats.File, JsonFormats.Output })
            Assert.Equal(knockout, JsonSerializer.Deserialize<Knockout>(JsonSerializer.Serialize(knockout, format), format));
        Assert.Equal(knockout.Kind, KnockoutKind.OfSweep(knockout.Kind.Sweep, knockout.Module, knockout.Kind.Length));
    }

    [Fact]
    public void Should_Be_Written_As_Ever_Where_A_Module_Is_Zeroed()
    {
        Assert.Equal("""{"layer":7,"module":"attention"}""", JsonSerializer.Serialize(new Knockout(7, Module.Attention), JsonFormats.Journal));
        Assert.Equal(
            """{"layer":12,"module":"layer","knockout":"repeat 12-15"}""", JsonSerializer.Serialize(new Knockout(12, KnockoutKind.Repeat(4)), JsonFormats.Journal));
        Assert.Equal("zero", KnockoutKind.Zero(Module.Ffn).Sweep);
        Assert.Equal("""{"layer":3,"module":"vision-ffn"}""", JsonSerializer.Serialize(new Knockout(3, Module.VisionFfn), JsonFormats.Journal));
    }

    [Theory]
    [InlineData("""{"layer":7}""")]
    [InlineData("""{"module":"attention"}""")]
    [InlineData("""{"layer":7,"module":"attention","knockout":"uniform 8"}""")]
    [InlineData("""{"layer":7,"module":"ffn","knockout":"uniform 7"}""")]
    [InlineData("""{"layer":7,"module":"attention","knockout":"unifrom 7"}""")]
    [InlineData("""{"layer":7,"module":"attention","times":3}""")]
    [InlineData("""{"layer":"7","module":"attention"}""")]
    [InlineData("7")]
    public void Should_Refuse_Other_Json(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Knockout>(json, JsonFormats.Journal));

    [Theory]
    [InlineData("")]
    [InlineData("attention")]
    [InlineData("7")]
    [InlineData("mlp 7")]
    [InlineData("attention -1")]
    [InlineData("attention 7-9")]
    [InlineData("uniform 7x3")]
    [InlineData("repeat 9-7")]
    [InlineData("repeat 7x1")]
    [InlineData("repeat 7x9")]
    [InlineData("repeat 7 prompt")]
    [InlineData("repeat 99999999999")]
    [InlineData("vision 3")]
    [InlineData("vision attention 3")]
    [InlineData("vision-attention 3-4")]
    [InlineData("vision-layer 3 answer")]
    [InlineData("vision-uniform 3")]
    [InlineData("vision-repeat 3")]
    public void Should_Say_In_One_Line_What_Is_No_Knockout(string text)
    {
        var problem = Assert.Throws<SelectionException>(() => Knockout.Parse(text)).Message;

        Assert.Contains($"'{text}'", problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public void Should_Exist_Where_The_Whole_Block_Does()
    {
        Assert.True(new Knockout(4, KnockoutKind.Repeat(4)).Exists(8));
        Assert.False(new Knockout(5, KnockoutKind.Repeat(4)).Exists(8));
        Assert.False(new Knockout(8, KnockoutKind.Uniform()).Exists(8));
        Assert.False(new Knockout(-1, Module.Layer).Exists(8));
        Assert.False(new Knockout(0, KnockoutKind.Repeat(int.MaxValue)).Exists(8));
    }

    [Fact]
    public void Should_Exist_Where_The_Vision_Encoder_Runs_The_Layer()
    {
        Assert.True(new Knockout(11, Module.VisionFfn).Exists(new LayerCounts(8, 12)));
        Assert.False(new Knockout(12, Module.VisionFfn).Exists(new LayerCounts(16, 12)));
        Assert.False(new Knockout(0, Module.VisionLayer).Exists(8));
        Assert.False(new Knockout(0, KnockoutKind.Zero(Module.VisionLayer).In(Scope.Answer)).Exists(new LayerCounts(8, 12)));
        Assert.True(new Knockout(7, Module.VisionLayer).Exists(new LayerCounts(8, null)));
    }

    [Fact]
    public void Should_Be_Planned_For_The_Layers_Of_What_It_Is_Of()
    {
        var counts = new LayerCounts(4, 2);

        Assert.Equal(["attention 0", "attention 1", "attention 2", "attention 3", "vision-layer 0", "vision-layer 1"],
            SweepPlan.EachOf("all", [Module.VisionLayer, Module.Attention], counts).Select(k => k.ToString()));
        Assert.Equal(["repeat 1-2", "repeat 2-3"], SweepPlan.EachOf("all", [KnockoutKind.Repeat(2)], counts).Select(k => k.ToString()));
        Assert.Contains("the vision encoder has layers 0-1", Assert.Throws<SelectionException>(() => SweepPlan.EachOf("3", [Module.VisionLayer], counts)).Message, StringComparison.Ordinal);
        Assert.Empty(SweepPlan.EachOf("none", [Module.VisionLayer], counts));
    }

    [Theory]
    [InlineData("vision", "vision-layer")]
    [InlineData("attention,Vision-FFN,vision", "attention vision-ffn vision-layer")]
    [InlineData("vision-layer,vision", "vision-layer")]
    public void Should_Be_Chosen_By_Its_Module(string text, string modules) =>
        Assert.Equal(modules, string.Join(' ', ModuleSelection.Parse(text).Select(m => m.Name())));

    [Fact]
    public void Should_Say_What_A_Model_Lacks()
    {
        var facts = new ModelFacts("m", "llama", 8, "F32", new string('a', 64), new string('b', 64), "x") { VisionLayerCount = 12 };

        Assert.Null(facts.WhyNot(new Knockout(11, Module.VisionLayer)));
        Assert.Contains("runs layers 0 to 11", facts.WhyNot(new Knockout(12, Module.VisionLayer)), StringComparison.Ordinal);
        Assert.Contains("has layers 0 to 7", facts.WhyNot(new Knockout(8, Module.Layer)), StringComparison.Ordinal);
        Assert.Contains("--mmproj", (facts with { VisionLayerCount = 0 }).WhyNot(new Knockout(0, Module.VisionLayer)), StringComparison.Ordinal);
        Assert.Equal("vision-ffn: a reason", (facts with { VisionLayerCount = 0, WhyNoVision = "a reason" }).WhyNot(new Knockout(0, Module.VisionFfn)));
    }

    [Fact]
    public void Should_Be_In_Order_Of_Kind_Then_Layer()
    {
        string[] ordered = ["attention 1", "attention 2", "ffn 0", "layer 0", "vision-attention 0", "vision-layer 1", "attention 0 answer", "uniform 1", "repeat 3", "repeat 3x3", "repeat 0-1"];

        Assert.Equal(ordered, ordered.Reverse().Select(Knockout.Parse).Order().Select(k => k.ToString()));
    }

    [Fact]
    public void Should_Name_One_Sweep_For_All_Modules_And_Block_Lengths()
    {
        Assert.Equal(["zero", "zero", "uniform", "repeat", "repeat", "repeat x3", "zero answer", "repeat x4 answer"],
            ((KnockoutKind[])[Module.Attention, Module.Layer, KnockoutKind.Uniform(), KnockoutKind.Repeat(), KnockoutKind.Repeat(4), KnockoutKind.Repeat(2, 3),
                KnockoutKind.Zero(Module.Ffn).In(Scope.Answer), KnockoutKind.Repeat(1, 4).In(Scope.Answer)]).Select(k => k.Sweep));
        Assert.Null(KnockoutKind.OfSweep("uniform", Module.Ffn, 1));
        Assert.Null(KnockoutKind.OfSweep("zero", Module.Ffn, 2));
        Assert.Equal("zero", KnockoutKind.Zero(Module.VisionLayer).Sweep);
        Assert.Null(KnockoutKind.OfSweep("zero answer", Module.VisionLayer, 1));
        Assert.Null(KnockoutKind.OfSweep("uniform", Module.VisionAttention, 1));
        Assert.Null(KnockoutKind.OfSweep("repeat x2", Module.Layer, 1));
        Assert.Null(KnockoutKind.OfSweep("noise", Module.Layer, 1));
    }

    [Fact]
    public void Should_Put_Knockouts_Together_In_Any_Order()
    {
        var set = KnockoutSet.Parse("ffn 12, attention 7").With(new Knockout(3, Module.Attention));

        Assert.Equal("attention 3 + attention 7 + ffn 12", set.ToString());
        Assert.Equal(["ffn 12", "attention 7", "attention 3"], set.Knockouts.Select(k => k.ToString()));
        Assert.Equal(KnockoutSet.Parse(set.ToString()), set);
        Assert.Equal(KnockoutSet.Parse(set.ToString()).GetHashCode(), set.GetHashCode());
        Assert.NotEqual(KnockoutSet.Parse("ffn 12, attention 7"), set);
        Assert.Throws<SelectionException>(() => set.With(new Knockout(12, Module.Ffn)));
        Assert.Equal(("none", true), (KnockoutSet.None.ToString(), KnockoutSet.None.IsNone));
    }

    [Fact]
    public void Should_Make_Plans_Of_One_Intervention()
    {
        var plan = new SweepPlan([], SweepPlan.EachOf([2, 1], KnockoutKind.Repeat(2), KnockoutKind.Repeat()), PromptTemplate.Default);

        Assert.Equal(["repeat 1", "repeat 2", "repeat 1-2", "repeat 2-3"], plan.Knockouts.Select(k => k.ToString()));
        Assert.Equal(("repeat", Scope.All), (plan.Intervention, plan.Scope));
        Assert.Equal("uniform answer", (plan with { Knockouts = [], Kind = KnockoutKind.Uniform().In(Scope.Answer) }).Intervention);
    }
}
