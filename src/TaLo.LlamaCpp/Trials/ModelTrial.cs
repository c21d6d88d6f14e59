using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using TaLo.Gguf;
using TaLo.Models;

namespace TaLo.LlamaCpp.Trials;

/// <summary>
/// A model file that was never loaded before is loaded, shown an image and asked one short question in a process of its
/// own first: a damaged file can make llama.cpp end its whole process, and with it the terminal and the work in it.
/// What passed is remembered by content.
/// </summary>
public static class ModelTrial
{
    /// <summary>The verb of <see cref="Program"/> that makes a trial.</summary>
    public const string Verb = "try-model";

    /// <summary>Enough for a question about a small picture, whatever the context that was asked for.</summary>
    private const int TrialContext = 4096;

    private const string RefusalMark = "refused ";
    private const string LoadingMark = "loading ";
    private const int LoadingSteps = 20;
    private const int KilledBySystem = 128 + 9; // SIGKILL
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The command line that starts this program anew, without arguments; null makes no trials, as in a trial itself
    /// and in benchmarks. <see cref="Verb"/> and the trial's options are added to it.
    /// </summary>
    public static IReadOnlyList<string>? Program { get; set; }

    /// <summary>Makes a trial unless these files passed one before.</summary>
    /// <param name="options">What is about to be loaded.</param>
    /// <param name="engine">The engine's version: another one must show itself anew.</param>
    /// <param name="progress">Receives 0…1 while the trial loads the weights; the loading itself begins at 0 again.</param>
    /// <param name="stop">Stops the trial.</param>
    /// <exception cref="ModelException">The files cannot be used; the message says what llama.cpp said first.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    internal static void Ensure(ModelOptions options, string engine, IProgress<float>? progress, CancellationToken stop)
    {
        if (Program is null)
            return;
        var files = $"{SplitModel.Fingerprint(options.ModelPath)} {(options.MmprojPath is { } mmproj ? FileFingerprint.Of(mmproj) : "-")} {engine}";
        if (TriedModels.Contains(files))
            return;
        Start(options, progress, stop);
        TriedModels.Add(files);
    }

    /// <summary>The trial itself, in the process that was started for it: prints how far it is, a line for each step.</summary>
    /// <param name="optionsJson">What <see cref="Ensure"/> handed over.</param>
    /// <param name="say">Prints a line on stdout, at once.</param>
    public static void Run(string optionsJson, Action<string> say)
    {
        try
        {
            var options = JsonSerializer.Deserialize<ModelOptions>(optionsJson)!;
            EngineLog.Listener = (level, line) =>
            {
                if (level == EngineLog.ErrorLevel)
                    say($"error {line}");
            };
            EngineAbort.Listener = message => say($"error {message.ReplaceLineEndings(" ")}");
            var steps = 0;
            using var model = LlamaVisionModel.Load(options, new ImmediateProgress<float>(f =>
            {
                if ((int)(f * LoadingSteps) > steps)
                    say($"{LoadingMark}{steps = (int)(f * LoadingSteps)}");
            }));
            say("answering");
            using var prompt = model.TakesImages
                ? model.Encode($"{model.ImageMarker}\nWhat is this?", [TrialImage.Png])
                : model.Encode("What is this?", []);
            model.Logits(prompt, []);
            model.Logits(prompt, [new Knockout(model.Facts.LayerCount - 1, Module.Attention)]);
            if (model.Facts.VisionLayerCount is > 0 and var layers)
                model.Logits(prompt, [new Knockout(layers - 1, Module.VisionLayer)]);
            say("ok");
        }
        catch (TaLoException e)
        {
            say(RefusalMark + JsonSerializer.Serialize(e.Message));
        }
    }

    private static void Start(ModelOptions options, IProgress<float>? progress, CancellationToken stop)
    {
        var start = new ProcessStartInfo(Program![0], [.. Program.Skip(1), Verb, JsonSerializer.Serialize(options with { ContextLength = TrialContext, IsTrusted = true })])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // No file of the whole memory where a process ends by a signal: that is what the trial is for.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            Judge(options, Follow(process, Limit(options), progress, stop), process);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <returns>Its lines; the last one is null where it fell silent for too long.</returns>
    private static List<string?> Follow(Process process, TimeSpan limit, IProgress<float>? progress, CancellationToken stop)
    {
        var channel = Channel.CreateUnbounded<string?>();
        process.OutputDataReceived += (_, e) =>
        {
            if (e.Data is null)
                channel.Writer.Complete();
            else
                channel.Writer.TryWrite(e.Data);
        };
        process.BeginOutputReadLine();
        var lines = new List<string?>();
        while (true)
        {
            using var silence = CancellationTokenSource.CreateLinkedTokenSource(stop);
            silence.CancelAfter(limit);
            try
            {
                if (!channel.Reader.WaitToReadAsync(silence.Token).AsTask().GetAwaiter().GetResult())
                {
                    process.WaitForExit();
                    return lines;
                }
                while (channel.Reader.TryRead(out var line))
                {
                    lines.Add(line);
                    if (line!.StartsWith(LoadingMark, StringComparison.Ordinal) && int.TryParse(line[LoadingMark.Length..], out var step))
                        progress?.Report(step / (float)LoadingSteps);
                }
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                lines.Add(null);
                return lines;
            }
        }
    }

    private static void Judge(ModelOptions options, List<string?> lines, Process process)
    {
        if (lines.Contains("ok"))
            return;
        var what = options.MmprojPath is { } mmproj ? $"{options.ModelPath} with {mmproj}" : options.ModelPath;
        if (lines.LastOrDefault(l => l?.StartsWith(RefusalMark, StringComparison.Ordinal) == true) is { } refusal)
            throw new ModelException(JsonSerializer.Deserialize<string>(refusal[RefusalMark.Length..])!);
        var why = lines.OfType<string>().FirstOrDefault(l => l.StartsWith("error ", StringComparison.Ordinal)) is { } error ? $" ({error[6..].Trim()})" : "";
        throw new ModelException(lines.Contains(null)
            ? $"{what}: llama.cpp came to no end with it{why}; the file is damaged, or the disk very slow: try once more, then download it again"
            : process.ExitCode == KilledBySystem
            ? $"{what}: the system ended llama.cpp's process on it{why}; the memory may have run out: close other programs, or take a smaller quantization"
            : $"{what}: llama.cpp ended its process on it, code {process.ExitCode}{why}; the file is damaged, or needs another llama.cpp: download it again");
    }

    /// <summary>How long a step may take: large files are read slowly, large encoders compute slowly.</summary>
    private static TimeSpan Limit(ModelOptions options)
    {
        var bytes = new[] { options.ModelPath, options.MmprojPath }.OfType<string>().Sum(f => new FileInfo(f).Length);
        return Patience + TimeSpan.FromSeconds(bytes / 20e6);
    }
}
