using TaLo.Images;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Sweeps;
using TaLo.Tasks;
using TaLo.Tasks.Readers;

namespace TaLo.UseCases;

/// <summary>Whose prompt is to be seen.</summary>
public sealed record PreviewRequest
{
    /// <summary>Which model, loaded how.</summary>
    public required ModelOptions Model { get; init; }

    /// <summary>How the model's mmproj file was found, or why none was: told where images are to be encoded.</summary>
    public string? AboutMmproj { get; init; }

    /// <summary>The data set: a file or a folder.</summary>
    public required string DataPath { get; init; }

    /// <summary>How it is read.</summary>
    public DataSetOptions DataOptions { get; init; } = DataSetOptions.Default;

    /// <summary>The sample's task; null where its index says enough.</summary>
    public string? Task { get; init; }

    /// <summary>The sample's index.</summary>
    public required string Sample { get; init; }

    /// <summary>How answers are scored.</summary>
    public ScoringMethod Scoring { get; init; } = ScoringMethod.Letter;

    /// <summary>How a sample becomes a prompt.</summary>
    public required PromptTemplate Prompt { get; init; }

    /// <summary>Whether tokens are wanted: then images are encoded, too.</summary>
    public bool Tokens { get; init; }
}

/// <summary>Exactly what a model is asked about a sample.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Prompt">The prompt's name.</param>
/// <param name="Fingerprint">Its fingerprint on this data, as it stands in a sweep's key.</param>
/// <param name="Text">The text, <c>[image 1]</c> for each image; one that is shown twice has one number.</param>
/// <param name="Images">The images by their numbers.</param>
/// <param name="Continuations">What is scored behind the text where options are scored as texts; else none.</param>
/// <param name="Tokens">The tokens, where they were asked for.</param>
public sealed record PromptPreview(
    SampleRef Sample, string Prompt, string Fingerprint, string Text, IReadOnlyList<PreviewImage> Images,
    IReadOnlyList<Continuation> Continuations, PreviewTokens? Tokens)
{
    /// <summary>Makes the prompt of one sample.</summary>
    /// <exception cref="SelectionException">There is no such sample, several are called so, or it is an example itself.</exception>
    /// <exception cref="SampleException">It cannot be asked.</exception>
    public static PromptPreview Of(PreviewRequest request, IWorkHost host, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(host);
        using var data = DataSets.Open(request.DataPath, request.DataOptions);
        var asked = Find(data, request);
        var (template, samples) = FewShots.Given(request.Prompt.For(data.Wording), request.Scoring, data, [asked.Task]);
        if (!samples.Contains(asked))
            throw new SelectionException($"sample {asked.Index} of {asked.Task} is not asked with this prompt: it, or one of its cluster, is shown as an example");
        var plan = new SweepPlan([], [], template) { Scoring = request.Scoring };
        var sample = plan.Load(data, asked);

        var encodes = request.Tokens && (asked.Traits.HasImages || template.Shots > 0);
        if (encodes && request.AboutMmproj is { } line)
            host.Note(line);
        var model = host.Lend(encodes ? request.Model : request.Model with { MmprojPath = null }, stop);
        try
        {
            var choice = request.Scoring.IsByText ? ChoiceScorer.Ask(sample, template, model) : null;
            var prompt = choice is null ? plan.PromptFor(sample).Render(sample, model) : new Prompt(choice.Continuations[0].Context, choice.Images);
            var numbers = Numbers(prompt.Images);
            return new PromptPreview(
                asked, template.Name, template.FingerprintOn(data), WithNumbers(prompt.Text, numbers, model), [.. prompt.Images.Distinct().Select(PreviewImage.Of)],
                choice is null ? [] : [.. choice.Continuations.Select(c => new Continuation(WithNumbers(c.Context, numbers, model), QuotedText.Plain(c.Text)))],
                request.Tokens ? PreviewTokens.Of(model, prompt, choice, sample, request.Scoring, stop) : null);
        }
        catch (InputException e)
        {
            throw new SampleException(data.Describe(asked) + e.Message, e);
        }
        finally
        {
            host.TakeBack(model);
        }
    }

    private static SampleRef Find(IDataSet data, PreviewRequest request)
    {
        var found = data.Samples.Where(s => s.Index == request.Sample && (request.Task is null || s.Task == request.Task)).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 when request.Task is { } task && data.Samples.All(s => s.Task != task) => throw new SelectionException(
                $"no task '{task}' in the data set{DidYouMean.Clause(task, data.Samples.Select(s => s.Task).Distinct())}"),
            0 => throw new SelectionException($"no sample '{request.Sample}' in {request.Task ?? "the data set"}; the first is '{data.Samples.First(s => request.Task is null || s.Task == request.Task).Index}'"),
            _ => throw new SelectionException($"sample '{request.Sample}' is in {string.Join(", ", found.Select(s => s.Task))}: name one with --task"),
        };
    }

    private static List<int> Numbers(IReadOnlyList<ReadOnlyMemory<byte>> images)
    {
        var known = images.Distinct().ToList();
        return [.. images.Select(i => known.IndexOf(i) + 1)];
    }

    private static string WithNumbers(string text, List<int> numbers, IVisionLanguageModel model) =>
        string.Concat(QuotedText.Plain(text).Split(model.ImageMarker).Select((piece, i) => i == 0 ? piece : $"[image {numbers[i - 1]}]{piece}"));
}

/// <summary>An image of a prompt.</summary>
/// <param name="Width">Pixels from left to right; 0 where it cannot be decoded.</param>
/// <param name="Height">Pixels from top to bottom; 0 where it cannot be decoded.</param>
/// <param name="Bytes">The size of its file.</param>
/// <param name="Problem">Why it cannot be decoded, or null.</param>
public sealed record PreviewImage(int Width, int Height, int Bytes, string? Problem)
{
    internal static PreviewImage Of(ReadOnlyMemory<byte> file) => ImageDecoder.TryDecode(file, out var problem) is { } image
        ? new PreviewImage(image.Width, image.Height, file.Length, null)
        : new PreviewImage(0, 0, file.Length, problem);
}

/// <summary>A token.</summary>
/// <param name="Id">Its number in the vocabulary.</param>
/// <param name="Text">Its text; one that is part of a character shows as the replacement character.</param>
/// <param name="IsControl">Whether it is a control token.</param>
public readonly record struct PreviewToken(int Id, string Text, bool IsControl);

/// <summary>A part of a prompt in tokens.</summary>
/// <param name="Tokens">Those of a text; none for an image.</param>
/// <param name="Positions">Positions in the decoder's sequence.</param>
public sealed record PreviewPart(IReadOnlyList<PreviewToken> Tokens, int Positions);

/// <summary>What the decoder reads, and what is looked at behind it.</summary>
/// <param name="Parts">The prompt's parts.</param>
/// <param name="Answers">What is scored behind it: the letters' tokens, or the tokens of each continuation; none where an answer is generated.</param>
public sealed record PreviewTokens(IReadOnlyList<PreviewPart> Parts, IReadOnlyList<IReadOnlyList<PreviewToken>> Answers)
{
    /// <summary>Positions that the prompt takes.</summary>
    public int Positions => Parts.Sum(p => p.Positions);

    internal static PreviewTokens Of(
        IVisionLanguageModel model, Prompt prompt, ChoicePrompt? choice, VqaSample sample, ScoringMethod scoring, CancellationToken stop)
    {
        if (choice is null)
        {
            using var encoded = model.Encode(prompt.Text, prompt.Images, cancellationToken: stop);
            return new PreviewTokens(Read(encoded), scoring.IsGenerated ? [] : [.. LetterTokens.Find(model, prompt.Text, sample.Question.Letters).Ids.Select(id => Tokens([id]))]);
        }

        using var continuations = model.EncodeContinuations(choice.Continuations, choice.Images, scoring.DocumentSeparator, stop);
        return new PreviewTokens(Context(), [.. Enumerable.Range(0, continuations.Count).Select(i => Tokens(continuations.Scored(i)))]);

        // Spaces that end it belong to what is scored.
        IReadOnlyList<PreviewPart> Context()
        {
            if (prompt.Text.Length == 0)
                return [];
            using var encoded = model.Encode(prompt.Text.TrimEnd(' '), prompt.Images, cancellationToken: stop);
            return Read(encoded);
        }

        IReadOnlyList<PreviewPart> Read(IEncodedPrompt encoded) => [.. encoded.Parts.Select(p => new PreviewPart(Tokens(p.Tokens), p.Positions))];

        IReadOnlyList<PreviewToken> Tokens(IEnumerable<int> ids) => [.. ids.Select(id => new PreviewToken(id, model.TokenText(id), model.IsControl(id)))];
    }
}
