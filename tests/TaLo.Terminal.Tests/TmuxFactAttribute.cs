namespace TaLo.Terminal.Tests;

/// <summary>A fact that drives the program in a real terminal, which tmux lends.</summary>
internal sealed class TmuxFactAttribute : FactAttribute
{
    public TmuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !Programs.Has("tmux"))
            Skip = "no tmux here to lend a terminal: apt-get install tmux";
    }
}
