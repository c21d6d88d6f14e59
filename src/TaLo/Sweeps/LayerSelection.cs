using System.Globalization;

namespace TaLo.Sweeps;

/// <summary>Reads the text that says which layers are swept.</summary>
public static class LayerSelection
{
    /// <summary>Reads <c>all</c>, <c>none</c> (the base model alone), single layers and ranges, separated by commas: <c>0,3,5-7</c>.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="layerCount">How many layers there are.</param>
    /// <param name="of">What has them, for messages.</param>
    /// <returns>The layers in ascending order, each once.</returns>
    /// <exception cref="SelectionException">The text names no layer or one that does not exist; the message is one line.</exception>
    public static IReadOnlyList<int> Parse(string text, int layerCount, string of = "the model")
    {
        if (text.Trim().Equals("all", StringComparison.OrdinalIgnoreCase))
            return [.. Enumerable.Range(0, layerCount)];
        if (text.Trim().Equals("none", StringComparison.OrdinalIgnoreCase))
            return [];

        var layers = new SortedSet<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length > 2)
                throw NotLayers(part, text);
            var first = Layer(ends[0], text, layerCount, of);
            var last = Layer(ends[^1], text, layerCount, of);
            if (last < first)
                throw new SelectionException($"layers '{text}': the range {part} runs backwards: write {last}-{first}");
            layers.UnionWith(Enumerable.Range(first, last - first + 1));
        }

        return [.. layers];
    }

    private static int Layer(string text, string all, int layerCount, string of)
    {
        if (text.Length == 0 || !text.All(char.IsAsciiDigit))
            throw NotLayers(text, all);
        // More digits than an int holds is a layer that does not exist, too.
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var layer) || layer >= layerCount)
            throw new SelectionException(
                $"layers '{all}': there is no layer {text}: {of} has layers 0-{layerCount - 1}");
        return layer;
    }

    private static SelectionException NotLayers(string part, string all) =>
        new($"layers '{all}': '{part}' is no layer: write all, none, 0,3 or 5-7");
}
