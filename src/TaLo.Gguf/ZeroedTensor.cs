using System.Globalization;
using TaLo.Models;

namespace TaLo.Gguf;

/// <summary>Which values of a model file a knockout sets to zero.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="ByteCount">How many of its bytes, from its first on.</param>
internal sealed record ZeroedTensor(GgufTensor Tensor, long ByteCount)
{
    private const string AttentionOutput = "attn_output.weight";

    private static readonly string[] AttentionNames = [AttentionOutput, "attn_output.bias"];

    private static readonly string[] FfnNames = ["ffn_down.weight", "ffn_down.bias", "ffn_down_exps.weight", "ffn_down_exps.bias", "ffn_down_shexp.weight"];

    private const string VisionOutput = "attn_out.weight";

    private static readonly string[] VisionAttentionNames = [VisionOutput, "attn_out.bias"];

    private static readonly string[] QueryNames = ["attn_q.weight", "attn_q.bias"];

    // Queries come first, then keys and values.
    private static readonly string[] FusedNames = ["attn_qkv.weight", "attn_qkv.bias"];

    /// <summary>The values that end what a module adds, or that make the queries.</summary>
    /// <param name="parts">The model's header, of a model in parts all of them; for a module of the vision encoder, the mmproj file's.</param>
    /// <param name="knockout">A knockout by <c>zero</c> or <c>uniform</c>.</param>
    /// <exception cref="ModelException">The layer has no such tensors.</exception>
    public static List<ZeroedTensor> Of(IReadOnlyList<GgufFile> parts, Knockout knockout)
    {
        if (knockout.Kind.Intervention == Intervention.Uniform)
            return Queries(parts, knockout.Layer);
        if (knockout.IsOfVision)
            return OfVision(parts, knockout);
        var attention = knockout.Module == Module.Ffn ? [] : Find(parts, knockout.Layer, AttentionNames);
        var ffn = knockout.Module == Module.Attention ? [] : Find(parts, knockout.Layer, FfnNames);
        if (knockout.Module != Module.Ffn && !attention.Exists(t => t.Name.EndsWith(AttentionOutput, StringComparison.Ordinal)))
            throw new ModelException($"{parts[0].Path}: layer {knockout.Layer} has no attention output to zero");
        if (knockout.Module != Module.Attention && ffn.Count == 0)
            throw new ModelException($"{parts[0].Path}: layer {knockout.Layer} has no ffn output to zero");
        return [.. attention.Concat(ffn).Select(t => new ZeroedTensor(t, t.ByteCount))];
    }

    private static List<ZeroedTensor> OfVision(IReadOnlyList<GgufFile> parts, Knockout knockout)
    {
        var attention = knockout.Module == Module.VisionFfn ? [] : FindVision(parts, knockout.Layer, VisionAttentionNames);
        var ffn = knockout.Module == Module.VisionAttention ? [] : FindVision(parts, knockout.Layer, LastOfVisionFfn(parts, knockout.Layer));
        if ((knockout.Module != Module.VisionFfn && !attention.Exists(t => t.Name.EndsWith(VisionOutput, StringComparison.Ordinal)))
            || (knockout.Module != Module.VisionAttention && ffn.Count == 0))
            throw new ModelException($"{parts[0].Path}: layer {knockout.Layer} of the vision encoder has no tensors that {knockout} could zero");
        return [.. attention.Concat(ffn).Select(t => new ZeroedTensor(t, t.ByteCount))];
    }

    /// <summary>Old files name the two matrices the other way round; libmtmd sees it by their shape, and so does this.</summary>
    private static string[] LastOfVisionFfn(IReadOnlyList<GgufFile> parts, int layer)
    {
        var isSwapped = FindVision(parts, layer, ["ffn_down.weight"]) is [{ Dimensions: var sides }] && sides[0] == parts[0].GetUInt32("clip.vision.embedding_length");
        return isSwapped ? ["ffn_up.weight", "ffn_up.bias"] : ["ffn_down.weight", "ffn_down.bias"];
    }

    private static List<ZeroedTensor> Queries(IReadOnlyList<GgufFile> parts, int layer)
    {
        var own = Find(parts, layer, QueryNames);
        if (own.Find(t => t.Dimensions.Count > 1) is { } matrix && matrix.Dimensions[^1] != QueryWidth(parts[0], layer))
            throw new ModelException($"{parts[0].Path}: layer {layer} has more than queries in {matrix.Name}");
        List<ZeroedTensor> found = own.Count > 0
            ? [.. own.Select(t => new ZeroedTensor(t, t.ByteCount))]
            : [.. Find(parts, layer, FusedNames).Select(t => new ZeroedTensor(t, t.ByteCount / t.Dimensions[^1] * QueryWidth(parts[0], layer)))];
        return found.Count > 0 ? found : throw new ModelException($"{parts[0].Path}: layer {layer} has no queries to zero");
    }

    /// <summary>Values of all heads' queries.</summary>
    private static long QueryWidth(GgufFile file, int layer)
    {
        var heads = Number("attention.head_count");
        return heads * (file.GetUInt32($"{file.Architecture}.attention.key_length") ?? Number("embedding_length") / heads);

        long Number(string name)
        {
            var key = $"{file.Architecture}.{name}";
            var number = file.Metadata.GetValueOrDefault(key) is { Items: { } items } ? Convert.ToInt64(items[layer], CultureInfo.InvariantCulture) : file.GetUInt32(key) ?? 0;
            return number > 0 ? number : throw new ModelException($"{file.Path}: {key} does not say how many queries layer {layer} has");
        }
    }

    private static List<GgufTensor> Find(IReadOnlyList<GgufFile> parts, int layer, string[] names, string before = "") =>
        [.. names.SelectMany(name => parts.Select(p => p.FindTensor($"{before}blk.{layer}.{name}"))).OfType<GgufTensor>()];

    private static List<GgufTensor> FindVision(IReadOnlyList<GgufFile> parts, int layer, string[] names) => Find(parts, layer, names, "v.");
}
