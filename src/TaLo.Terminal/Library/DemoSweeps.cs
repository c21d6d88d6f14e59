using TaLo.Models;
using TaLo.Scoring;
using TaLo.Sweeps;
using TaLo.UseCases;

namespace TaLo.Terminal.Library;

/// <summary>The sweeps of the demo.</summary>
internal static class DemoSweeps
{
    /// <summary>Samples of each task.</summary>
    public const int Samples = 40;

    /// <summary>The same of a user's model, which is some forty times as large or more: two minutes for SmolLM2 on two cores.</summary>
    public const int SamplesOfAModel = 12;

    private static readonly string[] NanoTasks = ["flag-name", "digit-name", "thing-kind"];

    // Never trained by whoever made the eye: what the language model knows of what it is shown.
    private static readonly string[] EyeTasks = ["kind", "capital", "lives"];

    /// <summary>The sweep of the plain model, which the demo begins with.</summary>
    public static SweepRequest Plain(string store) => new()
    {
        Model = BundledModels.Gently(new ModelOptions { ModelPath = BundledModels.Plain, MmprojPath = BundledModels.Mmproj }),
        DataPath = BundledModels.Tasks,
        Tasks = NanoTasks,
        Samples = new SampleSelection(Samples),
        Kinds = [Module.Attention],
        Store = store,
    };

    /// <summary>The same of its positive control.</summary>
    public static SweepRequest Control(SweepRequest plain) => plain with { Model = plain.Model with { ModelPath = BundledModels.Biased } };

    /// <summary>The same of a user's model: about the nano models' pictures, or with the bundled eye about the eye's, with options scored as texts.</summary>
    public static SweepRequest Of(ModelOptions model, string store)
    {
        var request = Plain(store) with { Model = model, Samples = new SampleSelection(SamplesOfAModel) };
        return Path.GetFileName(model.MmprojPath) == BundledModels.EyeName
            ? request with { DataPath = BundledModels.EyeTasks, Tasks = EyeTasks, Scoring = ScoringMethod.Choice }
            : request;
    }
}
