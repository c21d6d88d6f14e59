using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TaLo.Vectors;

/// <summary>Writes Task-Layer Interaction Vectors as one JSON document; what is not known is null.</summary>
public static class VectorsJson
{
    private static readonly JsonWriterOptions Indented =
        new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The vectors with their counts, and where a matrix is given, the similarities and clusters of its tasks.</summary>
    public static void Write(Stream stream, IReadOnlyList<TaskVector> vectors, SimilarityMatrix? matrix = null)
    {
        var document = new JsonObject { ["vectors"] = new JsonArray([.. vectors.Select(Vector)]) };
        if (matrix is not null) document["similarity"] = Similarities(matrix);
        using var writer = new Utf8JsonWriter(stream, Indented);
        document.WriteTo(writer);
    }

    private static JsonObject Vector(TaskVector vector) => new()
    {
        ["task"] = vector.Task,
        ["task_group"] = vector.TaskGroup,
        ["module"] = vector.Kind.ToString(),
        ["samples"] = vector.Samples,
        ["base_correct"] = vector.BaseCorrect,
        ["delta"] = Array(vector.Layers, l => Number(l.Delta)),
        ["layer_samples"] = Array(vector.Layers, l => l.Samples),
        ["evidence"] = Array(vector.Layers, l => VectorNames.Of(vector.Evidence(l))),
        ["holm_p"] = Array(vector.Layers, l => Number(l.HolmPValue)),
        ["fixed"] = Array(vector.Layers, l => l.Counts.Fixed),
        ["broken"] = Array(vector.Layers, l => l.Counts.Broken),
        ["mean_margin_change"] = Array(vector.Layers, l => Number(l.MeanMarginChange)),
    };

    private static JsonObject Similarities(SimilarityMatrix matrix)
    {
        var tree = matrix.Cluster();
        return new JsonObject
        {
            ["measure"] = matrix.Measure.ToString().ToLowerInvariant(),
            ["names"] = Array(VectorNames.Of(matrix.Vectors), n => n),
            ["values"] = Array(matrix.Cells, row => Array(row, c => Number(c.Value))),
            ["layers"] = Array(matrix.Cells, row => Array(row, c => c.Layers)),
            ["leaf_order"] = Array(tree.LeafOrder, l => l),
            ["merges"] = Array(tree.Merges, m => new JsonArray(m.First, m.Second, Number(m.Height), m.Size)),
            ["groups"] = GroupAgreement.Of(matrix) is { } agreement ? Groups(agreement) : null,
        };
    }

    private static JsonObject Groups(GroupAgreement agreement) => new()
    {
        ["groups"] = agreement.Groups,
        ["within"] = Number(agreement.Within),
        ["between"] = Number(agreement.Between),
        ["within_p"] = Number(agreement.WithinPValue),
        ["adjusted_rand_index"] = Number(agreement.Rand),
        ["adjusted_rand_p"] = Number(agreement.RandPValue),
        ["shuffles"] = agreement.Shuffles,
    };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> node) => new([.. items.Select(node)]);

    private static JsonValue? Number(double number) => double.IsFinite(number) ? JsonValue.Create(number) : null;
}
