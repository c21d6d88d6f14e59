using Spectre.Console;
using TaLo.LlamaCpp;
using TaLo.Models;

namespace TaLo.Terminal.Views;

/// <summary>Loading a model, with its progress on stderr.</summary>
internal static class LoadView
{
    /// <summary>Loads a model and says what it is.</summary>
    public static LlamaVisionModel Load(ModelOptions options, CancellationToken stop)
    {
        LlamaVisionModel? model = null;
        if (Messages.Talk.Profile.Capabilities.Interactive)
            Messages.Talk.Progress().AutoClear(true).Start(context =>
            {
                var task = context.AddTask($"loading {Markup.Escape(ForeignText.Line(Path.GetFileName(options.ModelPath)))}", maxValue: 1);
                model = LlamaVisionModel.Load(options, new ImmediateProgress<float>(f => task.Value = f), stop);
            });
        model ??= LlamaVisionModel.Load(options, null, stop);
        Messages.Note(Describe(model.Facts));
        if (model.Facts.MmprojDoubt is { } doubt)
            Messages.Note(doubt);
        return model;
    }

    /// <summary>What a model is, in a line.</summary>
    public static string Describe(ModelFacts facts) =>
        $"{facts.Name}: {facts.Architecture}, {facts.LayerCount} layers, {facts.Quantization}, on {facts.Engine}";
}
