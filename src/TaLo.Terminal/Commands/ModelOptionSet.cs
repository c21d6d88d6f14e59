using System.CommandLine;
using System.CommandLine.Parsing;
using TaLo.LlamaCpp;
using TaLo.Models;
using TaLo.Terminal.Library;

namespace TaLo.Terminal.Commands;

/// <summary>The options that say how a model is loaded, the same on every verb that loads one.</summary>
internal sealed class ModelOptionSet
{
    /// <summary>What the argument is.</summary>
    public const string Description = "Model: a GGUF file, or a name as Ollama, LM Studio or Hugging Face have it (`talo models --all`).";

    private readonly Option<string?> mmproj = new("--mmproj")
    {
        Description = "Vision encoder (GGUF). Without it, the one beside the model that fits is taken.",
        HelpName = "FILE",
    };

    private readonly Option<string> device = new("--device")
    {
        Description = "Where to compute: auto, cpu, cuda, vulkan, or a device's own name from `talo doctor`.",
        DefaultValueFactory = _ => "auto",
        HelpName = "NAME",
    };

    private readonly Option<int> gpuLayers = new Option<int>("--gpu-layers")
    {
        Description = "Layers to put on the GPU; -1 means all.",
        DefaultValueFactory = _ => -1,
        HelpName = "N",
    }.Within(-1, 9999);

    private readonly Option<int> threads = new Option<int>("--threads")
    {
        Description = "CPU threads; 0 means one for each processor.",
        DefaultValueFactory = _ => 0,
        HelpName = "N",
    }.Within(0, 1024);

    private readonly Option<int> context = new Option<int>("--ctx")
    {
        Description = "Positions a prompt may fill.",
        DefaultValueFactory = _ => 4096,
        HelpName = "N",
    }.Within(1, 1 << 20);

    private readonly Option<bool> verbose = new("--verbose")
    {
        Description = "Show llama.cpp's own log on stderr.",
    };

    /// <summary>Adds the options to a verb.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="withModel">Whether the verb is given its model; else only what holds for any model is added.</param>
    public void AddTo(Command command, bool withModel = true)
    {
        foreach (var option in withModel ? ForAnyModel.Concat(ForThisModel) : ForAnyModel)
            command.Options.Add(option);
    }

    private Option[] ForAnyModel => [device, gpuLayers, threads, context];

    private Option[] ForThisModel => [mmproj, verbose];

    /// <summary>
    /// What the user asked for. Which mmproj file is taken is said, or why none is; of a model that simply has none nothing is:
    /// perhaps only text is wanted.
    /// </summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The model, by its path or as it is called.</param>
    public ModelOptions Read(ParseResult parsed, string model)
    {
        var found = Find(parsed, model);
        if (!found.IsAlone && AboutMmproj(parsed, found) is { } line)
            Messages.Note(line);
        return Read(parsed, found);
    }

    /// <summary>The same, for work that knows later whether it needs images.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The model, by its path or as it is called.</param>
    /// <param name="aboutMmproj">How the mmproj file was found, or why none was; null where it was named.</param>
    public ModelOptions Read(ParseResult parsed, string model, out string? aboutMmproj)
    {
        var found = Find(parsed, model);
        aboutMmproj = AboutMmproj(parsed, found);
        return Read(parsed, found);
    }

    /// <summary>How the user wants models to be loaded; no model is named.</summary>
    public ModelOptions ReadLoading(ParseResult parsed) => new()
    {
        ModelPath = "",
        Device = parsed.GetValue(device)!,
        GpuLayers = parsed.GetValue(gpuLayers),
        Threads = parsed.GetValue(threads),
        ContextLength = parsed.GetValue(context),
    };

    /// <summary>Makes sure that there is the device that the user names.</summary>
    /// <exception cref="EngineException">There is none.</exception>
    public void EnsureDevice(ParseResult parsed) => Engine.Current.FindDevice(parsed.GetValue(device)!);

    /// <summary>Whether the user said where or with how many threads to compute.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.IsGiven(device) || parsed.IsGiven(threads);

    /// <summary>The name of an option that was given although no model is, or null.</summary>
    public string? GivenForAModel(SymbolResult result) =>
        ForThisModel.Concat(ForAnyModel).FirstOrDefault(o => result.IsGiven(o))?.Name;

    private FoundModel Find(ParseResult parsed, string model)
    {
        if (parsed.GetValue(verbose))
            EngineLog.Listener = (_, line) => Messages.Note(line);
        var found = ModelNames.Find(model);
        if (found.Path != model)
            Messages.Note($"model: {found.Path}");
        return found;
    }

    private string? AboutMmproj(ParseResult parsed, FoundModel found) =>
        parsed.GetValue(mmproj) is not null || found.Model!.IsMmproj ? null
        : found.Mmproj is { } path ? $"mmproj: {path}" : $"no mmproj: {found.Note}";

    private ModelOptions Read(ParseResult parsed, FoundModel found) =>
        ReadLoading(parsed) with { ModelPath = found.Model!.Path, MmprojPath = parsed.GetValue(mmproj) ?? found.Mmproj };
}
