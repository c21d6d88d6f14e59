using LLama.Native;
using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp;

/// <summary>
/// The keys and values that a base pass left in the attention caches, so that tokens can be generated behind a pass that started
/// in the middle: passes made in between have overwritten the caches of the layers that it does not compute.
/// </summary>
/// <param name="context">The context whose caches are kept.</param>
/// <param name="model">Its model.</param>
/// <param name="limit">The most that may be kept, in bytes.</param>
internal sealed unsafe class PromptCaches(SafeLLamaContextHandle context, SafeLlamaModelHandle model, long limit)
{
    // A recurrent state is one for all layers and moves with every token: there is no lower part of it to put back.
    private readonly bool hasCachesAlone = !Llama.IsRecurrent(model) && !Llama.IsHybrid(model);
    private byte[] kept = [];
    private int length;

    /// <summary>Keeps what the caches hold now; nothing where that is too large, or there is more than caches of keys and values.</summary>
    public void Save()
    {
        length = 0;
        if (!hasCachesAlone)
            return;
        // The state of one sequence would leave out what a sliding window no longer sees, and the rest would come back to other places.
        var size = (long)context.GetStateSize();
        if (size > Math.Min(limit, Array.MaxLength))
            return;
        if (kept.Length < size)
            kept = GC.AllocateUninitializedArray<byte>((int)size);
        fixed (byte* to = kept)
            length = (int)context.GetState(to, (nuint)size);
    }

    /// <summary>Keeps nothing any more.</summary>
    public void Forget() => length = 0;

    /// <summary>Puts back into the caches what was kept; the same tokens, decoded from an empty context again, find it at their places.</summary>
    /// <returns>Whether anything was kept.</returns>
    public bool Restore()
    {
        if (length == 0)
            return false;
        fixed (byte* from = kept)
            return context.SetState(from, (nuint)length) > 0;
    }
}
