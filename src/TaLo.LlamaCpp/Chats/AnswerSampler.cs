using LLama.Native;
using TaLo.Models;

namespace TaLo.LlamaCpp.Chats;

/// <summary>Chooses the tokens of one answer: llama.cpp's own samplers in its own order.</summary>
internal sealed class AnswerSampler : IDisposable
{
    private readonly bool remembers;
    private readonly int remembered;

    /// <summary>Creates the sampler.</summary>
    public AnswerSampler(SamplingOptions options)
    {
        Handle = SafeLLamaSamplerChainHandle.Create(LLamaSamplerChainParams.Default());
        remembers = options.RepeatPenalty != 1 && options.RepeatLast > 0;
        remembered = options.RepeatLast;
        if (remembers)
            Handle.AddPenalties(options.RepeatLast, options.RepeatPenalty, 0, 0);
        if (options.Temperature <= 0)
        {
            Handle.AddGreedySampler();
            return;
        }
        Handle.AddTopK(options.TopK);
        Handle.AddTopP(options.TopP, 1);
        Handle.AddMinP(options.MinP, 1);
        Handle.AddTemperature(options.Temperature);
        Handle.AddDistributionSampler(options.Seed ?? (uint)Random.Shared.Next());
    }

    /// <summary>The native chain.</summary>
    public SafeLLamaSamplerChainHandle Handle { get; }

    /// <summary>Shows the end of the conversation to the penalty for repetition.</summary>
    public void See(ConversationPrompt prompt)
    {
        if (!remembers)
            return;
        foreach (var token in prompt.Parts.SelectMany(p => p.Chunk.Tokens).TakeLast(remembered))
            Handle.Accept(token);
    }

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();
}
