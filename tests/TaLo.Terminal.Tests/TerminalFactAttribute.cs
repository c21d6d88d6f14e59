namespace TaLo.Terminal.Tests;

/// <summary>A fact that needs util-linux's <c>script</c> to be run in a terminal.</summary>
internal sealed class TerminalFactAttribute : FactAttribute
{
    public const string Script = "/usr/bin/script";

    public TerminalFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(Script))
            Skip = $"no {Script} here to lend a terminal";
    }
}
