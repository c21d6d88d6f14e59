using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TaLo.Storage;

namespace TaLo.Sweeps;

/// <summary>Writes and reads results files: JSON lines, one for each row of a sweep.</summary>
public static class ResultLines
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>
    /// Rows in a file's order: tasks and samples as the plan has them, then base model, module, layer. Rows of
    /// samples that are not in the plan are left out. Equal rows give equal files, whatever order they come in.
    /// </summary>
    public static IEnumerable<SweepResult> InOrder(IEnumerable<SweepResult> rows, IReadOnlyList<TaskSamples> tasks)
    {
        var places = tasks.SelectMany(t => t.Samples).Index()
            .ToDictionary(s => (s.Item.Task, s.Item.Index), s => s.Index);
        return rows
            .Where(r => places.ContainsKey((r.Task, r.Index)))
            .OrderBy(r => places[(r.Task, r.Index)])
            .ThenBy(r => (int?)r.Knockout?.Module ?? -1)
            .ThenBy(r => r.Knockout?.Layer);
    }

    /// <summary>Writes rows in the order they are given, each line ended by a line feed.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="intervention">What the knockouts did, for example <c>zero</c>.</param>
    /// <param name="prompt">Gives the prompt's text to be written with a row; null for none.</param>
    public static void Write(
        TextWriter writer, IEnumerable<SweepResult> rows, string intervention, Func<SweepResult, string?>? prompt = null)
    {
        foreach (var row in rows)
        {
            writer.Write(JsonSerializer.Serialize(ResultLine.From(row, intervention, prompt?.Invoke(row)), Json));
            writer.Write('\n');
        }
    }

    /// <summary>Reads a results file line by line; empty lines are passed over.</summary>
    /// <exception cref="StoreException">A line is no result; the message names the file and the line.</exception>
    public static IEnumerable<ResultLine> Read(string path)
    {
        var number = 0;
        foreach (var text in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(text))
                yield return Parse(text, path, number);
        }
    }

    private static ResultLine Parse(string text, string path, int number)
    {
        try
        {
            var line = JsonSerializer.Deserialize<ResultLine>(text, Json);
            var problem = line is null ? "it is null" : line.Problem();
            return problem is null ? line! : throw new StoreException($"{path}, line {number}: no result: {problem}");
        }
        catch (JsonException e)
        {
            throw new StoreException($"{path}, line {number}: no result: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
