using System.Runtime.InteropServices;

namespace TaLo.LlamaCpp.Native;

/// <summary>Functions of libllama, by its own names without the prefix.</summary>
internal static unsafe partial class Llama
{
    private const string Library = "llama";

    [LibraryImport(Library, EntryPoint = "llama_version")]
    internal static partial byte* Version();

    [LibraryImport(Library, EntryPoint = "llama_backend_init")]
    internal static partial void BackendInit();

    [LibraryImport(Library, EntryPoint = "llama_log_set")]
    internal static partial void LogSet(delegate* unmanaged[Cdecl]<int, byte*, void*, void> callback, void* userData);

    [LibraryImport(Library, EntryPoint = "llama_model_default_params")]
    internal static partial LlamaModelParams ModelDefaultParams();

    [LibraryImport(Library, EntryPoint = "llama_context_default_params")]
    internal static partial LlamaContextParams ContextDefaultParams();

    [LibraryImport(Library, EntryPoint = "llama_model_load_from_file", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint ModelLoadFromFile(string path, LlamaModelParams parameters);

    [LibraryImport(Library, EntryPoint = "llama_model_free")]
    internal static partial void ModelFree(nint model);

    [LibraryImport(Library, EntryPoint = "llama_init_from_model")]
    internal static partial nint InitFromModel(Handles.ModelHandle model, LlamaContextParams parameters);

    [LibraryImport(Library, EntryPoint = "llama_free")]
    internal static partial void Free(nint context);

    [LibraryImport(Library, EntryPoint = "llama_model_get_vocab")]
    internal static partial nint ModelVocab(Handles.ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_n_layer")]
    internal static partial int ModelLayerCount(Handles.ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_n_embd_inp")]
    internal static partial int ModelInputEmbedding(Handles.ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_ftype")]
    internal static partial int ModelFileType(Handles.ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_ftype_name")]
    internal static partial byte* FileTypeName(int fileType);

    [LibraryImport(Library, EntryPoint = "llama_model_chat_template")]
    internal static partial byte* ModelChatTemplate(Handles.ModelHandle model, byte* name);

    [LibraryImport(Library, EntryPoint = "llama_model_meta_val_str", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ModelMetadata(Handles.ModelHandle model, string key, byte* buffer, nuint size);

    [LibraryImport(Library, EntryPoint = "llama_vocab_n_tokens")]
    internal static partial int VocabSize(nint vocab);

    [LibraryImport(Library, EntryPoint = "llama_vocab_is_control")]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool VocabIsControl(nint vocab, int token);

    [LibraryImport(Library, EntryPoint = "llama_vocab_is_eog")]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool VocabIsEndOfGeneration(nint vocab, int token);

    [LibraryImport(Library, EntryPoint = "llama_tokenize")]
    internal static partial int Tokenize(nint vocab, byte* text, int textLength, int* tokens, int capacity,
        [MarshalAs(UnmanagedType.U1)] bool addSpecial, [MarshalAs(UnmanagedType.U1)] bool parseSpecial);

    [LibraryImport(Library, EntryPoint = "llama_token_to_piece")]
    internal static partial int TokenToPiece(nint vocab, int token, byte* buffer, int length, int leftStrip,
        [MarshalAs(UnmanagedType.U1)] bool special);

    [LibraryImport(Library, EntryPoint = "llama_get_memory")]
    internal static partial nint Memory(Handles.ContextHandle context);

    [LibraryImport(Library, EntryPoint = "llama_memory_clear")]
    internal static partial void MemoryClear(nint memory, [MarshalAs(UnmanagedType.U1)] bool data);

    [LibraryImport(Library, EntryPoint = "llama_memory_seq_rm")]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool MemorySequenceRemove(nint memory, int sequence, int from, int to);

    [LibraryImport(Library, EntryPoint = "llama_memory_seq_pos_min")]
    internal static partial int MemorySequenceFirst(nint memory, int sequence);

    [LibraryImport(Library, EntryPoint = "llama_decode")]
    internal static partial int Decode(Handles.ContextHandle context, LlamaBatch batch);

    [LibraryImport(Library, EntryPoint = "llama_get_logits_ith")]
    internal static partial float* LogitsAt(Handles.ContextHandle context, int index);

    [LibraryImport(Library, EntryPoint = "llama_perf_context")]
    internal static partial LlamaPerf Perf(Handles.ContextHandle context);

    [LibraryImport(Library, EntryPoint = "llama_n_ctx")]
    internal static partial uint ContextLength(Handles.ContextHandle context);

    [LibraryImport(Library, EntryPoint = "llama_n_batch")]
    internal static partial uint BatchSize(Handles.ContextHandle context);
}
