using System.Runtime.InteropServices;
using LLama.Native;

namespace TaLo.LlamaCpp.Native;

/// <summary>
/// Functions of libmtmd, llama.cpp's multimodal library, that LLamaSharp keeps to itself or calls otherwise: its own
/// <c>Tokenize</c> counts the end of the C string as text and so ends every prompt in a NUL token.
/// </summary>
internal static unsafe partial class Mtmd
{
    private const string Library = "mtmd";

    [LibraryImport(Library, EntryPoint = "mtmd_context_params_default")]
    internal static partial MtmdContextParams ContextParamsDefault();

    [LibraryImport(Library, EntryPoint = "mtmd_helper_log_set")]
    internal static partial void LogSet(delegate* unmanaged[Cdecl]<int, byte*, void*, void> callback, void* userData);

    [LibraryImport(Library, EntryPoint = "mtmd_init_from_file", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial SafeMtmdModelHandle InitFromFile(string path, SafeLlamaModelHandle model, MtmdContextParams parameters);

    [LibraryImport(Library, EntryPoint = "mtmd_decode_use_non_causal")]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool UsesNonCausal(SafeMtmdModelHandle vision, nint chunk);

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

    [LibraryImport(Library, EntryPoint = "mtmd_tokenize")]
    internal static partial int Tokenize(SafeMtmdModelHandle vision, ChunksHandle output, MtmdInputText* text,
        nint* bitmaps, nuint bitmapCount);

    [LibraryImport(Library, EntryPoint = "mtmd_encode_chunk")]
    internal static partial int EncodeChunk(SafeMtmdModelHandle vision, nint chunk);

    [LibraryImport(Library, EntryPoint = "mtmd_helper_decode_image_chunk")]
    internal static partial int DecodeImageChunk(SafeMtmdModelHandle vision, SafeLLamaContextHandle context, nint chunk,
        float* embeddings, int position, int sequence, int batchSize, int* nextPosition, nint callback, nint userData);

    [LibraryImport(Library, EntryPoint = "mtmd_get_output_embd")]
    internal static partial float* OutputEmbeddings(SafeMtmdModelHandle vision);
}
