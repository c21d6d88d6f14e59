using System.Runtime.InteropServices;
using TaLo.LlamaCpp.Handles;

namespace TaLo.LlamaCpp.Native;

/// <summary>Functions of libllama that choose tokens, by its own names without the prefix.</summary>
internal static unsafe partial class LlamaSampler
{
    private const string Library = "llama";

    [LibraryImport(Library, EntryPoint = "llama_sampler_chain_default_params")]
    internal static partial LlamaSamplerChainParams ChainDefaultParams();

    [LibraryImport(Library, EntryPoint = "llama_sampler_chain_init")]
    internal static partial nint ChainInit(LlamaSamplerChainParams parameters);

    [LibraryImport(Library, EntryPoint = "llama_sampler_chain_add")]
    internal static partial void ChainAdd(SamplerHandle chain, nint sampler);

    [LibraryImport(Library, EntryPoint = "llama_sampler_init_greedy")]
    internal static partial nint Greedy();

    [LibraryImport(Library, EntryPoint = "llama_sampler_init_dist")]
    internal static partial nint Dist(uint seed);

    [LibraryImport(Library, EntryPoint = "llama_sampler_init_top_k")]
    internal static partial nint TopK(int k);

    [LibraryImport(Library, EntryPoint = "llama_sampler_init_top_p")]
    internal static partial nint TopP(float p, nuint minKeep);

    [LibraryImport(Library, EntryPoint = "llama_sampler_init_min_p")]
    internal static partial nint MinP(float p, nuint minKeep);

    [LibraryImport(Library, EntryPoint = "llama_sampler_init_temp")]
    internal static partial nint Temperature(float temperature);

    [LibraryImport(Library, EntryPoint = "llama_sampler_init_penalties")]
    internal static partial nint Penalties(int vocabularySize, int lastTokens, float repeat, float frequency, float presence);

    [LibraryImport(Library, EntryPoint = "llama_sampler_accept")]
    internal static partial void Accept(SamplerHandle sampler, int token);

    [LibraryImport(Library, EntryPoint = "llama_sampler_sample")]
    internal static partial int Sample(SamplerHandle sampler, ContextHandle context, int index);

    [LibraryImport(Library, EntryPoint = "llama_sampler_free")]
    internal static partial void Free(nint sampler);
}
