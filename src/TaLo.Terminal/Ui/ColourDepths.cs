using Terminal.Gui.Drivers;

namespace TaLo.Terminal.Ui;

/// <summary>Finds out what the terminal can colour and what its user wants.</summary>
internal static class ColourDepths
{
    /// <summary>The depth to draw with.</summary>
    /// <param name="found">What the driver found.</param>
    /// <param name="variable">Reads an environment variable.</param>
    public static ColourDepth Of(ColorCapabilityLevel? found, Func<string, string?> variable)
    {
        if (variable("NO_COLOR") is { Length: > 0 } || variable("TERM") == "dumb" || found == ColorCapabilityLevel.NoColor)
            return ColourDepth.None;
        if (found == ColorCapabilityLevel.TrueColor)
            return ColourDepth.True;
        // tmux takes true colour from programs whatever it has itself, and gives the terminal what that can show.
        return found == ColorCapabilityLevel.Colors256 && variable("TMUX") is { Length: > 0 } ? ColourDepth.True : ColourDepth.Sixteen;
    }
}
