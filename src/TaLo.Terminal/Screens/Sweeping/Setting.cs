namespace TaLo.Terminal.Screens.Sweeping;

/// <summary>One line of a sweep's settings.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What it is now.</param>
/// <param name="Change">Changes it; null for a line that only tells.</param>
/// <param name="Detail">What is said of it in the pane's lower edge.</param>
internal sealed record Setting(string Name, string Value, Action? Change, string Detail = "");
