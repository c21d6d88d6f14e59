using TaLo.Models;

namespace TaLo.Terminal.Screens.Chatting;

/// <summary>
/// The model of a conversation as the shared state lends it: other work may take its place in memory between two
/// questions, then it is loaded again.
/// </summary>
/// <param name="first">The model as it was lent first.</param>
/// <param name="again">Lends it again; called on the engine thread.</param>
internal sealed class LentModel(IChatModel first, Func<IChatModel> again) : IChatModel
{
    /// <inheritdoc/>
    public ModelFacts Facts { get; } = first.Facts;

    /// <inheritdoc/>
    public bool TakesImages { get; } = first.TakesImages;

    /// <inheritdoc/>
    public int ContextLength { get; } = first.ContextLength;

    /// <inheritdoc/>
    public ChatAnswer Answer(
        IReadOnlyList<ChatTurn> conversation, IReadOnlyList<Knockout> knockouts, SamplingOptions options,
        Action<AnswerProgress>? progress = null, Scope reading = Scope.All, CancellationToken stop = default) =>
        again().Answer(conversation, knockouts, options, progress, reading, stop);
}
