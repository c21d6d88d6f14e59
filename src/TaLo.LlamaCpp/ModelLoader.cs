using LLama.Exceptions;
using LLama.Native;
using TaLo.Gguf;
using TaLo.LlamaCpp.Continuations;
using TaLo.LlamaCpp.Prompts;
using TaLo.LlamaCpp.Trials;
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
        var projector = options.MmprojPath is { } beside ? ModelFile.Read(beside) : null;
        if (projector is not null)
            MmprojPairing.EnsureFits(file, projector);
        var engine = Engine.Current;
        var device = engine.FindDevice(options.Device);
        if (!options.IsTrusted)
            ModelTrial.Ensure(options, engine.Version, progress, cancellationToken);
        var threads = options.ThreadCount;
        var model = LoadWeights(options, device, progress, cancellationToken);
        VisionEncoder? vision = null;
        try
        {
            if (options.MmprojPath is { } mmproj)
                vision = new VisionEncoder(mmproj, model, device, threads, options.InstallHook);
            // What reads files comes before the decoder, which would be left over where one cannot be read.
            var facts = Facts(file, projector, model, vision, options, engine, device);
            var decoder = new PromptDecoder(model, vision, options, threads);
            return new LlamaVisionModel(model, vision, decoder, () => new PackDecoder(model, vision, options, threads), new Vocabulary(model), facts,
                file.ChatTemplate is { Length: > 0 } template ? template : null,
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

    private static SafeLlamaModelHandle LoadWeights(
        ModelOptions options, EngineDevice device, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        LlamaProgressCallback onProgress = (fraction, _) =>
        {
            try
            {
                progress?.Report(fraction);
            }
            catch (Exception)
            {
                // A listener's failure must not unwind through native frames.
            }
            return !cancellationToken.IsCancellationRequested;
        };
        var devices = stackalloc nint[2] { device.IsGpu ? device.Handle : 0, 0 };
        var parameters = LLamaModelParams.Default();
        parameters.devices = devices;
        parameters.n_gpu_layers = device.IsGpu ? options.LayersOnGpu : 0;
        parameters.progress_callback = onProgress;
        EngineLog.Forget();
        MappedFiles.Add(options.ModelPath);
        try
        {
            return SafeLlamaModelHandle.LoadFromFile(options.ModelPath, parameters);
        }
        catch (LoadWeightsFailedException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ModelException($"{options.ModelPath}: llama.cpp cannot load it ({EngineLog.FirstError}); "
                + "it may be damaged, of an unsupported architecture, or too large for the memory", e);
        }
        finally
        {
            GC.KeepAlive(onProgress);
        }
    }

    private static ModelFacts Facts(
        ModelFile file, ModelFile? projector, SafeLlamaModelHandle model, VisionEncoder? vision, ModelOptions options, Engine engine, EngineDevice device) =>
        new(
            file.Name,
            file.Architecture,
            model.LayerCount,
            file.FileType,
            SplitModel.Fingerprint(options.ModelPath),
            options.MmprojPath is { } mmproj ? FileFingerprint.Of(mmproj) : null,
            $"{engine.Version} {Engine.KindOf(device)}{(device.IsGpu && options.LayersOnGpu <= model.LayerCount ? $"-{options.LayersOnGpu}" : "")}")
        {
            VisionLayerCount = vision?.LayerCount ?? 0,
            WhyNoVision = vision?.WhyNoLayers,
            MmprojDoubt = projector is null ? null : MmprojPairing.Doubt(file, projector),
        };
}
