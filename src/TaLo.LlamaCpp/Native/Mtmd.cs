using System.Runtime.InteropServices;
using TaLo.LlamaCpp.Handles;

namespace TaLo.LlamaCpp.Native;

/// <summary>Functions of libmtmd, llama.cpp's multimodal library.</summary>
internal static unsafe partial class Mtmd
{
    private const string Library = "mtmd";

    /// <summary><c>MTMD_INPUT_CHUNK_TYPE_TEXT</c>.</summary>
    internal const int ChunkText = 0;

    /// <summary><c>MTMD_INPUT_CHUNK_TYPE_IMAGE</c>.</summary>
    internal const int ChunkImage = 1;

    [LibraryImport(Library, EntryPoint = "mtmd_default_marker")]
    internal static partial byte* DefaultMarker();

    [LibraryImport(Library, EntryPoint = "mtmd_context_params_default")]
    internal static partial MtmdContextParams ContextParamsDefault();

    [LibraryImport(Library, EntryPoint = "mtmd_helper_log_set")]
    internal static partial void LogSet(delegate* unmanaged[Cdecl]<int, byte*, void*, void> callback, void* userData);

    [LibraryImport(Library, EntryPoint = "mtmd_init_from_file", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint InitFromFile(string path, ModelHandle model, MtmdContextParams parameters);

    [LibraryImport(Library, EntryPoint = "mtmd_free")]
    internal static partial void Free(nint context);

    [LibraryImport(Library, EntryPoint = "mtmd_support_vision")]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool SupportsVision(VisionHandle vision);

    [LibraryImport(Library, EntryPoint = "mtmd_decode_use_non_causal")]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool UsesNonCausal(VisionHandle vision, nint chunk);

    [LibraryImport(Library, EntryPoint = "mtmd_bitmap_init")]
    internal static partial nint BitmapInit(uint width, uint height, byte* rgb);

    [LibraryImport(Library, EntryPoint = "mtmd_bitmap_set_id", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void BitmapSetId(BitmapHandle bitmap, string id);

    [LibraryImport(Library, EntryPoint = "mtmd_bitmap_free")]
    internal static partial void BitmapFree(nint bitmap);

    [LibraryImport(Library, EntryPoint = "mtmd_input_chunks_init")]
    internal static partial nint ChunksInit();

    [LibraryImport(Library, EntryPoint = "mtmd_input_chunks_free")]
    internal static partial void ChunksFree(nint chunks);

    [LibraryImport(Library, EntryPoint = "mtmd_input_chunks_size")]
    internal static partial nuint ChunksSize(ChunksHandle chunks);

    [LibraryImport(Library, EntryPoint = "mtmd_input_chunks_get")]
    internal static partial nint ChunksGet(ChunksHandle chunks, nuint index);

    [LibraryImport(Library, EntryPoint = "mtmd_input_chunk_get_type")]
    internal static partial int ChunkType(nint chunk);

    [LibraryImport(Library, EntryPoint = "mtmd_input_chunk_get_n_tokens")]
    internal static partial nuint ChunkTokenCount(nint chunk);

    [LibraryImport(Library, EntryPoint = "mtmd_input_chunk_get_n_pos")]
    internal static partial int ChunkPositionCount(nint chunk);

    [LibraryImport(Library, EntryPoint = "mtmd_input_chunk_get_tokens_text")]
    internal static partial int* ChunkTokens(nint chunk, nuint* count);

    [LibraryImport(Library, EntryPoint = "mtmd_input_chunk_get_id")]
    internal static partial byte* ChunkId(nint chunk);

    [LibraryImport(Library, EntryPoint = "mtmd_tokenize")]
    internal static partial int Tokenize(VisionHandle vision, ChunksHandle output, MtmdInputText* text,
        nint* bitmaps, nuint bitmapCount);

    [LibraryImport(Library, EntryPoint = "mtmd_encode_chunk")]
    internal static partial int EncodeChunk(VisionHandle vision, nint chunk);

    [LibraryImport(Library, EntryPoint = "mtmd_get_output_embd")]
    internal static partial float* OutputEmbeddings(VisionHandle vision);

    [LibraryImport(Library, EntryPoint = "mtmd_helper_decode_image_chunk")]
    internal static partial int DecodeImageChunk(VisionHandle vision, ContextHandle context, nint chunk, float* embeddings,
        int position, int sequence, int batchSize, int* newPosition, void* callback, void* userData);
}
