using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TaLo.LlamaCpp.Gguf;
using TaLo.LlamaCpp.Handles;
using TaLo.LlamaCpp.Native;
using TaLo.LlamaCpp.Prompts;
using TaLo.Models;

namespace TaLo.LlamaCpp;

/// <summary>Loads a model step by step: checks the files, loads the weights, the vision encoder, the context.</summary>
internal static unsafe class ModelLoader
{
    /// <summary>Loads a model.</summary>
    /// <param name="options">Which, and how.</param>
    /// <param name="progress">Receives 0…1 while weights are read.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <exception cref="ModelException">A file is missing, broken or does not fit; the message says which and what to do.</exception>
    /// <exception cref="EngineException">The engine or the device is missing.</exception>
    /// <exception cref="OperationCanceledException">The loading was stopped.</exception>
    public static LlamaVisionModel Load(ModelOptions options, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        var file = ModelFile.Read(options.ModelPath);
        if (file.IsMmproj)
            throw new ModelException($"{options.ModelPath} is a vision encoder (mmproj), not a model: give the model's file, and this one with --mmproj");
        if (options.MmprojPath is { } projector)
            MmprojPairing.EnsureFits(file, ModelFile.Read(projector));
        var engine = Engine.Current;
        var device = engine.FindDevice(options.Device);
        var threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        var model = LoadWeights(options, device, progress, cancellationToken);
        VisionEncoder? vision = null;
        try
        {
            if (options.MmprojPath is { } mmproj)
                vision = new VisionEncoder(mmproj, model, device, threads);
            var vocabulary = new Vocabulary(model);
            var decoder = new PromptDecoder(model, vision, vocabulary, options, threads);
            return new LlamaVisionModel(model, vision, decoder, vocabulary, Facts(model, options, engine, device),
                canEncodeAhead: vision is not null && HasCoresToSpare(device, threads));
        }
        catch
        {
            vision?.Dispose();
            model.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Whether the encoder's threads find cores beside the decoder's: ggml's threads wait by spinning, so that two
    /// computations on the same cores take many times as long. On a GPU both would share the one device.
    /// </summary>
    private static bool HasCoresToSpare(EngineDevice device, int threads) =>
        !device.IsGpu && 2 * threads <= Environment.ProcessorCount;

    private static ModelHandle LoadWeights(
        ModelOptions options, EngineDevice device, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        var watch = new LoadWatch(progress, cancellationToken);
        var handle = GCHandle.Alloc(watch);
        try
        {
            var devices = stackalloc void*[2] { device.IsGpu ? (void*)device.Handle : null, null };
            var parameters = Llama.ModelDefaultParams();
            parameters.Devices = devices;
            parameters.GpuLayers = !device.IsGpu ? 0 : options.GpuLayers < 0 ? 999 : options.GpuLayers;
            parameters.ProgressCallback = &OnProgress;
            parameters.ProgressCallbackUserData = (void*)GCHandle.ToIntPtr(handle);
            EngineLog.Forget();
            var model = new ModelHandle(Llama.ModelLoadFromFile(options.ModelPath, parameters));
            if (!model.IsInvalid)
                return model;
            cancellationToken.ThrowIfCancellationRequested();
            throw new ModelException($"{options.ModelPath}: llama.cpp cannot load it ({EngineLog.LastError}); "
                + "it may be damaged, of an unsupported architecture, or too large for the memory");
        }
        finally
        {
            handle.Free();
        }
    }

    private static ModelFacts Facts(ModelHandle model, ModelOptions options, Engine engine, EngineDevice device) =>
        new(
            Metadata(model, "general.name") is { Length: > 0 } name ? name : Path.GetFileNameWithoutExtension(options.ModelPath),
            Metadata(model, "general.architecture"),
            Llama.ModelLayerCount(model),
            NativeText.Read(Llama.FileTypeName(Llama.ModelFileType(model))),
            FileFingerprint.Of(options.ModelPath),
            options.MmprojPath is { } mmproj ? FileFingerprint.Of(mmproj) : null,
            $"llama.cpp {engine.Version} {device.Backend}");

    private static string Metadata(ModelHandle model, string key)
    {
        var buffer = stackalloc byte[256];
        return Llama.ModelMetadata(model, key, buffer, 256) > 0 ? NativeText.Read(buffer) : "";
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnProgress(float fraction, void* userData)
    {
        var watch = (LoadWatch)GCHandle.FromIntPtr((nint)userData).Target!;
        try
        {
            watch.Progress?.Report(fraction);
        }
        catch (Exception)
        {
            // A listener's failure must not unwind through native frames.
        }
        return (byte)(watch.CancellationToken.IsCancellationRequested ? 0 : 1);
    }

    private sealed record LoadWatch(IProgress<float>? Progress, CancellationToken CancellationToken);
}
