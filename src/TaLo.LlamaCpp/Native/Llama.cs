using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LLama.Native;

// Structs go to llama.cpp as they lie in memory; only so may those of another assembly be passed.
[assembly: DisableRuntimeMarshalling]

namespace TaLo.LlamaCpp.Native;

/// <summary>
/// Functions of libllama that LLamaSharp keeps to itself, by their own names without the prefix. Its own
/// <c>Decode</c> takes a lock of the whole process; two models on two cores would wait for each other.
/// </summary>
internal static partial class Llama
{
    private const string Library = "llama";

    [LibraryImport(Library, EntryPoint = "llama_model_n_embd_inp")]
    internal static partial int ModelInputEmbedding(SafeLlamaModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_is_recurrent")]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool IsRecurrent(SafeLlamaModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_is_hybrid")]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool IsHybrid(SafeLlamaModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_get_memory")]
    internal static partial nint Memory(SafeLLamaContextHandle context);

    [LibraryImport(Library, EntryPoint = "llama_decode")]
    internal static partial int Decode(SafeLLamaContextHandle context, LLamaNativeBatch batch);

    [LibraryImport(Library, EntryPoint = "llama_perf_context")]
    internal static partial LlamaPerf Perf(SafeLLamaContextHandle context);
}
