using TaLo.Models;
using TaLo.Profiles;

namespace TaLo.Tests.Profiles;

/// <summary>Profiles that nobody had to decide.</summary>
internal static class SomeProfile
{
    /// <summary>The model they are for.</summary>
    public static ModelFacts Model { get; } = new("m", "llama", 12, "Q8_0", new string('a', 64), new string('b', 64), "fake");

    /// <summary>A profile of one model and data set, with the task's questions.</summary>
    public static TaskProfile Asked(string task, int? layer, params string[] questions) =>
        Of(task, layer) with { Questions = new TaskQuestions(questions) };

    /// <summary>A profile of one model and data set.</summary>
    public static TaskProfile Of(string task, int? layer, int minute = 0) => new(
        new ProfileModel("m", "Q8_0", 12, Model.ModelFingerprint, Model.MmprojFingerprint), "data", new string('d', 64), task,
        layer is { } l ? new Knockout(l, Module.Attention) : null, "robust", "robust, seed 0", "because",
        null, null, null, ["1", "2"], DateTimeOffset.UnixEpoch.AddMinutes(minute));
}
