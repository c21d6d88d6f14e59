using System.Runtime.InteropServices;
using LLama.Native;

namespace TaLo.LlamaCpp;

/// <summary>The tokens of one decode, in memory that llama.cpp reads; a token may belong to several sequences.</summary>
internal sealed unsafe class TokenBatch : IDisposable
{
    private readonly int capacity;
    private readonly int sequences;
    private readonly int* tokens;
    private readonly int* positions;
    private readonly int* sequenceCounts;
    private readonly int** sequenceLists;
    private readonly byte* wantsLogits;
    private bool isDisposed;

    /// <summary>Makes room.</summary>
    /// <param name="capacity">The most tokens.</param>
    /// <param name="sequences">The most sequences that one token belongs to.</param>
    public TokenBatch(int capacity, int sequences)
    {
        (this.capacity, this.sequences) = (capacity, sequences);
        tokens = Room<int>(capacity);
        positions = Room<int>(capacity);
        sequenceCounts = Room<int>(capacity);
        wantsLogits = Room<byte>(capacity);
        sequenceLists = (int**)Room<nint>(capacity);
        var lists = Room<int>(capacity * sequences);
        for (var i = 0; i < capacity; i++)
            sequenceLists[i] = lists + (i * sequences);
    }

    /// <summary>Tokens added so far.</summary>
    public int Count { get; private set; }

    /// <summary>As llama.cpp takes it; valid until the batch is changed or disposed.</summary>
    public LLamaNativeBatch Native => new()
    {
        n_tokens = Count,
        tokens = (LLamaToken*)tokens,
        pos = (LLamaPos*)positions,
        n_seq_id = sequenceCounts,
        seq_id = (LLamaSeqId**)sequenceLists,
        logits = wantsLogits,
    };

    /// <summary>Takes all tokens out.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="position">Its position in its sequences.</param>
    /// <param name="of">The sequences that it belongs to.</param>
    /// <param name="logits">Whether the logits after it are wanted.</param>
    /// <returns>Its place in the batch.</returns>
    public int Add(int token, int position, ReadOnlySpan<int> of, bool logits)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(Count, capacity);
        tokens[Count] = token;
        positions[Count] = position;
        sequenceCounts[Count] = of.Length;
        of.CopyTo(new Span<int>(sequenceLists[Count], sequences));
        wantsLogits[Count] = (byte)(logits ? 1 : 0);
        return Count++;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        NativeMemory.Free(sequenceLists[0]);
        NativeMemory.Free(sequenceLists);
        NativeMemory.Free(wantsLogits);
        NativeMemory.Free(sequenceCounts);
        NativeMemory.Free(positions);
        NativeMemory.Free(tokens);
    }

    private static T* Room<T>(int count)
        where T : unmanaged => (T*)NativeMemory.Alloc((nuint)count, (nuint)sizeof(T));
}
