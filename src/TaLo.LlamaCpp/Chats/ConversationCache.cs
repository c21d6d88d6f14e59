using TaLo.Models;

namespace TaLo.LlamaCpp.Chats;

/// <summary>
/// What of a conversation the context holds, and under which knockouts of the decoder it was read; a part says itself how its image was encoded. Only what was read in the same
/// parts under the same knockouts is used again, so no answer can depend on what was asked before it.
/// </summary>
internal sealed class ConversationCache(PromptDecoder decoder)
{
    private readonly List<(ConversationPart Part, int End)> held = [];
    private HashSet<Knockout> readUnder = [];
    private int timesEmptied = -1;

    /// <summary>Keeps what a conversation begins with and takes the rest out of the context; its last part is always read.</summary>
    /// <param name="parts">The conversation.</param>
    /// <param name="knockouts">What is bypassed from now on.</param>
    /// <param name="position">The position behind what is kept.</param>
    /// <returns>How many parts were kept.</returns>
    public int Keep(IReadOnlyList<ConversationPart> parts, IReadOnlyList<Knockout> knockouts, out int position)
    {
        var isOurs = timesEmptied == decoder.TimesEmptied && readUnder.SetEquals(knockouts);
        var kept = isOurs
            ? parts.SkipLast(1).Zip(held, (part, h) => part.IsSameAs(h.Part)).TakeWhile(same => same).Count()
            : 0;
        if (kept > 0 && decoder.CutAt(held[kept - 1].End))
        {
            held.RemoveRange(kept, held.Count - kept);
            position = held[^1].End;
            return kept;
        }
        decoder.Clear();
        held.Clear();
        (readUnder, timesEmptied, position) = ([.. knockouts], decoder.TimesEmptied, 0);
        return 0;
    }

    /// <summary>Notes a part that was read.</summary>
    public void Add(ConversationPart part, int end) => held.Add((part, end));

    /// <summary>Trusts nothing of it any more.</summary>
    public void Forget() => timesEmptied = -1;
}
