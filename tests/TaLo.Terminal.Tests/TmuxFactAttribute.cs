namespace TaLo.Terminal.Tests;

/// <summary>A fact that drives the program in a real terminal, which tmux lends.</summary>
internal sealed class TmuxFactAttribute : FactAttribute
{
    private static readonly string[] Folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);

    public TmuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !Folders.Any(f => File.Exists(Path.Combine(f, "tmux"))))
            Skip = "no tmux here to lend a terminal: apt-get install tmux";
    }
}
