using TaLo.Models;
using TaLo.Sweeps;
using TaLo.UseCases;

namespace TaLo.Terminal.Library;

/// <summary>The two sweeps of the demo.</summary>
internal static class DemoSweeps
{
    /// <summary>The tasks that are swept.</summary>
    public const string Tasks = "flag-name,digit-name,thing-kind";

    /// <summary>Samples of each task.</summary>
    public const int Samples = 40;

    /// <summary>The sweep of the plain model, which the demo begins with.</summary>
    public static SweepRequest Plain(string store) => new()
    {
        Model = BundledModels.Gently(new ModelOptions { ModelPath = BundledModels.Plain, MmprojPath = BundledModels.Mmproj }),
        DataPath = BundledModels.Tasks,
        Tasks = Tasks.Split(','),
        Samples = new SampleSelection(Samples),
        Kinds = [Module.Attention],
        Store = store,
    };

    /// <summary>The same of its positive control.</summary>
    public static SweepRequest Control(SweepRequest plain) => plain with { Model = plain.Model with { ModelPath = BundledModels.Biased } };
}
