using System.Runtime.InteropServices;

namespace TaLo.LlamaCpp.Native;

/// <summary>Functions of libggml: the registry of back ends and devices.</summary>
internal static unsafe partial class GgmlRegistry
{
    private const string Library = "ggml";

    [LibraryImport(Library, EntryPoint = "ggml_backend_load_all_from_path", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void LoadAllFromPath(string directory);

    [LibraryImport(Library, EntryPoint = "ggml_backend_dev_count")]
    internal static partial nuint DeviceCount();

    [LibraryImport(Library, EntryPoint = "ggml_backend_dev_get")]
    internal static partial void* Device(nuint index);
}
