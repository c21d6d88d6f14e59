using System.Runtime.InteropServices;

namespace TaLo.LlamaCpp.Native;

/// <summary>Functions of libggml-base that LLamaSharp keeps to itself: tensors, graphs' operations, what devices are.</summary>
internal static unsafe partial class Ggml
{
    private const string Library = "ggml-base";

    [StructLayout(LayoutKind.Sequential)]
    internal struct InitParams
    {
        public nuint MemorySize;
        public void* MemoryBuffer;
        public byte NoAlloc;
    }

    [LibraryImport(Library, EntryPoint = "ggml_version")]
    internal static partial byte* Version();

    [LibraryImport(Library, EntryPoint = "ggml_commit")]
    internal static partial byte* Commit();

    [LibraryImport(Library, EntryPoint = "ggml_set_abort_callback")]
    internal static partial void* SetAbortCallback(delegate* unmanaged[Cdecl]<byte*, void> callback);

    /// <summary>Bytes of <c>struct ggml_object</c>, the header before each tensor in its context.</summary>
    internal const int ObjectBytes = 32;

    [LibraryImport(Library, EntryPoint = "ggml_tensor_overhead")]
    internal static partial nuint TensorOverhead();

    [LibraryImport(Library, EntryPoint = "ggml_init")]
    internal static partial void* Init(InitParams parameters);

    [LibraryImport(Library, EntryPoint = "ggml_free")]
    internal static partial void Free(void* context);

    [LibraryImport(Library, EntryPoint = "ggml_new_tensor_2d")]
    internal static partial GgmlTensor* NewTensor2d(void* context, int type, long ne0, long ne1);

    [LibraryImport(Library, EntryPoint = "ggml_set_name", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial GgmlTensor* SetName(GgmlTensor* tensor, string name);

    [LibraryImport(Library, EntryPoint = "ggml_add")]
    internal static partial GgmlTensor* Add(void* context, GgmlTensor* a, GgmlTensor* b);

    [LibraryImport(Library, EntryPoint = "ggml_dup")]
    internal static partial GgmlTensor* Dup(void* context, GgmlTensor* a);

    [LibraryImport(Library, EntryPoint = "ggml_get_rows")]
    internal static partial GgmlTensor* GetRows(void* context, GgmlTensor* a, GgmlTensor* rows);

    [LibraryImport(Library, EntryPoint = "ggml_op_name")]
    internal static partial byte* OpName(int op);

    [LibraryImport(Library, EntryPoint = "ggml_backend_tensor_get")]
    internal static partial void TensorGet(GgmlTensor* tensor, void* data, nuint offset, nuint size);

    [LibraryImport(Library, EntryPoint = "ggml_backend_tensor_set")]
    internal static partial void TensorSet(GgmlTensor* tensor, void* data, nuint offset, nuint size);

    [LibraryImport(Library, EntryPoint = "ggml_nbytes")]
    internal static partial nuint ByteCount(GgmlTensor* tensor);

    [LibraryImport(Library, EntryPoint = "ggml_backend_dev_description")]
    internal static partial byte* DeviceDescription(nint device);

    [LibraryImport(Library, EntryPoint = "ggml_backend_dev_type")]
    internal static partial int DeviceType(nint device);

    [LibraryImport(Library, EntryPoint = "ggml_backend_dev_memory")]
    internal static partial void DeviceMemory(nint device, nuint* free, nuint* total);

    [LibraryImport(Library, EntryPoint = "ggml_backend_dev_backend_reg")]
    internal static partial nint DeviceRegistry(nint device);

    [LibraryImport(Library, EntryPoint = "ggml_backend_reg_name")]
    internal static partial byte* RegistryName(nint registry);

    [LibraryImport(Library, EntryPoint = "ggml_backend_buffer_get_type")]
    internal static partial void* BufferType(void* buffer);
}
