using System.Runtime.InteropServices;
using LLama.Native;
using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp;

/// <summary>llama.cpp in this process, through LLamaSharp: loaded and checked once.</summary>
public sealed unsafe class Engine
{
    // ggml_backend_dev_type
    private const int GpuType = 1;
    private const int IntegratedGpuType = 2;
    private static readonly string[] InstructionSets = ["AVX512", "AVX2", "AVX", "NEON"];
    private static readonly Lazy<Engine> Instance = new(() => new Engine());

    private Engine()
    {
        EngineLog.Install();
        NativeLibraries.Load();
        Directory = Path.GetDirectoryName(NativeLibraries.LoadedFile("llama")) ?? AppContext.BaseDirectory;
        try
        {
            EngineLog.InstallVision();
            EngineAbort.Install();
            MappedFiles.Watch();
            LayoutCheck.Run(Directory);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new EngineException($"{Directory}: a library cannot be used ({FirstLine(e.Message)}): "
                + $"run `dotnet build` again, or unset {NativeLibraries.OwnFolder}", e);
        }
        Version = $"LLamaSharp {LayoutCheck.LlamaSharpVersion}";
        LlamaCpp = $"llama.cpp {NativeText.Read(Ggml.Commit())}, ggml {NativeText.Read(Ggml.Version())}";
        Devices = ReadDevices();
        if (!Devices.Any(d => d.Backend == "cpu"))
            throw new EngineException($"{Directory} holds no CPU back end for this processor");
    }

    /// <summary>The engine; the first use finds, checks and loads it.</summary>
    /// <exception cref="EngineException">It is missing, of another version, or of another layout.</exception>
    public static Engine Current => Instance.Value;

    /// <summary>The folder its libraries were loaded from.</summary>
    public string Directory { get; }

    /// <summary>The engine's name and version, as results note it: <c>LLamaSharp 0.30.0</c>.</summary>
    public string Version { get; }

    /// <summary>What LLamaSharp stands on: llama.cpp's commit and ggml's version.</summary>
    public string LlamaCpp { get; }

    /// <summary>The devices of the back ends that could be loaded, in llama.cpp's order.</summary>
    public IReadOnlyList<EngineDevice> Devices { get; internal set; }

    /// <summary>The device for a name given by the user.</summary>
    /// <param name="name"><c>auto</c> (a GPU where there is one), <c>cpu</c>, <c>cuda</c>, <c>vulkan</c>, or a device's own name such as <c>CUDA1</c>.</param>
    /// <exception cref="EngineException">There is no such device.</exception>
    public EngineDevice FindDevice(string name) => Choose(Devices, name);

    /// <summary>
    /// What kind of device it is, as results note it: <c>cuda</c>, <c>vulkan</c>; of a processor with the widest instructions
    /// that the loaded llama.cpp uses (<c>cpu-avx2</c>) and the library that takes its matrix products, if one does (Accelerate on a Mac:
    /// <c>cpu-neon-blas</c>), because with others it adds up in another order and rounds otherwise. A model
    /// adds how many layers it has on a GPU where the processor computes the others (<c>cuda-12</c>).
    /// </summary>
    public static string KindOf(EngineDevice device) =>
        device.Backend == "cpu"
            ? KindOfCpu(Marshal.PtrToStringUTF8(NativeApi.llama_print_system_info()) ?? "", Current.Devices.Any(d => d.Backend == "blas"))
            : device.Backend;

    /// <param name="features">What llama.cpp says it was built with: <c>CPU : SSE3 = 1 | AVX2 = 1 | …</c></param>
    /// <param name="hasBlas">Whether matrix products of many columns are a BLAS library's.</param>
    internal static string KindOfCpu(string features, bool hasBlas)
    {
        var widest = InstructionSets.FirstOrDefault(set => features.Contains($" {set} = 1 ", StringComparison.Ordinal));
        return (widest is null ? "cpu" : $"cpu-{widest.ToLowerInvariant()}") + (hasBlas ? "-blas" : "");
    }

    /// <inheritdoc cref="FindDevice"/>
    internal static EngineDevice Choose(IReadOnlyList<EngineDevice> devices, string name) =>
        (name.Equals("auto", StringComparison.OrdinalIgnoreCase)
            ? devices.FirstOrDefault(d => d.IsGpu) ?? devices.First(d => d.Backend == "cpu")
            : devices.FirstOrDefault(d => d.Backend.Equals(name, StringComparison.OrdinalIgnoreCase)
                || d.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        ?? throw new EngineException($"no device '{name}' here; found: {string.Join(", ", devices.Select(d => d.Name))}"
            + (name is "cuda" or "vulkan" ? $" (build with -p:TaloBackend={BackendProperty(name)} to have that back end)" : ""));

    private static List<EngineDevice> ReadDevices()
    {
        var devices = new List<EngineDevice>();
        for (nuint i = 0; i < NativeApi.ggml_backend_dev_count(); i++)
        {
            var device = NativeApi.ggml_backend_dev_get(i);
            nuint free, total;
            Ggml.DeviceMemory(device, &free, &total);
            devices.Add(new EngineDevice(
                NativeText.Read(Ggml.RegistryName(Ggml.DeviceRegistry(device))).ToLowerInvariant(),
                Marshal.PtrToStringUTF8(NativeApi.ggml_backend_dev_name(device)) ?? "",
                NativeText.Read(Ggml.DeviceDescription(device)),
                Ggml.DeviceType(device) is GpuType or IntegratedGpuType,
                (long)free,
                (long)total)
            { Handle = device });
        }
        return devices;
    }

    private static string BackendProperty(string name) => name == "cuda" ? "Cuda12" : "Vulkan";

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
