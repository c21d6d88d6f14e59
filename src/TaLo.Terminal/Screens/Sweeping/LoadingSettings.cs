using System.Globalization;
using TaLo.Gguf;
using TaLo.LlamaCpp;
using TaLo.Models;
using TaLo.Terminal.Library;
using TaLo.Terminal.Ui;

namespace TaLo.Terminal.Screens.Sweeping;

/// <summary>The settings that say how the model is loaded, and with which vision encoder.</summary>
internal static class LoadingSettings
{
    private const int MostThreads = 1024;
    private const int LongestContext = 1 << 20;

    /// <summary>Reads a number of threads.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? ReadThreads(SharedState shared, ModelOptions loading, string text) =>
        Number(text, 0, MostThreads, n => shared.LoadAs(loading with { Threads = n }));

    /// <summary>Reads the positions of the context.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? ReadContext(SharedState shared, ModelOptions loading, string text) =>
        Number(text, 1, LongestContext, n => shared.LoadAs(loading with { ContextLength = n }));

    /// <summary>Lists the devices that there are.</summary>
    public static void ChooseDevice(UiContext ui, ModelOptions loading, Action changed) => ui.InBackground(
        () => Engine.Current.Devices,
        devices => ui.Shell.Open(new ChoiceBox<string>(
            ui, "Device", [new("name"), new("what it is", Shrinks: true)],
            [
                new PaneRow<string>("auto", ["auto", "a GPU where there is one, else the CPU"]),
                .. devices.DistinctBy(NameOf).Select(d => new PaneRow<string>(NameOf(d), [NameOf(d), d.Description])),
            ],
            name => name == loading.Device, _ => null,
            name =>
            {
                ui.Shared.LoadAs(loading with { Device = name });
                changed();
            })));

    /// <summary>Lists the mmproj files beside the model, and the bundled one where it was made for it.</summary>
    public static void ChooseMmproj(UiContext ui, FoundModel model, Action changed) => ui.InBackground(
        () => Choices(model),
        files => ui.Shell.Open(new ChoiceBox<MmprojChoice>(
            ui, "Vision encoder (mmproj)", [new("file", Shrinks: true), new("what it is", Shrinks: true)],
            [
                new(new MmprojChoice(null, null), ["none", "text only"]),
                .. files.Select(f => new PaneRow<MmprojChoice>(f, [Path.GetFileName(f.Path!), f.Misfit is not null ? "does not fit" : BundledModels.Holds(f.Path!) && !BundledModels.Holds(model.Path) ? "comes with TaLo" : "fits"], f.Path!) { IsDim = f.Misfit is not null }),
                new(new MmprojChoice("", null), ["another file …", ""]),
            ],
            choice => choice.Path == model.Mmproj, choice => choice.Misfit,
            choice =>
            {
                if (choice.Path is "")
                {
                    AskForMmproj(ui, model, changed);
                }
                else
                {
                    ui.Shared.Choose(model with { Mmproj = choice.Path });
                    changed();
                }
            })));

    private static void AskForMmproj(UiContext ui, FoundModel model, Action changed) => ui.Shell.Open(new FileBox(
        ui, "Vision encoder (mmproj)", "Path of an mmproj file (.gguf); or choose one below", [".gguf"],
        path => new FilePreview(default, Misfit(model, path) ?? "fits"),
        paths =>
        {
            ui.InBackground(() => Misfit(model, paths[0]), misfit =>
            {
                if (misfit is not null)
                {
                    ui.Shell.Warn(misfit);
                    return;
                }
                ui.Shared.Choose(model with { Mmproj = Path.GetFullPath(paths[0]) });
                changed();
            });
            return null;
        }));

    private static List<MmprojChoice> Choices(FoundModel model) =>
    [
        .. Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(model.Path))!, "*.gguf").Order(StringComparer.Ordinal)
            .Concat(model.Model is { } file && BundledModels.EyeFor(file, new GgufHeaders()) is { } eye ? [eye] : [])
            .Select(ModelFinder.Describe).Where(f => f.Model is { IsMmproj: true }).Select(f => new MmprojChoice(f.Path, Misfit(model, f.Path))),
    ];

    private static string? Misfit(FoundModel model, string path)
    {
        var found = ModelFinder.Describe(path);
        return found.Model is not { } file ? found.Note : model.Model is { } known ? MmprojPairing.Misfit(known, file) : null;
    }

    // The CPU is known by its back end, of GPUs there may be several of one.
    private static string NameOf(EngineDevice device) => device.IsGpu ? device.Name : device.Backend;

    private static string? Number(string text, int least, int most, Action<int> take)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
            return $"'{text}': write a number from {least} to {most}";
        take(number);
        return null;
    }

    /// <summary>An mmproj file, none, or (an empty path) another one.</summary>
    private sealed record MmprojChoice(string? Path, string? Misfit);
}
