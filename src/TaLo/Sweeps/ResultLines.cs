using System.Text.Json;
using System.Text.Json.Serialization;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Tasks;

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
    /// <param name="inForce">What was in force in every pass, see <see cref="SweepKey.InForce"/>; null for nothing.</param>
    public static void Write(
        TextWriter writer, IEnumerable<ScoredPass> passes, string intervention, Func<ScoredPass, string?>? prompt = null, string? inForce = null)
    {
        foreach (var pass in passes)
        {
            var line = new ResultLine(pass, pass.Knockout is null ? null : intervention, prompt?.Invoke(pass), inForce);
            writer.Write(JsonSerializer.Serialize(Fields.Of(line), JsonFormats.Lines));
            writer.Write('\n');
        }
    }

    /// <summary>Writes a results file: whole, or not at all.</summary>
    /// <inheritdoc cref="Write(TextWriter, IEnumerable{ScoredPass}, string, Func{ScoredPass, string?}?, string?)"/>
    public static void Write(
        string path, IEnumerable<ScoredPass> passes, string intervention, Func<ScoredPass, string?>? prompt = null, string? inForce = null) =>
        AtomicFile.WriteText(path, writer => Write(writer, passes, intervention, prompt, inForce));

    /// <summary>Refuses a path that results cannot be written to, or where something else than results would be lost.</summary>
    /// <exception cref="StoreException">It is a folder or another file, or the system says no.</exception>
    public static void EnsureWritable(string path)
    {
        AtomicFile.EnsureWritable(path);
        if (SpecialFile.MayBe(path) || !File.Exists(path) || new FileInfo(path).Length == 0)
            return;
        try
        {
            _ = Read(path).FirstOrDefault();
        }
        catch (StoreException e)
        {
            throw new StoreException($"{path}: is there already and holds no results: name another file, or delete it", e);
        }
    }

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
        catch (JsonException e) when (e.Message.Contains("missing required properties", StringComparison.Ordinal))
        {
            throw new StoreException($"{path}, line {number}: no result: it lacks fields that `talo show ID --out FILE` writes{(e.Message.LastIndexOf(": ", StringComparison.Ordinal) is > 0 and var at ? e.Message[at..].TrimEnd('.') : "")}", e);
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
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TaskGroup = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? BlockLength = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cluster = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<int>? OptionBytes = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<double>? LogprobsAlone = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Prompt = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Generated = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Score = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? CutOff = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Accepted = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Circle = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Copies = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? InForce = null)
    {
        public static Fields Of(ResultLine line)
        {
            var pass = line.Pass;
            return new Fields(
                pass.Task, pass.Index, pass.Knockout?.Layer, pass.Knockout?.Module, line.Intervention, pass.Letters,
                new OrderedDictionary<string, double>(pass.Letters.Zip(pass.LogProbabilities, (l, p) => KeyValuePair.Create(l.ToString(), p))),
                pass.Predicted, pass.Answer, pass.Correct, pass.Margin, pass.LetterMass, pass.TaskGroup,
                pass.Knockout is { Kind.Length: > 1 and var length } ? length : null, pass.Cluster, pass.Choice?.Bytes, pass.Choice?.Unconditional, line.Prompt,
                pass.Generated?.Text, pass.Generated?.Score, pass.Generated?.IsCutOff, pass.Generated is { Accepted.Count: > 0 } open ? open.Accepted : null,
                pass.Circle?.Index, pass.Circle?.Copies, line.InForce);
        }

        public ResultLine ToLine() => new(
            new ScoredPass(
                Task, TaskGroup, Index, Options, Answer, Layer is { } layer && Kind is { } kind ? new Knockout(layer, kind) : null,
                Logprobs.Count == 0 ? [] : [.. Options.Select(o => Logprobs[o.ToString()])], Predicted, Margin, LetterMass,
                OptionBytes is null ? null : new ChoiceScores(OptionBytes, LogprobsAlone))
            {
                Cluster = Cluster,
                Circle = Circle is { } circle ? new Circle(circle, Copies!.Value) : null,
                Generated = Generated is { } text ? new GeneratedScore(text, Score!.Value, CutOff == true, Accepted ?? []) : null,
            },
            Intervention, Prompt, InForce);

        private bool IsOption(char letter, bool orNone) => Options.Contains(letter) || orNone && letter == VqaSample.NoLetter;

        /// <summary>Says what makes the line no pass of a sweep, or null.</summary>
        public string? Problem() =>
            Generated is not null && (Score is not (>= 0 and <= 1) || Accepted is null == (Options.Length == 0)) ? "'generated', 'score' and 'accepted' do not fit each other"
            : Generated is null && (Score is not null || Accepted is not null || CutOff is not null) ? "'score', 'cut_off' and 'accepted' stand without 'generated'"
            : (Options.Length == 0 || Logprobs.Count != Options.Length || Options.Any(o => !Logprobs.ContainsKey(o.ToString()))) && (Generated is null || Logprobs.Count > 0)
                ? "'logprobs' does not match 'options'"
            : !IsOption(Answer, Accepted is not null) || !IsOption(Predicted, Generated is not null) ? "'answer' or 'predicted' is none of the options"
            : Correct != (Accepted is null ? Predicted == Answer : Score >= OpenAnswers.RightFrom) ? "'correct' contradicts 'predicted' and 'answer', or 'score'"
            : Generated is not null && Accepted is null && Score != (Correct ? 1 : 0) ? "'score' contradicts 'correct'"
            : Circle is null != Copies is null ? "'circle' and 'copies' go together"
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
/// <param name="Pass">The pass.</param>
/// <param name="Intervention">What was done to the layers, see <see cref="KnockoutKind.Sweep"/>; null for the base model.</param>
/// <param name="Prompt">The prompt's text, where it was asked for.</param>
/// <param name="InForce">What was in force in every pass, the base model's included; null for nothing.</param>
public sealed record ResultLine(ScoredPass Pass, string? Intervention, string? Prompt = null, string? InForce = null);
