namespace TaLo.Terminal.Ui;

/// <summary>A row of a <see cref="TablePane{T}"/>.</summary>
/// <param name="Item">What it stands for.</param>
/// <param name="Cells">Its cells.</param>
/// <param name="Detail">What is said about it in the pane's lower edge while the cursor is on it.</param>
internal sealed record PaneRow<T>(T Item, IReadOnlyList<string> Cells, string Detail = "")
{
    /// <summary>A sign before the first cell, such as a tick; blank for none.</summary>
    public string Mark { get; init; } = " ";

    /// <summary>Whether it stands back: it cannot be used.</summary>
    public bool IsDim { get; init; }

    /// <summary>Whether a word stands in it, in whatever case.</summary>
    public bool Has(string word) => Cells.Append(Detail).Any(c => c.Contains(word, StringComparison.CurrentCultureIgnoreCase));
}
