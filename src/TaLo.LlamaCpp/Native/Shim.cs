using System.Runtime.InteropServices;
using TaLo.LlamaCpp.Handles;

namespace TaLo.LlamaCpp.Native;

/// <summary>Functions of our own libtalo-shim (engine/chat.cpp, engine/layouts.cpp).</summary>
internal static unsafe partial class Shim
{
    private const string Library = "talo-shim";

    [LibraryImport(Library, EntryPoint = "talo_built_for")]
    internal static partial byte* BuiltFor();

    [LibraryImport(Library, EntryPoint = "talo_layout_count")]
    internal static partial int LayoutCount();

    [LibraryImport(Library, EntryPoint = "talo_layout")]
    internal static partial byte* Layout(int index, long* value);

    [LibraryImport(Library, EntryPoint = "talo_chat_init", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint ChatInit(ModelHandle model, string templateOverride, byte* error, int errorCapacity);

    [LibraryImport(Library, EntryPoint = "talo_chat_free")]
    internal static partial void ChatFree(nint templates);

    [LibraryImport(Library, EntryPoint = "talo_chat_apply")]
    internal static partial int ChatApply(ChatTemplatesHandle templates, byte** roles, byte** contents, int count,
        [MarshalAs(UnmanagedType.U1)] bool addGenerationPrompt, byte* output, int capacity);
}
