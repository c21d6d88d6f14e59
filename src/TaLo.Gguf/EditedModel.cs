using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace TaLo.Gguf;

/// <summary>What a copy of a model has other than the model.</summary>
public sealed record ModelEdit
{
    /// <summary>The copy's layers: its layer n is the model's layer <c>Layers[n]</c>; one left out is removed, one named twice runs twice. Null for all as they are.</summary>
    public IReadOnlyList<int>? Layers { get; init; }

    /// <summary>What becomes 0 in the model's tensors: a tensor's name, and how many of its bytes from the first on.</summary>
    public IReadOnlyDictionary<string, long> Zeroed { get; init; } = new Dictionary<string, long>();

    /// <summary>Metadata that is added, or takes the place of an entry with the same key; values as <see cref="GgufWriter.Add"/> takes them.</summary>
    public IReadOnlyDictionary<string, object> Metadata { get; init; } = new Dictionary<string, object>();
}

/// <summary>
/// Copies a model to one file with other layers, for any program that loads GGUF: tensors are streamed, metadata is taken byte
/// by byte. A model in parts becomes one file.
/// </summary>
public static class EditedModel
{
    private const string BlockPrefix = "blk.";

    // Architectures in which llama.cpp tells by a layer's number what it is, without a word about it in the file.
    private static readonly HashSet<string> CountedLayers = ["llama4", "smollm3", "gemma3n", "gemma4", "qwen3next"];

    /// <summary>Why a model's layers cannot be removed or repeated; null where they can.</summary>
    /// <remarks>Where a layer's number says what it is (which have a sliding window, which get parts of an image), others would change with it.</remarks>
    /// <param name="model">The model's header; of a model in parts, the first part's.</param>
    public static string? WhyLayersStay(GgufFile model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var arch = model.Architecture;
        if (CountedLayers.Contains(arch ?? "") || model.GetUInt32($"{arch}.full_attention_interval") > 0)
            return $"in {arch} a layer's number says what kind it is";
        if (model.GetUInt32($"{arch}.n_deepstack_layers") > 0)
            return $"{arch} gives parts of an image to layers by their number";
        if (model.GetUInt32($"{arch}.nextn_predict_layers") > 0)
            return "its last layers predict further tokens and are no decoder layers";
        return model.GetUInt32($"{arch}.attention.sliding_window") > 0
            && model.Metadata.GetValueOrDefault($"{arch}.attention.sliding_window_pattern")?.Type != GgufValueType.Array
            ? $"in {arch} a layer's number says whether it has a sliding window" : null;
    }

    /// <summary>Writes the copy.</summary>
    /// <param name="path">The model's file; any part of a model in parts.</param>
    /// <param name="target">Where the copy is written; it must be at its beginning.</param>
    /// <param name="edit">What it has other than the model.</param>
    /// <param name="stop">Stops it.</param>
    /// <exception cref="ModelException">The model cannot be read, or does not have these layers or tensors.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static void Write(string path, Stream target, ModelEdit edit, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(edit);
        var parts = SplitModel.ReadParts(path);
        var places = PlacesOf(parts, edit);
        var unknown = edit.Zeroed.Keys.Except(parts.SelectMany(p => p.Tensors).Select(t => t.Name)).Order().FirstOrDefault();
        if (unknown is not null)
            throw new ModelException($"{path}: has no tensor {unknown}");

        var handles = parts.Select(p => File.OpenHandle(p.Path)).ToList();
        try
        {
            var writer = new GgufWriter { Alignment = (int)(parts[0].GetUInt32("general.alignment") ?? 32) };
            AddMetadata(writer, parts[0], places, edit);
            foreach (var (part, handle) in parts.Zip(handles))
            {
                foreach (var tensor in part.Tensors)
                    AddTensor(writer, tensor, handle, places, edit, stop);
            }
            writer.Write(target);
        }
        finally
        {
            handles.ForEach(h => h.Dispose());
        }
    }

    /// <summary>For each layer of the model the copy's layers that it becomes, or null where all stay.</summary>
    private static ILookup<int, int>? PlacesOf(IReadOnlyList<GgufFile> parts, ModelEdit edit)
    {
        if (edit.Layers is not { } layers)
            return null;
        var count = LayerCount(parts[0]);
        if (layers.Count == 0)
            throw new ModelException($"{parts[0].Path}: a model needs one layer at least");
        foreach (var layer in layers)
        {
            if (layer < 0 || layer >= count)
                throw new ModelException($"{parts[0].Path}: there is no layer {layer}: it has layers 0 to {count - 1}");
        }
        return layers.Index().ToLookup(l => l.Item, l => l.Index);
    }

    internal static int LayerCount(GgufFile file) => (int?)file.GetUInt32($"{file.Architecture}.block_count")
        ?? throw new ModelException($"{file.Path}: says nowhere how many layers it has ({file.Architecture}.block_count); is it a model?");

    private static void AddMetadata(GgufWriter writer, GgufFile source, ILookup<int, int>? places, ModelEdit edit)
    {
        foreach (var (key, value) in source.Metadata)
        {
            if (key.StartsWith("split.", StringComparison.Ordinal) || edit.Metadata.ContainsKey(key))
                continue;
            if (places is not null && OfLayers(source, key, value, edit.Layers!) is { } changed)
                writer.Add(key, changed);
            else
                writer.Copy(key, source);
        }
        foreach (var (key, value) in edit.Metadata)
            writer.Add(key, value);
    }

    /// <summary>What an entry that tells of layers says of the copy's; null where it tells of something else.</summary>
    private static object? OfLayers(GgufFile source, string key, GgufValue value, IReadOnlyList<int> layers)
    {
        var arch = source.Architecture;
        if (key == $"{arch}.block_count")
            return Convert.ChangeType(layers.Count, value.Content!.GetType(), CultureInfo.InvariantCulture);
        if (key == $"{arch}.leading_dense_block_count")
        {
            var dense = source.GetUInt32(key);
            return Convert.ChangeType(layers.Count(l => l < dense), value.Content!.GetType(), CultureInfo.InvariantCulture);
        }
        // One value for each layer; the rope sections are of a head, and as many as some models have layers.
        if (value.Type != GgufValueType.Array || value.Count != LayerCount(source) || !key.StartsWith($"{arch}.", StringComparison.Ordinal)
            || key.EndsWith("rope.dimension_sections", StringComparison.Ordinal))
            return null;
        var items = value.Items ?? throw new ModelException($"{source.Path}: {key} is too long to be read");
        var array = Array.CreateInstance(items[0].GetType(), layers.Count);
        foreach (var (place, layer) in layers.Index())
            array.SetValue(items[layer], place);
        return array;
    }

    private static void AddTensor(
        GgufWriter writer, GgufTensor tensor, SafeFileHandle file, ILookup<int, int>? places, ModelEdit edit, CancellationToken stop)
    {
        foreach (var name in NamesInCopy(tensor.Name, places))
        {
            var position = tensor.Offset;
            var zeroedUntil = tensor.Offset + edit.Zeroed.GetValueOrDefault(tensor.Name);
            writer.AddTensor(name, tensor.Type, tensor.Dimensions, Read);

            void Read(Span<byte> span)
            {
                stop.ThrowIfCancellationRequested();
                for (var done = 0; done < span.Length;)
                {
                    var count = RandomAccess.Read(file, span[done..], position + done);
                    done += count > 0 ? count : throw new IOException($"{tensor.Name}: the file ended while it was being copied");
                }
                if (position < zeroedUntil)
                    span[..(int)Math.Min(span.Length, zeroedUntil - position)].Clear();
                position += span.Length;
            }
        }
    }

    private static IEnumerable<string> NamesInCopy(string name, ILookup<int, int>? places)
    {
        if (places is null || !name.StartsWith(BlockPrefix, StringComparison.Ordinal))
            return [name];
        var end = name.IndexOf('.', BlockPrefix.Length);
        return end > 0 && int.TryParse(name.AsSpan(BlockPrefix.Length, end - BlockPrefix.Length), CultureInfo.InvariantCulture, out var layer)
            ? places[layer].Select(place => $"{BlockPrefix}{place}{name[end..]}")
            : [name];
    }
}
