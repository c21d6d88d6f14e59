namespace TaLo.Terminal.Ui;

/// <summary>What a terminal can colour.</summary>
internal enum ColourDepth
{
    /// <summary>Nothing: bold, reverse and signs must do.</summary>
    None,

    /// <summary>The sixteen colours of every terminal.</summary>
    Sixteen,

    /// <summary>Red, green and blue of 256 steps each.</summary>
    True,
}
