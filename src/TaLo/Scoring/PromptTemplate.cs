using System.Text;
using TaLo.Models;
using TaLo.Tasks;

namespace TaLo.Scoring;

/// <summary>How a sample becomes a prompt.</summary>
/// <remarks>
/// A template is text with <c>{image}</c>, <c>{question}</c>, <c>{hint}</c> and <c>{options}</c>; <c>{{</c> and
/// <c>}}</c> are braces. A line with <c>{hint}</c>, <c>{image}</c> or <c>{options}</c> disappears where the sample has none; the line with
/// <c>{image}</c> repeats for every image; a template without <c>{image}</c> shows no image. Before a line <c>---</c> may
/// stand <c>option: {letter}. {text}</c>, <c>separator: \n</c> (between options) and <c>chat: yes</c> (the text goes
/// through the model's chat template as a user message; where the model has none, a line <c>Answer:</c> is added).
/// </remarks>
public sealed class PromptTemplate
{
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

    private readonly List<PromptLine> _lines;
    private readonly PromptLine _option;
    private readonly string _separator;
    private readonly bool _chat;
    private readonly string _source;

    private PromptTemplate(string name, PromptSource source, bool showsOptions)
    {
        Name = name;
        _source = source.Option + source.Separator + string.Join('\n', source.Body);
        _chat = source.Chat;
        _separator = source.Separator;
        _option = PromptLine.Parse(source.Option, source.OptionPlace, "letter", "text");
        _lines = [.. source.Body.Select((line, i) =>
            PromptLine.Parse(line, source.WhereInBody(i), "image", "hint", "question", "options"))];
        PromptRules.Check(_lines, _option, source, showsOptions);
        Fingerprint = source.Fingerprint();
    }

    /// <summary>VLMEvalKit's multiple-choice prompt, through the model's chat template.</summary>
    public static PromptTemplate Default { get; } = Parse(DefaultText, "default");

    /// <summary>The prompt before options that are scored as texts.</summary>
    public static PromptTemplate Choice { get; } = Parse(ChoiceText, "choice", showsOptions: false);

    /// <summary>The file's name, or <c>default</c>.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of what the template says and of how it is rendered, lower-case hex: equal for equal prompts.</summary>
    public string Fingerprint { get; }

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

    /// <summary>The prompt that asks a model about a sample.</summary>
    /// <exception cref="SampleException">The sample's text contains the model's image marker.</exception>
    /// <exception cref="PromptException">The template itself contains the marker.</exception>
    /// <exception cref="ModelException">The model's chat template refuses the prompt or loses an image.</exception>
    public Prompt Render(VqaSample sample, IVisionLanguageModel model)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(model);

        if (_source.Contains(model.ImageMarker, StringComparison.Ordinal))
            throw new PromptException($"{Name}: the template contains the image marker {model.ImageMarker}; write {{image}}");

        IReadOnlyList<ReadOnlyMemory<byte>> images = _lines.Exists(line => line.Has("image")) ? sample.Question.Images : [];
        var text = string.Join('\n', _lines.SelectMany(line => RenderLine(line, Quoted(sample.Question, model), model.ImageMarker)));
        if (MarkersIn(text, model) != images.Count)
        {
            throw new SampleException($"index {sample.Index}: its text contains {model.ImageMarker}, which this model "
                + "reads as an image; change the text");
        }
        if (!_chat) return new Prompt(text, images);
        if (model.ChatTemplate is null) return new Prompt(text + "\nAnswer:", images);

        var chat = model.RenderChat([new ChatMessage("user", text)]);
        if (MarkersIn(chat, model) != images.Count)
            throw new ModelException($"{model.Facts.Name}: its chat template changes the number of images; use a template with chat: no");
        return new Prompt(chat, images);
    }

    /// <summary>A question as a turn of a conversation: with its options where it has some, its images apart.</summary>
    public string RenderText(VqaQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question.Options.Count < 2)
            return question.Hint is { } hint ? $"{hint}\n{question.Text}" : question.Text;
        return string.Join('\n', _lines.SelectMany(line => RenderLine(line, question with { Images = [] }, "")));
    }

    private static VqaQuestion Quoted(VqaQuestion question, IVisionLanguageModel model) => question with
    {
        Text = model.Quote(question.Text),
        Hint = question.Hint is { } hint ? model.Quote(hint) : null,
        Options = [.. question.Options.Select(o => o with { Text = model.Quote(o.Text) })],
    };

    private static int MarkersIn(string text, IVisionLanguageModel model) => text.Split(model.ImageMarker).Length - 1;

    private IEnumerable<string> RenderLine(PromptLine line, VqaQuestion question, string marker)
    {
        if (line.Has("hint") && question.Hint is null || line.Has("options") && question.Options.Count == 0) return [];
        var copies = line.Has("image") ? question.Images.Count : 1;
        return Enumerable.Repeat(line, copies).Select(l => l.Render(placeholder => placeholder switch
        {
            "image" => marker,
            "hint" => question.Hint!,
            "question" => question.Text,
            _ => string.Join(_separator, question.Options.Select(RenderOption)),
        }));
    }

    private string RenderOption(AnswerOption option) =>
        _option.Render(placeholder => placeholder == "letter" ? option.Letter.ToString() : option.Text);
}

/// <summary>What a model is asked: the text, with a marker for each image, and the images.</summary>
/// <param name="Text">The whole text, chat template included.</param>
/// <param name="Images">Encoded image files in the markers' order; may be empty.</param>
public sealed record Prompt(string Text, IReadOnlyList<ReadOnlyMemory<byte>> Images);
