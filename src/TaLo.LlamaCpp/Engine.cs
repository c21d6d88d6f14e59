using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp;

/// <summary>The native engine of this process: found, checked and loaded once.</summary>
public sealed unsafe class Engine
{
    // ggml_backend_dev_type
    private const int GpuType = 1;
    private const int IntegratedGpuType = 2;
    private static readonly Lazy<Engine> Instance = new(() => new Engine(NativeLibraries.Find()));

    private Engine(string directory)
    {
        Directory = directory;
        NativeLibraries.Use(directory);
        try
        {
            EngineLog.Install();
            EngineAbort.Install();
            LayoutCheck.Run(directory);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new EngineException($"{directory}: a library cannot be used ({FirstLine(e.Message)}): "
                + "run `dotnet build` again, or unset TALO_NATIVE_DIR", e);
        }
        GgmlRegistry.LoadAllFromPath(directory);
        Llama.BackendInit();
        Version = NativeText.Read(Llama.Version());
        GgmlVersion = NativeText.Read(Ggml.Version());
        Devices = ReadDevices();
        if (!Devices.Any(d => d.Backend == "cpu"))
            throw new EngineException($"{directory} holds no CPU back end for this processor (libggml-cpu-*.so)");
    }

    /// <summary>The engine; the first use finds, checks and loads it.</summary>
    /// <exception cref="EngineException">It is missing, of another version, or of another layout.</exception>
    public static Engine Current => Instance.Value;

    /// <summary>The folder its libraries were loaded from.</summary>
    public string Directory { get; }

    /// <summary><c>llama_version()</c>.</summary>
    public string Version { get; }

    /// <summary><c>ggml_version()</c>.</summary>
    public string GgmlVersion { get; }

    /// <summary>The devices of the back ends that could be loaded, in llama.cpp's order.</summary>
    public IReadOnlyList<EngineDevice> Devices { get; }

    /// <summary>The device for a name given by the user.</summary>
    /// <param name="name"><c>auto</c> (a GPU where there is one), <c>cpu</c>, <c>cuda</c>, <c>vulkan</c>, or a device's own name such as <c>CUDA1</c>.</param>
    /// <exception cref="EngineException">There is no such device.</exception>
    public EngineDevice FindDevice(string name) =>
        (name.Equals("auto", StringComparison.OrdinalIgnoreCase)
            ? Devices.FirstOrDefault(d => d.IsGpu) ?? Devices.First(d => d.Backend == "cpu")
            : Devices.FirstOrDefault(d => d.Backend.Equals(name, StringComparison.OrdinalIgnoreCase)
                || d.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        ?? throw new EngineException($"no device '{name}' here; found: {string.Join(", ", Devices.Select(d => d.Name))}"
            + (name is "cuda" or "vulkan" ? $" (build with -p:TaloBackends=\"cpu;{name}\" to fetch that back end)" : ""));

    private static List<EngineDevice> ReadDevices()
    {
        var devices = new List<EngineDevice>();
        for (nuint i = 0; i < GgmlRegistry.DeviceCount(); i++)
        {
            var device = GgmlRegistry.Device(i);
            nuint free, total;
            Ggml.DeviceMemory(device, &free, &total);
            var type = Ggml.DeviceType(device);
            devices.Add(new EngineDevice(
                NativeText.Read(Ggml.RegistryName(Ggml.DeviceRegistry(device))).ToLowerInvariant(),
                NativeText.Read(Ggml.DeviceName(device)),
                NativeText.Read(Ggml.DeviceDescription(device)),
                type is GpuType or IntegratedGpuType,
                (long)free,
                (long)total)
            { Handle = (nint)device });
        }
        return devices;
    }

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
