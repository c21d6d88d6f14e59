using System.Text.Json;
using System.Text.Json.Serialization;
using TaLo.Models;
using TaLo.Scoring;

namespace TaLo.Sweeps;

/// <summary>Writes and reads results files: JSON lines, one for each pass of a sweep.</summary>
public static class ResultLines
{
    /// <summary>
    /// Passes in a file's order: tasks and samples as the plan has them, then base model, kind, layer. Passes over
    /// samples that are not in the plan are left out. Equal passes give equal files, whatever order they come in.
    /// </summary>
    public static IEnumerable<ScoredPass> InOrder(IEnumerable<ScoredPass> passes, IReadOnlyList<TaskSamples> tasks)
    {
        var places = tasks.SelectMany(t => t.Samples).Index()
            .ToDictionary(s => (s.Item.Task, s.Item.Index), s => s.Index);
        return passes
            .Where(p => places.ContainsKey((p.Task, p.Index)))
            .OrderBy(p => places[(p.Task, p.Index)])
            .ThenBy(p => p.Knockout);
    }

    /// <summary>Writes passes in the order they are given, each line ended by a line feed.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="passes">The passes.</param>
    /// <param name="intervention">What the knockouts did, see <see cref="KnockoutKind.Sweep"/>.</param>
    /// <param name="prompt">Gives the prompt's text to be written with a pass; null for none.</param>
    public static void Write(
        TextWriter writer, IEnumerable<ScoredPass> passes, string intervention, Func<ScoredPass, string?>? prompt = null)
    {
        foreach (var pass in passes)
        {
            var line = new ResultLine(pass, pass.Knockout is null ? null : intervention, prompt?.Invoke(pass));
            writer.Write(JsonSerializer.Serialize(Fields.Of(line), JsonFormats.Lines));
            writer.Write('\n');
        }
    }

    /// <summary>Writes a results file: whole, or not at all.</summary>
    /// <inheritdoc cref="Write(TextWriter, IEnumerable{ScoredPass}, string, Func{ScoredPass, string?}?)"/>
    public static void Write(
        string path, IEnumerable<ScoredPass> passes, string intervention, Func<ScoredPass, string?>? prompt = null) =>
        AtomicFile.WriteText(path, writer => Write(writer, passes, intervention, prompt));

    /// <summary>Reads a results file line by line; empty lines are passed over.</summary>
    /// <exception cref="StoreException">A line is no result; the message names the file and the line.</exception>
    public static IEnumerable<ResultLine> Read(string path)
    {
        var number = 0;
        using var lines = Open(path);
        while (Line(lines, path) is { } text)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(text))
                yield return Parse(text, path, number);
        }
    }

    private static StreamReader Open(string path)
    {
        try
        {
            SpecialFile.Refuse(path);
            return new StreamReader(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StoreException($"{path}: cannot be read as results: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static string? Line(StreamReader lines, string path)
    {
        try
        {
            return lines.ReadLine();
        }
        catch (IOException e)
        {
            throw new StoreException($"{path}: cannot be read as results: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static ResultLine Parse(string text, string path, int number)
    {
        try
        {
            var fields = JsonSerializer.Deserialize<Fields>(text, JsonFormats.Lines);
            var problem = fields is null ? "it is null" : fields.Problem();
            return problem is null ? fields!.ToLine() : throw new StoreException($"{path}, line {number}: no result: {problem}");
        }
        catch (JsonException e)
        {
            throw new StoreException($"{path}, line {number}: no result: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>The fields of a line in their order; layer, module and intervention are null for the base model.</summary>
    private sealed record Fields(
        string Task,
        string Index,
        int? Layer,
        Module? Module,
        string? Intervention,
        string Options,
        IReadOnlyDictionary<string, double> Logprobs,
        char Predicted,
        char Answer,
        bool Correct,
        double Margin,
        double LetterMass,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? BlockLength = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cluster = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<int>? OptionBytes = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<double>? LogprobsAlone = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Prompt = null)
    {
        public static Fields Of(ResultLine line)
        {
            var pass = line.Pass;
            return new Fields(
                pass.Task, pass.Index, pass.Knockout?.Layer, pass.Knockout?.Module, line.Intervention, pass.Letters,
                new OrderedDictionary<string, double>(pass.Letters.Select((l, i) => KeyValuePair.Create(l.ToString(), pass.LogProbabilities[i]))),
                pass.Predicted, pass.Answer, pass.Correct, pass.Margin, pass.LetterMass,
                pass.Knockout is { Kind.Length: > 1 and var length } ? length : null, pass.Cluster, pass.Choice?.Bytes, pass.Choice?.Unconditional, line.Prompt);
        }

        public ResultLine ToLine() => new(
            new ScoredPass(
                Task, null, Index, Options, Answer, Layer is { } layer && Kind is { } kind ? new Knockout(layer, kind) : null,
                [.. Options.Select(o => Logprobs[o.ToString()])], Predicted, Margin, LetterMass,
                OptionBytes is null ? null : new ChoiceScores(OptionBytes, LogprobsAlone))
            { Cluster = Cluster },
            Intervention, Prompt);

        /// <summary>Says what makes the line no pass of a sweep, or null.</summary>
        public string? Problem() =>
            Options.Length == 0 || Logprobs.Count != Options.Length || Options.Any(o => !Logprobs.ContainsKey(o.ToString()))
                ? "'logprobs' does not match 'options'"
            : !Options.Contains(Answer) || !Options.Contains(Predicted) ? "'answer' or 'predicted' is none of the options"
            : Correct != (Predicted == Answer) ? "'correct' contradicts 'predicted' and 'answer'"
            : Layer is null != Module is null || Layer is null != Intervention is null
                ? "'layer', 'module' and 'intervention' go together"
            : OptionBytes is { } b && (b.Count != Options.Length || b.Any(n => n < 1)) || LogprobsAlone is { } a && (a.Count != Options.Length || OptionBytes is null)
                ? "'option_bytes' or 'logprobs_alone' does not match 'options'"
            : Layer < 0 ? "'layer' is negative"
            : Layer is not null && Kind is null ? "'intervention', 'module' and 'block_length' do not fit each other"
            : null;

        private KnockoutKind? Kind => Module is { } module && Intervention is { } intervention
            ? KnockoutKind.OfSweep(intervention, module, BlockLength ?? 1)
            : null;
    }
}

/// <summary>One line of a results file.</summary>
/// <param name="Pass">The pass; a file knows no groups of tasks.</param>
/// <param name="Intervention">What was done to the layers, see <see cref="KnockoutKind.Sweep"/>; null for the base model.</param>
/// <param name="Prompt">The prompt's text, where it was asked for.</param>
public sealed record ResultLine(ScoredPass Pass, string? Intervention, string? Prompt = null);
