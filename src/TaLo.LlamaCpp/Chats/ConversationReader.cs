using TaLo.LlamaCpp.Prompts;
using TaLo.Models;

namespace TaLo.LlamaCpp.Chats;

/// <summary>
/// Turns a conversation into parts to decode. The tokens are those of the whole conversation through the model's chat
/// template. The parts end where the model began to answer before: so a conversation is read in the same pieces
/// whether it grew turn by turn or comes as a whole, and gives the same bits. It matters: the same tokens read in other
/// pieces, or one by one as they were generated, moved the logits of the tests' q4_0 model by 0.2.
/// </summary>
internal sealed class ConversationReader(LlamaVisionModel model, VisionEncoder? vision)
{
    private const long KeptImageBytes = 512L << 20;
    private readonly EncodedImages images = new(KeptImageBytes);

    /// <summary>Images that need not be encoded again.</summary>
    public EncodedImages Images => images;

    /// <summary>Renders, tokenizes and encodes.</summary>
    /// <param name="turns">The conversation.</param>
    /// <param name="knockouts">What of the vision encoder is bypassed.</param>
    /// <param name="stop">Stops it.</param>
    /// <exception cref="InputException">An image cannot be used, a text cannot be sent, or it does not fit the context.</exception>
    /// <exception cref="ModelException">The model takes no images or has no chat template.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public ConversationPrompt Read(IReadOnlyList<ChatTurn> turns, IReadOnlyList<Knockout> knockouts, CancellationToken stop)
    {
        Check(turns);
        var whole = Encode(turns, turns.Count, knockouts, stop);
        try
        {
            if (whole.TokenCount > model.ContextLength)
                throw new InputException($"the conversation needs {whole.TokenCount} positions, the context has {model.ContextLength}: "
                    + "begin a new conversation, or raise --ctx");
            if (whole.Chunks.Count == 0 || whole.Chunks[^1].IsImage)
                throw new ModelException($"{model.Facts.Name}: its chat template does not end in text: nothing says where the answer begins");
            var units = Units(whole).ToList();
            var cuts = Enumerable.Range(1, turns.Count - 1).Where(i => turns[i].Role == ChatRole.Assistant)
                .Select(i => CommonLength(units, turns, i, knockouts, stop)).ToHashSet();
            return new ConversationPrompt(whole, Parts(whole, cuts));
        }
        catch
        {
            whole.Dispose();
            throw;
        }
        finally
        {
            images.Trim();
        }
    }

    private void Check(IReadOnlyList<ChatTurn> turns)
    {
        if (turns is not [.., { Role: ChatRole.User }])
            throw new ArgumentException("The last turn is not a user's.", nameof(turns));
        if (vision is null && turns.Any(t => t.Images.Count > 0))
            throw new ModelException(model.Facts.WhyNoImages);
        if (model.ChatTemplate is null)
            throw new ModelException($"{model.Facts.Name} has no chat template, so it cannot be talked with: take an instruct or chat version of it");
        if (turns.Any(t => t.Text.Contains(model.ImageMarker, StringComparison.Ordinal)))
            throw new InputException($"a text contains {model.ImageMarker}, which this model reads as an image: change the text");
    }

    private EncodedPrompt Encode(IReadOnlyList<ChatTurn> turns, int count, IReadOnlyList<Knockout> knockouts, CancellationToken stop)
    {
        var files = turns.Take(count).SelectMany(t => t.Images).ToList();
        var text = model.RenderChat([.. turns.Take(count).Select(Message)]);
        if (text.Split(model.ImageMarker).Length - 1 != files.Count)
            throw new ModelException($"{model.Facts.Name}: its chat template changes the number of images");
        return vision is null ? model.EncodeText(text) : vision.Encode(text, files, stop, images, knockouts);
    }

    private ChatMessage Message(ChatTurn turn) => new(
        turn.Role.ToString().ToLowerInvariant(),
        string.Concat(Enumerable.Repeat(model.ImageMarker + "\n", turn.Images.Count)) + model.Quote(turn.Text));

    /// <summary>How far the conversation begins like the one that its first turns were answered on.</summary>
    private int CommonLength(List<(int, string)> whole, IReadOnlyList<ChatTurn> turns, int count, IReadOnlyList<Knockout> knockouts, CancellationToken stop)
    {
        using var before = Encode(turns, count, knockouts, stop);
        return Units(before).Zip(whole, (a, b) => a == b).TakeWhile(same => same).Count();
    }

    /// <summary>Text tokens and images, one by one.</summary>
    private static IEnumerable<(int Token, string Image)> Units(EncodedPrompt prompt) => prompt.Chunks.SelectMany(c =>
        c.IsImage ? [(-1, c.ImageKey)] : c.Tokens.Select(t => (t, "")));

    private static List<ConversationPart> Parts(EncodedPrompt prompt, HashSet<int> cuts)
    {
        var parts = new List<ConversationPart>();
        var unit = 0;
        foreach (var chunk in prompt.Chunks)
        {
            var start = 0;
            for (var end = 1; end <= chunk.Tokens.Length; end++)
            {
                if (end < chunk.Tokens.Length && !cuts.Contains(unit + end))
                    continue;
                parts.Add(new ConversationPart(new PromptChunk { Tokens = chunk.Tokens[start..end], TokenCount = end - start }));
                start = end;
            }
            if (chunk.IsImage)
                parts.Add(new ConversationPart(chunk));
            unit += chunk.IsImage ? 1 : chunk.Tokens.Length;
        }
        return parts;
    }
}
