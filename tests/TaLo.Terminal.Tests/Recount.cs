using System.Text.Json;

namespace TaLo.Terminal.Tests;

/// <summary>Counts a results file again: predictions are the largest log-probability, not what the file calls them.</summary>
internal sealed class Recount
{
    private readonly Dictionary<(string Task, string Module, int Layer), List<Row>> _knockouts = [];
    private readonly Dictionary<(string Task, string Index), Row> _base = [];

    /// <summary>Rows in the file.</summary>
    public int Rows { get; private set; }

    public static Recount Of(string path)
    {
        var recount = new Recount();
        foreach (var line in File.ReadAllLines(path))
            recount.Add(JsonDocument.Parse(line).RootElement);
        return recount;
    }

    /// <summary>What one bypass does to one task.</summary>
    public Effect Effect(string task, string module, int layer)
    {
        var pairs = _knockouts[(task, module, layer)].Select(r => (Before: _base[(task, r.Index)], After: r)).ToList();
        double fixedOnes = pairs.Count(p => !p.Before.Right && p.After.Right);
        double broken = pairs.Count(p => p.Before.Right && !p.After.Right);
        return new Effect(layer, pairs.Count, pairs.Count(p => p.Before.Right) / (double)pairs.Count,
            (fixedOnes - broken) / pairs.Count, (int)fixedOnes, (int)broken,
            pairs.Average(p => p.After.Margin - p.Before.Margin));
    }

    private void Add(JsonElement line)
    {
        Rows++;
        var (task, index) = (line.GetProperty("task").GetString()!, line.GetProperty("index").GetString()!);
        var answer = line.GetProperty("answer").GetString()!;
        var logs = line.GetProperty("logprobs").EnumerateObject().ToDictionary(o => o.Name, o => o.Value.GetDouble());
        var predicted = logs.MaxBy(o => o.Value).Key;
        var row = new Row(
            index, predicted == answer, logs[answer] - logs.Where(o => o.Key != answer).Max(o => o.Value));
        Assert.Equal(1, logs.Values.Sum(Math.Exp), 4);
        Assert.Equal(predicted, line.GetProperty("predicted").GetString());
        if (line.GetProperty("layer").ValueKind == JsonValueKind.Null)
        {
            _base.Add((task, index), row);
            return;
        }

        var key = (task, line.GetProperty("module").GetString()!, line.GetProperty("layer").GetInt32());
        if (!_knockouts.TryGetValue(key, out var rows))
            _knockouts[key] = rows = [];
        rows.Add(row);
    }

    private sealed record Row(string Index, bool Right, double Margin);
}

/// <summary>What one bypass does to one task, counted again.</summary>
internal sealed record Effect(
    int Layer, int Samples, double Base, double Delta, int Fixed, int Broken, double MarginChange);
