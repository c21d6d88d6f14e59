using LLama.Native;
using TaLo.LlamaCpp.Chats;
using TaLo.LlamaCpp.Continuations;
using TaLo.LlamaCpp.Prompts;
using TaLo.Models;

namespace TaLo.LlamaCpp;

/// <summary>A GGUF vision-language model loaded through llama.cpp, its layers bypassable between passes.</summary>
public sealed class LlamaVisionModel : ILoadedModel
{
    private readonly SafeLlamaModelHandle model;
    private readonly VisionEncoder? vision;
    private readonly PromptDecoder decoder;
    private readonly Vocabulary vocabulary;
    private readonly Lazy<ModelChatTemplate> template;
    private readonly ConversationReader conversations;
    private readonly AnswerDecoder answers;
    private readonly GreedyDecoder greedy;
    private readonly ContinuationReader continuations;
    private readonly Lazy<PackDecoder> packs;

    internal LlamaVisionModel(
        SafeLlamaModelHandle model, VisionEncoder? vision, PromptDecoder decoder, Func<PackDecoder> packDecoder, Vocabulary vocabulary, ModelFacts facts,
        string? chatTemplate, bool canEncodeAhead)
    {
        this.model = model;
        this.vision = vision;
        this.decoder = decoder;
        this.vocabulary = vocabulary;
        Facts = facts;
        CanEncodeAhead = canEncodeAhead;
        ChatTemplate = chatTemplate;
        template = new Lazy<ModelChatTemplate>(() => new ModelChatTemplate(chatTemplate!, vocabulary));
        conversations = new ConversationReader(this, vision);
        answers = new AnswerDecoder(decoder, conversations, vocabulary);
        greedy = new GreedyDecoder(decoder, vocabulary);
        continuations = new ContinuationReader(vocabulary, vision, decoder.ContextLength);
        packs = new Lazy<PackDecoder>(packDecoder, LazyThreadSafetyMode.PublicationOnly); // where memory was short, the next text tries again
    }

    /// <inheritdoc/>
    public ModelFacts Facts { get; }

    /// <inheritdoc/>
    public string ImageMarker => VisionEncoder.Marker;

    /// <inheritdoc/>
    public string? ChatTemplate { get; }

    /// <inheritdoc/>
    public bool CanEncodeAhead { get; }

    /// <inheritdoc/>
    public int ContextLength => decoder.ContextLength;

    /// <summary>The decoding context, for benchmarks.</summary>
    internal PromptDecoder Decoder => decoder;

    /// <summary>The vision encoder, or null for text only.</summary>
    internal VisionEncoder? Vision => vision;

    /// <summary>The native model.</summary>
    internal SafeLlamaModelHandle Handle => model;

    /// <summary>What answers conversations.</summary>
    internal AnswerDecoder Answers => answers;

    /// <summary>What turns conversations into parts to decode.</summary>
    internal ConversationReader Conversations => conversations;

    /// <summary>The tokenizer.</summary>
    internal Vocabulary Vocabulary => vocabulary;

    /// <inheritdoc/>
    public bool TakesImages => vision is not null;

    /// <inheritdoc cref="ModelLoader.Load"/>
    public static LlamaVisionModel Load(ModelOptions options, IProgress<float>? progress = null, CancellationToken cancellationToken = default) =>
        ModelLoader.Load(options, progress, cancellationToken);

    /// <inheritdoc/>
    public string RenderChat(IReadOnlyList<ChatMessage> messages, DateTimeOffset? now = null) => ChatTemplate is null
        ? throw new ModelException($"{Facts.Name} has no chat template: give a prompt of your own with --prompt FILE")
        : template.Value.Render(messages, now);

    /// <inheritdoc/>
    public string Quote(string text) => vocabulary.Controls.Quote(text);

    /// <inheritdoc/>
    public IReadOnlyList<int> Tokenize(string text) => vocabulary.Tokenize(text, addSpecial: false);

    /// <inheritdoc/>
    public string TokenText(int token) => vocabulary.Text(token);

    /// <inheritdoc/>
    public bool IsControl(int token) => vocabulary.IsControl(token);

    /// <inheritdoc/>
    public IEncodedPrompt Encode(
        string prompt, IReadOnlyList<ReadOnlyMemory<byte>> images, Scope scope = Scope.All, CancellationToken cancellationToken = default)
    {
        if (vision is null && images.Count > 0)
            throw new ModelException(Facts.WhyNoImages);
        var encoded = vision is null ? EncodeText(prompt) : vision.Encode(prompt, images, cancellationToken);
        encoded.Scope = scope;
        var problem = encoded.TokenCount > ContextLength
            ? $"the prompt needs {encoded.TokenCount} positions, the context has {ContextLength}: raise --ctx"
            : encoded.Chunks.Count == 0 || encoded.Chunks[^1].IsImage
                ? "the prompt does not end in text: nothing says where the answer begins"
                : null;
        if (problem is null)
            return encoded;
        encoded.Dispose();
        throw new InputException(problem);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Logits(
        IEncodedPrompt prompt, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken = default) =>
        decoder.Logits((EncodedPrompt)prompt, knockouts, cancellationToken);

    /// <inheritdoc/>
    public GeneratedAnswer Generate(
        IEncodedPrompt prompt, IReadOnlyList<Knockout> knockouts, GenerationOptions how, CancellationToken cancellationToken = default) =>
        greedy.Generate((EncodedPrompt)prompt, knockouts, how, cancellationToken);

    /// <inheritdoc/>
    public string DocumentSeparator => continuations.Separator;

    /// <inheritdoc/>
    public PackSize PackSize => packs.Value.Size;

    /// <inheritdoc/>
    public IEncodedContinuations EncodeContinuations(
        IReadOnlyList<Continuation> continuations, IReadOnlyList<ReadOnlyMemory<byte>> images, string? separator = null,
        CancellationToken cancellationToken = default) =>
        this.continuations.Encode(continuations, images, separator, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<double>> LogProbabilities(
        IReadOnlyList<IEncodedContinuations> pack, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken = default) =>
        packs.Value.LogProbabilities(pack, knockouts, cancellationToken);

    /// <inheritdoc/>
    public ChatAnswer Answer(
        IReadOnlyList<ChatTurn> conversation, IReadOnlyList<Knockout> knockouts, SamplingOptions options,
        Action<AnswerProgress>? progress = null, Scope reading = Scope.All, CancellationToken stop = default) =>
        answers.Answer(conversation, knockouts, options, progress, reading, stop);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (packs.IsValueCreated)
            packs.Value.Dispose();
        decoder.Dispose();
        vision?.Dispose();
        model.Dispose();
    }

    /// <summary>Tokenizes a prompt without images.</summary>
    internal EncodedPrompt EncodeText(string prompt)
    {
        var tokens = vocabulary.Tokenize(prompt, addSpecial: true);
        return new EncodedPrompt([new PromptChunk { Tokens = tokens, TokenCount = tokens.Length }], null);
    }
}
