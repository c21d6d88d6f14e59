using System.Text;
using TaLo.Models;

namespace TaLo.Tests;

/// <summary>
/// A model of nothing: byte tokens, one token for each bare and each spaced capital letter, and logits that are
/// pseudo-random but depend only on the prompt's text, its images and the knockouts.
/// </summary>
internal sealed partial class FakeModel(int layerCount = 4, string name = "fake") : ILoadedModel
{
    public const int BareA = 16;
    public const int SpacedA = BareA + 26;
    public const int FirstByte = SpacedA + 26;
    public const int VisionLayers = 3;
    public const int VocabularySize = FirstByte + 256;

    private static readonly string[] Controls = ["<|im_start|>", "<|im_end|>", "[/INST]"];
    private int _encodeCalls;
    private int _livePrompts;
    private readonly float[] _logits = new float[VocabularySize];

    public ModelFacts Facts { get; } = new(name, "fake", layerCount, "F32", new string('a', 64), null, "fake 1 cpu") { VisionLayerCount = VisionLayers };

    public string ImageMarker => "<__media__>";

    public string? ChatTemplate { get; set; } = "chatml";

    /// <summary>Whether a capital letter without, or with, a space before it is one token.</summary>
    public bool HasBareLetters { get; set; } = true;

    public bool HasSpacedLetters { get; set; } = true;

    /// <summary>Every pass gives the base model's logits, as if knockouts silently did not apply.</summary>
    public bool KnockoutsHaveNoEffect { get; set; }

    /// <summary>Images for which <see cref="Encode"/> throws an <see cref="InputException"/>.</summary>
    public Func<ReadOnlyMemory<byte>, bool> RefusesImage { get; set; } = _ => false;

    /// <summary>Called at the start of every pass: throw, cancel or count here.</summary>
    public Action<IReadOnlyList<Knockout>>? OnPass { get; set; }

    /// <summary>Whether a pass that is cancelled while it runs breaks off; a pass about to end may also end well.</summary>
    public bool BreaksOff { get; set; } = true;

    /// <summary>The letter that a prompt is answered with under some knockouts; null for what chance prefers.</summary>
    public Func<string, IReadOnlyList<Knockout>, char>? Knows { get; set; }

    public bool CanEncodeAhead { get; set; }

    /// <summary>Called at the start of every <see cref="Encode"/>.</summary>
    public Action? OnEncode { get; set; }

    public int EncodeCalls => _encodeCalls;

    /// <summary>The scopes that prompts were encoded for.</summary>
    public System.Collections.Concurrent.ConcurrentBag<Scope> EncodedFor { get; } = [];

    public int LogitsCalls { get; private set; }

    /// <summary>Encoded prompts that nobody has disposed yet.</summary>
    public int LivePrompts => _livePrompts;

    /// <summary>The time that the latest conversation was rendered for; null for the clock's.</summary>
    public DateTimeOffset? RenderedFor { get; private set; }

    public string RenderChat(IReadOnlyList<ChatMessage> messages, DateTimeOffset? now = null)
    {
        if (ChatTemplate is null) throw new ModelException("fake: no chat template");
        RenderedFor = now;
        var turns = messages.Select(m => $"<|im_start|>{m.Role}\n{m.Content}<|im_end|>\n");
        return string.Concat(turns) + "<|im_start|>assistant\n";
    }

    public IReadOnlyList<int> Tokenize(string text)
    {
        var tokens = new List<int>();
        for (var at = 0; at < text.Length;)
        {
            var control = Array.FindIndex(Controls, c => string.CompareOrdinal(text, at, c, 0, c.Length) == 0);
            if (control >= 0)
            {
                tokens.Add(control);
                at += Controls[control].Length;
            }
            else if (HasSpacedLetters && text[at] == ' ' && at + 1 < text.Length && char.IsAsciiLetterUpper(text[at + 1]))
            {
                tokens.Add(SpacedA + text[at + 1] - 'A');
                at += 2;
            }
            else if (HasBareLetters && char.IsAsciiLetterUpper(text[at]))
            {
                tokens.Add(BareA + text[at++] - 'A');
            }
            else
            {
                var length = char.IsSurrogatePair(text, at) ? 2 : 1;
                tokens.AddRange(Encoding.UTF8.GetBytes(text, at, length).Select(b => FirstByte + b));
                // A letter the vocabulary lacks takes two tokens, as rare characters do in a real one.
                if (char.IsAsciiLetterUpper(text[at])) tokens.Add(FirstByte);
                at += length;
            }
        }
        return tokens;
    }

    public string TokenText(int token) => token switch
    {
        < 0 or >= VocabularySize => throw new ModelException($"fake: no token {token}"),
        < BareA => token < Controls.Length ? Controls[token] : "",
        < SpacedA => ((char)('A' + token - BareA)).ToString(),
        < FirstByte => " " + (char)('A' + token - SpacedA),
        _ => ((char)(token - FirstByte)).ToString(),
    };

    public bool IsControl(int token) => token < BareA;

    public IEncodedPrompt Encode(
        string prompt, IReadOnlyList<ReadOnlyMemory<byte>> images, Scope scope = Scope.All, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _encodeCalls);
        OnEncode?.Invoke();
        EncodedFor.Add(scope);
        var texts = prompt.Split(ImageMarker);
        if (texts.Length - 1 != images.Count)
            throw new ModelException($"fake: {texts.Length - 1} image markers for {images.Count} images");
        if (images.Any(RefusesImage)) throw new InputException("fake: the image cannot be decoded");

        var hash = Hash(14695981039346656037, Encoding.UTF8.GetBytes(prompt));
        foreach (var image in images) hash = Hash(hash, image.Span);
        Interlocked.Increment(ref _livePrompts);
        return new FakePrompt(this, prompt, hash, [.. texts.SelectMany((t, i) => i == 0 ? [new PromptPart(Tokenize(t), Tokenize(t).Count)] : new[] { new PromptPart([], 16), new PromptPart(Tokenize(t), Tokenize(t).Count) })]);
    }

    public ReadOnlySpan<float> Logits(
        IEncodedPrompt prompt, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken = default)
    {
        LogitsCalls++;
        OnPass?.Invoke(knockouts);
        if (BreaksOff)
            cancellationToken.ThrowIfCancellationRequested();
        var encoded = (FakePrompt)prompt;
        ObjectDisposedException.ThrowIf(encoded.IsDisposed, encoded);
        foreach (var knockout in knockouts)
        {
            if (knockout.Layer < 0 || knockout.Layer >= Facts.Layers.Of(knockout.Module))
                throw new ModelException($"fake: no layer {knockout.Layer}");
            if (knockout.IsOfVision && !encoded.Parts.Any(p => p.IsImage))
                throw new InvalidOperationException("fake: a vision knockout without an image");
        }

        Array.Clear(_logits);
        AddNoise(encoded.Hash, 2f);
        if (!KnockoutsHaveNoEffect)
        {
            foreach (var knockout in knockouts)
                AddNoise(Hash(encoded.Hash, Encoding.UTF8.GetBytes(knockout.ToString())), 1f);
        }
        for (var letter = BareA; letter < FirstByte; letter++) _logits[letter] += 5f;
        if (Knows?.Invoke(encoded.Text, knockouts) is { } known) _logits[BareA + known - 'A'] += 10f;
        return _logits;
    }

    /// <summary>What is answered where something is generated; by default the letter that <see cref="Logits"/> prefers.</summary>
    public Func<ReadOnlyMemory<float>, IReadOnlyList<Knockout>, string> Says { get; set; } = (logits, _) =>
        ((char)('A' + logits.Span.Slice(BareA, 4).IndexOf(logits.Span.Slice(BareA, 4).ToArray().Max()))).ToString();

    /// <summary>Generates token by token what <see cref="Says"/> says.</summary>
    public GeneratedAnswer Generate(
        IEncodedPrompt prompt, IReadOnlyList<Knockout> knockouts, GenerationOptions how, CancellationToken cancellationToken = default)
    {
        var logits = Logits(prompt, knockouts, cancellationToken).ToArray();
        var tokens = new List<int>();
        var text = "";
        foreach (var token in Tokenize(Says(logits, knockouts)))
        {
            tokens.Add(token);
            text += TokenText(token);
            if (how.IsComplete(text.Trim()) || tokens.Count == how.MaxTokens)
                return Answer(how.IsComplete(text.Trim()) ? AnswerEnd.Stopped : AnswerEnd.Length);
        }
        tokens.Add(1);
        return Answer(AnswerEnd.EndOfTurn);

        GeneratedAnswer Answer(AnswerEnd end) => new(
            text.Trim(), tokens, end, logits, -0.5, how.Against(text.Trim()) is { Count: > 0 } against ? -1 - (against.Count * 0.25) : null);
    }

    public string DocumentSeparator => Controls[1];

    public PackSize PackSize { get; set; } = new(64, 16);

    /// <summary>Passes over packs, with how many samples each.</summary>
    public List<int> Packs { get; } = [];

    public IEncodedContinuations EncodeContinuations(
        IReadOnlyList<Continuation> continuations, IReadOnlyList<ReadOnlyMemory<byte>> images, string? separator = null,
        CancellationToken cancellationToken = default)
    {
        if (continuations.Any(c => c.Text.Length == 0)) throw new InputException("fake: an empty option");
        var before = images.Aggregate(14695981039346656037, (hash, image) => Hash(hash, image.Span));
        return new FakeContinuations([.. continuations.Select(c => Tokenize(c.Text))], [.. continuations.Select(c =>
            Hash(Hash(before, Encoding.UTF8.GetBytes(c.Context.Length == 0 ? separator ?? DocumentSeparator : c.Context)), Encoding.UTF8.GetBytes(c.Text)))]);
    }

    public IReadOnlyList<IReadOnlyList<double>> LogProbabilities(
        IReadOnlyList<IEncodedContinuations> pack, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken = default)
    {
        Packs.Add(pack.Count);
        OnPass?.Invoke(knockouts);
        if (BreaksOff)
            cancellationToken.ThrowIfCancellationRequested();
        var knockout = KnockoutsHaveNoEffect ? "" : string.Join(' ', knockouts);
        return [.. pack.Cast<FakeContinuations>().Select(p => p.Hashes.Select(h =>
            -10 * new Random((int)Hash(h, Encoding.UTF8.GetBytes(knockout))).NextDouble()).ToList())];
    }

    public void Dispose()
    {
    }

    private sealed record FakeContinuations(IReadOnlyList<IReadOnlyList<int>> Texts, IReadOnlyList<ulong> Hashes) : IEncodedContinuations
    {
        public IReadOnlyList<int> Scored(int continuation) => Texts[continuation];

        public int TokenCount => 8 * Hashes.Count;

        public int Count => Hashes.Count;

        public void Dispose()
        {
        }
    }

    private static ulong Hash(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes) hash = (hash ^ b) * 1099511628211;
        return (hash ^ 0xff) * 1099511628211;
    }

    private void AddNoise(ulong seed, float scale)
    {
        var random = new Random((int)(seed ^ (seed >> 32)));
        for (var i = 0; i < _logits.Length; i++) _logits[i] += scale * ((2 * random.NextSingle()) - 1);
    }

    private sealed class FakePrompt(FakeModel model, string text, ulong hash, IReadOnlyList<PromptPart> parts) : IEncodedPrompt
    {
        public string Text => text;

        public ulong Hash => hash;

        public int TokenCount => parts.Sum(p => p.Positions);

        public IReadOnlyList<PromptPart> Parts => parts;

        public bool IsDisposed { get; private set; }

        public void Dispose()
        {
            if (IsDisposed) return;
            IsDisposed = true;
            Interlocked.Decrement(ref model._livePrompts);
        }
    }
}
