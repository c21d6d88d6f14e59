using TaLo.LlamaCpp.Prompts;
using TaLo.Models;

namespace TaLo.LlamaCpp.Continuations;

/// <summary>Tokenizes continuations as lm-evaluation-harness does: context and text as one, the text's tokens those behind the context's.</summary>
internal sealed class ContinuationReader(Vocabulary vocabulary, VisionEncoder? vision, int contextLength)
{
    private const string UsualSeparator = "<|endoftext|>";

    /// <summary>
    /// The token that separates documents: the one that begins every text where the tokenizer adds one; else GPT-2's
    /// name for it where it is a control token; else the one named as beginning, or as end.
    /// </summary>
    /// <exception cref="ModelException">There is none.</exception>
    public string Separator =>
        vocabulary.AddsBegin && vocabulary.BeginText.Length > 0 ? vocabulary.BeginText
        : vocabulary.Tokenize(UsualSeparator, addSpecial: false) is [var token] && vocabulary.IsControl(token) ? UsualSeparator
        : vocabulary.BeginText is { Length: > 0 } begin ? begin
        : vocabulary.EndText is { Length: > 0 } end ? end
        : throw new ModelException("the model names no token that separates documents: name its text with --document-separator");

    /// <inheritdoc cref="IVisionLanguageModel.EncodeContinuations"/>
    public EncodedContinuations Encode(
        IReadOnlyList<Continuation> continuations, IReadOnlyList<ReadOnlyMemory<byte>> images, string? separator, CancellationToken cancellationToken)
    {
        var prompt = images.Count == 0 ? null : EncodeImages(continuations, images, cancellationToken);
        try
        {
            var encoded = new EncodedContinuations([.. continuations.Select(c => Read(c, separator, prompt))], prompt);
            return encoded.TokenCount <= contextLength
                ? encoded
                : throw new InputException($"the prompt with its options needs {encoded.TokenCount} positions, the context has {contextLength}: raise --ctx");
        }
        catch
        {
            prompt?.Dispose();
            throw;
        }
    }

    private EncodedPrompt EncodeImages(
        IReadOnlyList<Continuation> continuations, IReadOnlyList<ReadOnlyMemory<byte>> images, CancellationToken cancellationToken)
    {
        if (vision is null)
            throw new ModelException("the model was loaded without an mmproj file and takes no images: give one with --mmproj FILE");
        var contexts = continuations.Select(c => c.Context).Where(HasImage).Distinct().ToList();
        if (contexts.Select(c => c[..BehindLastImage(c)]).Distinct().Count() != 1)
            throw new InputException("the options differ before the images, or show none");
        return vision.Encode(contexts[0], images, cancellationToken);
    }

    private TokenRun Read(Continuation continuation, string? separator, EncodedPrompt? prompt)
    {
        var (context, text) = Border(continuation);
        if (context.Length == 0)
        {
            var before = vocabulary.Tokenize(separator ?? Separator, addSpecial: false);
            return Run([.. before, .. vocabulary.Tokenize(text, addSpecial: false)], before.Length, isBehindImages: false, continuation);
        }
        if (prompt is null || !HasImage(context))
            return Run(vocabulary.Tokenize(context + text, addSpecial: true), vocabulary.Tokenize(context, addSpecial: true).Length, isBehindImages: false, continuation);

        // What mtmd itself puts behind an image stands before the context's own tokens.
        var tail = context[BehindLastImage(context)..];
        var (own, last) = (vocabulary.Tokenize(tail, addSpecial: false), prompt.Chunks[^1].Tokens);
        if (last.Length < own.Length || !last.AsSpan(last.Length - own.Length).SequenceEqual(own))
            throw new ModelException("the text behind the image is tokenized otherwise than alone; score by letter");
        int[] added = [.. last[..^own.Length], .. vocabulary.Tokenize(tail + text, addSpecial: false)];
        return Run(added, last.Length, isBehindImages: true, continuation);
    }

    private static TokenRun Run(int[] tokens, int first, bool isBehindImages, Continuation continuation) => first > 0 && tokens.Length > first
        ? new TokenRun(tokens, first, isBehindImages)
        : throw new InputException($"the option '{continuation.Text}' has no token of its own behind its prompt");

    /// <summary>Spaces that end the context belong to the text: tokens begin with them.</summary>
    private static (string Context, string Text) Border(Continuation continuation)
    {
        var context = continuation.Context.TrimEnd(' ');
        return (context, continuation.Context[context.Length..] + continuation.Text);
    }

    private static bool HasImage(string context) => context.Contains(VisionEncoder.Marker, StringComparison.Ordinal);

    private static int BehindLastImage(string context) =>
        context.LastIndexOf(VisionEncoder.Marker, StringComparison.Ordinal) + VisionEncoder.Marker.Length;
}
