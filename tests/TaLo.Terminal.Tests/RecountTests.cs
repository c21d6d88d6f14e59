using System.Text.Json;

namespace TaLo.Terminal.Tests;

/// <summary>The program's numbers against a recount from <c>--out</c> that trusts nothing but the log-probabilities.</summary>
public sealed class RecountTests(Models models) : IClassFixture<Models>
{
    [Fact]
    public void Should_Print_The_Same_Numbers_As_A_Recount()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 12);
        var file = sandbox.PathOf("out.jsonl");

        var json = Talo.Run(sandbox, Sweep.Of(
            models.Llama, data, "--modules", "attention,ffn,layer", "--json", "--out", file)).Succeeded().Json;

        var counted = Recount.Of(file);
        Assert.Equal(24 * (1 + (3 * Models.Layers)), counted.Rows);
        var vectors = json.GetProperty("vectors").EnumerateArray().ToList();
        Assert.Equal(6, vectors.Count);
        foreach (var vector in vectors)
            AssertSame(vector, counted);
        Assert.Equal(Models.Layers, json.GetProperty("layers").GetInt32());
        Assert.Equal(counted.Rows, json.GetProperty("run").GetProperty("rows_new").GetInt32());
        // A recount in which nothing ever moves would prove nothing.
        Assert.Contains(vectors.SelectMany(v => v.GetProperty("layers").EnumerateArray()),
            layer => layer.GetProperty("delta").GetDouble() != 0);
    }

    [Fact]
    public void Should_Print_Base_Accuracies_And_Extremes_In_The_Table()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 12);
        var file = sandbox.PathOf("out.jsonl");

        var table = Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--out", file)).Succeeded().Out;

        var counted = Recount.Of(file);
        foreach (var task in new[] { "colour", "shape" })
        {
            var row = Assert.Single(table.Split('\n'), l => l.TrimStart().StartsWith(task, StringComparison.Ordinal));
            var effects = Enumerable.Range(0, Models.Layers).Select(l => counted.Effect(task, "attention", l)).ToList();
            Assert.Contains(FormattableString.Invariant($" {effects[0].Base * 100:0.0}% "), row, StringComparison.Ordinal);
            foreach (var extreme in new[] { effects.MaxBy(e => e.Delta)!, effects.MinBy(e => e.Delta)! })
                Assert.Contains(
                    FormattableString.Invariant($"{extreme.Delta * 100:+0.0;−0.0;0.0} at {extreme.Layer}"), row, StringComparison.Ordinal);
        }
    }

    private static void AssertSame(JsonElement vector, Recount counted)
    {
        var (task, module) = (vector.GetProperty("task").GetString()!, vector.GetProperty("module").GetString()!);
        Assert.Equal("looks", vector.GetProperty("group").GetString());
        Assert.Equal(12, vector.GetProperty("samples").GetInt32());
        var layers = vector.GetProperty("layers").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, Models.Layers), layers.Select(l => l.GetProperty("layer").GetInt32()));
        foreach (var layer in layers)
        {
            var effect = counted.Effect(task, module, layer.GetProperty("layer").GetInt32());
            Assert.Equal(effect.Samples, layer.GetProperty("samples").GetInt32());
            Assert.Equal(effect.Base, vector.GetProperty("base_accuracy").GetDouble(), 12);
            Assert.Equal(effect.Delta, layer.GetProperty("delta").GetDouble(), 12);
            Assert.Equal(effect.Fixed, layer.GetProperty("fixed").GetInt32());
            Assert.Equal(effect.Broken, layer.GetProperty("broken").GetInt32());
            Assert.Equal(effect.MarginChange, layer.GetProperty("mean_margin_change").GetDouble(), 6);
        }
    }
}
