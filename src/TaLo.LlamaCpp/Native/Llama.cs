using System.Runtime.InteropServices;
using LLama.Native;

namespace TaLo.LlamaCpp.Native;

/// <summary>Functions of libllama that LLamaSharp keeps to itself, by their own names without the prefix.</summary>
internal static partial class Llama
{
    private const string Library = "llama";

    [LibraryImport(Library, EntryPoint = "llama_model_n_embd_inp")]
    internal static partial int ModelInputEmbedding(SafeLlamaModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_get_memory")]
    internal static partial nint Memory(SafeLLamaContextHandle context);

    [LibraryImport(Library, EntryPoint = "llama_perf_context")]
    internal static partial LlamaPerf Perf(SafeLLamaContextHandle context);
}
