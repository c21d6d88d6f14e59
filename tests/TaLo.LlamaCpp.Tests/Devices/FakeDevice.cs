using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Tests.Devices;

/// <summary>
/// A device beside the processor that computes what the processor would, to the bit: ggml's scheduler cuts graphs for it as it does for
/// Accelerate on a Mac, or for a GPU that has a part of the weights. Only the thread that turned it on sees it.
/// </summary>
internal sealed unsafe class FakeDevice : IDisposable
{
    /// <summary>The name of the GPU.</summary>
    public const string Gpu = "FAKE";

    // ggml_backend_dev_type
    private const int CpuType = 0;
    private const int GpuType = 1;
    private const int AcceleratorType = 3;

    private static readonly Lazy<nint> Registered = new(Register);
    private static delegate* unmanaged[Cdecl]<nint, void*, nint> startBackend;
    private static delegate* unmanaged[Cdecl]<nint, GgmlTensor*, byte> supportsOperation;
    private static delegate* unmanaged[Cdecl]<void*, nuint, nint> allocate;
    private static delegate* unmanaged[Cdecl]<nint, byte> isHost;
    private static delegate* unmanaged[Cdecl]<nint, void*, int> compute;
    private static delegate* unmanaged[Cdecl]<nint, int, void> setThreads;
    private static delegate* unmanaged[Cdecl]<nint, void> freeBackend;
    private static nint cpu;
    private static nint cpuMemory;
    private static nint registry;
    private static nint memory;

    [ThreadStatic]
    private static FakeDevice? current;

    private readonly bool isGpu;
    private readonly Func<string, bool> takes;

    private FakeDevice(bool isGpu, Func<string, bool> takes)
    {
        _ = Registered.Value;
        (this.isGpu, this.takes, current) = (isGpu, takes, this);
    }

    /// <summary>Parts of graphs that it computed.</summary>
    public int Parts { get; private set; }

    /// <summary>A device on the processor's memory that takes matrix products, as Accelerate does.</summary>
    public static FakeDevice Accelerator() => new(isGpu: false, op => op == "MUL_MAT");

    /// <summary>A device with a memory of its own.</summary>
    /// <param name="unknown">An operation that it cannot compute, so that the processor does.</param>
    public static FakeDevice WithMemory(string? unknown = null) => new(isGpu: true, op => op != unknown);

    /// <inheritdoc/>
    public void Dispose() => current = null;

    private static int Type => current is null ? CpuType : current.isGpu ? GpuType : AcceleratorType;

    private static nint Register()
    {
        _ = Engine.Current;
        var ggml = NativeLibrary.Load(NativeLibraries.LoadedFile("ggml")!);
        var common = NativeLibrary.Load(NativeLibraries.LoadedFile("ggml-base")!);
        var processor = NativeLibrary.Load(NativeLibraries.LoadedFile("ggml-cpu")!);
        startBackend = (delegate* unmanaged[Cdecl]<nint, void*, nint>)NativeLibrary.GetExport(common, "ggml_backend_dev_init");
        supportsOperation = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, byte>)NativeLibrary.GetExport(common, "ggml_backend_dev_supports_op");
        allocate = (delegate* unmanaged[Cdecl]<void*, nuint, nint>)NativeLibrary.GetExport(common, "ggml_backend_buft_alloc_buffer");
        isHost = (delegate* unmanaged[Cdecl]<nint, byte>)NativeLibrary.GetExport(common, "ggml_backend_buft_is_host");
        compute = (delegate* unmanaged[Cdecl]<nint, void*, int>)NativeLibrary.GetExport(common, "ggml_backend_graph_compute");
        freeBackend = (delegate* unmanaged[Cdecl]<nint, void>)NativeLibrary.GetExport(common, "ggml_backend_free");
        setThreads = (delegate* unmanaged[Cdecl]<nint, int, void>)NativeLibrary.GetExport(processor, "ggml_backend_cpu_set_n_threads");
        cpu = Engine.Current.FindDevice("cpu").Handle;
        cpuMemory = ((delegate* unmanaged[Cdecl]<nint>)NativeLibrary.GetExport(common, "ggml_backend_cpu_buffer_type"))();

        // struct ggml_backend_reg
        registry = Struct(2, // the version of ggml's back-end interface
            (nint)(delegate* unmanaged[Cdecl]<nint, nint>)&Name,
            (nint)(delegate* unmanaged[Cdecl]<nint, nuint>)&DeviceCount,
            (nint)(delegate* unmanaged[Cdecl]<nint, nuint, nint>)&DeviceAt,
            0,
            0);
        // struct ggml_backend_device
        var device = Struct(
            (nint)(delegate* unmanaged[Cdecl]<nint, nint>)&Name,
            (nint)(delegate* unmanaged[Cdecl]<nint, nint>)&Name,
            (nint)(delegate* unmanaged[Cdecl]<nint, nuint*, nuint*, void>)&Memory,
            (nint)(delegate* unmanaged[Cdecl]<nint, int>)&TypeOf,
            (nint)(delegate* unmanaged[Cdecl]<nint, Properties*, void>)&PropertiesOf,
            (nint)(delegate* unmanaged[Cdecl]<nint, nint, nint>)&Start,
            (nint)(delegate* unmanaged[Cdecl]<nint, nint>)&BufferType,
            0, // host memory
            0, // memory from a pointer
            (nint)(delegate* unmanaged[Cdecl]<nint, GgmlTensor*, byte>)&Supports,
            (nint)(delegate* unmanaged[Cdecl]<nint, nint, byte>)&SupportsBufferType,
            0, 0, 0, 0, // offloading, events
            registry,
            0);
        // struct ggml_backend_buffer_type
        memory = Struct(
            (nint)(delegate* unmanaged[Cdecl]<nint, nint>)&Name,
            (nint)(delegate* unmanaged[Cdecl]<nint, nuint, nint>)&Allocate,
            (nint)(delegate* unmanaged[Cdecl]<nint, nuint>)&Alignment,
            0,
            0,
            (nint)(delegate* unmanaged[Cdecl]<nint, byte>)&IsHost,
            device,
            0);
        Device = device;
        ((delegate* unmanaged[Cdecl]<nint, void>)NativeLibrary.GetExport(ggml, "ggml_backend_device_register"))(device);
        Engine.Current.Devices = [.. Engine.Current.Devices, new EngineDevice("fake", Gpu, "", IsGpu: true, 1 << 30, 1 << 30) { Handle = device }];
        return device;
    }

    /// <summary>The native device.</summary>
    public static nint Device { get; private set; }

    private static nint Struct(params nint[] fields)
    {
        var at = (nint*)NativeMemory.AllocZeroed((nuint)(fields.Length * sizeof(nint)));
        fields.CopyTo(new Span<nint>(at, fields.Length));
        return (nint)at;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Name(nint of) => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference("FAKE\0"u8));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint DeviceCount(nint of) => 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint DeviceAt(nint of, nuint index) => Device;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Memory(nint of, nuint* free, nuint* total) => *free = *total = 1 << 30;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int TypeOf(nint of) => Type;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void PropertiesOf(nint of, Properties* properties)
    {
        properties->Name = properties->Description = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference("FAKE\0"u8));
        properties->MemoryFree = properties->MemoryTotal = 1 << 30;
        properties->Type = Type;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Start(nint of, nint parameters)
    {
        var processor = startBackend(cpu, null);
        setThreads(processor, 1);
        // struct ggml_backend
        return Struct(
            Struct(0x0A5E_0A5E, 0x0A5E_0A5E), // its GUID
            (nint)(delegate* unmanaged[Cdecl]<nint, nint>)&Name,
            (nint)(delegate* unmanaged[Cdecl]<nint*, void>)&Free,
            0, 0, 0, 0, 0, // reading, writing and copying while it computes
            0, // waiting
            0, 0, 0, 0, // plans
            (nint)(delegate* unmanaged[Cdecl]<nint*, void*, int>)&Compute,
            0, 0, // events
            0, // another order of a graph's nodes
            of,
            processor);
    }

    private const int GuidAt = 0;
    private const int ProcessorAt = 18;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(nint* backend)
    {
        freeBackend(backend[ProcessorAt]);
        NativeMemory.Free((void*)backend[GuidAt]);
        NativeMemory.Free(backend);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Compute(nint* backend, void* graph)
    {
        if (current is { } device)
            device.Parts++;
        return compute(backend[ProcessorAt], graph);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint BufferType(nint of) => current?.isGpu == true ? memory : cpuMemory;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Supports(nint of, GgmlTensor* operation) =>
        (byte)(current is { } device && device.takes(NativeText.Read(Ggml.OpName(operation->Op))) && supportsOperation(cpu, operation) != 0 ? 1 : 0);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte SupportsBufferType(nint of, nint type) => (byte)(current?.isGpu == true ? type == memory ? 1 : 0 : isHost(type));

    /// <summary>The processor's memory, called this device's.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Allocate(nint type, nuint size)
    {
        var buffer = (nint*)allocate((void*)cpuMemory, size);
        var at = new Span<nint>(buffer, 16).IndexOf(cpuMemory);
        buffer[at] = type;
        return (nint)buffer;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint Alignment(nint type) => 64;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte IsHost(nint type) => 0;

    /// <summary>Mirror of <c>struct ggml_backend_dev_props</c>; what it can do besides is left 0.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Properties
    {
        public nint Name;
        public nint Description;
        public nuint MemoryFree;
        public nuint MemoryTotal;
        public int Type;
    }
}
