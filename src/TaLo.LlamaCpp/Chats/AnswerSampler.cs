using TaLo.LlamaCpp.Handles;
using TaLo.LlamaCpp.Native;
using TaLo.Models;

namespace TaLo.LlamaCpp.Chats;

/// <summary>Chooses the tokens of one answer: llama.cpp's own samplers in its own order.</summary>
internal sealed class AnswerSampler : IDisposable
{
    private readonly bool remembers;
    private readonly int remembered;

    /// <summary>Creates the sampler.</summary>
    public AnswerSampler(AnswerOptions options, int vocabularySize)
    {
        Handle = new SamplerHandle(LlamaSampler.ChainInit(LlamaSampler.ChainDefaultParams()));
        remembers = options.RepeatPenalty != 1 && options.RepeatLast > 0;
        remembered = options.RepeatLast;
        if (remembers)
            Add(LlamaSampler.Penalties(vocabularySize, options.RepeatLast, options.RepeatPenalty, 0, 0));
        if (options.Temperature <= 0)
        {
            Add(LlamaSampler.Greedy());
            return;
        }
        Add(LlamaSampler.TopK(options.TopK));
        Add(LlamaSampler.TopP(options.TopP, 1));
        Add(LlamaSampler.MinP(options.MinP, 1));
        Add(LlamaSampler.Temperature(options.Temperature));
        Add(LlamaSampler.Dist(options.Seed ?? (uint)Random.Shared.Next()));
    }

    /// <summary>The native chain.</summary>
    public SamplerHandle Handle { get; }

    /// <summary>Shows the end of the conversation to the penalty for repetition.</summary>
    public void See(ConversationPrompt prompt)
    {
        if (!remembers)
            return;
        foreach (var token in prompt.Parts.SelectMany(p => p.Chunk.Tokens).TakeLast(remembered))
            LlamaSampler.Accept(Handle, token);
    }

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();

    private void Add(nint sampler) => LlamaSampler.ChainAdd(Handle, sampler);
}
