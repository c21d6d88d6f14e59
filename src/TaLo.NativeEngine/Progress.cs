namespace TaLo.NativeEngine;

/// <summary>What a person sees while the build waits for this step.</summary>
internal static class Progress
{
    /// <summary>One step, one line.</summary>
    public static void Say(string step) => Console.WriteLine("TaLo: " + step);
}
