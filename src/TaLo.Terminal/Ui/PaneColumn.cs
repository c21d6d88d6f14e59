namespace TaLo.Terminal.Ui;

/// <summary>A column of a <see cref="TablePane{T}"/>.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Right">Whether its cells end at its right edge.</param>
/// <param name="Shrinks">Whether it gives way where the pane is too narrow; of several the widest first.</param>
internal sealed record PaneColumn(string Title, bool Right = false, bool Shrinks = false);
