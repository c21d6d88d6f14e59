using System.Text;
using TaLo.Models;
using TaLo.Tasks;

namespace TaLo.Scoring;

/// <summary>How a sample becomes a prompt.</summary>
/// <remarks>
/// <para>
/// A template is text with <c>{image}</c>, <c>{question}</c>, <c>{hint}</c> and <c>{options}</c>; <c>{{</c> and
/// <c>}}</c> are braces. A line with <c>{hint}</c>, <c>{image}</c> or <c>{options}</c> disappears where the sample has none, and one with
/// <c>{image}</c> repeats for every image; where the question or the options stand in the same line, that line stays, and has
/// all images in one place. A template without <c>{image}</c> shows no image. An image that the question, the hint or an option
/// names (<c>&lt;image 2&gt;</c>, MMMU) stands there, and not at <c>{image}</c>.
/// </para>
/// <para>
/// Before a line <c>---</c> may stand <c>option: {letter}. {text}</c>; <c>separator: \n</c>, between options; <c>chat: yes</c>,
/// the text goes through the model's chat template as a user message (where the model has none, a line <c>Answer:</c> is added);
/// <c>system: TEXT</c>, a message before it; <c>prefill: TEXT</c>, what the answer begins with; <c>shots: N</c>, so many samples
/// with their answers come first, written <c>answer: {letter}</c>, drawn by <c>shot-seed: N</c>; <c>images: first</c>, named
/// images stand at <c>{image}</c> as well; <c>after-image: ""</c>, what follows an image's line instead of a line break;
/// <c>no-hint: N/A</c>, what stands for a hint that there is not.
/// </para>
/// </remarks>
public sealed class PromptTemplate
{
    /// <summary>The most examples that can be asked for: more than any context holds.</summary>
    public const int MostShots = PromptSettings.MostShots;

    private const string DefaultText = """
        chat: yes
        ---
        {image}
        Hint: {hint}
        Question: {question}
        Options:
        {options}
        Please select the correct answer from the options above.
        """;

    // lm-evaluation-harness's usual words; the option's text is what follows.
    private const string ChoiceText = """
        {image}
        {hint}
        Question: {question}
        Answer:
        """;

    /// <summary>
    /// The day that a chat template which tells the date is told, so that a sweep asks the same tomorrow: the one that Llama 3's own
    /// template takes where there is no clock. Chats have the clock's.
    /// </summary>
    public static readonly DateTimeOffset Day = new(2024, 7, 26, 0, 0, 0, TimeSpan.Zero);

    private readonly List<PromptLine> _lines;
    private readonly PromptLine _option;
    private readonly PromptLine? _answer;
    private readonly PromptSource _source;
    private IReadOnlyDictionary<string, IReadOnlyList<VqaSample>>? _examples;

    private PromptTemplate(string name, PromptSource source, bool showsOptions)
    {
        Title = name;
        _source = source;
        _option = PromptLine.Parse(source.Settings.Option, source.OptionPlace, "letter", "text");
        _answer = source.Settings.Answer is { } answer ? PromptLine.Parse(answer, source.AnswerPlace, "letter", "text") : null;
        _lines = [.. source.Body.Select((line, i) =>
            PromptLine.Parse(line, source.WhereInBody(i), "image", "hint", "question", "options"))];
        PromptRules.Check(_lines, _option, source, showsOptions);
        ShowsOptions = showsOptions;
        Fingerprint = source.Fingerprint();
    }

    /// <summary>VLMEvalKit's multiple-choice prompt, through the model's chat template.</summary>
    public static PromptTemplate Default { get; } = Parse(DefaultText, "default");

    /// <summary>The prompt before options that are scored as texts.</summary>
    public static PromptTemplate Choice { get; } = Parse(ChoiceText, "choice", showsOptions: false);

    private static PromptTemplate ChoiceToContinue { get; } = Parse("{image}\n{hint}\n{question}", "choice, continued", showsOptions: false);

    private static PromptTemplate ChoiceUnmarked { get; } = Parse(ChoiceText.Replace("{question}", "{question}?", StringComparison.Ordinal), "choice, with ?", showsOptions: false);

    /// <summary>The file's name, a published prompt's, or <c>default</c>; and what of it is otherwise.</summary>
    public string Name => string.Join(", ", new[]
    {
        Title, Shots > 0 ? Quantity.Of(Shots, "shot") : null, _source.Settings.System is null ? null : "system message",
    }.OfType<string>());

    /// <summary>SHA-256 of what the template says and of how it is rendered, lower-case hex: equal for equal prompts.</summary>
    public string Fingerprint { get; }

    /// <summary>How many samples are shown before the question with their answers.</summary>
    public int Shots => Settings.Shots;

    /// <summary>Chooses which samples.</summary>
    public long ShotSeed => Settings.ShotSeed;

    private string Title { get; }

    private bool ShowsOptions { get; }

    private PromptSettings Settings => _source.Settings;

    private bool PlacesImages => !Settings.ImagesFirst && _lines.Exists(line => line.Has("image"));

    /// <summary>Reads a template from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="showsOptions">Whether the prompt must list the options, as answering by letter needs it.</param>
    /// <exception cref="PromptException">The file cannot be read or is no template; the message names the line.</exception>
    public static PromptTemplate Open(string path, bool showsOptions = true)
    {
        try
        {
            SpecialFile.Refuse(path);
            return Parse(File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true)), path, showsOptions);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new PromptException($"{path}: cannot be read as UTF-8 text: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>Reads a template from text.</summary>
    /// <param name="text">The template.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="showsOptions">Whether the prompt must list the options, as answering by letter needs it.</param>
    /// <exception cref="PromptException">The text is no template; the message names the line.</exception>
    public static PromptTemplate Parse(string text, string name, bool showsOptions = true) => new(name, PromptSource.Parse(text, name), showsOptions);

    /// <summary>The template with another system message.</summary>
    /// <param name="system">The message; empty for none.</param>
    public PromptTemplate WithSystem(string system) => Changed(Settings with { System = system.Length > 0 ? system : null });

    /// <summary>The template with another number of examples.</summary>
    /// <param name="shots">How many; 0 for none.</param>
    /// <param name="seed">Chooses which.</param>
    public PromptTemplate WithShots(int shots, long seed) => Changed(Settings with { Shots = shots, ShotSeed = seed });

    /// <summary>The template for questions of such a wording: the words of <see cref="Choice"/> follow it, anybody's own stay.</summary>
    public PromptTemplate For(Wording wording) => wording == Wording.Asked || !HasWordsOf(Choice) ? this
        : (wording == Wording.ToContinue ? ChoiceToContinue : ChoiceUnmarked).WithAdditionsOf(this);

    /// <summary>The template with its examples at hand.</summary>
    /// <param name="examples">Those of each task, <see cref="Shots"/> many.</param>
    public PromptTemplate WithExamples(IReadOnlyDictionary<string, IReadOnlyList<VqaSample>> examples) =>
        new(Title, _source, ShowsOptions) { _examples = examples };

    /// <summary>Whether its words are another template's, whatever examples and system message they have.</summary>
    internal bool HasWordsOf(PromptTemplate other) => Changed(Settings with { Shots = 0, System = null }).Fingerprint == other.Fingerprint;

    /// <summary>The template with the examples and the system message of another one.</summary>
    internal PromptTemplate WithAdditionsOf(PromptTemplate other) =>
        new(Title, _source with { Settings = Settings with { Shots = other.Shots, ShotSeed = other.ShotSeed, System = other.Settings.System } }, ShowsOptions)
        {
            _examples = other._examples,
        };

    /// <summary>What its prompts are known by on some data: where questions name their images, they look otherwise than before that was heeded.</summary>
    public string FingerprintOn(IDataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return PlacesImages && data.NamesImages ? _source.Fingerprint(namesImages: true) : Fingerprint;
    }

    /// <summary>Whether prompts known by a fingerprint are this template's, on whatever data.</summary>
    public bool IsOf(string fingerprint) => Fingerprint == fingerprint || (PlacesImages && _source.Fingerprint(namesImages: true) == fingerprint);

    /// <summary>The prompt that asks a model about a sample.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="model">The model.</param>
    /// <param name="byText">Whether an answer is an option's text, and not its letter.</param>
    /// <exception cref="SampleException">The sample's text contains the model's image marker, or it is a pair of sentences, which ask nothing.</exception>
    /// <exception cref="PromptException">The template itself contains the marker.</exception>
    /// <exception cref="ModelException">The model's chat template refuses the prompt or loses an image.</exception>
    public Prompt Render(VqaSample sample, IVisionLanguageModel model, bool byText = false)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(model);
        if (!byText && sample.Question.IsPair)
            throw new SampleException($"index {sample.Index}: options without a question, as minimal pairs have them, are scored as texts: --scoring choice");

        if (_source.Written.Contains(model.ImageMarker, StringComparison.Ordinal))
            throw new PromptException($"{Title}: the template contains the image marker {model.ImageMarker}; write {{image}}");

        var images = new List<ReadOnlyMemory<byte>>();
        var examples = Examples(sample.Task).Select(e => (Asked: Body(e, model, images), Answer: Answer(e, model, byText))).ToList();
        var asked = Body(sample, model, images);
        if (!Settings.Chat || model.ChatTemplate is null)
            return new Prompt(Plain(examples, asked), images);

        List<ChatMessage> messages = Settings.System is { } system ? [new ChatMessage("system", system)] : [];
        foreach (var (question, answer) in examples)
            messages.AddRange([new ChatMessage("user", question), new ChatMessage("assistant", Joined(Settings.Prefill?.TrimStart() ?? "", answer))]);
        var chat = model.RenderChat([.. messages, new ChatMessage("user", asked)], Day);
        if (MarkersIn(chat, model) != images.Count)
            throw new ModelException($"{model.Facts.Name}: its chat template changes the number of images; use a template with chat: no");
        return new Prompt(chat + Settings.Prefill, images);
    }

    /// <summary>A question as a turn of a conversation: with its options where it has some, its images apart.</summary>
    public string RenderText(VqaQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question.Options.Count < 2)
            return question.Hint is { } hint ? $"{hint}\n{question.Text}" : question.Text;
        return new PromptBody(Settings, _option, question with { Images = [] }, "", text => text).Write(_lines);
    }

    private static int MarkersIn(string text, IVisionLanguageModel model) => text.Split(model.ImageMarker).Length - 1;

    /// <summary>An answer behind its question: a space between them, unless there is white space.</summary>
    private static string Joined(string before, string answer) =>
        before.Length == 0 || char.IsWhiteSpace(before[^1]) ? before + answer : $"{before} {answer}";

    private PromptTemplate Changed(PromptSettings settings) => new(Title, _source with { Settings = settings }, ShowsOptions);

    private IReadOnlyList<VqaSample> Examples(string task) => Shots == 0 ? []
        : _examples?.GetValueOrDefault(task) ?? throw new PromptException($"{Title}: no examples of task '{task}' were drawn");

    private string Body(VqaSample sample, IVisionLanguageModel model, List<ReadOnlyMemory<byte>> images)
    {
        var body = new PromptBody(Settings, _option, sample.Question, model.ImageMarker, model.Quote);
        var text = body.Write(_lines);
        if (MarkersIn(text, model) != body.Images.Count)
        {
            throw new SampleException($"index {sample.Index}: its text contains {model.ImageMarker}, which this model "
                + "reads as an image; change the text");
        }

        images.AddRange(body.Images);
        return text;
    }

    private string Answer(VqaSample sample, IVisionLanguageModel model, bool byText)
    {
        if (sample.Question.Options.Count == 0)
            return _answer?.Render(_ => model.Quote(sample.Accepted[0])) ?? model.Quote(sample.Accepted[0]);
        var right = sample.Question.Options.First(o => o.Letter == sample.Answer);
        // A letter means nothing where the options are not listed.
        return _answer?.Render(Value) ?? Value(byText || !_lines.Exists(line => line.Has("options")) ? "text" : "letter");

        string Value(string placeholder) => placeholder == "letter" ? right.Letter.ToString() : model.Quote(right.Text);
    }

    private string Plain(IEnumerable<(string Asked, string Answer)> examples, string asked)
    {
        var begin = Settings.Chat ? "\n" + (Settings.Prefill?.TrimStart() ?? "Answer:") : Settings.Prefill;
        return string.Concat(
        [
            .. Settings.System is { } system ? new[] { system + "\n\n" } : [],
            .. examples.Select(e => Joined(e.Asked + begin, e.Answer) + "\n\n"),
            asked + begin,
        ]);
    }
}

/// <summary>What a model is asked: the text, with a marker for each image, and the images.</summary>
/// <param name="Text">The whole text, chat template included.</param>
/// <param name="Images">Encoded image files in the markers' order; may be empty.</param>
public sealed record Prompt(string Text, IReadOnlyList<ReadOnlyMemory<byte>> Images);
