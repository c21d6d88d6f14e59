namespace TaLo.Models;

/// <summary>
/// A loaded model that answers conversations. Without memory for the caller: each call is given the whole
/// conversation, and its answer depends on that, the knockouts and the options alone; what is kept between calls only
/// saves time. One answer at a time: not safe for concurrent calls.
/// </summary>
public interface IChatModel : IModel
{
    /// <summary>Whether the model takes images.</summary>
    bool TakesImages { get; }

    /// <summary>Positions that a conversation and its answer may fill.</summary>
    int ContextLength { get; }

    /// <summary>Answers the last turn of a conversation.</summary>
    /// <param name="conversation">The turns in order; the last one is a user's.</param>
    /// <param name="knockouts">What is bypassed while the conversation is read and answered; empty for the base model.</param>
    /// <param name="options">How to choose the next token, and when to end.</param>
    /// <param name="progress">Called on this thread while the conversation is read, and for each piece of the answer.</param>
    /// <param name="reading">
    /// With <see cref="Scope.Answer"/> the conversation's last token is read by itself, as it is where something is bypassed for the answer
    /// alone: an answer to be compared with such a one then differs by nothing else.
    /// </param>
    /// <param name="stop">Ends the answer early: what there is of it is returned, with <see cref="AnswerEnd.Stopped"/>.</param>
    /// <exception cref="InputException">An image cannot be used, or the conversation does not fit the context.</exception>
    /// <exception cref="ModelException">The model takes no images, has no chat template, or cannot be bypassed so.</exception>
    ChatAnswer Answer(
        IReadOnlyList<ChatTurn> conversation, IReadOnlyList<Knockout> knockouts, SamplingOptions options,
        Action<AnswerProgress>? progress = null, Scope reading = Scope.All, CancellationToken stop = default);
}
