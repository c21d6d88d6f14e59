using TaLo.Models;

namespace TaLo.Gguf;

/// <summary>Knockouts written into a model file: what they do at run time, done to its tensors and layers once and for all.</summary>
public static class KnockoutEdit
{
    /// <summary>What a copy with the knockouts in force has other than the model.</summary>
    /// <param name="path">The model's file, any part of a model in parts; for modules of the vision encoder, the mmproj file, whose layers all stay.</param>
    /// <param name="knockouts">What is in force, at every position.</param>
    /// <param name="keepLayers">Whether a layer that is knocked out as a whole stays, with zeros in it, instead of being left out; it stays anyway where <see cref="EditedModel.WhyLayersStay"/> has a reason.</param>
    /// <exception cref="ModelException">The model cannot be read, or cannot be written with these knockouts; the message says why.</exception>
    public static ModelEdit Of(string path, IReadOnlyList<Knockout> knockouts, bool keepLayers)
    {
        ArgumentNullException.ThrowIfNull(knockouts);
        var parts = SplitModel.ReadParts(path);
        if (First(knockouts, k => k.IsOfVision) is { } ofVision)
        {
            if (First(knockouts, k => !k.IsOfVision) is { } ofDecoder)
                throw new ModelException($"{ofVision} is written to an mmproj file and {ofDecoder} to a model file: write them one after the other");
            return new ModelEdit { Zeroed = ZeroedBy(parts, knockouts) };
        }
        var count = EditedModel.LayerCount(parts[0]);
        if (First(knockouts, k => k.Kind.Scope == Scope.Answer) is { } ofAnswer)
            throw new ModelException($"{ofAnswer} cannot be written to a file: the prompt is read by the base model, and a file holds one model");
        if (First(knockouts, k => !k.Exists(count)) is { } missing)
            throw new ModelException($"{path}: there is no layer {missing.LastLayer}: it has layers 0 to {count - 1}");

        var reason = EditedModel.WhyLayersStay(parts[0]);
        if (reason is not null && First(knockouts, k => k.Kind.Intervention == Intervention.Repeat) is { } repeat)
            throw new ModelException($"{path}: {repeat} cannot be written to a file: {reason}");
        var moved = knockouts.Where(k => k.Kind.Intervention == Intervention.Repeat || (!keepLayers && reason is null && IsWholeLayer(k))).ToList();
        return new ModelEdit
        {
            Layers = moved.Count > 0 ? Layers(count, moved) : null,
            Zeroed = ZeroedBy(parts, knockouts.Except(moved)),
        };
    }

    private static Dictionary<string, long> ZeroedBy(IReadOnlyList<GgufFile> parts, IEnumerable<Knockout> knockouts) => knockouts
        .SelectMany(k => ZeroedTensor.Of(parts, k)).DistinctBy(z => z.Tensor.Name).ToDictionary(z => z.Tensor.Name, z => z.ByteCount);

    /// <summary>Whether a knockout takes a layer's whole contribution away, so that the layer may as well be left out.</summary>
    public static bool IsWholeLayer(Knockout knockout) => knockout.Kind is { Intervention: Intervention.Zero, Module: Module.Layer };

    private static Knockout? First(IReadOnlyList<Knockout> knockouts, Func<Knockout, bool> condition) => knockouts.Where(condition).Cast<Knockout?>().FirstOrDefault();

    private static List<int> Layers(int count, List<Knockout> moved)
    {
        var removed = moved.Where(IsWholeLayer).Select(k => k.Layer).ToHashSet();
        var repeated = moved.Where(k => !IsWholeLayer(k)).OrderBy(k => k.Layer).ToList();
        foreach (var (first, second) in repeated.Zip(repeated.Skip(1)))
        {
            if (second.Layer <= first.LastLayer)
                throw new ModelException($"{first} and {second} repeat the same layer: a file holds one order of layers");
        }
        var layers = new List<int>();
        for (var layer = 0; layer < count; layer++)
        {
            var block = repeated.Find(k => k.LastLayer == layer);
            layers.Add(layer);
            for (var run = 1; run < block.Kind.Times; run++)
                layers.AddRange(Enumerable.Range(block.Layer, block.Kind.Length));
        }
        layers.RemoveAll(removed.Contains);
        return layers;
    }
}
