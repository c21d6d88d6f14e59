using System.CommandLine;

namespace TaLo.Terminal.Commands;

/// <summary><c>--json</c>, the same on every verb that has it.</summary>
internal static class JsonOption
{
    /// <summary>Creates it.</summary>
    public static Option<bool> Create() => new("--json") { Description = "Print JSON." };
}
