namespace TaLo.Models;

/// <summary>
/// A loaded vision-language model in whose layers each pass can intervene. One pass at a time: not safe for
/// concurrent calls, but for <see cref="CanEncodeAhead"/>.
/// </summary>
public interface IVisionLanguageModel : IModel, IDisposable
{
    /// <summary>The text that stands for an image in a prompt.</summary>
    string ImageMarker { get; }

    /// <summary>The model's own chat template (Jinja), or null where it has none.</summary>
    string? ChatTemplate { get; }

    /// <summary>
    /// Whether <see cref="Encode"/>, <see cref="Tokenize"/>, <see cref="Quote"/>, <see cref="IsControl"/> and <see cref="RenderChat"/> may be called by one other
    /// thread while a pass runs, and there are cores to spare for it: else both would only wait for each other.
    /// </summary>
    bool CanEncodeAhead { get; }

    /// <summary>Renders a conversation with <see cref="ChatTemplate"/>, ending where the assistant's answer begins.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="now">What a template that tells the date takes for now; null for the clock.</param>
    /// <exception cref="ModelException">The model has no chat template, or the template refuses the messages.</exception>
    string RenderChat(IReadOnlyList<ChatMessage> messages, DateTimeOffset? now = null);

    /// <summary>Text of others as it must stand in messages and prompts, so that control tokens written in it stay text; see <see cref="QuotedText"/>.</summary>
    string Quote(string text) => text;

    /// <summary>Token ids of a piece of prompt text; control tokens written in the text are recognised.</summary>
    /// <param name="text">Text without image markers.</param>
    IReadOnlyList<int> Tokenize(string text);

    /// <summary>The text of one token, control tokens included.</summary>
    string TokenText(int token);

    /// <summary>Whether a token is a control token (end of turn, role marker…), never ordinary text.</summary>
    bool IsControl(int token);

    /// <summary>Tokenizes a prompt and encodes its images, once for all passes over it.</summary>
    /// <param name="prompt">Prompt text with one <see cref="ImageMarker"/> for each image.</param>
    /// <param name="images">Encoded image files (PNG, JPEG, WebP, BMP, GIF) in the markers' order.</param>
    /// <param name="scope">
    /// Where the knockouts of its passes are in force. With <see cref="Scope.Answer"/> the last token is read apart by every pass, the
    /// base model's too: what is read in other pieces is rounded otherwise, and only a knockout's effect is to differ.
    /// </param>
    /// <param name="cancellationToken">Stops it, also while an image is being encoded.</param>
    /// <exception cref="InputException">An image cannot be decoded, or the prompt does not fit the context.</exception>
    /// <exception cref="ModelException">The model takes no images.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    IEncodedPrompt Encode(
        string prompt, IReadOnlyList<ReadOnlyMemory<byte>> images, Scope scope = Scope.All, CancellationToken cancellationToken = default);

    /// <summary>
    /// One pass over the whole prompt: the logits for the token that follows it. An engine may start a knockout's pass above what
    /// the base pass over the same prompt computed alike, as long as the logits are the same to the bit.
    /// </summary>
    /// <param name="prompt">A prompt that this model encoded.</param>
    /// <param name="knockouts">What is bypassed during this pass; empty for the base model.</param>
    /// <param name="cancellationToken">Stops the pass, also in the middle; the next pass begins anew.</param>
    /// <returns>One logit for each token of the vocabulary; valid until the next call.</returns>
    /// <exception cref="ModelException">The graph is not understood, or a layer does not exist.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    ReadOnlySpan<float> Logits(
        IEncodedPrompt prompt, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken = default);

    /// <summary>
    /// One pass over the whole prompt, as <see cref="Logits"/> makes it, and then the most likely token after the other.
    /// </summary>
    /// <param name="prompt">A prompt that this model encoded.</param>
    /// <param name="knockouts">What is bypassed while the prompt is read and answered; empty for the base model.</param>
    /// <param name="how">When the answer is at its end.</param>
    /// <param name="cancellationToken">Stops it, also in the middle; the next pass begins anew.</param>
    /// <exception cref="ModelException">The graph is not understood, a layer does not exist, a logit is not a finite number.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    GeneratedAnswer Generate(
        IEncodedPrompt prompt, IReadOnlyList<Knockout> knockouts, GenerationOptions how, CancellationToken cancellationToken = default);

    /// <summary>The text of the token that separates documents, which a text without context follows.</summary>
    string DocumentSeparator { get; }

    /// <summary>How much fits one pass of <see cref="LogProbabilities"/>; a single sample may exceed it.</summary>
    PackSize PackSize { get; }

    /// <summary>Tokenizes continuations and encodes their images, once for all passes over them.</summary>
    /// <param name="continuations">
    /// What is to be scored. Context and text are tokenized as one, and the text's tokens are those behind the context's;
    /// spaces that end the context count to the text (as lm-evaluation-harness does it).
    /// </param>
    /// <param name="images">Encoded image files, in the order of the markers of the contexts; those that have any have the same.</param>
    /// <param name="separator">What a text without context follows; null for <see cref="DocumentSeparator"/>.</param>
    /// <param name="cancellationToken">Stops it, also while an image is being encoded.</param>
    /// <exception cref="InputException">A text has no token of its own, an image cannot be decoded, or it does not fit the context.</exception>
    /// <exception cref="ModelException">The model takes no images, or has no document separator.</exception>
    IEncodedContinuations EncodeContinuations(
        IReadOnlyList<Continuation> continuations, IReadOnlyList<ReadOnlyMemory<byte>> images, string? separator = null,
        CancellationToken cancellationToken = default);

    /// <summary>One pass over the continuations of several samples side by side.</summary>
    /// <param name="pack">What this model encoded; the same object for passes over the same samples.</param>
    /// <param name="knockouts">What is bypassed during this pass; empty for the base model.</param>
    /// <param name="cancellationToken">Stops the pass, also in the middle; the next pass begins anew.</param>
    /// <returns>For each sample, for each continuation: Σ ln p of the text's tokens, in nats.</returns>
    /// <exception cref="ModelException">The graph is not understood, a layer does not exist, a logit is not a finite number.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    IReadOnlyList<IReadOnlyList<double>> LogProbabilities(
        IReadOnlyList<IEncodedContinuations> pack, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken = default);
}

/// <summary>
/// A prompt that is tokenized and whose images have been through the vision encoder: everything that passes with
/// different knockouts share. Belongs to the model that made it.
/// </summary>
public interface IEncodedPrompt : IDisposable
{
    /// <summary>Positions in the decoder's sequence: text tokens plus image embeddings.</summary>
    int TokenCount { get; }

    /// <summary>What the decoder reads, in order.</summary>
    IReadOnlyList<PromptPart> Parts { get; }
}

/// <summary>Text or image of an encoded prompt; an image that is cut into tiles makes several parts.</summary>
/// <param name="Tokens">The text's token ids, those included that the model's own tokenizer adds; none for an image.</param>
/// <param name="Positions">Positions in the decoder's sequence.</param>
public readonly record struct PromptPart(IReadOnlyList<int> Tokens, int Positions)
{
    /// <summary>Whether it is an image.</summary>
    public bool IsImage => Tokens.Count == 0;
}
